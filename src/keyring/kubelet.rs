//! Kubelet's look-up: every entry that fits an image is tried, in the reverse byte order of the
//! keys, under one key in the order of the secrets.

use std::collections::BTreeMap;

use crate::credential::docker_config::{ConfigFault, DockerConfig, FaultKind, Layout};
use crate::credential::json::JsonKind;
use crate::kubernetes::{DOCKER_CONFIG_TYPE, DOCKERCFG_TYPE};

use super::{KeyFault, ServerKey, Target};

/// The type of a Secret, as far as kubelet cares.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SecretType {
    /// `kubernetes.io/dockerconfigjson`.
    DockerConfigJson,
    /// `kubernetes.io/dockercfg`.
    Dockercfg,
    /// Any other, of any spelling: kubelet ignores the Secret.
    Ignored,
}

impl SecretType {
    /// The type of that name; one that is left out counts as `kubernetes.io/dockerconfigjson`.
    #[must_use]
    pub fn of(name: &str) -> Self {
        match name {
            "" | DOCKER_CONFIG_TYPE => Self::DockerConfigJson,
            DOCKERCFG_TYPE => Self::Dockercfg,
            _ => Self::Ignored,
        }
    }
}

/// Reads what a Secret holds; nothing where kubelet ignores it (another type, no content at all).
///
/// # Errors
/// Kubelet's words, where anything in it fails every pull of the pods that list the Secret.
pub fn read_secret(kind: SecretType, body: &[u8]) -> Result<Option<DockerConfig>, String> {
    let layout = match kind {
        SecretType::DockerConfigJson => Layout::ConfigJson,
        SecretType::Dockercfg => Layout::Dockercfg,
        SecretType::Ignored => return Ok(None),
    };
    if body.is_empty() {
        return Ok(None);
    }
    let config = DockerConfig::parse(body, layout).map_err(|fault| fault.to_string())?;
    match fatal(&config.faults) {
        Some(fault) => Err(words(fault, layout)),
        None => Ok(Some(config)),
    }
}

/// The fault of a file on which kubelet gives up, if there is one: the first in an entry, else the
/// first of all.
#[must_use]
pub fn fatal(faults: &[ConfigFault]) -> Option<&ConfigFault> {
    let in_entry = |fault: &&ConfigFault| {
        matches!(fault.kind, FaultKind::Entry(_) | FaultKind::Auth(_))
            || matches!(fault.kind, FaultKind::Field(field, _) if field != "identitytoken")
    };
    let elsewhere = |fault: &&ConfigFault| {
        matches!(
            fault.kind,
            FaultKind::Top(_)
                | FaultKind::Auths(_)
                | FaultKind::Headers(_)
                | FaultKind::HeaderValue(_)
        )
    };
    let first = faults.iter().find(in_entry);
    first.or_else(|| faults.iter().find(elsewhere))
}

/// What kubelet says of a fault.
fn words(fault: &ConfigFault, layout: Layout) -> String {
    let legacy = layout == Layout::Dockercfg;
    let cannot = JsonKind::cannot_be;
    match fault.kind {
        FaultKind::Auth(fault) => fault.to_string(),
        FaultKind::Top(kind) if legacy => {
            cannot(kind, "value of type credentialprovider.DockerConfig")
        }
        FaultKind::Top(kind) => cannot(kind, "value of type credentialprovider.DockerConfigJSON"),
        FaultKind::Auths(kind) => cannot(
            kind,
            "struct field DockerConfigJSON.auths of type credentialprovider.DockerConfig",
        ),
        FaultKind::Entry(kind) if legacy => cannot(
            kind,
            "value of type credentialprovider.dockerConfigEntryWithAuth",
        ),
        FaultKind::Entry(kind) => cannot(
            kind,
            "struct field DockerConfigJSON.auths of type credentialprovider.dockerConfigEntryWithAuth",
        ),
        FaultKind::Field(field, kind) => {
            let of = match legacy {
                true => "dockerConfigEntryWithAuth",
                false => "DockerConfigJSON.auths",
            };
            cannot(kind, &format!("struct field {of}.{field} of type string"))
        }
        FaultKind::Headers(kind) => cannot(
            kind,
            "struct field DockerConfigJSON.HttpHeaders of type map[string]string",
        ),
        FaultKind::HeaderValue(kind) => cannot(
            kind,
            "struct field DockerConfigJSON.HttpHeaders of type string",
        ),
        // Kubelet does not know this field.
        FaultKind::Helpers(kind) | FaultKind::HelperValue(kind) => cannot(kind, "value"),
    }
}

/// The entries of all pull secrets of a pod, sorted: what belongs to each, by its key.
pub struct Keyring<T> {
    keys: BTreeMap<Vec<u8>, (ServerKey, Vec<T>)>,
}

impl<T> Default for Keyring<T> {
    fn default() -> Self {
        Self {
            keys: BTreeMap::new(),
        }
    }
}

/// The key under which Docker's own registry is found where nothing else fits.
const HUB_KEY: &[u8] = b"index.docker.io";

impl<T> Keyring<T> {
    /// Adds an entry. Secrets are added in the order in which the pod lists them.
    ///
    /// # Errors
    /// Where the key is no URL: kubelet goes on without that entry.
    pub fn add(&mut self, key: &str, value: T) -> Result<(), KeyFault> {
        let parsed = ServerKey::parse(key)?;
        let slot = self.keys.entry(parsed.normal().to_vec());
        slot.or_insert_with(|| (parsed, Vec::new())).1.push(value);
        Ok(())
    }

    /// The entries with which a pull of a repository is tried, in their order. Two keys of one
    /// secret that are the same once normalised come in the order of the file; kubelet's own order
    /// is random there.
    #[must_use]
    pub fn look_up(&self, repository: &str) -> Vec<&T> {
        let Some(target) = Target::parse(repository.as_bytes()) else {
            return Vec::new();
        };
        let keys = self.keys.values().rev();
        let found: Vec<_> = keys
            .filter(|(key, _)| key.fits(&target))
            .flat_map(|(_, items)| items)
            .collect();
        if found.is_empty() && falls_back_to_hub(repository) {
            let hub = self.keys.get(HUB_KEY);
            return hub.into_iter().flat_map(|(_, items)| items).collect();
        }
        found
    }

    /// The normalised keys that fit a repository, each as often as it was added.
    pub fn fitting(&self, target: &Target) -> impl Iterator<Item = &[u8]> {
        let fitting = self.keys.values().filter(|(key, _)| key.fits(target));
        fitting.flat_map(|(key, items)| items.iter().map(|_| key.normal()))
    }

    /// Whether it has Docker's own registry, which serves what nothing else fits.
    #[must_use]
    pub fn has_hub(&self) -> bool {
        self.keys.contains_key(HUB_KEY)
    }
}

/// Whether an entry of Docker's own registry serves a repository that no key fits: one of Docker
/// Hub, and any whose host could be no host (no dot, no port), `localhost` among them.
#[must_use]
pub fn falls_back_to_hub(repository: &str) -> bool {
    match repository.split_once('/') {
        None => !repository.is_empty(),
        Some((host, _)) => {
            !host.is_empty()
                && (host == "docker.io" || host == "index.docker.io" || !host.contains(['.', ':']))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order<'k>(secrets: &[&[&'k str]], repository: &str) -> Vec<(usize, &'k str)> {
        let mut keyring = Keyring::default();
        for (secret, keys) in secrets.iter().enumerate() {
            for key in *keys {
                let _ = keyring.add(key, (secret, *key));
            }
        }
        let found = keyring.look_up(repository).into_iter();
        found.copied().collect()
    }

    #[test]
    fn longer_keys_come_first_then_earlier_secrets() {
        assert_eq!(
            order(
                &[&["a.io", "a.io/x"], &["a.io/x", "b.io", "https://a.io/v2/"]],
                "a.io/xyz/app"
            ),
            [
                (0, "a.io/x"),
                (1, "a.io/x"),
                (0, "a.io"),
                (1, "https://a.io/v2/")
            ]
        );
        assert_eq!(
            order(&[&["*.io", "a.*", "a.io"]], "a.io/app"),
            [(0, "a.io"), (0, "a.*"), (0, "*.io")]
        );
    }

    #[test]
    fn docker_hub_is_found_where_nothing_else_fits() {
        let hub = "https://index.docker.io/v1/";
        assert_eq!(order(&[&[hub]], "docker.io/library/app"), [(0, hub)]);
        assert_eq!(order(&[&[hub]], "localhost/app"), [(0, hub)]);
        assert_eq!(order(&[&[hub]], "localhost:1/app"), []);
        assert_eq!(
            order(&[&[hub, "docker.io"]], "docker.io/a/b"),
            [(0, "docker.io")]
        );
        assert_eq!(
            order(&[&["https://index.docker.io/v1"]], "docker.io/a/b"),
            []
        );
    }

    #[test]
    fn a_fault_anywhere_fails_the_pull() {
        let read = |body: &str| read_secret(SecretType::DockerConfigJson, body.as_bytes()).err();
        assert_eq!(read(""), None);
        assert_eq!(read("null"), None);
        assert_eq!(
            read(r#"{"HttpHeaders":[],"auths":{"a":{"auth":"!"}}}"#).as_deref(),
            Some("illegal base64 data at input byte 0")
        );
        assert_eq!(
            read(r#"{"auths":{"a":{"auth":true}}}"#).as_deref(),
            Some(
                "json: cannot unmarshal bool into Go struct field DockerConfigJSON.auths.auth of type string"
            )
        );
        assert_eq!(read(r#"{"auths":{},"credHelpers":3}"#), None);
        assert!(read_secret(SecretType::of("Opaque"), b"{").is_ok_and(|config| config.is_none()));
        assert_eq!(
            read_secret(SecretType::Dockercfg, br#"{"a":{"email":{}}}"#)
                .err()
                .as_deref(),
            Some(
                "json: cannot unmarshal object into Go struct field dockerConfigEntryWithAuth.email of type string"
            )
        );
    }
}
