//! SealedSecrets: opened again by other implementations, bound to their scope, kept where nothing
//! changed; and what certificates are refused.

use crate::build::{Build, Built, NOW, assert_valid, key_file};
use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::rsa::{OAEP_SHA256_MGF1SHA256, OaepPrivateDecryptingKey, PrivateDecryptingKey};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use pullsecrets::lower::Secrecy;

const SPEC: &str = r#"
apiVersion: pullsecrets.dev/v1
kind: PullSecrets
output:
  secrets: SealedSecret
  labels: {team: platform}
  annotations: {example.com/owner: platform}
  argocd: {syncWaves: true}
  sealedSecrets: {certificate: {file: sealed.pem}}
registries:
  quay: {server: quay.io/acme, username: acme+ci, password: "p\"<w&é"}
  ghcr: {server: ghcr.io, username: u, password: v}
projects:
  project-a: {pullSecrets: [quay, ghcr]}
  project-b: {pullSecrets: [quay]}
"#;

/// What the plain form of `quay` holds.
const QUAY: &str = r#"{"auths":{"quay.io/acme":{"username":"acme+ci","password":"p\"\u003cw\u0026é","auth":"YWNtZStjaTpwIjx3JsOp"}}}"#;

const REUSE_KEY: &str = "a key for tests alone";

fn with_scope(scope: &str) -> String {
    SPEC.replace(
        "certificate: {file: sealed.pem}",
        &format!("certificate: {{file: sealed.pem}}, scope: {scope}"),
    )
}

fn value(document: &serde_json::Value) -> &str {
    document["spec"]["encryptedData"][".dockerconfigjson"]
        .as_str()
        .expect("a sealed value")
}

/// Opens a value as the controller does; nothing where the label is another.
fn open(value: &str, label: &str) -> Option<String> {
    let bytes = BASE64_STANDARD.decode(value).expect("base64");
    let pem = String::from_utf8(key_file("sealed-secrets.test-key.pem")).expect("text");
    let der: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let key = PrivateDecryptingKey::from_pkcs8(&BASE64_STANDARD.decode(der).expect("base64"));
    let key = OaepPrivateDecryptingKey::new(key.expect("a key")).expect("a key");
    let length = usize::from(u16::from_be_bytes([bytes[0], bytes[1]]));
    let (wrapped, sealed) = bytes[2..].split_at(length);
    let mut session_key = vec![0; key.min_output_size()];
    let session_key = key
        .decrypt(
            &OAEP_SHA256_MGF1SHA256,
            wrapped,
            &mut session_key,
            Some(label.as_bytes()),
        )
        .ok()?;
    let key = LessSafeKey::new(UnboundKey::new(&AES_256_GCM, session_key).expect("32 bytes"));
    let mut sealed = sealed.to_vec();
    let nonce = Nonce::assume_unique_for_key([0; 12]);
    let opened = key
        .open_in_place(nonce, Aad::empty(), &mut sealed)
        .expect("authentic");
    Some(String::from_utf8(opened.to_vec()).expect("text"))
}

#[test]
fn the_private_key_opens_exactly_what_the_plain_form_holds() {
    let built = Build::of(SPEC).run();
    assert!(
        built
            .findings
            .iter()
            .all(|finding| finding.code.name() == "PS0217")
    );
    let quay = built.document("SealedSecret", "quay");
    assert_eq!(open(value(&quay), "project-a/quay").as_deref(), Some(QUAY));
    assert_eq!(open(value(&quay), "project-b/quay"), None);
    assert_eq!(quay["apiVersion"], "bitnami.com/v1alpha1");
    let template = &quay["spec"]["template"];
    assert_eq!(template["type"], "kubernetes.io/dockerconfigjson");
    assert_eq!(template["metadata"]["name"], "quay");
    assert_eq!(template["metadata"]["namespace"], "project-a");
    assert_eq!(template["metadata"]["labels"]["team"], "platform");
    let annotations = serde_json::json!({"example.com/owner": "platform"});
    assert_eq!(template["metadata"]["annotations"], annotations);
    assert_eq!(
        quay["metadata"]["annotations"]["argocd.argoproj.io/sync-wave"],
        "-2"
    );
    assert!(
        !built.yaml.contains("acme+ci"),
        "the plaintext stays inside"
    );
}

#[test]
fn every_object_is_valid_for_the_controller() {
    for scope in ["strict", "namespace-wide", "cluster-wide"] {
        let built = Build::of(&with_scope(scope)).run();
        let sealed = built.of_kind("SealedSecret");
        assert_eq!(sealed.len(), 3);
        for document in &sealed {
            assert_valid("sealedsecret.json", document);
        }
    }
}

#[test]
fn a_scope_sets_its_label_and_says_so_in_annotations() {
    for (scope, label, annotation) in [
        (
            "namespace-wide",
            "project-a",
            "sealedsecrets.bitnami.com/namespace-wide",
        ),
        ("cluster-wide", "", "sealedsecrets.bitnami.com/cluster-wide"),
    ] {
        let built = Build::of(&with_scope(scope)).run();
        let quay = built.document("SealedSecret", "quay");
        assert_eq!(open(value(&quay), label).as_deref(), Some(QUAY));
        assert_eq!(open(value(&quay), "project-a/quay"), None);
        assert_eq!(quay["metadata"]["annotations"][annotation], "true");
        let inner = &quay["spec"]["template"]["metadata"]["annotations"];
        assert_eq!(inner[annotation], "true");
    }
}

#[test]
fn openssl_opens_it_too() {
    let Some(mut python) = crate::peers::peer("python3") else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let built = Build::of(SPEC).run();
    let quay = built.document("SealedSecret", "quay");
    let file = folder.path().join("value");
    std::fs::write(&file, value(&quay)).expect("written");
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/peers/open_sealed.py");
    let key = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/keys/sealed-secrets.test-key.pem"
    );
    let output = python
        .args([script, key, "project-a/quay"])
        .arg(&file)
        .output()
        .expect("runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(String::from_utf8_lossy(&output.stdout), QUAY);
}

#[test]
fn equal_content_is_sealed_differently_in_each_project_and_run() {
    let first = Build::of(SPEC).run();
    let second = Build {
        seed: 2,
        ..Build::of(SPEC)
    }
    .run();
    let values = |built: &Built| -> Vec<String> {
        let sealed = built.of_kind("SealedSecret");
        sealed
            .iter()
            .map(|document| value(document).to_owned())
            .collect()
    };
    let mut all = [values(&first), values(&second)].concat();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 6);
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

    // A changed password changes its own secret, in both projects, and no other.
    let changed = again(&SPEC.replace("p\\\"<w&é", "other"), Some(REUSE_KEY));
    let both = first.documents().into_iter().zip(changed.documents());
    for (before, after) in both {
        let is_changed = before["metadata"]["name"] == "quay" && before["kind"] == "SealedSecret";
        assert_eq!(before != after, is_changed, "{after:#}");
    }

    // A label changes what is readable, and nothing is sealed anew.
    let labelled = again(
        &SPEC.replace("team: platform", "team: other"),
        Some(REUSE_KEY),
    );
    let (before, after) = (
        first.document("SealedSecret", "quay"),
        labelled.document("SealedSecret", "quay"),
    );
    assert_eq!(value(&before), value(&after));
    assert_eq!(after["metadata"]["labels"]["team"], "other");

    // Another key, or none, tells nothing: all is sealed anew.
    for key in [Some("another key for tests"), None] {
        let anew = again(SPEC, key).document("SealedSecret", "quay");
        assert_ne!(value(&before), value(&anew));
    }
}

#[test]
fn another_scope_or_certificate_is_sealed_anew() {
    let first = Build {
        reuse_key: Some(REUSE_KEY),
        ..Build::of(SPEC)
    }
    .run();
    let again = |spec: &str, certificate| {
        let built = Build {
            reuse_key: Some(REUSE_KEY),
            files: vec![("sealed.pem", key_file(certificate))],
            earlier: &first.yaml,
            ..Build::of(spec)
        };
        built.run().document("SealedSecret", "quay")
    };
    let before = first.document("SealedSecret", "quay");
    assert_eq!(value(&before), value(&again(SPEC, "sealed-secrets.pem")));
    assert_ne!(value(&before), value(&again(SPEC, "another.pem")));
    let wide = with_scope("namespace-wide");
    assert_ne!(value(&before), value(&again(&wide, "sealed-secrets.pem")));
}

#[test]
fn a_value_that_somebody_else_sealed_is_not_kept() {
    let build = |seed, earlier: &str| {
        Build {
            reuse_key: Some(REUSE_KEY),
            seed,
            earlier,
            ..Build::of(SPEC)
        }
        .run()
    };
    let first = build(1, "");
    let other = build(3, "");
    let (ours, theirs) = (
        first.document("SealedSecret", "ghcr"),
        other.document("SealedSecret", "ghcr"),
    );
    let tampered = first.yaml.replace(value(&ours), value(&theirs));
    let rebuilt = build(2, &tampered).document("SealedSecret", "ghcr");
    assert_ne!(value(&rebuilt), value(&theirs));
    assert!(open(value(&rebuilt), "project-a/ghcr").is_some());
}

#[test]
fn a_fingerprint_is_no_hash_of_the_content() {
    let fingerprint = |key| {
        let built = Build {
            reuse_key: key,
            ..Build::of(SPEC)
        }
        .run();
        let document = built.document("SealedSecret", "quay");
        document["metadata"]["annotations"]["pullsecrets.dev/fingerprint"].clone()
    };
    assert!(fingerprint(None).is_null());
    assert_ne!(
        fingerprint(Some(REUSE_KEY)),
        fingerprint(Some("another key for tests"))
    );
}

#[test]
fn a_redacted_build_shows_a_marker_and_repeats() {
    let redacted = |seed| {
        Build {
            secrecy: Secrecy::Redacted,
            seed,
            ..Build::of(SPEC)
        }
        .run()
    };
    assert_eq!(redacted(1).yaml, redacted(2).yaml);
    let quay = redacted(1).document("SealedSecret", "quay");
    assert_eq!(value(&quay), "<redacted>");
}

#[test]
fn certificates_that_do_not_seal_are_findings() {
    let said = |bytes: Vec<u8>, now| {
        let built = Build {
            files: vec![("sealed.pem", bytes)],
            now,
            ..Build::of(SPEC)
        }
        .run();
        let said: Vec<_> = built
            .said()
            .into_iter()
            .filter(|(code, _)| code.starts_with("PS06"))
            .collect();
        let [(code, message)] = &said[..] else {
            panic!("{said:?}");
        };
        assert!(!built.yaml.contains("SealedSecret"));
        format!("{code} {message}")
    };
    for (bytes, expected) in [
        (
            b"hello".to_vec(),
            "PS0603 `sealed.pem` is no certificate in PEM",
        ),
        (Vec::new(), "PS0603 `sealed.pem` is no certificate in PEM"),
        (
            key_file("certificate.der"),
            "PS0603 `sealed.pem` is binary, and a certificate in PEM is needed",
        ),
        (
            key_file("sealed-secrets.test-key.pem"),
            "PS0603 `sealed.pem` holds a private key",
        ),
        (
            key_file("public-key.pem"),
            "PS0603 `sealed.pem` is PEM, but of something other than a certificate",
        ),
        (
            key_file("several.pem"),
            "PS0603 `sealed.pem` holds 2 certificates, and one seals",
        ),
        (
            b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".to_vec(),
            "PS0603 `sealed.pem` holds a certificate that cannot be decoded",
        ),
        (
            key_file("elliptic.pem"),
            "PS0603 `sealed.pem` holds a certificate whose key is not RSA",
        ),
        (
            key_file("small.pem"),
            "PS0603 `sealed.pem` holds an RSA key of 1024 bits, and 2048 is the least",
        ),
        (
            key_file("expired.pem"),
            "PS0604 `sealed.pem` holds a certificate that expired at 2021-01-01T00:00:00Z",
        ),
        (
            key_file("not-yet-valid.pem"),
            "PS0604 `sealed.pem` holds a certificate that is valid only from 2110-01-01T00:00:00Z on",
        ),
    ] {
        assert_eq!(said(bytes, NOW), expected);
    }
    // Its last second is still within.
    let last = 1_609_459_200;
    assert!(said(key_file("expired.pem"), last + 1).starts_with("PS0604"));
    let built = Build {
        files: vec![("sealed.pem", key_file("expired.pem"))],
        now: last,
        ..Build::of(SPEC)
    }
    .run();
    assert!(built.said().iter().all(|(code, _)| code != "PS0604"));
}

#[test]
fn text_around_a_certificate_is_passed_over() {
    let mut bytes = b"Certificate:\n    Data:\n        Version: 3 (0x2)\r\n".to_vec();
    bytes.extend(key_file("sealed-secrets.pem"));
    let built = Build {
        files: vec![("sealed.pem", bytes)],
        ..Build::of(SPEC)
    }
    .run();
    assert!(
        open(
            value(&built.document("SealedSecret", "quay")),
            "project-a/quay"
        )
        .is_some()
    );
}
