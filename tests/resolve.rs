//! `pullsecrets resolve`, the real command: from files alone as nodes were recorded, and the whole
//! chain from a spec.

use std::path::Path;
use std::process::{Command, Output};

use pullsecrets::keyring::Runtime;
use pullsecrets::resolve::{File, from_files, json as as_json, text};
use serde_json::Value;

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_pullsecrets"))
        .current_dir(folder)
        .arg("resolve")
        .args(arguments)
        .env("QUAY_TOKEN", "obviously-fake-quay")
        .env("OLD_USER", "old-user")
        .env("OLD_PASSWORD", "obviously-fake-old")
        .output()
        .expect("the command runs")
}

fn json(folder: &Path, arguments: &[&str]) -> Value {
    let output = run(folder, &[arguments, &["--format", "json"]].concat());
    let answer: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{arguments:?}: {}", String::from_utf8_lossy(&output.stderr)));
    let failed = answer["verdict"] == "error";
    assert_eq!(
        output.status.code(),
        Some(i32::from(failed)),
        "{arguments:?}"
    );
    answer
}

/// Recorded look-ups lie beside the project on some machines; the tests pass without them.
fn recorded(name: &str) -> Vec<Value> {
    let path = format!("{}/../shared/reference/{name}", env!("CARGO_MANIFEST_DIR"));
    let Ok(text) = std::fs::read_to_string(path) else {
        return Vec::new();
    };
    let file: Value = serde_json::from_str(&text).expect("JSON");
    file["cases"].as_array().expect("cases").clone()
}

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

const SPEC: &str = r#"
apiVersion: pullsecrets.dev/v1
kind: PullSecrets
metadata: {name: acme}
registries:
  quay:
    server: quay.io/acme
    username: acme+ci
    password: {env: QUAY_TOKEN}
  old:
    server: quay.io
    username: {env: OLD_USER}
    password: {env: OLD_PASSWORD}
secrets:
  from-ops: {existing: true}
projects:
  shop:
    pullSecrets: [quay, old, from-ops]
    serviceAccounts:
      default: {pull: [old, quay]}
      builder: {pull: [quay]}
      runner: {pull: [quay], link: workload}
  images:
    pullSecrets: [quay]
grants:
  - imagesIn: images
    pullers: [shop/builder]
cluster:
  globalPullSecret:
    base: {file: base.json}
    registries: [old]
"#;

fn spec() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder to write to");
    std::fs::write(folder.path().join("pullsecrets.yaml"), SPEC).expect("a folder to write to");
    let base = serde_json::json!({"auths": {
        "quay.io": {"auth": "cmVwbGFjZWQ6ZmFrZQ=="},
        "quay.io/acme/app": {"auth": "bm9kZTpmYWtl"},
    }});
    std::fs::write(folder.path().join("base.json"), base.to_string())
        .expect("a folder to write to");
    folder
}

/// `secret key` of each credential, in order.
fn tried(answer: &Value) -> Vec<String> {
    let credentials = answer["credentials"].as_array().expect("a list");
    credentials
        .iter()
        .map(|one| {
            format!(
                "{} {}",
                one["secret"].as_str().expect("a text"),
                one["key"].as_str().expect("a text")
            )
        })
        .collect()
}

#[test]
fn a_spec_answers_for_the_account_and_then_for_the_node() {
    let folder = spec();
    let image = "quay.io/acme/app:1";
    let answer = json(folder.path(), &[image, "--project", "shop"]);
    assert_eq!(
        tried(&answer),
        [
            "quay quay.io/acme",
            "old quay.io",
            "openshift-config/pull-secret quay.io"
        ]
    );
    assert_eq!(answer["credentials"][0]["username"], "acme+ci");
    assert_eq!(answer["credentials"][1]["username"], Value::Null);
    assert_eq!(answer["credentials"][1]["usernameFrom"]["env"], "OLD_USER");

    let read = json(
        folder.path(),
        &[image, "--project", "shop", "--credentials"],
    );
    assert_eq!(
        tried(&read),
        [
            "quay quay.io/acme",
            "old quay.io",
            "openshift-config/pull-secret quay.io/acme/app",
            "openshift-config/pull-secret quay.io"
        ]
    );
    assert_eq!(read["credentials"][1]["username"], "old-user");
    assert_eq!(read["credentials"][3]["username"], "old-user");
    let output = run(
        folder.path(),
        &[image, "--project", "shop", "--credentials"],
    );
    assert!(!String::from_utf8_lossy(&output.stdout).contains("obviously-fake"));
}

#[test]
fn a_list_of_the_pods_own_hides_its_accounts() {
    let folder = spec();
    let own = [
        "quay.io/other/app",
        "--project",
        "shop",
        "--pull-secret",
        "quay",
    ];
    let answer = json(folder.path(), &own);
    assert_eq!(tried(&answer), ["openshift-config/pull-secret quay.io"]);
    let text = run(folder.path(), &own).stdout;
    assert!(
        String::from_utf8_lossy(&text)
            .contains("hides that of service account `default`: `default-dockercfg`, `old`")
    );
}

#[test]
fn the_integrated_registry_asks_for_a_grant() {
    let folder = spec();
    let image = "image-registry.openshift-image-registry.svc:5000/images/app:1";
    let ask = |more: &[&str]| json(folder.path(), &[&[image][..], more].concat());
    let granted = ask(&["--project", "shop", "--service-account", "builder"]);
    assert_eq!(granted["verdict"], "grant");
    assert_eq!(granted["grant"]["binding"], "system:image-puller:shop");
    assert_eq!(ask(&["--project", "shop"])["verdict"], "denied");
    assert_eq!(ask(&["--project", "images"])["verdict"], "grant");
    let builder = ["--project", "shop", "--service-account", "builder"];
    let hidden = ask(&[&builder[..], &["--pull-secret", "quay"]].concat());
    assert_eq!(hidden["verdict"], "denied");
    let named = ask(&[
        &builder[..],
        &[
            "--pull-secret",
            "quay",
            "--pull-secret",
            "builder-dockercfg",
        ],
    ]
    .concat());
    assert_eq!(named["verdict"], "grant");
}

#[test]
fn an_account_that_is_not_emitted_pulls_with_nothing_of_ours() {
    let folder = spec();
    let runner = [
        "quay.io/acme/app",
        "--project",
        "shop",
        "--service-account",
        "runner",
    ];
    assert_eq!(
        tried(&json(folder.path(), &runner)),
        ["openshift-config/pull-secret quay.io"]
    );
}

#[test]
fn all_accounts_are_answered_for() {
    let folder = spec();
    let output = run(
        folder.path(),
        &["quay.io/acme/app", "--all", "--format", "json"],
    );
    let answers: Value = serde_json::from_slice(&output.stdout).unwrap();
    let names: Vec<_> = answers
        .as_array()
        .unwrap()
        .iter()
        .map(|answer| {
            format!(
                "{}/{}",
                answer["project"].as_str().unwrap(),
                answer["serviceAccount"].as_str().unwrap()
            )
        })
        .collect();
    assert_eq!(
        names,
        [
            "shop/builder",
            "shop/default",
            "shop/runner",
            "images/default"
        ]
    );
}

#[test]
fn names_that_are_not_known_are_slips_of_the_command_line() {
    let folder = spec();
    for (arguments, words) in [
        (&["x", "--project", "shopp"][..], "did you mean `shop`?"),
        (
            &["x", "--project", "shop", "--service-account", "bilder"],
            "did you mean `builder`?",
        ),
        (&["x"], "--all"),
        (
            &["x", "--auth-file", "missing.json"],
            "there is no such file",
        ),
        (
            &["x", "--auth-file", "base.json", "--all"],
            "cannot be used with",
        ),
    ] {
        let output = run(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(error.contains(words), "{arguments:?}: {error}");
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
