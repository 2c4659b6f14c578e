//! A pull secret as it was given: the Docker config in it, or why there is none.

use crate::credential::docker_config::{DockerConfig, Layout};
use crate::credential::{Confidential, decode_data};
use crate::finding::{Finding, catalogue};
use crate::keyring::kubelet::fatal;
use crate::kubernetes::{
    DOCKER_CONFIG, DOCKER_CONFIG_TYPE, DOCKERCFG, DOCKERCFG_TYPE, LARGEST_SECRET,
};
use crate::source::Spanned;
use crate::syntax::{NodeId, Tree};
use crate::workload::{Manifest, text_at};

use super::gather::namespace;

/// The type under which OpenShift's documentation puts a Podman file. Kubelet does not know it. The
/// key is the name of the file that `oc create secret generic` was given.
const PODMAN_CONFIG_TYPE: &str = "kubernetes.io/podmanconfigjson";

/// A pull secret.
pub(super) struct Held<'t> {
    pub(super) namespace: &'t str,
    pub(super) name: Spanned<&'t str>,
    /// Its Docker config; nothing where kubelet cannot read it, which was reported.
    pub(super) config: Option<Confidential>,
}

/// Reads a Secret; nothing where it is no pull secret.
pub(super) fn read<'t>(
    tree: &'t Tree<'_>,
    secret: &Manifest<'t>,
    name: Spanned<&'t str>,
    findings: &mut Vec<Finding>,
) -> Option<Held<'t>> {
    // What SOPS encrypted is for the cluster to read.
    if tree.get(secret.node, "sops").is_some() {
        return None;
    }
    let kind = text_at(tree, secret.node, &["type"]);
    let written = kind.map_or("", |kind| kind.value);
    let is_podman = written == PODMAN_CONFIG_TYPE;
    let keys = keys(tree, secret.node);
    let (key, is_legacy) = match (written, keys.as_slice()) {
        (DOCKERCFG_TYPE, _) => (DOCKERCFG, true),
        (PODMAN_CONFIG_TYPE, [key]) => (*key, false),
        _ => (DOCKER_CONFIG, false),
    };
    let value = value(tree, secret.node, key);
    if written != DOCKER_CONFIG_TYPE && value.is_none() && !is_legacy && !is_podman {
        return None;
    }
    let place = kind.map_or(name.span, |kind| kind.span);
    let config = match value {
        None if is_podman && keys.len() > 1 => Err("it has several keys"),
        _ => content(value, is_legacy).and_then(check),
    };
    if let Err(what) = &config {
        let message = format!("secret `{}` cannot be used: {what}", name.value);
        findings.push(
            catalogue::SECRET_BODY_BROKEN
                .at(name.span, message)
                .label("linked as it is, and not made by the spec")
                .help("give it a registry of its own, and put its name in place of this one"),
        );
    } else if is_legacy {
        let message = format!(
            "secret `{}` has the older type `{written}`, and is imported as one of type `{DOCKER_CONFIG_TYPE}`",
            name.value
        );
        findings.push(
            catalogue::NOT_IMPORTED
                .at(place, message)
                .help(retyped(name.value)),
        );
    } else if written != DOCKER_CONFIG_TYPE {
        let shown = match written {
            "" => "Opaque",
            written => written,
        };
        let message = format!(
            "kubelet passes over secret `{}` of type `{shown}`; it is imported as one that counts",
            name.value
        );
        findings.push(
            catalogue::SECRET_TYPE_IGNORED
                .at(place, message)
                .help(retyped(name.value)),
        );
    }
    Some(Held {
        namespace: namespace(secret),
        name,
        config: config.ok(),
    })
}

fn retyped(name: &str) -> String {
    format!("the type of a secret cannot be changed in place: delete `{name}` before you apply")
}

/// The keys of a secret; what stands under both `data` and `stringData` is one.
fn keys<'t>(tree: &'t Tree<'_>, secret: NodeId) -> Vec<&'t str> {
    let under = |field| tree.entries(tree.under(secret, &[field])?);
    let fields = ["data", "stringData"].into_iter().filter_map(under);
    let mut keys: Vec<&str> = fields
        .flatten()
        .filter_map(|(key, _)| tree.scalar(key))
        .collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// A value under a key, and whether it is base64; `stringData` wins.
fn value<'t>(tree: &'t Tree<'_>, secret: NodeId, key: &str) -> Option<(&'t str, bool)> {
    let under = |field| tree.scalar(tree.under(secret, &[field, key])?);
    let plain = under("stringData").map(|text| (text, false));
    plain.or_else(|| under("data").map(|text| (text, true)))
}

/// The bytes of a Docker config. The older form is one `auths` by itself.
fn content(value: Option<(&str, bool)>, is_legacy: bool) -> Result<Confidential, &'static str> {
    let (text, is_encoded) = value.ok_or("it has no Docker config")?;
    let bytes = match is_encoded {
        true => decode_data(text).ok_or("its value is not base64")?,
        false => Confidential::copy(text.as_bytes()),
    };
    if !is_legacy {
        return Ok(bytes);
    }
    let (start, end) = (br#"{"auths":"#, b"}");
    let bytes = bytes.expose();
    let mut whole = Vec::with_capacity(start.len() + bytes.len() + end.len());
    whole.extend_from_slice(start);
    whole.extend_from_slice(bytes);
    whole.extend_from_slice(end);
    Ok(Confidential::new(whole))
}

fn check(content: Confidential) -> Result<Confidential, &'static str> {
    let bytes = content.expose();
    let config =
        DockerConfig::parse(bytes, Layout::ConfigJson).map_err(|_| "its content is not JSON")?;
    match fatal(&config.faults) {
        Some(_) => Err("an entry of it is broken"),
        None if config.entries.is_empty() => Err("it has no entry"),
        None if kept_elsewhere(&config) => Err("a credential helper keeps what it should hold"),
        None if config.entries.iter().any(|entry| entry.is_twice) => {
            Err("it has two entries of one server")
        }
        None if std::str::from_utf8(bytes).is_err() => Err("its content is not UTF-8"),
        None if bytes.len() > LARGEST_SECRET => Err("it is larger than 1 MiB"),
        None => Ok(content),
    }
}

/// Whether an entry is empty since another program keeps its credential.
fn kept_elsewhere(config: &DockerConfig) -> bool {
    let mut entries = config.entries.iter();
    entries.any(|entry| entry.is_empty() && config.keeper(&entry.key).is_some())
}
