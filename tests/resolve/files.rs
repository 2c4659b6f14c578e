//! Answers from files alone.

use std::path::Path;

use pullsecrets::keyring::Runtime;
use pullsecrets::resolve::{File, from_files, json as as_json, text};
use serde_json::Value;

use crate::look_ups::recorded;
use crate::{json, run, tried};

fn write(folder: &Path, name: &str, config: &Value) {
    let text = match config {
        Value::String(text) => text.clone(),
        _ => config.to_string(),
    };
    std::fs::write(folder.join(name), text).expect("a file");
}

#[test]
fn files_answer_as_kubelet_was_recorded() {
    let folder = tempfile::tempdir().unwrap();
    for case in recorded("kubelet-keyring.json") {
        // A file has no type; `.dockercfg` alone is told by its name.
        let legacy = |number: usize| case["types"][number] == "kubernetes.io/dockercfg";
        let types = case["types"].as_array();
        let typed = types.is_some_and(|types| {
            types
                .iter()
                .any(|kind| kind != "" && kind != "kubernetes.io/dockercfg")
        });
        let image = case["image"].as_str().unwrap();
        if typed || image.starts_with('-') {
            continue;
        }
        let mut arguments = vec![image.to_owned()];
        let configs = case["configs"].as_array().unwrap();
        for (number, config) in configs.iter().enumerate() {
            let name = match legacy(number) {
                true => format!("{number}/.dockercfg"),
                false => format!("{number}/config.json"),
            };
            std::fs::create_dir_all(folder.path().join(number.to_string())).unwrap();
            write(folder.path(), &name, config);
            arguments.extend(["--auth-file".to_owned(), name]);
        }
        let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
        let answer = json(folder.path(), &arguments);
        let (name, want) = (&case["name"], &case["want"]);
        let error = want
            .get("image_error")
            .or_else(|| want.get("keyring_error"));
        assert_eq!(answer["error"], *error.unwrap_or(&Value::Null), "{name}");
        let found = answer["credentials"].as_array().unwrap();
        let expected = want["credentials"].as_array().unwrap();
        assert_eq!(found.len(), expected.len(), "{name}");
        let mut found: Vec<_> = found.iter().map(|one| one["username"].clone()).collect();
        let mut expected: Vec<_> = expected.iter().map(|one| one["username"].clone()).collect();
        if want["unordered"] == true {
            found.sort_by_key(ToString::to_string);
            expected.sort_by_key(ToString::to_string);
        }
        assert_eq!(found, expected, "{name}");
        let verdict = match (error, expected.is_empty()) {
            (Some(_), _) => "error",
            (None, true) => "anonymous",
            (None, false) => "credentials",
        };
        assert_eq!(answer["verdict"], verdict, "{name}");
    }
}

#[test]
fn files_answer_as_containers_image_was_recorded() {
    let folder = tempfile::tempdir().unwrap();
    for case in recorded("crio-lookup.json") {
        write(folder.path(), "AUTHFILE", &case["config"]);
        let image = case["image"].as_str().unwrap();
        let options = ["--auth-file", "AUTHFILE", "--runtime", "containers-image"];
        let answer = json(folder.path(), &[&[image][..], &options].concat());
        let (name, want) = (&case["name"], &case["want"]);
        let error = want.get("image_error").or_else(|| want.get("error"));
        assert_eq!(answer["error"], *error.unwrap_or(&Value::Null), "{name}");
        let found = answer["credentials"].as_array().unwrap();
        assert_eq!(want["found"], !found.is_empty(), "{name}");
        if let Some(one) = found.first() {
            assert_eq!(one["username"], want["username"], "{name}");
            assert!(want["key"].is_null() || one["key"] == want["key"], "{name}");
        }
    }
}

#[test]
fn a_credential_helper_is_not_run() {
    let folder = tempfile::tempdir().unwrap();
    let config = serde_json::json!({
        "auths": {"quay.io": {"auth": "dTpw"}, "ghcr.io": {"auth": "dTpw"}},
        "credHelpers": {"quay.io": "none"},
    });
    write(folder.path(), "f", &config);
    let options = ["--auth-file", "f", "--runtime", "containers-image"];
    let ask = |image| json(folder.path(), &[&[image][..], &options].concat());
    assert_eq!(ask("quay.io/a")["verdict"], "error");
    assert_eq!(ask("ghcr.io/a")["verdict"], "credentials");
    let kubelet = json(folder.path(), &["quay.io/a", "--auth-file", "f"]);
    assert_eq!(kubelet["verdict"], "credentials");
}

#[test]
fn files_are_asked_in_turn() {
    let folder = tempfile::tempdir().unwrap();
    let entry = |auth: &str| serde_json::json!({"auths": {"r.io": {"auth": auth}}});
    write(folder.path(), "empty", &entry(""));
    write(folder.path(), "first", &entry("dTE6cA=="));
    write(folder.path(), "bad", &Value::from("{"));
    let ask = |files: &[&str]| {
        let files = files.iter().flat_map(|file| ["--auth-file", file]);
        let options = ["r.io/a", "--runtime", "containers-image"];
        json(
            folder.path(),
            &options.into_iter().chain(files).collect::<Vec<_>>(),
        )
    };
    assert_eq!(tried(&ask(&["empty", "first", "bad"])), ["first r.io"]);
    assert_eq!(ask(&["bad", "first"])["verdict"], "error");
}

#[test]
fn hidden_characters_of_files_are_written_out() {
    let folder = tempfile::tempdir().unwrap();
    let config = serde_json::json!({"auths": {
        "r.io": {"username": "\u{1b}[2J\u{202e}evil\nnext", "password": "fake"},
        "bad\u{1b}key": {},
    }});
    write(folder.path(), "f", &config);
    for format in ["text", "json"] {
        let output = run(
            folder.path(),
            &["r.io/a", "--auth-file", "f", "--format", format],
        );
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
    }
}

#[test]
fn what_stands_before_the_host_of_a_key_is_not_shown() {
    let folder = tempfile::tempdir().unwrap();
    let config = serde_json::json!({"auths": {
        "https://user:hunter2@r.io/v1/": {"auth": "dTpw"},
        "user:hunter2@r.io": {"auth": "dTpw"},
        "https://user:hunter2@r.io:bad": {"auth": "dTpw"},
    }});
    write(folder.path(), "f", &config);
    for format in ["text", "json"] {
        for runtime in ["kubelet", "containers-image"] {
            let options = ["r.io/a", "--auth-file", "f", "--format", format];
            let output = run(
                folder.path(),
                &[&options[..], &["--runtime", runtime]].concat(),
            );
            let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
            assert!(!text.contains("hunter2"), "{text}");
            assert!(text.contains("r.io"), "{text}");
        }
    }
}

proptest::proptest! {
    #[test]
    fn no_file_makes_it_panic(
        image in "\\PC{0,30}",
        file in proptest::collection::vec(proptest::num::u8::ANY, 0..80),
        keys in proptest::collection::vec("[a-z*.:/@\\[\\]%?-]{0,16}", 0..5),
    ) {
        let auths: serde_json::Map<String, Value> = keys
            .into_iter()
            .map(|key| (key, serde_json::json!({"auth": "dTpw"})))
            .collect();
        let made = serde_json::json!({"auths": auths}).to_string();
        for runtime in [Runtime::Kubelet, Runtime::ContainersImage] {
            for image in [image.as_str(), "a.b/c"] {
                let files = [made.as_bytes(), &file].map(|bytes| File { name: "f", bytes });
                let answer = from_files(image, &files, runtime);
                proptest::prop_assert!(text::one(&answer).ends_with('\n'));
                let parsed: Result<Value, _> = serde_json::from_str(&as_json::one(&answer));
                proptest::prop_assert!(parsed.is_ok());
            }
        }
    }
}
