//! ExternalSecrets: valid for the operator, and rendered by a real Go template engine to what the
//! plain form says, whatever a password holds.

use serde_json::{Value, json};

use crate::build::{Build, assert_valid};
use crate::peers::peer;

const SPEC: &str = r#"
apiVersion: pullsecrets.dev/v1
kind: PullSecrets
output:
  secrets: ExternalSecret
  labels: {team: platform}
  argocd: {syncWaves: true}
registries:
  vault:
    server: ghcr.io/acme
    external: {store: {name: vault, kind: ClusterSecretStore}, username: {key: ghcr, property: user}, password: {key: ghcr, property: token, version: "3"}, refreshInterval: 15m}
  other.vault:
    server: quay.example.com
    external: {store: {name: team}, username: {key: quay-user}, password: {key: quay-password}}
  sso:
    server: privateregistry.example.com
    authServer: sso.example.com
    external: {store: {name: vault, kind: ClusterSecretStore}, username: {key: sso-user}, password: {key: sso-password}}
  other-vault:
    server: 123456789012.dkr.ecr.eu-west-1.amazonaws.com
    external: {generator: {kind: ECRAuthorizationToken, name: ecr}}
  quay:
    server: quay.io/acme
    external: {generator: {kind: QuayAccessToken, name: quay}, refreshInterval: 0s}
  "9 Ünï/côde":
    server: registry.example.com
    external: {generator: {kind: ACRAccessToken, name: acr}}
secrets:
  all: {registries: [vault, other.vault, other-vault, quay, sso, "9 Ünï/côde"]}
projects:
  project-a: {pullSecrets: [vault, other-vault, quay, sso, all]}
"#;

fn spec_of(name: &str) -> Value {
    Build::of(SPEC).run().document("ExternalSecret", name)["spec"].clone()
}

/// The template of the Docker config.
fn template(spec: &Value) -> &str {
    spec["target"]["template"]["data"][".dockerconfigjson"]
        .as_str()
        .expect("a template")
}

#[test]
fn every_object_is_valid_for_the_operator() {
    let built = Build::of(SPEC).run();
    assert_eq!(built.said(), []);
    let external = built.of_kind("ExternalSecret");
    assert_eq!(external.len(), 6);
    for document in &external {
        assert_eq!(document["apiVersion"], "external-secrets.io/v1");
        assert_valid("externalsecret.json", document);
    }
}

#[test]
fn a_registry_of_a_store_is_fetched_by_its_keys() {
    let defaults = json!({"conversionStrategy": "Default", "decodingStrategy": "None", "metadataPolicy": "None"});
    let reference = |fields: Value| {
        let mut reference = fields.as_object().expect("a mapping").clone();
        reference.extend(defaults.as_object().expect("a mapping").clone());
        Value::from(reference)
    };
    let spec = spec_of("vault");
    assert_eq!(spec["refreshInterval"], "15m");
    let store = json!({"name": "vault", "kind": "ClusterSecretStore"});
    assert_eq!(spec["secretStoreRef"], store);
    let data = json!([
        {"secretKey": "username", "remoteRef": reference(json!({"key": "ghcr", "property": "user"}))},
        {"secretKey": "password", "remoteRef": reference(json!({"key": "ghcr", "property": "token", "version": "3"}))},
    ]);
    assert_eq!(spec["data"], data);
    assert!(spec["dataFrom"].is_null());
    let target = &spec["target"];
    assert_eq!(target["name"], "vault");
    assert_eq!(target["template"]["engineVersion"], "v2");
    assert_eq!(target["template"]["type"], "kubernetes.io/dockerconfigjson");
    // Argo CD's own annotations stay on what Argo CD applies.
    let metadata = json!({"labels": {"team": "platform"}});
    assert_eq!(target["template"]["metadata"], metadata);
}

#[test]
fn a_generator_needs_no_store_and_no_rewriting_by_itself() {
    let spec = spec_of("other-vault");
    assert_eq!(spec["refreshInterval"], "1h");
    assert!(spec["secretStoreRef"].is_null() && spec["data"].is_null());
    let reference = json!({
        "apiVersion": "generators.external-secrets.io/v1alpha1",
        "kind": "ECRAuthorizationToken",
        "name": "ecr",
    });
    let from = json!([{"sourceRef": {"generatorRef": reference}}]);
    assert_eq!(spec["dataFrom"], from);
}

#[test]
fn registries_of_one_secret_do_not_meet_in_a_key() {
    let spec = spec_of("all");
    assert_eq!(spec["refreshInterval"], "15m", "the shortest of all");
    let vault = json!({"name": "vault", "kind": "ClusterSecretStore"});
    assert_eq!(spec["secretStoreRef"], vault);
    let data = spec["data"].as_array().expect("a list");
    let keys: Vec<_> = data
        .iter()
        .map(|entry| entry["secretKey"].clone())
        .collect();
    let mut unique = keys.clone();
    unique.sort_by_key(ToString::to_string);
    unique.dedup();
    assert_eq!(
        keys.len(),
        6,
        "the token service shares its registry's values"
    );
    assert_eq!(unique.len(), 6);
    let team = json!({"storeRef": {"name": "team", "kind": "SecretStore"}});
    for entry in data {
        let is_of_team = entry["remoteRef"]["key"]
            .as_str()
            .expect("text")
            .starts_with("quay");
        let expected = if is_of_team { &team } else { &Value::Null };
        assert_eq!(&entry["sourceRef"], expected, "{entry:#}");
    }
    // `other.vault` and `other-vault` are one name to a template: a number keeps them apart.
    let names: Vec<_> = fetched(&spec, "u", "p")
        .into_iter()
        .map(|(key, _)| key)
        .collect();
    for suffix in ["other_vault", "other_vault_2"] {
        assert!(names.contains(&format!("password_{suffix}")), "{names:?}");
    }
}

/// What the operator would hand to the template: the store's values under their keys, and those of
/// generators as their rewriting leaves them.
fn fetched(spec: &Value, user: &str, password: &str) -> serde_json::Map<String, Value> {
    let auth = {
        use base64::prelude::{BASE64_STANDARD, Engine as _};
        BASE64_STANDARD.encode(format!("{user}:{password}"))
    };
    let mut values = serde_json::Map::new();
    for entry in spec["data"].as_array().into_iter().flatten() {
        let key = entry["secretKey"].as_str().expect("text");
        let value = if key.starts_with("user") {
            user
        } else {
            password
        };
        values.insert(key.to_owned(), value.into());
    }
    for entry in spec["dataFrom"].as_array().into_iter().flatten() {
        let target = entry["rewrite"][0]["regexp"]["target"].as_str();
        let yields: &[(&str, &str)] = match entry["sourceRef"]["generatorRef"]["kind"].as_str() {
            Some("QuayAccessToken") => &[("registry", "quay.io"), ("auth", &auth), ("expiry", "1")],
            _ => &[
                ("username", user),
                ("password", password),
                ("proxy_endpoint", "https://example.com"),
            ],
        };
        for (key, value) in yields {
            let key = target.unwrap_or("${1}").replace("${1}", key);
            let before = values.insert(key.clone(), (*value).into());
            assert!(before.is_none(), "two values meet in {key}");
        }
    }
    values
}

/// The Docker config that plain registries with this credential would have.
fn plain(user: &str, password: &str) -> Value {
    let (user, password) = (json!(user), json!(password));
    let registries: String = SPEC
        .lines()
        .map(|line| match line.contains("external:") {
            true => format!("    username: {user}\n    password: {password}\n"),
            false => format!("{line}\n"),
        })
        .collect();
    let text = registries.replace("secrets: ExternalSecret", "secrets: Secret");
    let built = Build::of(&text).run();
    let secrets = built.of_kind("Secret");
    let configs = secrets.iter().map(|document| {
        use base64::prelude::{BASE64_STANDARD, Engine as _};
        let value = document["data"][".dockerconfigjson"]
            .as_str()
            .expect("text");
        let config = BASE64_STANDARD.decode(value).expect("base64");
        let config: Value = serde_json::from_slice(&config).expect("JSON");
        let name = document["metadata"]["name"]
            .as_str()
            .expect("text")
            .to_owned();
        (name, config)
    });
    Value::Object(configs.collect())
}

/// Entries as kubelet reads them: `auth` is all that counts, and a generator of Quay yields no more.
fn without_names(mut config: Value) -> Value {
    let entries = config["auths"].as_object_mut().expect("a mapping");
    for (server, entry) in entries {
        if server.starts_with("quay.io") {
            let auth = entry["auth"].clone();
            *entry = json!({ "auth": auth });
        }
    }
    config
}

#[test]
fn a_real_template_engine_makes_what_the_plain_form_says() {
    const NAMES: [&str; 6] = ["vault", "other-vault", "quay", "sso", "sso-auth", "all"];
    let passwords = [
        "plain",
        r#"quote" back\slash"#,
        "<tag> & 'single' `tick`",
        "line\nfeed\ttab",
        "{{ .username }} }} {{",
        "é\u{2028}😀",
        "%s%d$1${1}",
        "null",
        " leading and trailing ",
    ];
    let built = Build::of(SPEC).run();
    let specs = NAMES.map(|name| built.document("ExternalSecret", name)["spec"].clone());
    let folder = tempfile::tempdir().expect("a folder");
    let chart = folder.path();
    std::fs::create_dir(chart.join("templates")).expect("a folder");
    std::fs::write(
        chart.join("Chart.yaml"),
        "apiVersion: v2\nname: render\nversion: 1.0.0\n",
    )
    .expect("written");
    // Each template is a definition of its own, so that its dot is what was fetched.
    let mut text = String::new();
    for (name, spec) in NAMES.iter().zip(&specs) {
        text.push_str(&format!(
            "{{{{ define \"{name}\" }}}}{}{{{{ end }}}}\n",
            template(spec)
        ));
    }
    let includes: Vec<_> = NAMES
        .iter()
        .map(|name| {
            format!("{name}: {{{{ include \"{name}\" (index $case \"{name}\") | quote }}}}")
        })
        .collect();
    text.push_str("{{ range $case := .Values.cases }}\n---\n");
    text.push_str(&includes.join("\n"));
    text.push_str("\n{{ end }}\n");
    std::fs::write(chart.join("templates/all.yaml"), text).expect("written");
    let cases: Vec<_> = passwords
        .iter()
        .map(|password| {
            let per_name = NAMES.iter().zip(&specs);
            let values = per_name.map(|(name, spec)| {
                (
                    (*name).to_owned(),
                    fetched(spec, "user+ci", password).into(),
                )
            });
            Value::Object(values.collect())
        })
        .collect();
    let values = json!({ "cases": cases }).to_string();
    std::fs::write(chart.join("values.yaml"), values).expect("written");
    let Some(mut helm) = peer("helm") else {
        return;
    };
    let output = helm
        .args(["template", "render"])
        .arg(chart)
        .output()
        .expect("runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).expect("text");
    let mut rendered = 0;
    let documents = serde_yaml::Deserializer::from_str(&text).map(|document| {
        use serde::Deserialize as _;
        Value::deserialize(document).expect("YAML")
    });
    for (password, document) in passwords.iter().zip(documents) {
        let plain = plain("user+ci", password);
        for name in NAMES {
            let config = document[name].as_str().expect("text");
            let config: Value = serde_json::from_str(config).expect("JSON");
            assert_eq!(
                config,
                without_names(plain[name].clone()),
                "{name} {password}"
            );
            rendered += 1;
        }
    }
    assert_eq!(rendered, NAMES.len() * passwords.len());
}

#[test]
fn a_value_that_was_not_fetched_fails_the_template() {
    let spec = spec_of("all");
    for value in fetched(&spec, "u", "p").keys() {
        let is_used = value.starts_with("username")
            || value.starts_with("password")
            || value.starts_with("auth");
        // A field and not `index`, which would yield an empty text.
        assert_eq!(
            template(&spec).contains(&format!(" .{value}")),
            is_used,
            "{value}"
        );
    }
    assert!(!template(&spec).contains("index"));
}
