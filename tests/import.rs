//! `pullsecrets import`, from outside: what people have becomes a spec that compiles to objects
//! that mean the same, and no credential is printed or written where others can read it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod running;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output};

use base64::prelude::{BASE64_STANDARD, Engine as _};
use proptest::prelude::*;
use serde_json::{Value, json};

use running::feed;

/// A password that no output may hold.
const PASSWORD: &str = "PASSWORD-7f3a9";

fn run(folder: &Path, arguments: &[&str], input: &str) -> Output {
    feed(
        Command::new(env!("CARGO_BIN_EXE_pullsecrets"))
            .args(arguments)
            .current_dir(folder)
            .env_clear()
            .envs(
                std::env::vars()
                    .filter(|(name, _)| name.ends_with("_PASSWORD") || name == "TMPDIR"),
            )
            .env("QUAY_PASSWORD", PASSWORD),
        input,
    )
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn list(objects: &[Value]) -> String {
    json!({"apiVersion": "v1", "kind": "List", "items": objects}).to_string()
}

fn auth(password: &str) -> String {
    BASE64_STANDARD.encode(format!("robot:{password}"))
}

/// A Secret as `oc create secret docker-registry` makes it.
fn secret(namespace: &str, name: &str, server: &str) -> Value {
    let config = format!(
        r#"{{"auths":{{"{server}":{{"username":"robot","password":"{PASSWORD}","auth":"{}"}}}}}}"#,
        auth(PASSWORD)
    );
    json!({"apiVersion": "v1", "kind": "Secret", "metadata": {"name": name, "namespace": namespace},
        "type": "kubernetes.io/dockerconfigjson",
        "data": {".dockerconfigjson": BASE64_STANDARD.encode(config)}})
}

/// A service account as OpenShift's controller leaves it.
fn account(namespace: &str, name: &str, pull: &[&str]) -> Value {
    let own = format!("{name}-dockercfg-x9z8w");
    let pull: Vec<Value> = std::iter::once(own.as_str())
        .chain(pull.iter().copied())
        .map(|name| json!({"name": name}))
        .collect();
    json!({"apiVersion": "v1", "kind": "ServiceAccount",
        "metadata": {"name": name, "namespace": namespace, "uid": "1",
            "annotations": {"openshift.io/internal-registry-pull-secret-ref": own}},
        "imagePullSecrets": pull, "secrets": [{"name": own}]})
}

fn binding(namespace: &str, name: &str, subjects: &Value) -> Value {
    json!({"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "RoleBinding",
        "metadata": {"name": name, "namespace": namespace},
        "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "system:image-puller"},
        "subjects": subjects})
}

/// Imports a text; returns the spec and what was said, in which no password is.
fn import(folder: &Path, arguments: &[&str], input: &str) -> (String, String) {
    let output = run(folder, &[&["import", "-"], arguments].concat(), input);
    let (spec, said) = (text(&output.stdout), text(&output.stderr));
    for printed in [&spec, &said] {
        assert!(
            !printed.contains(PASSWORD) && !printed.contains(&auth(PASSWORD)),
            "{printed}"
        );
    }
    (spec, said)
}

#[test]
fn a_cluster_becomes_a_spec() {
    let place = tempfile::tempdir().unwrap();
    let objects = [
        secret("a", "quay", "quay.io"),
        secret("b", "quay", "quay.io"),
        json!({"apiVersion": "v1", "kind": "Secret", "type": "kubernetes.io/dockercfg",
            "metadata": {"name": "default-dockercfg-x9z8w", "namespace": "a"}, "data": {".dockercfg": "e30="}}),
        account("a", "default", &["quay"]),
        account("a", "builder", &[]),
        account("b", "default", &["quay"]),
        account("c", "app", &[]),
        binding(
            "a",
            "system:image-pullers",
            &json!([{"kind": "Group", "name": "system:serviceaccounts:a"}]),
        ),
        binding(
            "a",
            "system:image-puller-0",
            &json!([
            {"kind": "ServiceAccount", "name": "app", "namespace": "c"},
            {"kind": "Group", "name": "system:serviceaccounts:b"}]),
        ),
        account("openshift-console", "default", &["quay"]),
    ];
    let (spec, said) = import(place.path(), &[], &list(&objects));
    let expected = r#"apiVersion: pullsecrets.dev/v1
kind: PullSecrets
metadata:
  name: imported
registries:
  quay:
    server: quay.io
    username: robot
    password:
      file: credentials/quay-password
profiles:
  shared:
    pullSecrets:
    - quay
projects:
  a:
    use:
    - shared
    serviceAccounts:
      default:
        internalRegistrySecret: default-dockercfg-x9z8w
  b:
    use:
    - shared
    serviceAccounts:
      default:
        internalRegistrySecret: default-dockercfg-x9z8w
  c:
    serviceAccounts:
      app:
        link: workload
    managed: false
grants:
- imagesIn: a
  pullers:
  - c/app
  - "b/*"
  name: "system:image-puller-0"
"#;
    assert_eq!(spec, expected);
    assert!(said.contains("left out 3 objects"), "{said}");
    let path = place.path().join("credentials/quay-password");
    assert_eq!(fs::read_to_string(&path).unwrap(), PASSWORD);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&path), mode(path.parent().unwrap())), (0o600, 0o700));
    // What it compiles to is what was there.
    fs::write(place.path().join("pullsecrets.yaml"), spec).unwrap();
    let difference = run(place.path(), &["diff", "-"], &list(&objects));
    assert_eq!(text(&difference.stdout), "no difference; 5 the same\n");
}

/// As `oc get serviceaccount default -o yaml` gives it before OpenShift 4.16, without its secret.
#[test]
fn the_secret_that_openshift_names_shows_that_this_is_openshift() {
    let place = tempfile::tempdir().unwrap();
    let mut account = account("a", "default", &["quay"]);
    account["metadata"]["annotations"] = json!({});
    let objects = list(&[secret("a", "quay", "quay.io"), account]);
    let (spec, _) = import(place.path(), &["--credentials", "env"], &objects);
    assert!(!spec.contains("kind: kubernetes"), "{spec}");
    fs::write(place.path().join("pullsecrets.yaml"), spec).unwrap();
    let checked = run(place.path(), &["check"], "");
    assert!(checked.status.success(), "{}", text(&checked.stderr));
    let difference = run(place.path(), &["diff", "-"], &objects);
    let difference = text(&difference.stdout);
    assert!(
        !difference.contains("default-dockercfg-x9z8w removed"),
        "{difference}"
    );
}

#[test]
fn credentials_may_come_from_variables() {
    let place = tempfile::tempdir().unwrap();
    let objects = list(&[
        secret("a", "quay", "quay.io"),
        account("a", "default", &["quay"]),
    ]);
    let (spec, said) = import(place.path(), &["--credentials", "env"], &objects);
    assert!(
        spec.contains("password:\n      env: QUAY_PASSWORD\n"),
        "{spec}"
    );
    assert!(
        said.contains("set QUAY_PASSWORD to the password of registry `quay`\n"),
        "{said}"
    );
    assert!(!place.path().join("credentials").exists());
    fs::write(place.path().join("pullsecrets.yaml"), spec).unwrap();
    let difference = run(place.path(), &["diff", "-"], &objects);
    assert_eq!(text(&difference.stdout), "no difference; 2 the same\n");
}

#[test]
fn nothing_that_is_there_is_overwritten() {
    let place = tempfile::tempdir().unwrap();
    let objects = list(&[secret("a", "quay", "quay.io")]);
    fs::create_dir(place.path().join("credentials")).unwrap();
    let path = place.path().join("credentials/quay-password");
    fs::write(&path, "theirs").unwrap();
    let output = run(place.path(), &["import", "-", "-o", "new.yaml"], &objects);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("`credentials/quay-password` cannot be written"));
    assert_eq!(fs::read_to_string(&path).unwrap(), "theirs");
    assert!(!place.path().join("new.yaml").exists());
    let again = [
        "import",
        "-",
        "-o",
        "out/new.yaml",
        "--credentials-dir",
        "keys",
    ];
    fs::create_dir(place.path().join("out")).unwrap();
    for _ in 0..2 {
        assert!(run(place.path(), &again, &objects).status.success());
    }
    assert_eq!(
        fs::read_to_string(place.path().join("out/keys/quay-password")).unwrap(),
        PASSWORD
    );
    let built = run(place.path(), &["build", "out/new.yaml"], "");
    assert!(built.status.success(), "{}", text(&built.stderr));
}

#[test]
fn docker_and_podman_files_become_registries() {
    let place = tempfile::tempdir().unwrap();
    let file = format!(
        "{{\n\t\"auths\": {{\n\t\t\"https://index.docker.io/v1/\": {{\"auth\": \"{0}\"}},\n\t\t\"https://quay.io/\": {{\"auth\": \"{0}\"}},\n\t\t\"ghcr.io\": {{}},\n\t\t\"bad.example.com\": {{\"auth\": \"!{PASSWORD}\"}}\n\t}},\n\t\"credsStore\": \"desktop\"\n}}\n",
        auth(PASSWORD)
    );
    let (spec, said) = import(place.path(), &["--project", "web"], &file);
    for part in [
        "  docker-hub:\n    server: \"https://index.docker.io/v1/\"\n    username: robot\n",
        "  quay-io:\n    server: quay.io\n",
        "projects:\n  web:\n    pullSecrets:\n    - docker-hub\n    - quay-io\n",
    ] {
        assert!(spec.contains(part), "{part}\n{spec}");
    }
    assert!(
        said.contains("the credential of `ghcr.io`: a credential helper keeps it"),
        "{said}"
    );
    assert!(
        said.contains("the entry `bad.example.com` has an `auth`"),
        "{said}"
    );
    fs::write(place.path().join("pullsecrets.yaml"), spec).unwrap();
    let built = run(place.path(), &["build"], "");
    assert!(built.status.success(), "{}", text(&built.stderr));
}

#[test]
fn what_cannot_be_carried_over_is_reported() {
    let place = tempfile::tempdir().unwrap();
    let mut opaque = secret("a", "typed", "quay.io");
    opaque["type"] = json!("kubernetes.io/podmanconfigjson");
    let mut broken = secret("a", "broken", "quay.io");
    broken["data"][".dockerconfigjson"] = json!(BASE64_STANDARD.encode(format!("[{PASSWORD}")));
    let objects = list(&[
        opaque,
        broken,
        secret("a", "same", "quay.io"),
        secret("b", "same", "ghcr.io"),
        account("a", "default", &["typed", "broken", "gone", "same"]),
        account("b", "default", &["typed"]),
        binding(
            "a",
            "system:image-puller",
            &json!([
            {"kind": "User", "name": "alex"},
            {"kind": "Group", "name": "system:authenticated"},
            {"kind": "User", "name": "system:serviceaccount:b:default"}]),
        ),
    ]);
    let (spec, said) = import(place.path(), &[], &objects);
    for part in [
        "[PS0704]: kubelet passes over secret `typed` of type `kubernetes.io/podmanconfigjson`",
        "[PS0705]: secret `broken` cannot be used: its content is not JSON",
        "[PS0713]: another project has a secret `same`",
        "[PS0713]: User `alex` may pull images of `a`",
        "[PS0713]: Group `system:authenticated` may pull",
        "[PS0714]: account `a/default` names secret `gone`, which is not there",
        "[PS0714]: account `b/default` names `typed`, which is another secret elsewhere",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    assert!(!said.contains("names secret `broken`"), "{said}");
    // The binding holds subjects that the spec cannot say: it is left alone.
    let grant = "grants:\n- imagesIn: a\n  pullers:\n  - b/default\n";
    assert!(spec.ends_with(grant), "{spec}");
    assert!(spec.contains("  broken:\n    existing: true\n"), "{spec}");
    fs::write(place.path().join("pullsecrets.yaml"), spec).unwrap();
    let built = run(place.path(), &["build"], "");
    assert!(built.status.success(), "{}", text(&built.stderr));
}

/// As OpenShift's documentation has them typed: the key is the file's name.
#[test]
fn a_podman_file_in_a_secret_of_the_documented_type_is_imported() {
    let place = tempfile::tempdir().unwrap();
    for (part, of) in [("data", true), ("stringData", false)] {
        let config = format!(
            r#"{{"auths":{{"quay.io":{{"auth":"{}"}}}}}}"#,
            auth(PASSWORD)
        );
        let value = if of {
            BASE64_STANDARD.encode(&config)
        } else {
            config
        };
        let typed = json!({"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "quay", "namespace": "a"},
            "type": "kubernetes.io/podmanconfigjson", part: {"auth.json": value}});
        let objects = list(&[typed, account("a", "default", &["quay"])]);
        let (spec, said) = import(place.path(), &["--credentials", "env"], &objects);
        assert!(
            spec.contains("  quay:\n    server: quay.io\n    auth:\n      env: QUAY_AUTH\n"),
            "{spec}"
        );
        assert!(
            said.contains("[PS0704]: kubelet passes over secret `quay`"),
            "{said}"
        );
        assert!(said.contains("delete `quay` before you apply"), "{said}");
    }
    // With several keys nobody can say which is the file.
    let typed = json!({"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "quay", "namespace": "a"},
        "type": "kubernetes.io/podmanconfigjson", "stringData": {"a": "{}", "b": "{}"}});
    let (spec, _) = import(
        place.path(),
        &[],
        &list(&[typed, account("a", "default", &["quay"])]),
    );
    assert!(spec.contains("  quay:\n    existing: true\n"), "{spec}");
}

#[test]
fn a_config_that_no_spec_can_make_is_linked_as_it_is() {
    let place = tempfile::tempdir().unwrap();
    let entry = format!(r#""quay.io":{{"auth":"{}"}}"#, auth(PASSWORD));
    for (config, why) in [
        (r#"{"auths":{}}"#.to_owned(), "it has no entry"),
        ("{}".to_owned(), "it has no entry"),
        (
            format!(r#"{{"auths":{{{entry},{entry}}}}}"#),
            "it has two entries of one server",
        ),
        (
            r#"{"auths":{"quay.io":{"username":"","password":""}},"credsStore":"desktop"}"#
                .to_owned(),
            "a credential helper keeps what it should hold",
        ),
    ] {
        let mut held = secret("a", "quay", "quay.io");
        held["data"][".dockerconfigjson"] = json!(BASE64_STANDARD.encode(config));
        let objects = list(&[held, account("a", "default", &["quay"])]);
        let (spec, said) = import(place.path(), &[], &objects);
        assert!(spec.contains("  quay:\n    existing: true\n"), "{spec}");
        let message = format!("[PS0705]: secret `quay` cannot be used: {why}");
        assert!(said.contains(&message), "{said}");
        fs::write(place.path().join("pullsecrets.yaml"), spec).unwrap();
        let built = run(place.path(), &["build"], "");
        assert!(built.status.success(), "{}", text(&built.stderr));
    }
}

#[test]
fn a_linked_secret_that_kubelet_passes_over_is_said() {
    let place = tempfile::tempdir().unwrap();
    for kind in [None, Some("Opaque"), Some("kubernetes.io/basic-auth")] {
        let mut held = json!({"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "legacy", "namespace": "a"},
            "stringData": {"config.json": "{}", "password": PASSWORD}});
        if let Some(kind) = kind {
            held["type"] = json!(kind);
        }
        let objects = list(&[held, account("a", "default", &["legacy"])]);
        let (spec, said) = import(place.path(), &[], &objects);
        assert!(spec.contains("  legacy:\n    existing: true\n"), "{spec}");
        let kind = kind.unwrap_or("Opaque");
        let message =
            format!("[PS0704]: account `a/default` names secret `legacy` of type `{kind}`");
        assert!(said.contains(&message), "{said}");
    }
    // One that SOPS encrypted is of the right type.
    let held = json!({"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "legacy", "namespace": "a"},
        "type": "kubernetes.io/dockerconfigjson", "data": {".dockerconfigjson": "ENC[x]"}, "sops": {}});
    let (_, said) = import(
        place.path(),
        &[],
        &list(&[held, account("a", "default", &["legacy"])]),
    );
    assert!(!said.contains("[PS"), "{said}");
}

/// An empty entry pulls without a credential, and a helper of another server says nothing of it.
#[test]
fn a_helper_of_another_server_keeps_nothing_of_this_one() {
    let place = tempfile::tempdir().unwrap();
    let config = r#"{"auths":{"quay.io":{}},"credHelpers":{"gcr.io":"gcloud"}}"#;
    let mut held = secret("a", "quay", "quay.io");
    held["data"][".dockerconfigjson"] = json!(BASE64_STANDARD.encode(config));
    let objects = list(&[held, account("a", "default", &["quay"])]);
    let (spec, said) = import(place.path(), &[], &objects);
    assert!(!said.contains("credential helper"), "{said}");
    fs::write(place.path().join("pullsecrets.yaml"), spec).unwrap();
    let difference = run(place.path(), &["diff", "-"], &objects);
    assert_eq!(text(&difference.stdout), "no difference; 2 the same\n");
}

/// Manifests of a Kustomize base name no namespace.
#[test]
fn objects_without_a_namespace_lie_in_the_project_that_is_given() {
    let place = tempfile::tempdir().unwrap();
    let mut held = secret("a", "quay", "quay.io");
    held["metadata"] = json!({"name": "quay"});
    let mut app = account("a", "app", &["quay"]);
    app["metadata"] = json!({"name": "app"});
    let objects = list(&[held, app]);
    for (projects, expected) in [
        (&[][..], "projects:\n  default:\n"),
        (&["--project", "web"], "projects:\n  web:\n"),
        (
            &["--project", "web", "--project", "shop"],
            "projects:\n  default:\n",
        ),
    ] {
        let arguments = [projects, &["--credentials", "env"]].concat();
        let (spec, _) = import(place.path(), &arguments, &objects);
        assert!(spec.contains(expected), "{spec}");
    }
}

#[test]
fn where_there_is_nothing_to_import_that_is_said() {
    let place = tempfile::tempdir().unwrap();
    let config_map = json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a"}});
    let own = json!({"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "t", "namespace": "a"},
        "type": "kubernetes.io/service-account-token"});
    for (input, expected) in [
        (
            "kind: of blue\n".to_owned(),
            "[PS0713]: there is nothing here to import",
        ),
        (list(&[]), "[PS0713]: there is nothing here to import"),
        (
            list(&[config_map]),
            "[PS0713]: there is nothing here to import",
        ),
        (
            list(&[own]),
            "[PS0713]: all that is here is made by the platform",
        ),
        (
            r#"{"auths": {}}"#.to_owned(),
            "[PS0713]: the file has no entry",
        ),
        (
            r#"{"auths": {}, "credsStore": "desktop"}"#.to_owned(),
            "[PS0213]: the file holds no credential",
        ),
        (
            r#"{"auths": {"quay.io": }}"#.to_owned(),
            "[PS0211]: this Docker file is not JSON",
        ),
    ] {
        let output = run(place.path(), &["import", "-", "-o", "new.yaml"], &input);
        let said = text(&output.stderr);
        assert!(said.contains(expected), "{input}\n{said}");
        let status = if said.starts_with("error") { 1 } else { 2 };
        assert_eq!(output.status.code(), Some(status), "{said}");
        assert!(!place.path().join("new.yaml").exists(), "{input}");
        assert_eq!(said.matches("[PS").count(), 1, "{said}");
    }
}

/// Files of other programs hold credentials too, and nobody knows where in them.
#[test]
fn nothing_of_a_file_that_is_not_recognised_is_shown() {
    let place = tempfile::tempdir().unwrap();
    for input in [
        format!(r#"{{"auth":{{"quay.io":{{"password":"{PASSWORD}"}}}}}}"#),
        format!(r#"{{"quay.io":{{"auth":"{}"}},"x":1}}"#, auth(PASSWORD)),
        format!(r#"{{"quay.io":{{"auth":"{}"}}"#, auth(PASSWORD)),
        format!("github.com:\n    oauth_token: {PASSWORD}\n    user: alex\n"),
        format!("machine quay.io login alex password {PASSWORD}\n"),
    ] {
        let name = "hosts.yml";
        fs::write(place.path().join(name), input).unwrap();
        for format in ["full", "concise", "json", "sarif", "github", "gitlab"] {
            let output = run(
                place.path(),
                &["import", name, "--output-format", format],
                "",
            );
            let said = text(&output.stderr);
            assert!(!said.contains(PASSWORD), "{said}");
            assert!(!said.contains(&auth(PASSWORD)), "{said}");
            assert!(said.contains(name), "{said}");
        }
    }
}

/// As `resolve --auth-file .dockercfg` reads it.
#[test]
fn the_legacy_file_is_imported_like_any_docker_file() {
    let place = tempfile::tempdir().unwrap();
    let file = format!(
        r#"{{"https://quay.io/":{{"auth":"{}","email":"a@b.c"}},"ghcr.io":{{"username":"alex","password":"{PASSWORD}"}}}}"#,
        auth(PASSWORD)
    );
    let (spec, said) = import(place.path(), &["--project", "web"], &file);
    assert_eq!(
        said,
        "2 files with credentials are in `credentials`, readable by you alone\n"
    );
    for part in [
        "server: quay.io\n    username: robot\n",
        "server: ghcr.io\n    username: alex\n",
    ] {
        assert!(spec.contains(part), "{part}\n{spec}");
    }
    fs::write(place.path().join("pullsecrets.yaml"), spec).unwrap();
    let built = run(place.path(), &["build"], "");
    assert!(built.status.success(), "{}", text(&built.stderr));
}

/// All entries lie on one line, of which nothing is shown.
#[test]
fn each_entry_of_a_docker_file_is_answered_for() {
    let place = tempfile::tempdir().unwrap();
    let file = format!(
        r#"{{"auths":{{"a.io":{{}},"b.io":{{"username":"u"}},"c.io":{{"username":"u:v","password":"{PASSWORD}"}},"d.io":{{"auth":"!!"}},"e.io":{{"auth":"??"}},"f.io":{{"auth":"dTpw"}},"g.io":7}},"credHelpers":{{"h.io":"pass","i.io":"pass","h.io":"gcloud"}}}}"#
    );
    for format in ["full", "concise", "json", "sarif", "github", "gitlab"] {
        let arguments = ["--credentials", "env", "--output-format", format];
        let (spec, said) = import(place.path(), &arguments, &file);
        assert!(spec.contains("server: f.io\n"), "{spec}");
        for name in ["a", "b", "c", "d", "e", "g", "h", "i"] {
            let name = format!("`{name}.io`");
            assert!(said.contains(&name), "{name} in {format}\n{said}");
        }
        assert!(!said.contains("`f.io`"), "{said}");
        for content in ["dTpw", "u:v", "!!", "??", "gcloud"] {
            assert!(!said.contains(content), "{content} in {format}\n{said}");
        }
    }
    let (_, said) = import(place.path(), &["--credentials", "env"], &file);
    assert_eq!(said.matches("[PS").count(), 8, "{said}");
    assert!(
        said.contains("╭─[<stdin>:1:18]") || said.contains("╰─[<stdin>:1:18]"),
        "{said}"
    );
}

#[test]
fn of_two_entries_of_one_server_the_last_is_imported_and_that_is_said() {
    let place = tempfile::tempdir().unwrap();
    let file = format!(
        r#"{{"auths":{{"quay.io":{{"auth":"{}"}},"ghcr.io":{{"auth":"dTpw"}},"quay.io":{{"auth":"{}"}}}}}}"#,
        auth("first"),
        auth(PASSWORD)
    );
    let (_, said) = import(place.path(), &[], &file);
    assert!(
        said.contains("error[PS0230]: the file has the entry `quay.io` twice"),
        "{said}"
    );
    assert_eq!(said.matches("[PS").count(), 1, "{said}");
    let kept = fs::read_to_string(place.path().join("credentials/quay-io-password"));
    assert_eq!(kept.unwrap(), PASSWORD);
}

#[test]
fn of_two_objects_of_one_name_the_first_is_taken_and_that_is_said() {
    let place = tempfile::tempdir().unwrap();
    let first = secret("a", "quay", "quay.io");
    let other = secret("a", "quay", "ghcr.io");
    let mut role = binding("a", "x", &json!([{"kind": "User", "name": "alex"}]));
    role["roleRef"]["name"] = json!("view");
    let mut second_role = role.clone();
    second_role["subjects"] = json!([]);
    let own = |value: &str| {
        json!({"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "t", "namespace": "a"},
            "type": "kubernetes.io/service-account-token", "data": {"token": value}})
    };
    let alike = list(&[
        first.clone(),
        first.clone(),
        account("a", "default", &["quay"]),
        account("a", "default", &["quay"]),
        // None of these is a matter of an import.
        json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "quay", "namespace": "a"}, "data": {"a": "1"}}),
        json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "quay", "namespace": "a"}, "data": {"a": "2"}}),
        json!({"apiVersion": "iam.example.com/v1", "kind": "ServiceAccount", "metadata": {"name": "default", "namespace": "a"}}),
        role,
        second_role,
        own("MQ=="),
        own("Mg=="),
    ]);
    let (_, said) = import(place.path(), &["--credentials", "env"], &alike);
    assert!(!said.contains("[PS"), "{said}");
    let objects = list(&[
        first,
        account("a", "default", &["quay"]),
        other,
        account("a", "default", &[]),
    ]);
    let (spec, said) = import(place.path(), &["--credentials", "env"], &objects);
    assert!(spec.contains("server: quay.io\n"), "{spec}");
    for part in [
        "warning[PS0713]: secret `a/quay` stands here a second time, with other content",
        "warning[PS0713]: service account `a/default` stands here a second time",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    assert_eq!(said.matches("[PS").count(), 2, "{said}");
}

/// Of a secret that is linked as it is nobody says that it is imported.
#[test]
fn a_secret_of_another_type_that_cannot_be_used_is_reported_once() {
    let place = tempfile::tempdir().unwrap();
    let typed = |kind: &str, parts: Value| {
        let mut typed = json!({"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "quay", "namespace": "a"},
            "type": kind});
        for (key, value) in parts.as_object().unwrap() {
            typed[key] = value.clone();
        }
        typed
    };
    let podman = "kubernetes.io/podmanconfigjson";
    for (kind, parts, why) in [
        (podman, json!({}), "it has no Docker config"),
        (podman, json!({"data": {}}), "it has no Docker config"),
        (
            podman,
            json!({"stringData": {"a": "{}", "b": "{}"}}),
            "it has several keys",
        ),
        (
            podman,
            json!({"stringData": {"cert.pem": "-----BEGIN"}}),
            "its content is not JSON",
        ),
        (
            "Opaque",
            json!({"data": {".dockerconfigjson": "?"}}),
            "its value is not base64",
        ),
        (
            "kubernetes.io/dockercfg",
            json!({"data": {".dockercfg": "?"}}),
            "its value is not base64",
        ),
    ] {
        let objects = list(&[typed(kind, parts), account("a", "default", &["quay"])]);
        let (spec, said) = import(place.path(), &["--credentials", "env"], &objects);
        assert!(spec.contains("  quay:\n    existing: true\n"), "{spec}");
        let message = format!("[PS0705]: secret `quay` cannot be used: {why}");
        assert!(said.contains(&message), "{message}\n{said}");
        assert_eq!(said.matches("[PS").count(), 1, "{said}");
    }
    // What stands under both is one key, of which `stringData` counts.
    let config = format!(
        r#"{{"auths":{{"quay.io":{{"auth":"{}"}}}}}}"#,
        auth(PASSWORD)
    );
    let both = json!({"data": {"auth.json": "e30="}, "stringData": {"auth.json": config}});
    let objects = list(&[typed(podman, both), account("a", "default", &["quay"])]);
    let (spec, said) = import(place.path(), &["--credentials", "env"], &objects);
    assert!(spec.contains("  quay:\n    server: quay.io\n"), "{spec}");
    assert!(
        said.contains("[PS0704]") && !said.contains("[PS0705]"),
        "{said}"
    );
}

/// What `import` writes is what `build` takes, or it is reported and not written.
#[test]
fn whatever_stands_in_an_entry_the_spec_of_it_builds() {
    let odd = [
        "plain",
        "\u{feff}mark",
        "in\u{feff}side",
        "\u{fffe}x",
        "\u{fffd}",
        " blank ",
        "\u{a0}x",
        "\u{85}x",
        "line\nbreak",
        "end\n",
        "end\r",
        "\t",
        "\u{2028}",
        "\u{200b}",
        "\u{202e}x",
        "!tag",
        "&a",
        "*a",
        "#x",
        "a: b",
        "~",
        "null",
        "1e3",
        "${X}",
        "{{x}}",
        "'",
        "\"",
        "\\",
        "🎉",
        "\u{0}",
        "\u{7f}",
    ];
    // As JSON may have it, so that the text itself is one that is read.
    let escaped = |json: &Value| -> String {
        let units = |c: char| {
            let mut units = [0; 2];
            let units = c.encode_utf16(&mut units).iter();
            units
                .map(|unit| format!("\\u{unit:04x}"))
                .collect::<String>()
        };
        let text = json.to_string();
        text.chars()
            .map(|c| match c {
                ' '..='~' => c.to_string(),
                c => units(c),
            })
            .collect()
    };
    let long = "x".repeat(1024 * 1024 + 1);
    for word in odd.into_iter().chain([long.as_str()]) {
        let encoded =
            |user: &str, password: &str| BASE64_STANDARD.encode(format!("{user}:{password}"));
        let auths = json!({"auths": {
            "a.io": {"username": "u", "password": word},
            "b.io": {"username": word, "password": "p"},
            "c.io": {"auth": encoded("u", word)},
            "d.io": {"auth": encoded(word, "p")},
            "e.io": {"username": "u", "password": "p", "email": word},
            word: {"auth": "dTpw"}}});
        let held = json!({"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "held", "namespace": "a"},
            "type": "kubernetes.io/dockerconfigjson", "stringData": {".dockerconfigjson": auths.to_string()}});
        let objects = json!({"apiVersion": "v1", "kind": "List", "items": [held]});
        for input in [escaped(&auths), escaped(&objects)] {
            let place = tempfile::tempdir().unwrap();
            let arguments = ["import", "-", "-o", "pullsecrets.yaml", "--project", "web"];
            let imported = run(place.path(), &arguments, &input);
            let built = run(place.path(), &["build"], "");
            let what = word.chars().take(40).collect::<String>();
            assert!(
                built.status.success(),
                "{what:?}\n{}\n{}",
                text(&imported.stderr),
                text(&built.stderr)
            );
        }
    }
}

/// A spec that can come back from what it compiles to: registries by name, users and passwords
/// from the strategy, and projects by bits.
fn spec() -> impl Strategy<Value = String> {
    let user = "[a-zA-Z0-9+._ü<&\" -]{0,8}[a-z]";
    let password = "[!-~ä]{1,12}";
    let registry = (user, password, any::<bool>(), any::<bool>());
    let project = (any::<u8>(), any::<u8>(), any::<u8>());
    let grant = (0..4_usize, 0..4_usize, 0..5_usize, any::<bool>());
    (
        proptest::collection::vec(registry, 3),
        proptest::collection::vec(project, 4),
        proptest::collection::vec(grant, 0..4),
        any::<bool>(),
    )
        .prop_map(|(registries, projects, grants, is_kubernetes)| {
            let mut registry_part = serde_json::Map::new();
            for (at, (user, password, email, token_service)) in registries.iter().enumerate() {
                let mut part = json!({"server": format!("r{at}.example.com/path"), "username": user, "password": password});
                if *email {
                    part["email"] = json!("ci@example.com");
                }
                if *token_service {
                    part["authServer"] = json!(format!("sso{at}.example.com"));
                }
                registry_part.insert(format!("r{at}"), part);
            }
            let names = ["r0", "r1", "r2", "both", "theirs"];
            let mut project_part = serde_json::Map::new();
            for (at, (lists, accounts, more)) in projects.iter().enumerate() {
                let some = |bits: u8| -> Vec<&str> {
                    let held = (0..5).filter(|bit| bits & (1 << bit) != 0);
                    held.map(|bit| names[bit]).collect()
                };
                let all = some(*lists);
                let mut part = json!({"pullSecrets": all});
                if more & 1 != 0 {
                    part["create"] = json!({"labels": {"team": "one"}});
                }
                if accounts & 1 != 0 {
                    let pull = some(*lists & *accounts);
                    let mount: Vec<&str> = pull.iter().copied().filter(|name| *name != "theirs").collect();
                    let mut app = json!({"pull": pull, "mount": mount});
                    if accounts & 64 != 0 && !pull.is_empty() {
                        app["link"] = json!("plain");
                    } else if more & 2 != 0 && !pull.is_empty() && !is_kubernetes {
                        app["internalRegistrySecret"] = json!("app-dockercfg-x9z8w");
                    }
                    // An account that pulls nothing and is not pinned would be any account.
                    if is_kubernetes && pull.is_empty() {
                        app["link"] = json!("workload");
                    }
                    part["serviceAccounts"] = json!({"app": app});
                    if accounts & 128 != 0 && !all.is_empty() {
                        part["serviceAccounts"]["default"] = json!({});
                    }
                }
                project_part.insert(format!("p{at}"), part);
            }
            let mut whole = json!({
                "apiVersion": "pullsecrets.dev/v1", "kind": "PullSecrets", "metadata": {"name": "any"},
                "registries": registry_part,
                "secrets": {"both": {"registries": ["r0", "r1"]}, "theirs": {"existing": true}},
                "projects": project_part,
            });
            if is_kubernetes {
                whole["platform"] = json!({"kind": "kubernetes"});
            } else {
                let grants: Vec<Value> = grants
                    .iter()
                    .map(|(images, puller, kind, named)| {
                        let puller = match kind {
                            0 => "*".to_owned(),
                            1 => format!("p{puller}/*"),
                            _ => format!("p{puller}/default"),
                        };
                        let mut grant = json!({"imagesIn": format!("p{images}"), "pullers": [puller]});
                        if *named {
                            grant["name"] = json!("system:image-puller-0");
                        }
                        grant
                    })
                    .collect();
                whole["grants"] = json!(grants);
            }
            whole.to_string()
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn what_was_built_comes_back(spec in spec()) {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("first.yaml"), &spec).unwrap();
        let first = run(place.path(), &["build", "first.yaml"], "");
        prop_assert!(first.status.success(), "{}", text(&first.stderr));
        let objects = text(&first.stdout);
        let imported = run(place.path(), &["import", "-", "-o", "again.yaml"], &objects);
        prop_assert!(imported.status.success(), "{}", text(&imported.stderr));
        let second = run(place.path(), &["build", "again.yaml"], "");
        prop_assert!(second.status.success(), "{}", text(&second.stderr));
        prop_assert_eq!(objects, text(&second.stdout));
    }
}
