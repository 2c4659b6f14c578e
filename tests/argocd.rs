//! The examples for Argo CD and Argo Workflows do what they say, run as Argo runs them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod peers;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

const BINARY: &str = env!("CARGO_BIN_EXE_pullsecrets");

fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("examples")
        .join(name)
}

fn yaml(path: &Path) -> Value {
    serde_saphyr::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Runs the command in a folder, with these variables alone.
fn run(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    Command::new(BINARY)
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .envs(variables.iter().copied())
        .output()
        .unwrap()
}

/// What `build` prints there.
fn built(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, &[&["build"], arguments].concat(), &[]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout)
}

/// The plugin's command with these parameters.
fn plugin(folder: &Path, parameters: &Value) -> Output {
    let plugin = yaml(&example("argocd").join("plugin.yaml"));
    let command = &plugin["spec"]["generate"]["command"];
    let words: Vec<&str> = command
        .as_array()
        .unwrap()
        .iter()
        .map(|word| word.as_str().unwrap())
        .collect();
    assert_eq!(words[0], "pullsecrets");
    let parameters = parameters.to_string();
    run(
        folder,
        &words[1..],
        &[("ARGOCD_APP_PARAMETERS", &parameters)],
    )
}

/// The objects of a stream, in an order of their own.
fn objects<'a>(streams: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut objects: Vec<String> = streams
        .into_iter()
        .flat_map(|stream| stream.split("---\n"))
        .filter(|document| !document.trim().is_empty())
        .map(str::to_owned)
        .collect();
    objects.sort();
    objects
}

#[test]
fn the_plugin_generates_what_the_application_asks_for() {
    let folder = example("argocd");
    let plugin_file = yaml(&folder.join("plugin.yaml"));
    let discover = plugin_file["spec"]["discover"]["fileName"]
        .as_str()
        .unwrap();
    assert!(folder.join(discover).is_file());

    let application = yaml(&folder.join("application.yaml"));
    let source = &application["spec"]["source"]["plugin"];
    assert_eq!(source["name"], plugin_file["metadata"]["name"]);
    let output = plugin(&folder, &source["parameters"]);
    assert_eq!(text(&output.stderr), "");
    assert_eq!(text(&output.stdout), built(&folder, &[]));

    // Every parameter that the plugin announces is one that the command takes.
    let announced = plugin_file["spec"]["parameters"]["static"]
        .as_array()
        .unwrap();
    let given: Vec<Value> = announced
        .iter()
        .map(|parameter| match parameter["name"].as_str().unwrap() {
            "projects" => serde_json::json!({"name": "projects", "array": ["project-a"]}),
            "shard" => serde_json::json!({"name": "shard", "string": "1/1"}),
            name => serde_json::json!({"name": name, "string": parameter["string"]}),
        })
        .collect();
    let output = plugin(&folder, &given.into());
    assert_eq!(
        text(&output.stdout),
        built(&folder, &["--project", "project-a"])
    );
}

#[test]
fn the_applications_of_the_set_are_the_whole() {
    let folder = example("argocd");
    let set = yaml(&folder.join("applicationset.yaml"));
    let elements = set["spec"]["generators"][0]["list"]["elements"]
        .as_array()
        .unwrap();
    let parameters = set["spec"]["template"]["spec"]["source"]["plugin"]["parameters"].to_string();
    let streams: Vec<String> = elements
        .iter()
        .map(|element| {
            let filled = parameters.replace("{{.shard}}", element["shard"].as_str().unwrap());
            let output = plugin(&folder, &serde_json::from_str(&filled).unwrap());
            assert!(output.status.success(), "{}", text(&output.stderr));
            text(&output.stdout)
        })
        .collect();
    assert_eq!(
        objects(streams.iter().map(String::as_str)),
        objects([built(&folder, &[]).as_str()])
    );
}

#[test]
fn a_spec_may_be_the_parameter_itself() {
    let folder = tempfile::tempdir().unwrap();
    let spec = fs::read_to_string(example("quick-start").join("pullsecrets.yaml")).unwrap();
    fs::copy(
        example("quick-start").join("quay-token.txt"),
        folder.path().join("quay-token.txt"),
    )
    .unwrap();
    let output = plugin(
        folder.path(),
        &serde_json::json!([{"name": "spec", "string": spec}]),
    );
    assert_eq!(text(&output.stderr), "");
    assert_eq!(text(&output.stdout), built(&example("quick-start"), &[]));
}

#[test]
fn the_plugin_is_confined_and_brief() {
    let folder = tempfile::tempdir().unwrap();
    let spec = |password: &str| {
        format!(
            "apiVersion: pullsecrets.dev/v1\nkind: PullSecrets\nmetadata: {{name: a}}\nregistries:\n  quay: {{server: quay.io, username: a, password: {password}}}\nprojects:\n  p: {{pullSecrets: [quay]}}\n"
        )
    };
    let said = |password: &str| {
        fs::write(folder.path().join("pullsecrets.yaml"), spec(password)).unwrap();
        let variables = [
            ("PULLSECRETS_QUAY", "correct-horse"),
            ("ARGOCD_ENV_QUAY", "battery-staple"),
            ("REPO_SERVER_TOKEN", "battery-staple"),
        ];
        let output = run(folder.path(), &["argocd"], &variables);
        (
            output.status.code().unwrap(),
            text(&output.stdout),
            text(&output.stderr),
        )
    };
    let (status, out, err) = said("{env: PULLSECRETS_QUAY}");
    assert_eq!((status, err.as_str()), (0, ""));
    assert!(out.starts_with("apiVersion: v1\n"));
    for (password, code) in [
        ("{env: REPO_SERVER_TOKEN}", "PS0209"),
        ("{env: ARGOCD_ENV_QUAY}", "PS0209"),
        ("{file: /etc/hostname}", "PS0207"),
        ("{file: ../x}", "PS0207"),
    ] {
        let (status, out, err) = said(password);
        assert_eq!((status, out.as_str()), (1, ""), "{password}");
        assert!(err.contains(code), "{err}");
        assert_eq!(err.lines().count(), 1, "{err}");
        assert!(!err.contains("battery-staple"), "{err}");
    }
    let (status, _, err) = said("hunter2");
    assert_eq!(status, 0);
    assert!(err.contains("PS0217") && !err.contains("hunter2"), "{err}");

    std::os::unix::fs::symlink("/etc/hostname", folder.path().join("link.yaml")).unwrap();
    for file in ["../pullsecrets.yaml", "/etc/hostname", "link.yaml"] {
        let output = plugin(
            folder.path(),
            &serde_json::json!([{"name": "file", "string": file}]),
        );
        assert_eq!(output.status.code(), Some(2), "{file}");
        assert_eq!(text(&output.stdout), "");
        assert!(text(&output.stderr).contains("lies outside"), "{file}");
    }
}

#[test]
fn the_application_is_what_build_prints() {
    let folder = example("argocd");
    let printed = built(&folder, &["--argocd-application"]);
    let written = fs::read_to_string(folder.join("application.yaml")).unwrap();
    let (comment, rest) = written.split_once('\n').unwrap();
    assert!(comment.starts_with('#'));
    assert_eq!(rest, printed);
    // Pinned accounts need nothing ignored.
    assert!(!printed.contains("ignoreDifferences"));
}

/// The name of a spec is any text, but that of an Application is not.
#[test]
fn an_application_has_a_name_that_kubernetes_takes() {
    let folder = tempfile::tempdir().unwrap();
    let spec = "apiVersion: pullsecrets.dev/v1\nkind: PullSecrets\nmetadata: {name: My App}\nprojects: {}\n";
    fs::write(folder.path().join("pullsecrets.yaml"), spec).unwrap();
    assert_eq!(built(folder.path(), &[]), "");
    let output = Command::new(BINARY)
        .args(["build", "--argocd-application"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(&output.stdout), "");
    let said = text(&output.stderr);
    assert!(
        said.contains("[PS0101]: `My App` cannot be the name of an Application"),
        "{said}"
    );
}

/// What is ignored makes what the controller left of a plain account equal to what was applied,
/// and hides nothing else: by the real jq, as Argo CD applies the expressions.
#[test]
fn plain_accounts_need_what_the_application_ignores() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("pullsecrets.yaml"),
        "apiVersion: pullsecrets.dev/v1\nkind: PullSecrets\nmetadata: {name: a}\nplatform: {link: plain}\nsecrets: {quay: {existing: true}}\nprojects:\n  p: {pullSecrets: [quay], serviceAccounts: {default: {mount: [quay]}}}\n",
    )
    .unwrap();
    let application: Value =
        serde_saphyr::from_str(&built(folder.path(), &["--argocd-application"])).unwrap();
    let ignored = &application["spec"]["ignoreDifferences"][0];
    assert_eq!(ignored["kind"], "ServiceAccount");
    let expressions: Vec<&str> = ignored["jqPathExpressions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|expression| expression.as_str().unwrap())
        .collect();
    let account: Value = serde_saphyr::from_str(&built(folder.path(), &[])).unwrap();
    let live = |pull: &str| {
        let mut live = account.clone();
        for list in ["imagePullSecrets", "secrets"] {
            let list = live[list].as_array_mut().unwrap();
            list.push(serde_json::json!({"name": "default-dockercfg-ab12z"}));
        }
        live["imagePullSecrets"][0]["name"] = pull.into();
        live
    };
    let normalized = |object: &Value| -> Option<Value> {
        let program = format!("del({})", expressions.join(") | del("));
        let input = folder.path().join("object.json");
        fs::write(&input, object.to_string()).unwrap();
        let output = peers::peer("jq")?
            .args(["-c", &program])
            .arg(&input)
            .output();
        let output = output.unwrap();
        assert!(output.status.success(), "{}", text(&output.stderr));
        serde_json::from_slice(&output.stdout).ok()
    };
    let Some(desired) = normalized(&account) else {
        return;
    };
    assert_eq!(desired, account);
    assert_eq!(normalized(&live("quay")), Some(account.clone()));
    assert_ne!(normalized(&live("other")), Some(account.clone()));

    // Where no controller adds anything, nothing is ignored.
    for platform in ["{kind: kubernetes}", "{registry: none}"] {
        let spec = fs::read_to_string(folder.path().join("pullsecrets.yaml")).unwrap();
        let lines: Vec<String> = spec
            .lines()
            .map(|line| match line.starts_with("platform:") {
                true => format!("platform: {platform}"),
                false => line.to_owned(),
            })
            .collect();
        fs::write(folder.path().join("other.yaml"), lines.join("\n")).unwrap();
        let printed = built(folder.path(), &["other.yaml", "--argocd-application"]);
        assert!(!printed.contains("ignoreDifferences"), "{printed}");
    }
}

#[test]
fn the_fan_out_applies_the_whole_in_parts() {
    let folder = example("argo-fan-out");
    let workflow = yaml(&folder.join("workflow.yaml"));
    let schema =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/reference/schemas/workflow.json");
    if let Ok(schema) = fs::read_to_string(schema) {
        let schema: Value = serde_json::from_str(&schema).unwrap();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let faults: Vec<String> = validator
            .iter_errors(&workflow)
            .map(|fault| format!("{fault} at {}", fault.instance_path()))
            .collect();
        assert_eq!(faults, [] as [String; 0]);
    }
    let spec = &workflow["spec"];
    let count = spec["arguments"]["parameters"][0]["value"]
        .as_str()
        .unwrap();
    let step = &spec["templates"][0]["steps"][0][0];
    let end = step["withSequence"]["end"].as_str().unwrap();
    assert_eq!(end, "{{workflow.parameters.shards}}");
    let container = &spec["templates"][1]["container"];
    let script = container["args"][0].as_str().unwrap();

    let place = tempfile::tempdir().unwrap();
    let bin = place.path().join("bin");
    fs::create_dir(&bin).unwrap();
    let kubectl = "#!/bin/sh\nfor last; do :; done\ncat \"$last\"\necho ---\n";
    fs::write(bin.join("kubectl"), kubectl).unwrap();
    fs::set_permissions(bin.join("kubectl"), fs::Permissions::from_mode(0o755)).unwrap();
    std::os::unix::fs::symlink(BINARY, bin.join("pullsecrets")).unwrap();
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap());
    let mut applied = Vec::new();
    for number in 1..=count.parse::<u32>().unwrap() {
        let filled = script
            .replace("{{inputs.parameters.number}}", &number.to_string())
            .replace("{{workflow.parameters.shards}}", count)
            .replace("/tmp/", &format!("{}/", place.path().display()));
        let output = Command::new(container["command"][0].as_str().unwrap())
            .arg(container["command"][1].as_str().unwrap())
            .arg(&filled)
            .current_dir(&folder)
            .env("PATH", &path)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", text(&output.stderr));
        applied.push(text(&output.stdout));
    }
    assert_eq!(
        objects(applied.iter().map(String::as_str)),
        objects([built(&folder, &[]).as_str()])
    );
}
