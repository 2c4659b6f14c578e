//! Answers from a spec.

use serde_json::Value;

use crate::{json, run, tried};

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
  bare: {}
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
    // Not even then is shown what a variable holds: a spec could call any secret a name.
    assert_eq!(read["credentials"][1]["usernameFrom"]["env"], "OLD_USER");
    assert_eq!(read["credentials"][3]["usernameFrom"]["env"], "OLD_USER");
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
            "images/default",
            "bare/default"
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

/// A spec whose Secrets carry a hash behind their names.
const HASHED: &str = "
apiVersion: pullsecrets.dev/v1
kind: PullSecrets
metadata: {name: acme}
platform: {kind: kubernetes}
output: {nameSuffixHash: true}
registries:
  quay: {server: quay.io, username: u, password: {env: QUAY_TOKEN}}
  sealed: {server: ghcr.io, secrets: ExternalSecret, external: {generator: {kind: ECRAuthorizationToken, name: g}}}
secrets: {from-ops: {existing: true}}
projects:
  a: {pullSecrets: [quay, sealed, from-ops]}
";

#[test]
fn a_secret_answers_to_its_name_with_the_hash() {
    let folder = tempfile::tempdir().expect("a folder to write to");
    let write = |name: &str, text: &str| {
        std::fs::write(folder.path().join(name), text).expect("a folder to write to");
    };
    write("pullsecrets.yaml", HASHED);
    // What kubectl's --append-hash makes of it.
    let name = "quay-hf885t9c4g";
    let ask = |arguments: &[&str]| json(folder.path(), &[&["quay.io/x"], arguments].concat());
    let notes = |arguments: &[&str]| {
        let output = run(folder.path(), &[&["quay.io/x"], arguments].concat());
        String::from_utf8(output.stdout).expect("text")
    };

    for credentials in [&[][..], &["--credentials"]] {
        let listed = |secret| [credentials, &["--pull-secret", secret]].concat();
        assert_eq!(ask(&listed(name))["verdict"], "credentials");
        assert_eq!(ask(&listed("quay"))["verdict"], "anonymous");
        let bare = notes(&listed("quay"));
        assert!(bare.contains("whose name carries a hash"), "{bare}");
        // What carries no hash keeps its name.
        for kept in ["sealed", "from-ops"] {
            let said = notes(&listed(kept));
            assert!(!said.contains("makes no secret"), "{said}");
        }
        let other = notes(&listed("sealed-g5c9m22c8g"));
        assert!(other.contains("makes no secret"), "{other}");
        assert!(!other.contains("a hash"), "{other}");
        let hidden = notes(&listed(name));
        assert!(
            hidden.contains("hides that of service account `default`: `sealed`, `from-ops`"),
            "{hidden}"
        );
    }
    // Any hash may be the right one, as long as it is not known.
    let old = ["--pull-secret", "quay-g5c9m22c8g"];
    assert_eq!(ask(&old)["verdict"], "credentials");
    let known = [&old[..], &["--credentials"]].concat();
    assert_eq!(ask(&known)["verdict"], "anonymous");
    let said = notes(&known);
    assert!(said.contains(name), "{said}");

    assert_eq!(tried(&ask(&[])), ["quay-… quay.io"]);
    let known = ask(&["--credentials"]);
    assert_eq!(tried(&known), [format!("{name} quay.io")]);
}
