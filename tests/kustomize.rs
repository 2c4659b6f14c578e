//! The function and the legacy plugin: by themselves, and run by the real Kustomize and the real
//! kubectl.
//!
//! `kubectl kustomize` has no switch for functions that are programs, so with it a stand-in for the
//! container runtime runs ours.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod copying;
mod peers;
mod running;

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use copying::copy;
use running::feed;

const BINARY: &str = env!("CARGO_BIN_EXE_pullsecrets");

const SPEC: &str = "\
apiVersion: pullsecrets.dev/v1
kind: PullSecrets
metadata:
  name: acme
  annotations:
    config.kubernetes.io/path: platform/pullsecrets.yaml
registries:
  quay:
    server: quay.io
    username: acme+ci
    password: {env: PULLSECRETS_QUAY}
projects:
  project-a:
    pullSecrets: [quay]
";

const PASSWORD: &str = "correct-horse-battery";

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Runs the function on a list: its exit status, standard output, standard error.
fn function(list: &str) -> (i32, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let output = feed(
        Command::new(BINARY)
            .arg("function")
            .current_dir(folder.path())
            .env("PULLSECRETS_QUAY", PASSWORD)
            .env("OTHER", PASSWORD),
        list,
    );
    (
        output.status.code().unwrap(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  {line}\n")).collect()
}

fn list(items: &str, spec: &str) -> String {
    format!(
        "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n{items}functionConfig:\n{}",
        indented(spec)
    )
}

fn read(yaml: &str) -> Value {
    serde_saphyr::from_str(yaml).unwrap()
}

/// Kind, namespace and name of each item.
fn names(list: &Value) -> Vec<String> {
    let items = list["items"].as_array().unwrap();
    items
        .iter()
        .map(|item| {
            let part = |value: &Value| value.as_str().unwrap_or("-").to_owned();
            let metadata = &item["metadata"];
            [
                part(&item["kind"]),
                part(&metadata["namespace"]),
                part(&metadata["name"]),
            ]
            .join("/")
        })
        .collect()
}

#[test]
fn a_generator_adds_objects_and_touches_nothing() {
    let items = "items:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: other} # kept\n  data:\n    octal: 0755\n    yes: 'no'\n    text: |+\n      a\n\n\n";
    let (status, out, err) = function(&list(items, SPEC));
    assert_eq!((status, err.as_str()), (0, ""));
    assert!(out.contains(items), "{out}");
    assert!(out.contains(&indented(SPEC)), "{out}");
    let given = read(&out);
    assert_eq!(
        names(&given),
        [
            "ConfigMap/-/other",
            "Secret/project-a/quay",
            "ServiceAccount/project-a/default"
        ]
    );
    assert_eq!(given.get("results"), None);
}

#[test]
fn a_list_may_be_empty_missing_or_json() {
    let expected = ["Secret/project-a/quay", "ServiceAccount/project-a/default"];
    for items in ["", "items: []\n", "items:\n", "items: null\n"] {
        let (status, out, _) = function(&list(items, SPEC));
        assert_eq!(status, 0, "{items}");
        assert_eq!(names(&read(&out)), expected, "{items}");
    }
    let as_json = read(&list("items: []\n", SPEC)).to_string();
    let (status, out, err) = function(&as_json);
    assert_eq!((status, err.as_str()), (0, ""));
    let given: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(names(&given), expected);
}

#[test]
fn an_object_that_is_there_is_replaced_in_its_place() {
    let (_, first, _) = function(&list("items: []\n", SPEC));
    let (status, second, _) = function(&first);
    assert_eq!(status, 0);
    assert_eq!(read(&first), read(&second));
    let known = "items:\n- apiVersion: v1\n  kind: Secret\n  metadata:\n    name: quay\n    namespace: project-a\n    annotations:\n      internal.config.kubernetes.io/path: secret.yaml\n      by: hand\n";
    let (_, out, _) = function(&list(known, SPEC));
    let given = read(&out);
    let annotations = &given["items"][0]["metadata"]["annotations"];
    assert_eq!(
        annotations,
        &serde_json::json!({"internal.config.kubernetes.io/path": "secret.yaml"})
    );
    assert_eq!(given["items"].as_array().unwrap().len(), 2);
}

#[test]
fn errors_are_results_and_nothing_is_made() {
    let spec = SPEC.replace("pullSecrets: [quay]", "pullSecrets: [qauy]");
    let given = list("items:\n- {apiVersion: v1, kind: ConfigMap}\n", &spec);
    let (status, out, err) = function(&given);
    assert_eq!(status, 1);
    assert!(out.starts_with(&given), "{out}");
    let out = read(&out);
    assert_eq!(
        out["results"][0],
        serde_json::json!({
            "message": "PS0103: `qauy` is neither a registry nor a secret of this file; help: did you mean `quay`?",
            "severity": "error",
            "resourceRef": {"apiVersion": "pullsecrets.dev/v1", "kind": "PullSecrets", "name": "acme"},
            "field": {"path": "projects.project-a.pullSecrets[0]"},
            "file": {"path": "platform/pullsecrets.yaml"},
            "tags": {"code": "PS0103"},
        })
    );
    // Standard error shows the place in what was read.
    let line = given
        .lines()
        .position(|line| line.contains("qauy"))
        .unwrap()
        + 1;
    assert!(err.contains(&format!("[<stdin>:{line}:21]")), "{err}");
}

#[test]
fn warnings_are_results_beside_the_objects() {
    let spec = SPEC.replace("{env: PULLSECRETS_QUAY}", "hunter2");
    let (status, out, err) = function(&list("items: []\n", &spec));
    assert_eq!(status, 0);
    let given = read(&out);
    assert_eq!(given["results"][0]["severity"], "warning");
    assert_eq!(
        given["results"][0]["field"]["path"],
        "registries.quay.password"
    );
    assert_eq!(given["items"].as_array().unwrap().len(), 2);
    assert!(!err.contains("hunter2"), "{err}");
    assert!(!given["results"].to_string().contains("hunter2"));
}

#[test]
fn variables_and_files_are_confined() {
    let (status, out, _) = function(&list("", &SPEC.replace("PULLSECRETS_QUAY", "OTHER")));
    assert_eq!(status, 1);
    assert_eq!(read(&out)["results"][0]["tags"]["code"], "PS0209");
    // Those that are named come to those that are read anyway.
    let both = SPEC.replace("username: acme+ci", "username: {env: OTHER}");
    for (arguments, expected) in [
        (&["function"][..], 1),
        (&["function", "--allow-env", "OTHER"], 0),
    ] {
        let output = feed(
            Command::new(BINARY)
                .args(arguments)
                .env("PULLSECRETS_QUAY", PASSWORD)
                .env("OTHER", "acme"),
            list("", &both),
        );
        assert_eq!(
            output.status.code(),
            Some(expected),
            "{}",
            text(&output.stderr)
        );
    }
    let spec = SPEC.replace("{env: PULLSECRETS_QUAY}", "{file: /etc/hostname}");
    let (status, out, _) = function(&list("", &spec));
    assert_eq!(status, 1);
    assert_eq!(read(&out)["results"][0]["tags"]["code"], "PS0207");
}

#[test]
fn what_is_no_list_is_refused() {
    for input in [
        "",
        "a: 1\n",
        "[",
        SPEC,
        "kind: ResourceList\n",
        "kind: ResourceList\nfunctionConfig: 1\n",
        "\0",
    ] {
        let (status, out, err) = function(input);
        assert_eq!((status, out.as_str()), (2, ""), "{input}");
        assert!(err.starts_with("error: "), "{err}");
    }
}

const WORKLOAD: &str =
    "  project-b:\n    pullSecrets: [quay]\n    serviceAccounts: {default: {link: workload}}\n";

const PODS: &str = "\
items:
- apiVersion: v1
  kind: Secret
  metadata: {name: theirs, namespace: project-b}
  type: kubernetes.io/dockerconfigjson
  data: {.dockerconfigjson: eyJhdXRocyI6e319}
- apiVersion: apps/v1
  kind: Deployment
  metadata: {name: bare, namespace: project-b}
  spec:
    template:
      spec:
        # first
        containers: [{name: a, image: quay.io/acme/a}]
- apiVersion: v1
  kind: Pod
  metadata: {name: listed, namespace: project-b}
  spec:
    imagePullSecrets:
    - name: theirs
    containers: [{name: a, image: quay.io/acme/a}]
- apiVersion: v1
  kind: Pod
  metadata: {name: has, namespace: project-b}
  spec: {imagePullSecrets: [{name: quay}], containers: []}
- apiVersion: v1
  kind: Pod
  metadata: {name: by-account, namespace: project-a}
  spec: {containers: []}
- apiVersion: argoproj.io/v1alpha1
  kind: CronWorkflow
  metadata: {name: nightly, namespace: project-b}
  spec: {workflowSpec: {templates: [{name: a, container: {image: quay.io/acme/a}}]}}
";

fn transforming() -> String {
    SPEC.replace(
        "  annotations:\n",
        "  annotations:\n    pullsecrets.dev/mode: transform\n",
    ) + WORKLOAD
}

#[test]
fn a_transformer_links_the_pods_that_name_secrets_themselves() {
    let (status, out, err) = function(&list(PODS, &transforming()));
    assert_eq!(status, 0, "{err}");
    let bare =
        "        # first\n        imagePullSecrets:\n        - name: quay\n        containers:";
    assert!(out.contains(bare), "{out}");
    assert!(
        out.contains(
            "    imagePullSecrets:\n    - name: theirs\n    - name: quay\n    containers:"
        ),
        "{out}"
    );
    assert!(
        out.contains("  spec: {imagePullSecrets: [{name: quay}], containers: []}"),
        "{out}"
    );
    assert!(out.contains("  spec: {containers: []}"), "{out}");
    assert!(
        out.contains("{workflowSpec: {\"imagePullSecrets\": [{\"name\":\"quay\"}], templates: "),
        "{out}"
    );
    let given = read(&out);
    assert_eq!(given["items"].as_array().unwrap().len(), 6 + 3);
    // As a generator it leaves them alone.
    let (_, out, _) = function(&list(PODS, &(SPEC.to_owned() + WORKLOAD)));
    assert!(out.contains(PODS), "{out}");
}

/// Items that name Secrets of the spec without their hashes.
const BARE: &str = "\
items:
- apiVersion: apps/v1
  kind: Deployment
  metadata: {name: listed, namespace: project-b}
  spec:
    template:
      spec:
        imagePullSecrets:
        - name: quay # ours
        - name: theirs
        containers:
        - name: quay
          image: quay.io/acme/a
          env: [{name: C, valueFrom: {secretKeyRef: {name: quay, key: .dockerconfigjson}}}]
        volumes:
        - name: quay
          secret:
            secretName: quay
- apiVersion: v1
  kind: Secret
  metadata: {name: theirs, namespace: project-b}
  type: kubernetes.io/dockerconfigjson
  data: {.dockerconfigjson: eyJhdXRocyI6e319}
- apiVersion: v1
  kind: ServiceAccount
  metadata: {name: runner, namespace: project-a}
  imagePullSecrets: [{name: quay}]
  secrets: [{\"name\": \"quay\"}]
- apiVersion: v1
  kind: ServiceAccount
  metadata: {name: quay, namespace: elsewhere}
  imagePullSecrets: [{name: quay}]
- apiVersion: argoproj.io/v1alpha1
  kind: Workflow
  metadata: {name: once, namespace: project-a}
  spec: {imagePullSecrets: [{name: quay}], templates: [{name: quay, container: {image: quay.io/acme/a, envFrom: [{secretRef: {name: quay}}]}}]}
";

#[test]
fn a_transformer_rewrites_names_that_carry_a_hash() {
    let spec = transforming() + "output: {nameSuffixHash: true}\nplatform: {kind: kubernetes}\n";
    let (status, out, err) = function(&list(BARE, &spec));
    assert_eq!(status, 0, "{err}");
    assert_eq!(err, "");
    let given = read(&out);
    let items = given["items"].as_array().unwrap();
    let named = |item: &Value| item["metadata"]["name"].as_str().unwrap().to_owned();
    let secret = items
        .iter()
        .map(named)
        .find(|name| name.starts_with("quay-"));
    let name = secret.unwrap();
    // What is ours is rewritten where it stands, and nothing else changes.
    let expected = BARE
        .replace("- name: quay # ours", &format!("- name: {name} # ours"))
        .replace(
            "secretKeyRef: {name: quay",
            &format!("secretKeyRef: {{name: {name}"),
        )
        .replace("secretName: quay", &format!("secretName: {name}"))
        .replace("\"name\": \"quay\"", &format!("\"name\": \"{name}\""))
        .replace(
            "secretRef: {name: quay}",
            &format!("secretRef: {{name: {name}}}"),
        )
        .replace(
            "spec: {imagePullSecrets: [{name: quay}]",
            &format!("spec: {{imagePullSecrets: [{{name: {name}}}]"),
        )
        .replacen(
            "  imagePullSecrets: [{name: quay}]\n",
            &format!("  imagePullSecrets: [{{name: {name}}}]\n"),
            1,
        );
    assert!(out.contains(&expected), "{out}");
    // A second run changes nothing.
    let (_, again, _) = function(&out);
    assert_eq!(read(&again), given);
    // Whose Secret has the name as it is written is right.
    let own = BARE.replace(
        "metadata: {name: theirs, namespace",
        "metadata: {name: quay, namespace",
    );
    let (_, out, _) = function(&list(&own, &spec));
    assert!(out.contains("- name: quay # ours"), "{out}");
    // Without the hash nothing is touched.
    let (_, out, _) = function(&list(BARE, &transforming()));
    assert!(out.contains(BARE), "{out}");
}

#[test]
fn a_transformer_audits_what_it_gives_back() {
    let pod = "items:\n- apiVersion: v1\n  kind: Pod\n  metadata:\n    name: other\n    namespace: project-b\n    annotations: {config.kubernetes.io/path: pods/other.yaml}\n  spec:\n    imagePullSecrets: [{name: typo}]\n    containers: [{name: a, image: quay.io/acme/a}]\n";
    let (_, out, err) = function(&list(pod, &transforming()));
    let given = read(&out);
    let result = &given["results"][0];
    assert_eq!(result["tags"]["code"], "PS0703", "{out}{err}");
    assert_eq!(result["field"]["path"], "spec.imagePullSecrets[0].name");
    assert_eq!(result["file"]["path"], "pods/other.yaml");
    assert_eq!(
        result["resourceRef"],
        serde_json::json!({"apiVersion": "v1", "kind": "Pod", "name": "other", "namespace": "project-b"})
    );
}

#[test]
fn hashes_of_names_are_kubectls_and_kustomize_adds_none() {
    let spec = SPEC.to_owned()
        + "    serviceAccounts:\n      default: {mount: [quay]}\n    workflows:\n      - {name: build, entrypoint: main, pullSecrets: [quay], spec: {templates: [{name: main, container: {image: quay.io/acme/a}}]}}\noutput: {nameSuffixHash: true}\n";
    let Some(mut kubectl) = peers::peer("kubectl") else {
        return;
    };
    let kubectl = kubectl
        .args([
            "create",
            "secret",
            "docker-registry",
            "quay",
            "--append-hash",
        ])
        .args(["--docker-server=quay.io", "--docker-username=acme+ci"])
        .arg(format!("--docker-password={PASSWORD}"))
        .args(["--dry-run=client", "-o", "jsonpath={.metadata.name}"])
        .output()
        .unwrap();
    let name = text(&kubectl.stdout);
    assert!(name.starts_with("quay-"), "{}", text(&kubectl.stderr));
    let objects = built(&spec);
    let named = |value: &Value| value.to_string().matches(name.as_str()).count();
    let counts: Vec<(&str, usize)> = objects
        .iter()
        .map(|object| (object["kind"].as_str().unwrap(), named(object)))
        .collect();
    // The Secret, both lists of the account, the workflow.
    assert_eq!(
        counts,
        [("Secret", 1), ("ServiceAccount", 2), ("Workflow", 1)]
    );
    for runner in Runner::EACH {
        let folder = runner.kustomization(&[
            ("kustomization.yaml", "generators: [pullsecrets.yaml]\n"),
            ("pullsecrets.yaml", &runner.as_function(&spec)),
        ]);
        let Some(output) = runner.build(folder.path()) else {
            return;
        };
        assert!(output.status.success(), "{}", text(&output.stderr));
        assert_eq!(self::objects(&text(&output.stdout)), objects, "{runner:?}");
    }
}

#[test]
fn another_mode_is_an_error() {
    let spec = transforming().replace("mode: transform", "mode: transfrom");
    let (status, out, _) = function(&list("", &spec));
    assert_eq!(status, 1);
    let given = read(&out);
    assert_eq!(given["results"][0]["tags"]["code"], "PS0010");
    assert_eq!(given.get("items"), None);
}

/// A folder with a kustomization, the spec and a Deployment.
fn kustomization(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        write(folder.path(), name, content);
    }
    folder
}

fn write(folder: &Path, name: &str, content: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, content).unwrap();
    if content.starts_with("#!") {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
}

/// The programs that build a kustomization, each with what it runs a function by.
#[derive(Clone, Copy, Debug)]
enum Runner {
    /// `kustomize build`, which runs a program of the kustomization.
    Kustomize,
    /// `kubectl kustomize`, which runs a container only: a stand-in for Docker runs ours.
    Kubectl,
}

impl Runner {
    const EACH: [Self; 2] = [Self::Kustomize, Self::Kubectl];

    /// The spec as the config of a function that this one runs. Kustomize hands a program only the
    /// items below the folder that the config's path names, so that goes.
    fn as_function(self, spec: &str) -> String {
        let function = match self {
            Self::Kustomize => "exec: {path: ./function}",
            Self::Kubectl => "container: {image: pullsecrets}",
        };
        let annotation = format!("    config.kubernetes.io/function: |\n      {function}\n");
        spec.replace(
            "    config.kubernetes.io/path: platform/pullsecrets.yaml\n",
            "",
        )
        .replace("  annotations:\n", &format!("  annotations:\n{annotation}"))
    }

    /// A folder with these files, and with the program that serves the function.
    fn kustomization(self, files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = kustomization(files);
        let name = match self {
            Self::Kustomize => "function",
            Self::Kubectl => "bin/docker",
        };
        let program = format!("#!/bin/sh\nexec {BINARY} function\n");
        write(folder.path(), name, &program);
        folder
    }

    /// Builds a folder with plugins. A program below its `bin` goes before others.
    fn build(self, folder: &Path) -> Option<Output> {
        let mut command = match self {
            Self::Kustomize => {
                let mut command = peers::peer("kustomize")?;
                command.args(["build", "--enable-exec"]);
                command
            }
            Self::Kubectl => {
                let mut command = peers::peer("kubectl")?;
                command.arg("kustomize");
                command
            }
        };
        let path = std::env::var("PATH").unwrap();
        let output = command
            .args(["--enable-alpha-plugins", "."])
            .current_dir(folder)
            .env("PATH", format!("{}:{path}", folder.join("bin").display()))
            .env("KUSTOMIZE_PLUGIN_HOME", folder.join("plugins"))
            .env("PULLSECRETS_QUAY", PASSWORD)
            .output()
            .unwrap();
        Some(output)
    }
}

/// The objects of a stream, by kind, namespace and name.
fn objects(stream: &str) -> Vec<Value> {
    let documents = stream.split("\n---\n");
    let mut objects: Vec<Value> = documents.map(read).collect();
    objects.sort_by_key(|object| {
        let metadata = &object["metadata"];
        [&object["kind"], &metadata["namespace"], &metadata["name"]].map(Value::to_string)
    });
    objects
}

fn built(spec: &str) -> Vec<Value> {
    let output = feed(
        Command::new(BINARY)
            .args(["build", "-"])
            .env("PULLSECRETS_QUAY", PASSWORD),
        spec,
    );
    assert!(output.status.success(), "{}", text(&output.stderr));
    objects(&text(&output.stdout))
}

/// A folder whose only generator is its `pullsecrets.yaml`, built: what comes out is what `build`
/// makes. Nothing where the runner is not here.
fn generated(runner: Runner, files: &[(&str, &str)]) -> Option<tempfile::TempDir> {
    let folder = runner.kustomization(files);
    write(
        folder.path(),
        "kustomization.yaml",
        "generators: [pullsecrets.yaml]\n",
    );
    let output = runner.build(folder.path())?;
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(objects(&text(&output.stdout)), built(SPEC));
    Some(folder)
}

#[test]
fn kustomize_takes_what_the_function_makes() {
    for runner in Runner::EACH {
        let spec = runner.as_function(SPEC);
        let Some(folder) = generated(runner, &[("pullsecrets.yaml", &spec)]) else {
            return;
        };

        write(
            folder.path(),
            "pullsecrets.yaml",
            &spec.replace("[quay]", "[qauy]"),
        );
        let output = runner.build(folder.path()).unwrap();
        assert!(!output.status.success());
        assert_eq!(text(&output.stdout), "");
        let err = text(&output.stderr);
        assert!(
            err.contains("did you mean `quay`?") && !err.contains(PASSWORD),
            "{err}"
        );
    }
}

#[test]
fn kustomize_takes_what_the_function_changes() {
    for runner in Runner::EACH {
        let folder = runner.kustomization(&[
            (
                "kustomization.yaml",
                "resources: [pods.yaml]\ntransformers: [pullsecrets.yaml]\n",
            ),
            (
                "pods.yaml",
                &PODS.replacen("items:", "apiVersion: v1\nkind: List\nitems:", 1),
            ),
            ("pullsecrets.yaml", &runner.as_function(&transforming())),
        ]);
        let Some(output) = runner.build(folder.path()) else {
            return;
        };
        assert!(output.status.success(), "{}", text(&output.stderr));
        let objects = objects(&text(&output.stdout));
        let pulls = |name: &str| {
            let found = objects
                .iter()
                .find(|object| object["metadata"]["name"] == name);
            let spec = &found.unwrap()["spec"];
            let pod = [&spec["template"]["spec"], &spec["workflowSpec"], spec]
                .into_iter()
                .find(|spec| !spec.is_null());
            pod.unwrap()["imagePullSecrets"].to_string()
        };
        assert_eq!(pulls("bare"), r#"[{"name":"quay"}]"#);
        assert_eq!(pulls("listed"), r#"[{"name":"theirs"},{"name":"quay"}]"#);
        assert_eq!(pulls("has"), r#"[{"name":"quay"}]"#);
        assert_eq!(pulls("nightly"), r#"[{"name":"quay"}]"#);
        assert_eq!(pulls("by-account"), "null");
        assert_eq!(objects.len(), 6 + 3);
    }
}

#[test]
fn kustomize_runs_the_legacy_plugin() {
    for runner in Runner::EACH {
        let plugin = "plugins/pullsecrets.dev/v1/pullsecrets/PullSecrets";
        let program = format!("#!/bin/sh\nexec {BINARY} function --legacy \"$1\"\n");
        let files = [("pullsecrets.yaml", SPEC), (plugin, &program)];
        let Some(folder) = generated(runner, &files) else {
            return;
        };

        write(
            folder.path(),
            "kustomization.yaml",
            "resources: [pods.yaml]\ntransformers: [pullsecrets.yaml]\n",
        );
        write(
            folder.path(),
            "pods.yaml",
            &PODS.replacen("items:", "apiVersion: v1\nkind: List\nitems:", 1),
        );
        write(folder.path(), "pullsecrets.yaml", &transforming());
        let output = runner.build(folder.path()).unwrap();
        assert!(output.status.success(), "{}", text(&output.stderr));
        let objects = objects(&text(&output.stdout));
        assert_eq!(objects.len(), 6);
        let listed = objects
            .iter()
            .find(|object| object["metadata"]["name"] == "listed");
        assert_eq!(
            listed.unwrap()["spec"]["imagePullSecrets"].to_string(),
            r#"[{"name":"theirs"},{"name":"quay"}]"#
        );
    }
}

/// A directory that a build wrote, as `base`, and what it was built of.
fn base(spec: &str) -> tempfile::TempDir {
    let folder = kustomization(&[("pullsecrets.yaml", spec)]);
    let output = Command::new(BINARY)
        .args(["build", "-o", "base"])
        .current_dir(folder.path())
        .env("PULLSECRETS_QUAY", PASSWORD)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    folder
}

/// What the real kubectl makes of an overlay over the directory; Kustomize makes the same.
fn overlaid(folder: &Path, overlay: &str) -> Option<Vec<Value>> {
    write(
        folder,
        "overlay/kustomization.yaml",
        &format!("resources: [../base]\n{overlay}\n"),
    );
    let output = peers::peer("kubectl")?
        .args(["kustomize", "overlay"])
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    let made = objects(&text(&output.stdout));
    let by_kustomize = peers::peer("kustomize")?
        .args(["build", "overlay"])
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(
        by_kustomize.status.success(),
        "{}",
        text(&by_kustomize.stderr)
    );
    assert_eq!(objects(&text(&by_kustomize.stdout)), made);
    Some(made)
}

const REFERENCES: &str = "    serviceAccounts:
      default: {mount: [quay], link: plain}
      builder: {link: plain}
    workflows:
      - name: build
        entrypoint: main
        serviceAccount: builder
        pullSecrets: [quay]
        spec: {templates: [{name: main, serviceAccountName: builder, container: {image: quay.io/acme/a}}]}
      - name: build
        kind: WorkflowTemplate
        entrypoint: main
        serviceAccount: builder
        pullSecrets: [quay]
        spec: {templates: [{name: main, serviceAccountName: builder, container: {image: quay.io/acme/a}}]}
      - name: nightly
        kind: CronWorkflow
        entrypoint: main
        serviceAccount: builder
        pullSecrets: [quay]
        spec:
          schedules: ['0 0 * * *']
          workflowSpec: {templates: [{name: main, serviceAccountName: builder, container: {image: quay.io/acme/a}}]}
  project-c:
    pullSecrets: [quay]
    serviceAccounts: {default: {mount: [quay], link: plain}}
grants:
  - {imagesIn: project-c, pullers: [project-a/default, project-a/builder]}
";

#[test]
fn a_prefix_over_the_directory_reaches_every_reference() {
    let spec = SPEC.to_owned() + REFERENCES;
    let folder = base(&spec);
    let Some(plain) = overlaid(folder.path(), "") else {
        return;
    };
    assert_eq!(plain, built(&spec));
    let prefixed = overlaid(folder.path(), "namePrefix: pre-").unwrap();
    let expected: Vec<Value> = plain
        .iter()
        .map(|object| {
            let kind = object["kind"].as_str().unwrap();
            let mut text = object.to_string();
            for name in [
                "quay",
                "default",
                "builder",
                "build",
                "nightly",
                "system:image-puller:project-a",
            ] {
                text = text.replace(
                    &format!(r#""name":"{name}""#),
                    &format!(r#""name":"pre-{name}""#),
                );
                text = text.replace(
                    &format!(r#""serviceAccountName":"{name}""#),
                    &format!(r#""serviceAccountName":"pre-{name}""#),
                );
            }
            assert!(text.contains("pre-"), "{kind}");
            serde_json::from_str(&text).unwrap()
        })
        .collect();
    assert_eq!(prefixed, expected);
}

/// A workflow's spec that names a Secret and an account wherever it can.
fn named_everywhere() -> String {
    let pod = "image: quay.io/acme/a, env: [{name: C, valueFrom: {secretKeyRef: {name: quay, key: k}}}, {name: D, value: quay}], envFrom: [{secretRef: {name: quay}}, {configMapRef: {name: quay}}]";
    let volumes = "volumes: [{name: v, secret: {secretName: quay}}, {name: p, projected: {sources: [{secret: {name: quay}}, {configMap: {name: quay}}]}}]";
    let template = format!(
        "{{{volumes}, serviceAccountName: builder, executor: {{serviceAccountName: builder}}, initContainers: [{{name: i, {pod}}}], sidecars: [{{name: s, {pod}}}], metadata: {{labels: {{serviceAccountName: builder}}}}, "
    );
    format!(
        "{{entrypoint: main, {volumes}, executor: {{serviceAccountName: builder}},
          templateDefaults: {template} container: {{{pod}}}}},
          templates: [
          {template} name: main, container: {{{pod}}}}},
          {template} name: two, script: {{source: a, {pod}}}}},
          {template} name: three, containerSet: {{containers: [{{name: main, {pod}}}]}}}},
          {{name: four, steps: [[{{name: five, inline: {template} container: {{{pod}}}}}}}]]}},
          {{name: six, dag: {{tasks: [{{name: seven, inline: {template} container: {{{pod}}}}}}}]}}}}]}}"
    )
}

#[test]
fn a_prefix_over_the_directory_reaches_what_bodies_of_workflows_name() {
    let body = named_everywhere();
    let spec = format!(
        "{SPEC}    serviceAccounts: {{default: {{link: plain}}, builder: {{link: plain}}}}
    workflows:
    - {{name: build, spec: {body}}}
    - {{name: build, kind: WorkflowTemplate, spec: {body}}}
    - {{name: nightly, kind: CronWorkflow, spec: {{schedules: ['0 0 * * *'], workflowSpec: {body}}}}}
platform: {{kind: kubernetes}}
"
    );
    let folder = base(&spec);
    let Some(plain) = overlaid(folder.path(), "") else {
        return;
    };
    let prefixed = overlaid(folder.path(), "namePrefix: pre-").unwrap();
    let specs = |objects: &[Value]| -> Vec<String> {
        let workflows = objects.iter().filter(|object| {
            let version = object["apiVersion"].as_str().unwrap();
            version.starts_with("argoproj.io")
        });
        workflows.map(|object| object["spec"].to_string()).collect()
    };
    let expected: Vec<String> = specs(&plain)
        .iter()
        .map(|spec| {
            let mut spec = spec.clone();
            for (written, renamed) in [
                (r#""secretName":"quay""#, r#""secretName":"pre-quay""#),
                (
                    r#""secretRef":{"name":"quay"}"#,
                    r#""secretRef":{"name":"pre-quay"}"#,
                ),
                (
                    r#""secret":{"name":"quay"}"#,
                    r#""secret":{"name":"pre-quay"}"#,
                ),
                (
                    r#""key":"k","name":"quay""#,
                    r#""key":"k","name":"pre-quay""#,
                ),
                (
                    r#""serviceAccountName":"builder""#,
                    r#""serviceAccountName":"pre-builder""#,
                ),
                (
                    r#""labels":{"serviceAccountName":"pre-builder"}"#,
                    r#""labels":{"serviceAccountName":"builder"}"#,
                ),
            ] {
                assert!(spec.contains(written), "{written} in {spec}");
                spec = spec.replace(written, renamed);
            }
            spec
        })
        .collect();
    assert_eq!(expected.len(), 3);
    assert_eq!(specs(&prefixed), expected);
}

#[test]
fn a_namespace_over_the_directory_is_worth_the_warning() {
    let folder = base(
        &(SPEC.to_owned()
            + "  project-c: {}\ngrants:\n  - {imagesIn: project-c, pullers: [project-a/default]}\n"),
    );
    let Some(objects) = overlaid(folder.path(), "namespace: project-a") else {
        return;
    };
    let binding = objects
        .iter()
        .find(|object| object["kind"] == "RoleBinding");
    assert_eq!(binding.unwrap()["metadata"]["namespace"], "project-a");
}

/// The first lines for a shell in README behind these words.
fn readme_lines(words: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(path).unwrap();
    let (_, behind) = readme.split_once(words).unwrap();
    let (_, block) = behind.split_once("```sh\n").unwrap();
    block.split_once("```").unwrap().0.to_owned()
}

/// A copy of an example's folder.
fn example(name: &str) -> tempfile::TempDir {
    let from = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("examples")
        .join(name);
    let place = tempfile::tempdir().unwrap();
    copy(&from, place.path());
    place
}

/// Runs lines of a shell in a folder, with the command and the real programs on the path.
fn shell(folder: &Path, lines: &str) -> Option<Output> {
    let kubectl = peers::peer("kubectl")?;
    let kustomize = peers::peer("kustomize")?;
    let bin = folder.join("bin");
    std::fs::create_dir_all(&bin).unwrap();
    for (name, program) in [
        ("pullsecrets", Path::new(BINARY)),
        ("kubectl", Path::new(kubectl.get_program())),
        ("kustomize", Path::new(kustomize.get_program())),
    ] {
        std::os::unix::fs::symlink(program, bin.join(name)).unwrap();
    }
    let path = std::env::var("PATH").unwrap();
    let output = Command::new("sh")
        .args(["-euc", lines])
        .current_dir(folder)
        .env("PATH", format!("{}:{path}", bin.display()))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    Some(output)
}

#[test]
fn the_lines_of_readme_do_what_it_says() {
    for words in [
        "A written directory works everywhere",
        "What it does run is a legacy plugin",
    ] {
        let folder = example("kustomize");
        let Some(output) = shell(folder.path(), &readme_lines(words)) else {
            return;
        };
        let expected = Command::new(BINARY)
            .arg("build")
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert_eq!(
            objects(&text(&output.stdout)),
            objects(&text(&expected.stdout)),
            "{words}"
        );
    }
}

/// By Kustomize as it lies there, by the lines of README; by kubectl in the place of a container.
#[test]
fn the_example_of_the_function_works() {
    let as_program = readme_lines("Kustomize runs it with");
    let as_container = "\
        sed -i 's|exec: .*|container: {image: pullsecrets}|' pullsecrets.yaml\n\
        ln -s ../pullsecrets-function bin/docker\n\
        kubectl kustomize --enable-alpha-plugins .\n";
    for lines in [as_program.as_str(), as_container] {
        let folder = example("kustomize-function");
        let Some(output) = shell(folder.path(), lines) else {
            return;
        };
        let objects = objects(&text(&output.stdout));
        let deployment = objects.iter().find(|object| object["kind"] == "Deployment");
        assert_eq!(
            deployment.unwrap()["spec"]["template"]["spec"]["imagePullSecrets"].to_string(),
            r#"[{"name":"quay"}]"#
        );
        assert!(objects.iter().any(|object| object["kind"] == "Secret"));
        assert_eq!(text(&output.stderr), "");
    }
}

/// kpt runs functions that are programs, and shows their results. `.ci/peers` knows of no package
/// that holds it, so it is compared with only where it is installed.
#[test]
fn kpt_runs_the_function_as_a_program() {
    let found = Command::new("kpt").arg("version").output();
    if found.is_err() {
        return;
    }
    let folder = example("kustomize-function");
    std::fs::remove_file(folder.path().join("kustomization.yaml")).unwrap();
    write(
        folder.path(),
        "pullsecrets-function",
        &format!("#!/bin/sh\nexec {BINARY} function\n"),
    );
    let eval = || {
        Command::new("kpt")
            .args(["fn", "eval", ".", "--exec", "./pullsecrets-function"])
            .args(["--fn-config", "pullsecrets.yaml"])
            .current_dir(folder.path())
            .output()
            .unwrap()
    };
    let read_back = || {
        let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
        (read("deployment.yaml"), read("project-a/secret_quay.yaml"))
    };
    let output = eval();
    assert!(output.status.success(), "{}", text(&output.stderr));
    let first = read_back();
    assert!(
        first
            .0
            .contains("      imagePullSecrets:\n      - name: quay\n"),
        "{}",
        first.0
    );
    assert!(first.1.contains("kind: Secret"), "{}", first.1);
    assert!(eval().status.success());
    assert_eq!(read_back(), first);

    let spec = std::fs::read_to_string(folder.path().join("pullsecrets.yaml")).unwrap();
    write(
        folder.path(),
        "pullsecrets.yaml",
        &spec.replace("[quay]", "[qauy]"),
    );
    let output = eval();
    assert!(!output.status.success());
    let said = text(&output.stderr);
    assert!(
        said.contains("projects.project-a.pullSecrets[0]: PS0103"),
        "{said}"
    );
}
