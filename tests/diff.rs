//! `pullsecrets diff`, from outside: what is a difference and what is none, what an apply would do
//! that nobody expects, and that no credential of either side is ever printed.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod running;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::{Value, json};

use running::feed;

/// Passwords that no output may hold.
const OLD: &str = "old-PASSWORD-7f3a";
const NEW: &str = "new-PASSWORD-9c1e";

const SPEC: &str = "apiVersion: pullsecrets.dev/v1
kind: PullSecrets
metadata: {name: acme}
output: {labels: {team: platform}}
registries:
  quay: {server: quay.io, username: {env: USERNAME}, password: {env: TOKEN}}
projects:
  a: {pullSecrets: [quay]}
  b: {managed: false}
grants:
- {imagesIn: b, pullers: [a/default]}
";

struct Place(tempfile::TempDir);

impl Place {
    fn new(spec: &str) -> Self {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("pullsecrets.yaml"), spec).unwrap();
        Self(place)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn run(&self, arguments: &[&str], token: &str, input: &str) -> Output {
        feed(
            Command::new(env!("CARGO_BIN_EXE_pullsecrets"))
                .args(arguments)
                .current_dir(self.path())
                .env_clear()
                .env("USERNAME", "secret-USER")
                .env("TOKEN", token),
            input,
        )
    }

    /// What `diff` prints, and its exit status; whatever it is, no credential is in it.
    fn diff(&self, arguments: &[&str], token: &str, input: &str) -> (String, i32) {
        let output = self.run(&[&["diff"], arguments].concat(), token, input);
        let text = [output.stdout, output.stderr].concat();
        let text = String::from_utf8(text).unwrap();
        for word in [OLD, NEW, "secret-USER", "other-USER"] {
            let encoded = BASE64_STANDARD.encode(word);
            assert!(!text.contains(word) && !text.contains(encoded.trim_end_matches('=')));
        }
        (text, output.status.code().unwrap())
    }

    /// The objects of a build, as a cluster would hold them.
    fn live(&self) -> Vec<Value> {
        let output = self.run(&["build", "--format", "json"], OLD, "");
        let list: Value = serde_json::from_slice(&output.stdout).unwrap();
        let mut objects = list["items"].as_array().unwrap().clone();
        for object in &mut objects {
            let metadata = object["metadata"].as_object_mut().unwrap();
            metadata.insert("uid".to_owned(), json!("0a1b"));
            metadata.insert("resourceVersion".to_owned(), json!("12"));
            metadata.insert(
                "creationTimestamp".to_owned(),
                json!("2026-01-01T00:00:00Z"),
            );
            metadata.insert("managedFields".to_owned(), json!([{"manager": "kubectl"}]));
        }
        objects
    }
}

fn list(objects: &[Value]) -> String {
    json!({"apiVersion": "v1", "kind": "List", "items": objects}).to_string()
}

fn secret(config: &Value) -> Value {
    json!({"apiVersion": "v1", "kind": "Secret",
        "metadata": {"name": "quay", "namespace": "a", "labels": {"team": "platform"}},
        "type": "kubernetes.io/dockerconfigjson",
        "data": {".dockerconfigjson": BASE64_STANDARD.encode(config.to_string())}})
}

fn auth(user: &str, password: &str) -> String {
    BASE64_STANDARD.encode(format!("{user}:{password}"))
}

#[test]
fn what_was_built_is_no_difference_wherever_it_lies() {
    let place = Place::new(SPEC);
    let (text, status) = place.diff(&["-"], OLD, &list(&place.live()));
    assert_eq!((text.as_str(), status), ("no difference; 3 the same\n", 0));
    for layout in ["kustomize", "flat"] {
        let dir = format!("out-{layout}");
        let built = place.run(&["build", "-o", &dir, "--layout", layout], OLD, "");
        assert!(built.status.success());
        let (text, status) = place.diff(&["-o", &dir], OLD, "");
        assert_eq!((text.as_str(), status), ("no difference; 3 the same\n", 0));
        let (text, status) = place.diff(&["-o", &dir], NEW, "");
        let expected = "~ Secret a/quay\n    entry quay.io: password changed\n\
                        0 added, 1 changed, 0 removed; 2 the same\n";
        assert_eq!((text.as_str(), status), (expected, 1));
    }
    let (text, _) = place.diff(&["-o", "nowhere"], OLD, "");
    assert!(
        text.ends_with("3 added, 0 changed, 0 removed; 0 the same\n"),
        "{text}"
    );
}

#[test]
fn a_hash_that_is_not_known_is_no_difference() {
    let spec = SPEC
        .replace(
            "output: {",
            "platform: {kind: kubernetes}\noutput: {nameSuffixHash: true, ",
        )
        .replace(
            "  a: {pullSecrets: [quay]}\n",
            "  a:
    pullSecrets: [quay]
    serviceAccounts: {default: {mount: [quay]}}
    workflows:
    - {name: w, entrypoint: m, pullSecrets: [quay], spec: {volumes: [{name: v, secret: {secretName: quay}}], templates: [{name: m, suspend: {}}]}}
    - {generateName: h-, naming: hash, entrypoint: m, pullSecrets: [quay], spec: {templates: [{name: m, suspend: {}}]}}
    - {generateName: h-, naming: hash, entrypoint: o, pullSecrets: [quay], spec: {templates: [{name: o, suspend: {}}]}}
",
        )
        .split("grants:")
        .next()
        .unwrap()
        .to_owned();
    let place = Place::new(&spec);
    let built = place.run(&["build", "-o", "out"], OLD, "");
    let said = String::from_utf8_lossy(&built.stderr);
    assert!(built.status.success(), "{said}");
    let live = place.live();
    let none = "\
        ? Secret a/quay-…: credentials were not read, content not compared\n\
        ? Workflow a/h-…: its name is a hash of what names Secrets whose credentials were not read\n\
        no difference in what was compared; 2 not compared; 2 the same\n";
    let blind = "--no-credentials";
    for (arguments, input) in [
        (&[blind, "-"][..], list(&live)),
        (&[blind, "-o", "out"], String::new()),
    ] {
        let (text, status) = place.diff(arguments, NEW, &input);
        assert_eq!((text.as_str(), status), (none, 0));
    }
    // What has no hash, or that of another, is not what the build makes.
    let name = live[0]["metadata"]["name"].as_str().unwrap();
    let other = list(&live).replace(name, "quay");
    let (text, status) = place.diff(&[blind, "-"], NEW, &other);
    assert_eq!(status, 1);
    for line in [
        "+ Secret a/quay-…\n",
        "- Secret a/quay\n",
        "~ ServiceAccount a/default\n",
        "~ Workflow a/w\n",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
    let (text, status) = place.diff(&[blind, "-"], NEW, &list(&[]));
    assert_eq!(status, 1);
    assert!(text.contains("+ Secret a/quay-…\n"), "{text}");
}

#[test]
fn what_others_write_into_an_object_is_no_difference() {
    let place = Place::new(SPEC);
    let mut live = place.live();
    // Only `auth`, another order of keys, server defaults, the controller's own entries.
    live[0] = secret(&json!({"auths": {"quay.io": {"auth": auth("secret-USER", OLD)}}}));
    live[0]["metadata"]["labels"]["by-hand"] = json!("1");
    live[1]["secrets"] = json!([{"name": "default-dockercfg"}]);
    live[2]["subjects"] =
        json!([{"namespace": "a", "name": "default", "apiGroup": "", "kind": "ServiceAccount"}]);
    // Neither is what is not ours.
    live.push(
        json!({"apiVersion": "v1", "kind": "Secret", "type": "Opaque",
        "metadata": {"name": "theirs", "namespace": "a"}, "data": {"password": auth("x", OLD)}}),
    );
    live.push(
        json!({"apiVersion": "v1", "kind": "Secret", "type": "Opaque",
        "metadata": {"name": "elsewhere", "namespace": "z", "labels": {"team": "platform"}}}),
    );
    live.push(
        json!({"apiVersion": "v1", "kind": "Secret", "type": "Opaque",
        "metadata": {"name": "controlled", "namespace": "a", "labels": {"team": "platform"},
            "ownerReferences": [{"kind": "SealedSecret", "name": "controlled"}]}}),
    );
    let (text, status) = place.diff(&["-"], OLD, &list(&live));
    assert_eq!((text.as_str(), status), ("no difference; 3 the same\n", 0));
}

#[test]
fn entries_are_told_without_a_value() {
    let place = Place::new(SPEC);
    let cases = [
        (
            json!({"quay.io": {"auth": auth("secret-USER", NEW)}}),
            "entry quay.io: password changed",
        ),
        (
            json!({"quay.io": {"auth": auth("other-USER", OLD)}}),
            "entry quay.io: username changed",
        ),
        (
            json!({"quay.io": {"username": "secret-USER", "password": OLD}}),
            "entry quay.io: auth added",
        ),
        (
            json!({"quay.io": {"auth": auth("secret-USER", OLD), "email": "me@x"}}),
            "entry quay.io: email removed",
        ),
        (
            json!({"ghcr.io": {"auth": auth("secret-USER", NEW)}}),
            "entry ghcr.io: removed",
        ),
        (
            json!({format!("https://u:{NEW}@ghcr.io"): {"auth": ""}}),
            "entry …@ghcr.io: removed",
        ),
    ];
    for (auths, expected) in cases {
        let mut live = place.live();
        live[0] = secret(&json!({"auths": auths}));
        let (text, status) = place.diff(&["-"], OLD, &list(&live));
        assert!(
            text.contains(&format!("    {expected}\n")),
            "{expected}: {text}"
        );
        assert_eq!(status, 1);
    }
    let mut live = place.live();
    live[0]["data"][".dockerconfigjson"] = json!(BASE64_STANDARD.encode(format!("[{OLD}")));
    let (text, _) = place.diff(&["-"], OLD, &list(&live));
    assert!(text.contains("is no Docker config there"), "{text}");
    let (text, status) = place.diff(&["--no-credentials", "-"], NEW, &list(&place.live()));
    assert!(
        text.contains("? Secret a/quay: credentials were not read"),
        "{text}"
    );
    assert_eq!(status, 0);
}

#[test]
fn what_an_apply_would_do_unexpectedly_is_said() {
    let place = Place::new(SPEC);
    let mut live = place.live();
    live[0]["type"] = json!("Opaque");
    live[1]["metadata"]["annotations"]["openshift.io/internal-registry-pull-secret-ref"] =
        json!("default-dockercfg-abcde");
    live[1]["imagePullSecrets"] = json!([{"name": "default-dockercfg-abcde"}, {"name": "by-hand"}]);
    live[2]["roleRef"]["name"] = json!("view");
    live[2]["subjects"] = json!([{"kind": "User", "name": "alex"}]);
    let (text, _) = place.diff(&["-"], OLD, &list(&live));
    for expected in [
        "type: `Opaque` becomes `kubernetes.io/dockerconfigjson`\n      the type of a Secret cannot be changed",
        "default-dockercfg-abcde removed\n      OpenShift deletes this Secret in favour of `default-dockercfg`; `internalRegistrySecret: default-dockercfg-abcde` keeps it",
        "by-hand removed\n      an apply replaces the list whole",
        "roleRef: `ClusterRole view` becomes `ClusterRole system:image-puller`\n      the role of a binding cannot be changed",
        "User alex removed\n      an apply replaces the list whole",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
    let mut live = place.live();
    live[0]["immutable"] = json!(true);
    let (text, _) = place.diff(&["-"], NEW, &list(&live));
    assert!(
        text.contains("password changed\n      `immutable: true` stands there"),
        "{text}"
    );
}

#[test]
fn objects_come_and_go() {
    let place = Place::new(SPEC);
    assert!(place.run(&["build", "-o", "out"], OLD, "").status.success());
    let mut live = place.live();
    fs::write(
        place.path().join("pullsecrets.yaml"),
        SPEC.replace("quay:", "other:")
            .replace("[quay]", "[other]")
            .replace(
                "grants:\n- {imagesIn: b, pullers: [a/default]}",
                "grants: []",
            ),
    )
    .unwrap();
    let gone = [
        "+ Secret a/other",
        "- Secret a/quay",
        "- RoleBinding b/system:image-puller:a",
    ];
    let (text, _) = place.diff(&["-o", "out"], OLD, "");
    let (from_cluster, _) = place.diff(&["-"], OLD, &list(&live));
    for line in gone {
        assert!(
            text.contains(line) && from_cluster.contains(line),
            "{text}{from_cluster}"
        );
    }
    live.truncate(1);
    let (text, _) = place.diff(&["-"], OLD, &list(&live));
    assert!(text.contains("? ServiceAccount: none was given"), "{text}");
    // A part of the projects: the others are not looked at.
    let (text, _) = place.diff(&["-o", "out", "--project", "b"], OLD, "");
    assert!(!text.contains(" a/"), "{text}");
}

#[test]
fn sealed_content_is_compared_where_it_can_be() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/sealed-secret");
    let place = Place::new(SPEC);
    let spec = fs::read_to_string(shared.join("pullsecrets.yaml")).unwrap();
    assert!(spec.contains("sealedSecrets"));
    let certificate = fs::read_dir(&shared).unwrap().find_map(|entry| {
        let path = entry.unwrap().path();
        (path.extension()? == "pem").then_some(path)
    });
    fs::copy(certificate.unwrap(), place.path().join("sealed.pem")).unwrap();
    let spec = SPEC.replace(
        "output: {",
        "output: {secrets: SealedSecret, sealedSecrets: {certificate: {file: sealed.pem}}, ",
    );
    let plain = place.live();
    fs::write(place.path().join("pullsecrets.yaml"), spec).unwrap();
    fs::write(place.path().join("key"), "0123456789abcdef0123456789abcdef").unwrap();
    let built = place.run(&["build", "-o", "out", "--reuse-key", "key"], OLD, "");
    assert!(built.status.success());
    let (text, status) = place.diff(&["-o", "out"], OLD, "");
    assert_eq!(
        text,
        "? SealedSecret a/quay: sealed, content not compared without the reuse key that it was built with (`--reuse-key FILE`)\n\
         no difference in what was compared; 1 not compared; 2 the same\n"
    );
    assert_eq!(status, 0);
    let with_key = ["-o", "out", "--reuse-key", "key"];
    let (text, status) = place.diff(&with_key, OLD, "");
    assert_eq!((text.as_str(), status), ("no difference; 3 the same\n", 0));
    // A rotated password, which a build with the key would seal anew.
    let (text, status) = place.diff(&with_key, NEW, "");
    assert_eq!(
        text,
        "~ SealedSecret a/quay\n    spec.encryptedData: sealed anew\n      \
         its credentials, whom it is sealed for, or the reuse key are others\n\
         0 added, 1 changed, 0 removed; 2 the same\n"
    );
    assert_eq!(status, 1);
    let (json, _) = place.diff(&[&with_key[..], &["--format", "json"]].concat(), NEW, "");
    let json: Value = serde_json::from_str(&json).unwrap();
    assert!(diff_schema().is_valid(&json), "{json}");
    // The Secret that the controller made tells.
    let (text, _) = place.diff(&["-"], NEW, &list(&plain));
    assert!(
        text.contains("~ Secret a/quay\n    entry quay.io: password changed"),
        "{text}"
    );
    assert!(!text.contains("+ SealedSecret"), "{text}");
}

fn diff_schema() -> jsonschema::Validator {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/diff.schema.json");
    let schema: Value = serde_json::from_str(&fs::read_to_string(schema).unwrap()).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

#[test]
fn json_fits_its_schema() {
    let place = Place::new(SPEC);
    let mut live = place.live();
    live[0]["type"] = json!("Opaque");
    live[1]["metadata"]["labels"] = json!({});
    live.pop();
    let validator = diff_schema();
    for arguments in [
        &["-", "--format", "json"][..],
        &["-", "--format", "json", "--no-credentials"],
    ] {
        let (text, status) = place.diff(arguments, NEW, &list(&live));
        let value: Value = serde_json::from_str(&text).unwrap();
        assert!(validator.is_valid(&value), "{text}");
        assert_eq!(value["objects"][0]["kind"], "Secret");
        assert_eq!(status, 1);
    }
}

#[test]
fn what_cannot_be_compared_ends_with_2() {
    let place = Place::new(SPEC);
    assert_eq!(place.diff(&["-"], OLD, "a: [").1, 2);
    assert_eq!(place.diff(&["missing.yaml"], OLD, "").1, 2);
    assert_eq!(place.diff(&[], OLD, "").1, 2);
    assert_eq!(place.diff(&["-", "-f", "-"], OLD, "").1, 2);
    let broken = Place::new("apiVersion: pullsecrets.dev/v1\nkind: Nope\n");
    assert_eq!(broken.diff(&["-"], OLD, "").1, 2);
}
