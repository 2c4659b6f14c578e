//! The look-ups of nodes: against recorded ones where those are present, on cases of our own, and
//! on any input at all.

use std::path::Path;

use proptest::prelude::*;
use pullsecrets::credential::docker_config::{DockerConfig, Layout};
use pullsecrets::keyring::kubelet::{Keyring, SecretType, read_secret};
use pullsecrets::keyring::{ImageName, Runtime, containers_image};
use serde_json::Value;

/// Recorded look-ups lie beside the project on some machines; the tests pass without them.
fn recorded(name: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/reference")
        .join(name);
    let Ok(text) = std::fs::read_to_string(path) else {
        return Vec::new();
    };
    let file: Value = serde_json::from_str(&text).expect("JSON");
    file["cases"].as_array().expect("cases").clone()
}

/// A config as bytes: an object is the JSON, a string the raw text.
fn body(config: &Value) -> Vec<u8> {
    match config {
        Value::String(text) => text.clone().into_bytes(),
        _ => config.to_string().into_bytes(),
    }
}

type Found = (usize, String, String, String);

/// What kubelet does: the repository, and what it tries or says.
struct Kubelet {
    repository: String,
    found: Result<Vec<Found>, String>,
    warnings: Vec<String>,
}

fn kubelet(image: &str, secrets: &[(SecretType, Vec<u8>)]) -> Result<Kubelet, String> {
    let name = ImageName::parse(image, Runtime::Kubelet).map_err(|fault| fault.to_string())?;
    let configs: Result<Vec<_>, String> = secrets
        .iter()
        .map(|(kind, body)| read_secret(*kind, body))
        .collect();
    let mut warnings = Vec::new();
    let found = configs.map(|configs| {
        let mut keyring = Keyring::default();
        for (number, config) in configs.iter().enumerate() {
            let Some(config) = config else { continue };
            let faults = keyring.add_config(number, config);
            warnings.extend(faults.iter().map(ToString::to_string));
        }
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let items = keyring.look_up(&name.repository).into_iter();
        items
            .map(|item| {
                (
                    item.secret,
                    item.key.clone(),
                    text(item.value.kubelet_username()),
                    text(item.value.kubelet_password()),
                )
            })
            .collect()
    });
    Ok(Kubelet {
        repository: name.repository,
        found,
        warnings,
    })
}

#[test]
fn kubelet_does_as_recorded() {
    for case in recorded("kubelet-keyring.json") {
        let name = case["name"].as_str().unwrap();
        let want = &case["want"];
        let configs = case["configs"].as_array().unwrap();
        let secrets: Vec<_> = configs
            .iter()
            .enumerate()
            .map(|(number, config)| {
                let kind = case["types"][number].as_str().unwrap_or_default();
                (SecretType::of(kind), body(config))
            })
            .collect();
        let done = kubelet(case["image"].as_str().unwrap(), &secrets);
        let done = match done {
            Err(fault) => {
                assert_eq!(want["image_error"], fault, "{name}");
                continue;
            }
            Ok(done) => done,
        };
        assert!(want["image_error"].is_null(), "{name}");
        assert_eq!(want["repo"], done.repository, "{name}");
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        if let Some(warnings) = want["entry_warnings"].as_array() {
            let warnings: Vec<_> = warnings.iter().map(text).collect();
            assert_eq!(done.warnings, warnings, "{name}");
        }
        let mut found = match done.found {
            Err(fault) => {
                assert_eq!(want["keyring_error"], fault, "{name}");
                continue;
            }
            Ok(found) => found,
        };
        assert!(want["keyring_error"].is_null(), "{name}");
        let mut expected: Vec<Found> = want["credentials"]
            .as_array()
            .unwrap()
            .iter()
            .map(|credential| {
                let secret = credential["secret"].as_u64().unwrap();
                (
                    usize::try_from(secret).unwrap(),
                    text(&credential["key"]),
                    text(&credential["username"]),
                    text(&credential["password"]),
                )
            })
            .collect();
        if want["unordered"] == true {
            found.sort();
            expected.sort();
        }
        // A recorded key is empty where the recording could not tell which entry it was.
        for (found, expected) in found.iter_mut().zip(&expected) {
            if expected.1.is_empty() {
                found.1.clear();
            }
        }
        assert_eq!(found, expected, "{name}");
    }
}

/// What containers/image does with one file.
fn containers_image(image: &str, file: &[u8]) -> Result<Option<(String, String, String)>, String> {
    let name =
        ImageName::parse(image, Runtime::ContainersImage).map_err(|fault| fault.to_string())?;
    let layout = Layout::ConfigJson;
    let config = containers_image::read_file("AUTHFILE", file, layout)?;
    let answer = containers_image::look_up(&config, layout, &name.repository)
        .map_err(|fault| fault.to_string())?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ok(match answer {
        containers_image::Answer::Credentials(entry, pair) => Some((
            entry.key.clone(),
            text(pair.username.expose()),
            text(pair.password.expose()),
        )),
        containers_image::Answer::Empty(_) | containers_image::Answer::Nothing => None,
        containers_image::Answer::Helper(helper) => return Err(helper),
    })
}

#[test]
fn containers_image_does_as_recorded() {
    for case in recorded("crio-lookup.json") {
        let name = case["name"].as_str().unwrap();
        let want = &case["want"];
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        match containers_image(case["image"].as_str().unwrap(), &body(&case["config"])) {
            Err(fault) => {
                let expected = want.get("image_error").or_else(|| want.get("error"));
                assert_eq!(expected, Some(&Value::String(fault)), "{name}");
            }
            Ok(None) => assert_eq!(want["found"], false, "{name}"),
            Ok(Some((key, username, password))) => {
                assert_eq!(want["found"], true, "{name}");
                if want["unordered"] != true {
                    assert_eq!(text(&want["key"]), key, "{name}");
                }
                assert_eq!(text(&want["username"]), username, "{name}");
                assert_eq!(text(&want["password"]), password, "{name}");
            }
        }
    }
}

/// One entry a key; the user is the key's place in the list.
fn entries(keys: &[&str]) -> Vec<u8> {
    let auths: serde_json::Map<String, Value> = keys
        .iter()
        .enumerate()
        .map(|(number, key)| {
            let entry = serde_json::json!({"username": number.to_string(), "password": "fake"});
            ((*key).to_owned(), entry)
        })
        .collect();
    serde_json::json!({"auths": auths}).to_string().into_bytes()
}

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

/// Text out of the signs that matter to parsers, and any other.
fn awkward() -> impl Strategy<Value = String> {
    let signs = prop_oneof![
        4 => prop::sample::select("ab.:/@%[]*?#\\-_~ 0129AZ{}\",eyJ=\n\u{e9}".chars().collect::<Vec<_>>()),
        1 => any::<char>(),
    ];
    prop::collection::vec(signs, 0..40).prop_map(|signs| signs.into_iter().collect())
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(
        image in awkward(),
        keys in prop::collection::vec(awkward(), 0..6),
        auth in awkward(),
        file in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let auths: serde_json::Map<String, Value> = keys
            .into_iter()
            .map(|key| (key, serde_json::json!({"auth": auth})))
            .collect();
        let made = serde_json::json!({"auths": auths}).to_string().into_bytes();
        for image in [image.as_str(), "a.b/c"] {
            for file in [&made, &file] {
                for kind in [SecretType::DockerConfigJson, SecretType::Dockercfg] {
                    let _ = kubelet(image, &[(kind, file.clone())]);
                }
                let _ = containers_image(image, file);
            }
        }
    }

    /// What is JSON to an independent reader is JSON to ours, and the other way round, but for
    /// numbers out of range and halves of surrogate pairs, which Go takes.
    #[test]
    fn agrees_with_another_reader_on_what_is_json(
        text in r#"[\[\]{}":,0-9a\\ntruefals .eE+\-]{0,24}"#
    ) {
        let other: Result<serde::de::IgnoredAny, _> = serde_json::from_str(&text);
        let ours = DockerConfig::parse(text.as_bytes(), Layout::ConfigJson);
        prop_assert_eq!(ours.is_ok(), other.is_ok(), "{}", text);
    }

    #[test]
    fn every_key_that_is_an_image_serves_it(
        host in "[a-z]{1,5}(\\.[a-z]{1,5}){1,2}(:[0-9]{1,4})?",
        path in "[a-z]{1,6}(/[a-z]{1,6}){0,3}",
    ) {
        let repository = format!("{host}/{path}");
        // A leading `v1` or `v2` is no part of a key's path.
        prop_assume!(!path.starts_with("v1/") && !path.starts_with("v2/"));
        let config = entries(&[&repository, &host]);
        let done = kubelet(&repository, &[(SecretType::DockerConfigJson, config)]).unwrap();
        let keys: Vec<_> = done.found.unwrap().into_iter().map(|found| found.1).collect();
        prop_assert_eq!(keys, [repository, host]);
    }
}
