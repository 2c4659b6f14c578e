//! What each part of a spec becomes, workflows aside.

use base64::Engine as _;
use pullsecrets::lower::Secrecy;
use serde_json::{Value, json};

use crate::compiled::{Given, Lowered, lower};

const QUAY: &str = "registries:
  quay: {server: quay.io, username: a, password: {env: TOKEN}}
  ghcr: {server: ghcr.io/acme, username: b, password: {env: TOKEN}}
";

fn given() -> Given<'static> {
    Given {
        variables: &[("TOKEN", "c")],
        ..Given::default()
    }
}

fn docker_config(lowered: &Lowered, name: &str) -> String {
    decoded(lowered.object("Secret", name))
}

fn decoded(secret: &Value) -> String {
    let data = secret["data"][".dockerconfigjson"].as_str().expect("data");
    let bytes = base64::engine::general_purpose::STANDARD
        .decode(data)
        .expect("base64");
    String::from_utf8(bytes).expect("text")
}

#[test]
fn a_pinned_account_names_the_secret_that_openshift_keeps() {
    let lowered = lower(
        &format!("{QUAY}projects:\n  project-a: {{pullSecrets: [quay]}}\n"),
        given(),
    );
    assert_eq!(
        lowered.objects[1],
        json!({
            "apiVersion": "v1",
            "kind": "ServiceAccount",
            "metadata": {
                "name": "default",
                "namespace": "project-a",
                "annotations": {
                    "openshift.io/internal-registry-pull-secret-ref": "default-dockercfg"
                }
            },
            "imagePullSecrets": [{"name": "default-dockercfg"}, {"name": "quay"}]
        })
    );
    assert_eq!(
        docker_config(&lowered, "quay"),
        r#"{"auths":{"quay.io":{"username":"a","password":"c","auth":"YTpj"}}}"#
    );
}

#[test]
fn links_follow_the_platform_and_the_account() {
    let accounts = "projects:
  project-a:
    pullSecrets: [quay, ghcr]
    serviceAccounts:
      a: {pull: [ghcr]}
      b: {pull: [], mount: [quay]}
      c: {link: workload}
      d: {link: plain}
";
    let lowered = lower(
        &format!("platform: {{kind: kubernetes}}\n{QUAY}{accounts}"),
        given(),
    );
    assert_eq!(lowered.errors(), Vec::<String>::new());
    let names = |account: &str, list: &str| lowered.object("ServiceAccount", account)[list].clone();
    assert_eq!(names("a", "imagePullSecrets"), json!([{"name": "ghcr"}]));
    assert_eq!(names("a", "secrets"), Value::Null);
    assert_eq!(names("b", "imagePullSecrets"), Value::Null);
    assert_eq!(names("b", "secrets"), json!([{"name": "quay"}]));
    assert_eq!(
        names("d", "imagePullSecrets"),
        json!([{"name": "quay"}, {"name": "ghcr"}])
    );
    assert!(!lowered.yaml.contains("name: c\n"));
    assert!(!lowered.yaml.contains("annotations"));
}

#[test]
fn an_account_keeps_the_name_that_it_has() {
    let lowered = lower(
        &format!(
            "{QUAY}projects:\n  project-a:\n    pullSecrets: [quay]\n    serviceAccounts: {{builder: {{internalRegistrySecret: builder-dockercfg-x9z8w}}}}\n"
        ),
        given(),
    );
    let account = lowered.object("ServiceAccount", "builder");
    let name = "builder-dockercfg-x9z8w";
    assert_eq!(
        account["metadata"]["annotations"]["openshift.io/internal-registry-pull-secret-ref"],
        name
    );
    assert_eq!(account["imagePullSecrets"][0]["name"], name);
}

#[test]
fn several_registries_share_a_secret_in_byte_order() {
    let lowered = lower(
        &format!(
            "{QUAY}secrets:\n  all: {{registries: [quay, ghcr]}}\nprojects:\n  project-a: {{pullSecrets: [all]}}\n"
        ),
        given(),
    );
    assert_eq!(
        docker_config(&lowered, "all"),
        r#"{"auths":{"ghcr.io/acme":{"username":"b","password":"c","auth":"Yjpj"},"quay.io":{"username":"a","password":"c","auth":"YTpj"}}}"#
    );
}

#[test]
fn a_delegated_registry_becomes_two_secrets() {
    let lowered = lower(
        "registries:
  vendor:
    server: privateregistry.example.com
    authServer: sso.redhat.com
    authSecretName: redhat-connect-sso
    username: developer@example.com
    password: {env: TOKEN}
    email: unused
projects:
  project-a: {pullSecrets: [vendor]}
",
        given(),
    );
    let entry = r#"{"username":"developer@example.com","password":"c","email":"unused","auth":"ZGV2ZWxvcGVyQGV4YW1wbGUuY29tOmM="}"#;
    for (name, server) in [
        ("vendor", "privateregistry.example.com"),
        ("redhat-connect-sso", "sso.redhat.com"),
    ] {
        assert_eq!(
            docker_config(&lowered, name),
            format!(r#"{{"auths":{{"{server}":{entry}}}}}"#)
        );
    }
    let account = lowered.object("ServiceAccount", "default");
    assert_eq!(account["imagePullSecrets"][1]["name"], "vendor");
    assert_eq!(account["imagePullSecrets"][2]["name"], "redhat-connect-sso");
}

#[test]
fn grants_are_what_oc_policy_makes() {
    let lowered = lower(
        "projects:
  project-a: {serviceAccounts: {default: {}}}
  project-b: {}
  project-c: {}
grants:
  - {imagesIn: project-b, pullers: [project-a/default]}
  - {imagesIn: project-b, pullers: [project-c/*]}
  - {imagesIn: project-c, name: everybody, pullers: ['*', project-a/default]}
",
        Given::default(),
    );
    let role = json!({
        "apiGroup": "rbac.authorization.k8s.io",
        "kind": "ClusterRole",
        "name": "system:image-puller"
    });
    let account = json!({"kind": "ServiceAccount", "name": "default", "namespace": "project-a"});
    let group = |name: &str| json!({"apiGroup": "rbac.authorization.k8s.io", "kind": "Group", "name": name});
    for (name, namespace, subjects) in [
        (
            "system:image-puller:project-a",
            "project-b",
            json!([account]),
        ),
        (
            "system:image-puller:project-c",
            "project-b",
            json!([group("system:serviceaccounts:project-c")]),
        ),
        (
            "everybody",
            "project-c",
            json!([group("system:serviceaccounts"), account]),
        ),
    ] {
        let binding = lowered.object("RoleBinding", name);
        assert_eq!(binding["metadata"]["namespace"], namespace);
        assert_eq!(binding["roleRef"], role);
        assert_eq!(binding["subjects"], subjects);
    }
}

#[test]
fn argo_cd_reads_waves_and_keeps_what_is_not_ours_to_delete() {
    let lowered = lower(
        &format!(
            "output:
  labels: {{team: platform}}
  annotations: {{argocd.argoproj.io/sync-options: ServerSideApply=true}}
  argocd: {{syncWaves: true}}
{QUAY}projects:
  project-a:
    create: {{labels: {{team: a, stage: test}}, annotations: {{note: mine}}}}
    pullSecrets: [quay]
    serviceAccounts: {{default: {{}}, runner: {{}}}}
    workflows: [{{name: w, entrypoint: main}}]
grants: [{{imagesIn: project-a, pullers: [project-a/runner]}}]
cluster: {{globalPullSecret: {{base: {{file: base.json}}, registries: [quay]}}}}
"
        ),
        Given {
            files: &[(
                "base.json",
                r#"{"auths":{"cloud.openshift.com":{"auth":"YTpi","email":"e"}}}"#,
            )],
            ..given()
        },
    );
    assert_eq!(lowered.errors(), Vec::<String>::new());
    let of = |kind: &str, name: &str| lowered.object(kind, name)["metadata"]["annotations"].clone();
    let wave = |kind: &str, name: &str| of(kind, name)["argocd.argoproj.io/sync-wave"].clone();
    let options =
        |kind: &str, name: &str| of(kind, name)["argocd.argoproj.io/sync-options"].clone();
    assert_eq!(wave("Namespace", "project-a"), "-3");
    assert_eq!(wave("Secret", "quay"), "-2");
    assert_eq!(wave("Secret", "pull-secret"), "-2");
    assert_eq!(wave("ServiceAccount", "default"), "-1");
    assert_eq!(wave("RoleBinding", "system:image-puller:project-a"), "-1");
    assert_eq!(wave("Workflow", "w"), "0");
    let kept = "ServerSideApply=true,Prune=false,Delete=false";
    assert_eq!(options("Namespace", "project-a"), kept);
    assert_eq!(options("Secret", "pull-secret"), kept);
    assert_eq!(options("ServiceAccount", "default"), kept);
    for (kind, name) in [
        ("Secret", "quay"),
        ("ServiceAccount", "runner"),
        ("Workflow", "w"),
    ] {
        assert_eq!(options(kind, name), "ServerSideApply=true");
    }
    assert_eq!(of("Namespace", "project-a")["note"], "mine");
    assert_eq!(
        lowered.object("Namespace", "project-a")["metadata"]["labels"],
        json!({"stage": "test", "team": "a"})
    );
    assert_eq!(
        docker_config(&lowered, "pull-secret"),
        r#"{"auths":{"cloud.openshift.com":{"auth":"YTpi","email":"e"},"quay.io":{"username":"a","password":"c","auth":"YTpj"}}}"#
    );
}

#[test]
fn a_hash_of_the_content_reaches_every_reference() {
    let spec = |user: &str| {
        format!(
            "output: {{nameSuffixHash: true}}
registries:
  x: {{server: quay.io, username: {user}, password: {{env: TOKEN}}}}
secrets: {{from-ops: {{existing: true}}}}
projects:
  project-a:
    pullSecrets: [x, from-ops]
    serviceAccounts: {{default: {{mount: [x]}}}}
    workflows: [{{name: w, entrypoint: main, pullSecrets: [x, from-ops]}}]
"
        )
    };
    let lowered = lower(&spec("a"), given());
    // What kubectl's --append-hash makes of the same credential.
    let name = "x-g5c9m22c8g";
    let expected = json!([{"name": "default-dockercfg"}, {"name": name}, {"name": "from-ops"}]);
    let account = lowered.object("ServiceAccount", "default");
    assert_eq!(account["imagePullSecrets"], expected);
    assert_eq!(account["secrets"], json!([{"name": name}]));
    assert_eq!(lowered.object("Secret", name)["kind"], "Secret");
    assert_eq!(
        lowered.object("Workflow", "w")["spec"]["imagePullSecrets"],
        expected
    );
    let other = lower(&spec("b"), given());
    assert_ne!(
        other.object("ServiceAccount", "default")["secrets"],
        json!([{"name": name}])
    );
}

#[test]
fn a_hash_reaches_what_bodies_of_workflows_name() {
    let pod = "env: [{name: C, valueFrom: {secretKeyRef: {name: x, key: k}}}, {name: D, value: x}], envFrom: [{secretRef: {name: x}}, {configMapRef: {name: x}}]";
    let templates = format!(
        "volumes: [{{name: x, secret: {{secretName: x}}}}, {{name: two, projected: {{sources: [{{secret: {{name: x}}}}, {{secret: {{name: from-ops}}}}, {{configMap: {{name: x}}}}]}}}}],
          templates: [
            {{name: x, container: {{image: a, {pod}}}, initContainers: [{{name: x, image: a, {pod}}}], sidecars: [{{name: x, image: a, {pod}}}], volumes: [{{name: x, secret: {{secretName: x}}}}]}},
            {{name: two, script: {{image: a, source: x, {pod}}}}},
            {{name: three, containerSet: {{containers: [{{name: main, image: a, {pod}}}]}}}}]"
    );
    let spec = |user: &str, hash: bool| {
        format!(
            "platform: {{kind: kubernetes}}
output: {{nameSuffixHash: {hash}}}
registries:
  x: {{server: quay.io, username: {user}, password: {{env: TOKEN}}}}
secrets: {{from-ops: {{existing: true}}}}
projects:
  project-a:
    pullSecrets: [x, from-ops]
    workflows:
    - {{name: w, entrypoint: x, spec: {{{templates}}}}}
    - {{name: c, kind: CronWorkflow, spec: {{schedules: ['* * * * *'], workflowSpec: {{entrypoint: x, {templates}}}}}}}
    - {{name: t, template: t.j2}}
    - {{generateName: h-, naming: hash, entrypoint: x, spec: {{{templates}}}}}
"
        )
    };
    let template = format!(
        "entrypoint: x\n{}",
        templates.replace("],\n          templates: [", "]\ntemplates: [")
    );
    let lower = |user: &str, hash: bool| {
        let files = [("t.j2", template.as_str())];
        let lowered = lower(
            &spec(user, hash),
            Given {
                files: &files,
                ..given()
            },
        );
        assert_eq!(lowered.errors(), Vec::<String>::new());
        lowered
    };
    let (hashed, plain) = (lower("a", true), lower("a", false));
    let specs = |lowered: &Lowered| -> Vec<Value> {
        let workflows = lowered.objects.iter();
        workflows
            .filter(|object| object["apiVersion"] == "argoproj.io/v1alpha1")
            .map(|object| object["spec"].clone())
            .collect()
    };
    let name = "x-g5c9m22c8g";
    let named = |spec: &Value| {
        let (text, name) = (spec.to_string(), format!("\"{name}\""));
        let wrong = [
            r#""secretName":"x""#,
            r#""secretRef":{"name":"x"}"#,
            r#""secret":{"name":"x"}"#,
            r#""secretKeyRef":{"key":"k","name":"x"}"#,
        ];
        assert!(wrong.iter().all(|wrong| !text.contains(wrong)), "{text}");
        let kept = [
            r#""configMapRef":{"name":"x"}"#,
            r#""configMap":{"name":"x"}"#,
            r#""secret":{"name":"from-ops"}"#,
            r#""value":"x""#,
            r#""name":"x""#,
        ];
        assert!(kept.iter().all(|kept| text.contains(kept)), "{text}");
        text.matches(name.as_str()).count()
    };
    let counts: Vec<usize> = specs(&hashed).iter().map(named).collect();
    // Three of volumes, two of each of the five containers.
    assert_eq!(counts, [13; 4]);
    let back = specs(&hashed)
        .iter()
        .map(|spec| spec.to_string().replace(name, "x"))
        .collect::<Vec<_>>();
    let unhashed: Vec<String> = specs(&plain).iter().map(Value::to_string).collect();
    assert_eq!(back, unhashed);
    // A workflow whose secret has another name does something else.
    let by_hash = |lowered: &Lowered| {
        let mut names = lowered.objects.iter().filter_map(|object| {
            let name = object["metadata"]["name"].as_str()?;
            name.starts_with("h-").then(|| name.to_owned())
        });
        names.next().expect("a workflow")
    };
    assert_ne!(by_hash(&hashed), by_hash(&lower("b", true)));
    assert_eq!(by_hash(&plain), by_hash(&lower("b", false)));
}

#[test]
fn objects_stand_in_the_order_of_their_final_names() {
    let lowered = lower(
        "output: {nameSuffixHash: true}
registries:
  a: {server: a.io, username: u, password: {env: TOKEN}}
  a-a: {server: b.io, username: u, password: {env: TOKEN}}
  a-z: {server: c.io, username: u, password: {env: TOKEN}}
projects:
  project-a: {pullSecrets: [a, a-a, a-z]}
",
        given(),
    );
    let mut names: Vec<_> = lowered
        .objects
        .iter()
        .filter(|object| object["kind"] == "Secret")
        .map(|object| object["metadata"]["name"].as_str().unwrap().to_owned())
        .collect();
    let given = names.clone();
    names.sort();
    assert_eq!(given, names);
    assert_eq!(names.len(), 3);
}

#[test]
fn redacted_output_tells_nothing_of_a_credential() {
    let spec = format!(
        "output: {{nameSuffixHash: true}}
{QUAY}secrets:
  all: {{registries: [quay, ghcr]}}
  file: {{authFile: {{file: auth.json}}}}
projects:
  project-a: {{pullSecrets: [quay, all, file]}}
cluster: {{globalPullSecret: {{base: {{file: base.json}}, registries: [quay]}}}}
"
    );
    let redacted = |token: &str, base: &str| {
        lower(
            &spec,
            Given {
                variables: &[("TOKEN", token)],
                files: &[
                    (
                        "auth.json",
                        &format!(r#"{{"auths":{{"f.io":{{"auth":"{token}"}}}}}}"#),
                    ),
                    ("base.json", base),
                ],
                secrecy: Secrecy::Redacted,
                blind: false,
            },
        )
    };
    let one = redacted("YTpi", r#"{"auths":{"b.io":{"auth":"YTpi"}}}"#);
    let other = redacted(
        "YTpzb21ldGhpbmctbG9uZ2Vy",
        r#"{"auths":{"b.io":{"auth":"YTpzb21ldGhpbmctbG9uZ2Vy"}},"other":{"token":"x"}}"#,
    );
    assert_eq!(one.yaml, other.yaml);
    let configs: Vec<_> = one
        .objects
        .iter()
        .filter(|object| object["kind"] == "Secret")
        .map(decoded)
        .collect();
    for config in &configs {
        assert!(config.contains("<redacted>"), "{config}");
    }
    assert!(configs.contains(&"<redacted>".to_owned()));
    assert!(configs.iter().any(|config| config
        == r#"{"auths":{"b.io":{"auth":"<redacted>"},"quay.io":{"auth":"<redacted>"}}}"#));
}

#[test]
fn without_credentials_there_is_no_secret_and_no_finding() {
    let lowered = lower(
        &format!("{QUAY}projects:\n  project-a: {{pullSecrets: [quay, ghcr]}}\n"),
        Given {
            blind: true,
            ..given()
        },
    );
    assert_eq!(lowered.errors(), Vec::<String>::new());
    let kinds: Vec<_> = lowered
        .objects
        .iter()
        .map(|object| &object["kind"])
        .collect();
    assert_eq!(kinds, ["ServiceAccount"]);
}
