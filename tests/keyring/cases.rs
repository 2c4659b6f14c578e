//! Cases of our own: which keys are tried, in which order, and what ends a pull.

use pullsecrets::keyring::kubelet::SecretType;
use serde_json::Value;

use crate::{containers_image, entries, kubelet};

#[test]
fn kubelet_tries_keys_in_this_order() {
    let hub = "https://index.docker.io/v1/";
    let cases: &[(&str, &[&str], &[&str])] = &[
        (
            "harbor.corp:8443/team/app",
            &["harbor.corp:8443", "harbor.corp"],
            &["harbor.corp:8443"],
        ),
        (
            "harbor.corp/team/app",
            &["harbor.corp:443", "harbor.corp:"],
            &["harbor.corp:"],
        ),
        (
            "ghcr.io/acme-labs/app",
            &["ghcr.io/acme", "ghcr.io/acme/"],
            &["ghcr.io/acme"],
        ),
        (
            "ghcr.io/acme/app",
            &["ghcr.io", "ghcr.io/acme", "ghcr.io/acme/app:1"],
            &["ghcr.io/acme", "ghcr.io"],
        ),
        (
            "eu.gcr.io/p/app",
            &["*.gcr.io", "eu.*.io", "e?.gcr.io", "*"],
            &["eu.*.io", "*.gcr.io"],
        ),
        ("eu.gcr.io/p/app", &["EU.gcr.io", "gcr.io"], &[]),
        ("r.io/v2/app", &["r.io/v2/app", "r.io/v2"], &["r.io/v2"]),
        (
            "r.io/app",
            &["https://r.io/v1/app", "http://r.io/v2/"],
            &["https://r.io/v1/app", "http://r.io/v2/"],
        ),
        (
            "r.io/a/b",
            &["me:pw@r.io/a", "r.io/%61?x", "r.io/a#b"],
            &["me:pw@r.io/a", "r.io/%61?x", "r.io/a#b"],
        ),
        (
            "r.io/a",
            &["r io", "r.io:a", "r.io\u{7f}", "[r.io]", "r.io/%"],
            &[],
        ),
        ("busybox", &[hub], &[hub]),
        (
            "busybox",
            &[hub, "docker.io/library/busy"],
            &["docker.io/library/busy"],
        ),
        (
            "busybox",
            &[
                "index.docker.io/library",
                "registry-1.docker.io",
                "https://index.docker.io/v1",
            ],
            &[],
        ),
        ("localhost/app", &[hub], &[hub]),
        ("localhost:5000/app", &[hub], &[]),
        (
            "quay.io/app@sha256:0000000000000000000000000000000000000000000000000000000000000000",
            &["quay.io"],
            &["quay.io"],
        ),
    ];
    for (image, keys, expected) in cases {
        let secret = (SecretType::DockerConfigJson, entries(keys));
        let done = kubelet(image, &[secret]).unwrap();
        let found: Vec<_> = done
            .found
            .unwrap()
            .into_iter()
            .map(|found| found.1)
            .collect();
        assert_eq!(found, *expected, "{image} {keys:?}");
    }
}

#[test]
fn kubelet_gives_up_on_one_bad_secret() {
    let good = || (SecretType::DockerConfigJson, entries(&["r.io"]));
    let cases: &[(&str, &str)] = &[
        (
            "[]",
            "json: cannot unmarshal array into Go value of type credentialprovider.DockerConfigJSON",
        ),
        (
            "{\"auths\":{\"x\":{\"auth\":\"eA\"}}}",
            "unable to parse auth field, must be formatted as base64(username:password)",
        ),
        (
            "{\"auths\":{\"x\":{\"auth\":\"eDp5=\"}}}",
            "illegal base64 data at input byte 4",
        ),
        (
            "{\"auths\":{\"x\":7}}",
            "json: cannot unmarshal number into Go struct field DockerConfigJSON.auths of type credentialprovider.dockerConfigEntryWithAuth",
        ),
        (
            "{\"auths\":{}} ,",
            "invalid character ',' after top-level value",
        ),
        ("{\"auths\":{", "unexpected end of JSON input"),
    ];
    for (bad, words) in cases {
        let bad = (SecretType::DockerConfigJson, bad.as_bytes().to_vec());
        let done = kubelet("r.io/app", &[good(), bad]).unwrap();
        assert_eq!(done.found.err().as_deref(), Some(*words));
    }
    let ignored = (
        SecretType::of("kubernetes.io/podmanconfigjson"),
        b"{".to_vec(),
    );
    let empty = (SecretType::DockerConfigJson, Vec::new());
    let done = kubelet("r.io/app", &[ignored, empty, good()]).unwrap();
    assert_eq!(done.found.unwrap()[0].0, 2);
}

#[test]
fn containers_image_uses_one_entry() {
    let one = |keys: &[&str]| {
        let auths: serde_json::Map<String, Value> = keys
            .iter()
            .map(|key| ((*key).to_owned(), serde_json::json!({"auth": "dTpw"})))
            .collect();
        serde_json::json!({"auths": auths}).to_string().into_bytes()
    };
    let cases: &[(&str, &[&str], Option<&str>)] = &[
        (
            "r.io/a/b/c",
            &["r.io", "r.io/a/b", "r.io/a"],
            Some("r.io/a/b"),
        ),
        ("r.io/ab", &["r.io/a"], None),
        ("r.io/a", &["r.io/", "*.io", "me@r.io"], None),
        (
            "r.io/a",
            &["https://r.io/anything"],
            Some("https://r.io/anything"),
        ),
        (
            "busybox",
            &["registry-1.docker.io"],
            Some("registry-1.docker.io"),
        ),
        (
            "busybox",
            &["https://index.docker.io/v1/", "docker.io/library"],
            Some("docker.io/library"),
        ),
    ];
    for (image, keys, expected) in cases {
        let found = containers_image(image, &one(keys)).unwrap();
        assert_eq!(
            found.map(|found| found.0).as_deref(),
            *expected,
            "{image} {keys:?}"
        );
    }
    assert_eq!(containers_image("r.io/a", &entries(&["r.io"])), Ok(None));
    assert!(containers_image("r.io/a", b"").is_err());
}
