//! ExternalSecret of the External Secrets Operator: the cluster fetches the credential, and a
//! template makes the Docker config of it.
//!
//! The template says in Go's language what the plain form says in bytes: `toJson` escapes whatever
//! a password holds, and sorts the keys, which means the same. Values are named by fields
//! (`.password`), since a field that was not fetched fails the template, where `index` would yield
//! an empty password. In a secret of several registries every value carries its registry behind its
//! name, so that two generators do not meet in one key.

use hashbrown::HashSet;
use serde_json::{Map, Value, json};

use crate::lower::{Custom, Metadata};
use crate::model::{Credential, External, ExternalSource, RemoteKey, Spec, Store};
use crate::plan::{EntryPlan, PullSecretPlan, PullSecretSource};

use super::{DOCKER_CONFIG, DOCKER_CONFIG_TYPE, carry};

/// The group and version of every generator.
const GENERATORS: &str = "generators.external-secrets.io/v1alpha1";
/// The generator that yields an `auth` where the others yield a user's name and a password.
const QUAY: &str = "QuayAccessToken";
/// How often the cluster fetches where the spec says nothing.
const REFRESH_INTERVAL: &str = "1h";

/// How much of a registry's name stands behind the names of its values.
const LONGEST_SUFFIX: usize = 200;

/// What is fetched for one registry, and how its values are called.
struct Fetched<'a> {
    registry: usize,
    external: &'a External<'a>,
    /// Behind the name of each value; empty where the secret has one registry.
    suffix: String,
}

/// The fields after `metadata`. Entries of registries that are not external have been reported,
/// and are left out.
pub(super) fn custom(
    spec: &Spec<'_>,
    planned: &PullSecretPlan<'_>,
    metadata: &Metadata<'_>,
) -> Custom {
    let entries = match &planned.content {
        PullSecretSource::Entries(entries) => entries.as_slice(),
        PullSecretSource::WholeFile(_) | PullSecretSource::Existing => &[],
    };
    let fetched = fetched(spec, entries);
    let common_store = fetched.iter().find_map(|fetched| store(fetched.external));
    let (mut data, mut data_from) = (Vec::new(), Vec::new());
    for fetched in &fetched {
        match &fetched.external.source {
            ExternalSource::Store {
                store,
                username,
                password,
            } => {
                let own = common_store.filter(|common| !is_same(common, store));
                for (value, key) in [("username", username), ("password", password)] {
                    data.push(value_of_store(value, fetched, key, own.map(|_| store)));
                }
            }
            ExternalSource::Generator(generator) => data_from.push(value_of_generator(
                generator.kind.value,
                generator.name.value,
                &fetched.suffix,
            )),
        }
    }
    let mut fields = Map::new();
    fields.insert("refreshInterval".into(), refresh_interval(&fetched).into());
    if let Some(store) = common_store {
        fields.insert("secretStoreRef".into(), store_reference(store));
    }
    fields.insert("target".into(), target(spec, entries, &fetched, metadata));
    for (name, list) in [("data", data), ("dataFrom", data_from)] {
        if !list.is_empty() {
            fields.insert(name.into(), list.into());
        }
    }
    Custom {
        api_version: "external-secrets.io/v1",
        kind: "ExternalSecret",
        fields: Map::from_iter([("spec".to_owned(), Value::Object(fields))]),
    }
}

/// What has to be fetched, each registry once: a token service shares its registry's credential.
fn fetched<'a>(spec: &'a Spec<'a>, entries: &[EntryPlan<'_>]) -> Vec<Fetched<'a>> {
    let mut list: Vec<Fetched<'a>> = Vec::new();
    for entry in entries {
        if list.iter().any(|known| known.registry == entry.registry) {
            continue;
        }
        if let Some(external) = external(spec, entry) {
            list.push(Fetched {
                registry: entry.registry,
                external,
                suffix: String::new(),
            });
        }
    }
    if list.len() > 1 {
        let mut taken = HashSet::new();
        for fetched in &mut list {
            // A template's fields have letters, digits and `_` alone, and a key of a Secret has at
            // most 253 characters. The name of a registry may be any text.
            let name = spec.registries.at(fetched.registry).name.value;
            let letters = name.chars().take(LONGEST_SUFFIX);
            let base: String = std::iter::once('_')
                .chain(letters.map(|letter| match letter.is_ascii_alphanumeric() {
                    true => letter,
                    false => '_',
                }))
                .collect();
            let mut suffix = base.clone();
            let mut number = 1;
            while !taken.insert(suffix.clone()) {
                number += 1;
                suffix = format!("{base}_{number}");
            }
            fetched.suffix = suffix;
        }
    }
    list
}

fn external<'a>(spec: &'a Spec<'a>, entry: &EntryPlan<'_>) -> Option<&'a External<'a>> {
    match &spec
        .registries
        .at(entry.registry)
        .value
        .as_ref()?
        .credential
    {
        Credential::External(external) => Some(external),
        _ => None,
    }
}

fn store<'a>(external: &'a External<'a>) -> Option<&'a Store<'a>> {
    match &external.source {
        ExternalSource::Store { store, .. } => Some(store),
        ExternalSource::Generator(_) => None,
    }
}

fn store_kind(store: &Store<'_>) -> &'static str {
    match store.cluster.is_some_and(|cluster| cluster.value) {
        true => "ClusterSecretStore",
        false => "SecretStore",
    }
}

fn is_same(one: &Store<'_>, other: &Store<'_>) -> bool {
    one.name.value == other.name.value && store_kind(one) == store_kind(other)
}

fn store_reference(store: &Store<'_>) -> Value {
    json!({"name": store.name.value, "kind": store_kind(store)})
}

/// An entry of `data`. The three strategies are those by default, which the API server writes into
/// lists of the live object: left out, Argo CD would see a difference for ever.
fn value_of_store(
    value: &str,
    fetched: &Fetched<'_>,
    key: &RemoteKey<'_>,
    own_store: Option<&Store<'_>>,
) -> Value {
    let mut remote = Map::new();
    remote.insert("key".into(), json!(key.key.value));
    for (name, text) in [("property", key.property), ("version", key.version)] {
        remote.extend(text.map(|text| (name.to_owned(), json!(text.value))));
    }
    remote.insert("conversionStrategy".into(), json!("Default"));
    remote.insert("decodingStrategy".into(), json!("None"));
    remote.insert("metadataPolicy".into(), json!("None"));
    let mut entry = Map::new();
    let secret_key = format!("{value}{}", fetched.suffix);
    entry.insert("secretKey".into(), secret_key.into());
    entry.insert("remoteRef".into(), remote.into());
    entry.extend(own_store.map(|store| {
        let reference = json!({"storeRef": store_reference(store)});
        ("sourceRef".to_owned(), reference)
    }));
    entry.into()
}

/// An entry of `dataFrom`.
fn value_of_generator(kind: &str, name: &str, suffix: &str) -> Value {
    let reference = json!({"apiVersion": GENERATORS, "kind": kind, "name": name});
    let mut entry = Map::new();
    entry.insert("sourceRef".into(), json!({"generatorRef": reference}));
    if !suffix.is_empty() {
        let regexp = json!({"source": "^(.*)$", "target": format!("${{1}}{suffix}")});
        entry.insert("rewrite".into(), json!([{"regexp": regexp}]));
    }
    entry.into()
}

fn target(
    spec: &Spec<'_>,
    entries: &[EntryPlan<'_>],
    fetched: &[Fetched<'_>],
    metadata: &Metadata<'_>,
) -> Value {
    let mut inner = Map::new();
    carry(metadata, &mut inner);
    let mut template = Map::new();
    template.insert("engineVersion".into(), json!("v2"));
    template.insert("type".into(), json!(DOCKER_CONFIG_TYPE));
    if !inner.is_empty() {
        template.insert("metadata".into(), inner.into());
    }
    let text = docker_config(spec, entries, fetched);
    template.insert("data".into(), json!({DOCKER_CONFIG: text}));
    json!({"name": metadata.name, "template": template})
}

/// The template of the Docker config.
fn docker_config(spec: &Spec<'_>, entries: &[EntryPlan<'_>], fetched: &[Fetched<'_>]) -> String {
    let mut auths = String::new();
    for entry in entries {
        let known = fetched
            .iter()
            .find(|fetched| fetched.registry == entry.registry);
        let (Some(fetched), Some(external)) = (known, external(spec, entry)) else {
            continue;
        };
        let suffix = &fetched.suffix;
        let values = match &external.source {
            ExternalSource::Generator(generator) if generator.kind.value == QUAY => {
                format!(r#"dict "auth" .auth{suffix}"#)
            }
            _ => format!(
                r#"dict "username" .username{suffix} "password" .password{suffix} "auth" (printf "%s:%s" .username{suffix} .password{suffix} | b64enc)"#
            ),
        };
        // Go reads the escapes of a JSON string as JSON does.
        let server = Value::from(entry.server);
        auths.push_str(&format!(" {server} ({values})"));
    }
    format!(r#"{{{{ dict "auths" (dict{auths}) | toJson }}}}"#)
}

/// The shortest interval of all that is fetched; `0` means once, and is the longest.
fn refresh_interval<'a>(fetched: &[Fetched<'a>]) -> &'a str {
    fetched
        .iter()
        .map(|fetched| {
            let written = fetched.external.refresh_interval;
            written.map_or(REFRESH_INTERVAL, |text| text.value)
        })
        .min_by(|one, other| seconds(one).total_cmp(&seconds(other)))
        .unwrap_or(REFRESH_INTERVAL)
}

/// How long an interval of Go's spelling is; one that is none, and nought, are endless.
fn seconds(interval: &str) -> f64 {
    let mut total = 0.0;
    let mut rest = interval;
    while !rest.is_empty() {
        let digits = rest
            .find(|character: char| !character.is_ascii_digit() && character != '.')
            .unwrap_or(rest.len());
        let unit_end = rest[digits..]
            .find(|character: char| character.is_ascii_digit() || character == '.')
            .map_or(rest.len(), |at| digits + at);
        let unit = match &rest[digits..unit_end] {
            "h" => 3600.0,
            "m" => 60.0,
            "s" => 1.0,
            "ms" => 1e-3,
            "us" | "µs" | "μs" => 1e-6,
            "ns" => 1e-9,
            _ => return f64::INFINITY,
        };
        match rest[..digits].parse::<f64>() {
            Ok(number) => total += number * unit,
            Err(_) => return f64::INFINITY,
        }
        rest = &rest[unit_end..];
    }
    match total > 0.0 {
        true => total,
        false => f64::INFINITY,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_read_as_go_reads_them() {
        assert_eq!(seconds("1h30m"), 5400.0);
        assert_eq!(seconds("1.5h"), 5400.0);
        assert_eq!(seconds("90s"), 90.0);
        assert_eq!(seconds("0"), f64::INFINITY);
        assert_eq!(seconds("0s"), f64::INFINITY);
        assert_eq!(seconds("soon"), f64::INFINITY);
    }
}
