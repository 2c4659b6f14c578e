//! SOPS files: the real program decrypts them to exactly the plain form, and refuses them where
//! something was changed; unchanged ones are kept.

use std::path::{Path, PathBuf};

use crate::build::{Build, Built};
use pullsecrets::lower::Secrecy;

const SPEC: &str = r#"
apiVersion: pullsecrets.dev/v1
kind: PullSecrets
output:
  secrets: Sops
  labels: {team: "1", tier: "yes", since: "2026-01-01"}
  annotations: {example.com/note: "two\nlines: # and 'quotes'"}
  sops:
    age:
    - age1a959aukwym237r3k40s5z7dpkzm46wu7lnsppslvek7pxcrf23nqmrrwjf
    - age12ugk5v3zzqge8h6tdwu6r4m7vcew56dm6j4pd89m4ct35fydhewq0qxvxh
registries:
  quay: {server: quay.io/acme, username: acme+ci, password: "p\"<w&é"}
  ghcr: {server: ghcr.io, username: u, password: v}
projects:
  project-a: {pullSecrets: [quay, ghcr]}
"#;

const REUSE_KEY: &str = "a key for tests alone";

/// The documents as files, one object each, as a directory has them.
fn files(built: &Built, folder: &Path) -> Vec<PathBuf> {
    let secrets = built
        .yaml
        .split("---\n")
        .filter(|text| text.contains("\nsops:"));
    secrets
        .enumerate()
        .map(|(number, text)| {
            let path = folder.join(format!("secret-{number}.yaml"));
            std::fs::write(&path, text).expect("written");
            path
        })
        .collect()
}

/// What `sops -d` prints, or nothing where it refuses. The outer nothing: it is not here.
fn decrypt(file: &Path, identity: &str) -> Option<Option<String>> {
    let mut sops = crate::peers::peer("sops")?;
    let identity = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/keys")
        .join(identity);
    let output = sops
        .env("SOPS_AGE_KEY_FILE", identity)
        .args(["decrypt", "--output-type", "yaml"])
        .arg(file)
        .output()
        .expect("runs");
    let text = String::from_utf8(output.stdout).expect("text");
    Some(output.status.success().then_some(text))
}

fn parsed(text: &str) -> serde_json::Value {
    serde_yaml::from_str(text).expect("YAML")
}

#[test]
fn the_real_program_decrypts_to_the_plain_form() {
    for reuse_key in [None, Some(REUSE_KEY)] {
        let folder = tempfile::tempdir().expect("a folder");
        let built = Build {
            reuse_key,
            ..Build::of(SPEC)
        }
        .run();
        let plain = Build::of(&SPEC.replace("secrets: Sops", "secrets: Secret")).run();
        let files = files(&built, folder.path());
        assert_eq!(files.len(), 2);
        for file in files {
            for identity in ["age.test-key.txt", "age-second.test-key.txt"] {
                let Some(opened) = decrypt(&file, identity) else {
                    return;
                };
                let opened = parsed(&opened.expect("decrypts"));
                let name = opened["metadata"]["name"].as_str().expect("a name");
                assert_eq!(opened, plain.document("Secret", name));
            }
        }
    }
}

#[test]
fn the_real_program_refuses_what_was_changed() {
    let folder = tempfile::tempdir().expect("a folder");
    let built = Build::of(SPEC).run();
    let file = files(&built, folder.path()).remove(0);
    let text = std::fs::read_to_string(&file).expect("readable");
    std::fs::write(&file, text.replace("team: \"1\"", "team: \"2\"")).expect("written");
    if let Some(opened) = decrypt(&file, "age.test-key.txt") {
        assert_eq!(opened, None);
    }
}

#[test]
fn nothing_readable_is_left_of_the_content() {
    let built = Build::of(SPEC).run();
    let secret = built.document("Secret", "quay");
    let value = secret["data"][".dockerconfigjson"].as_str().expect("text");
    assert!(value.starts_with("ENC[AES256_GCM,data:"));
    assert!(value.ends_with(",type:str]"));
    let sops = &secret["sops"];
    assert_eq!(sops["encrypted_regex"], "^(data|stringData)$");
    assert_eq!(sops["lastmodified"], "2026-11-24T12:00:00Z");
    assert_eq!(sops["age"].as_array().map(Vec::len), Some(2));
    assert!(sops["pullsecrets_fingerprint"].is_null());
    let plain = Build::of(&SPEC.replace("secrets: Sops", "secrets: Secret")).run();
    let plain = plain.document("Secret", "quay");
    let content = plain["data"][".dockerconfigjson"].as_str().expect("text");
    assert!(!built.yaml.contains(content));
}

#[test]
fn with_a_reuse_key_an_unchanged_build_is_the_same_bytes() {
    let first = Build {
        reuse_key: Some(REUSE_KEY),
        ..Build::of(SPEC)
    }
    .run();
    let again = |spec: &str, key| first.again(spec, key);
    assert_eq!(again(SPEC, Some(REUSE_KEY)).yaml, first.yaml);
    let changed = again(&SPEC.replace("password: v", "password: w"), Some(REUSE_KEY));
    let secret = |built: &Built, name| built.document("Secret", name);
    assert_eq!(secret(&changed, "quay"), secret(&first, "quay"));
    assert_ne!(secret(&changed, "ghcr"), secret(&first, "ghcr"));
    // The MAC is over labels too, and one recipient less may open less.
    let one = "    - age12ugk5v3zzqge8h6tdwu6r4m7vcew56dm6j4pd89m4ct35fydhewq0qxvxh\n";
    for spec in [
        SPEC.replace("tier: \"yes\"", "tier: \"no\""),
        SPEC.replace(one, ""),
    ] {
        let anew = again(&spec, Some(REUSE_KEY));
        assert_ne!(
            secret(&anew, "quay")["data"],
            secret(&first, "quay")["data"]
        );
    }
    assert_ne!(secret(&again(SPEC, None), "quay"), secret(&first, "quay"));
}

#[test]
fn a_redacted_build_shows_a_marker_alone() {
    let built = Build {
        secrecy: Secrecy::Redacted,
        ..Build::of(SPEC)
    }
    .run();
    let secret = built.document("Secret", "quay");
    assert_eq!(secret["data"][".dockerconfigjson"], "<redacted>");
    assert!(secret["sops"].is_null());
}
