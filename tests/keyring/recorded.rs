//! Look-ups that were recorded from kubelet and containers/image.

use pullsecrets::keyring::kubelet::SecretType;
use serde_json::Value;

use crate::look_ups::recorded;
use crate::{Found, containers_image, kubelet};

/// A config as bytes: an object is the JSON, a string the raw text.
fn body(config: &Value) -> Vec<u8> {
    match config {
        Value::String(text) => text.clone().into_bytes(),
        _ => config.to_string().into_bytes(),
    }
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
