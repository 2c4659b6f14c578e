//! Which pull secrets of a spec have a credential for a repository, whoever has them.

use hashbrown::HashMap;

use crate::credential::Confidential;
use crate::keyring::kubelet::{SecretType, falls_back_to_hub, read_secret};
use crate::keyring::{ServerKey, Target};
use crate::plan::{Definition, PullSecretId, PullSecretSource};
use crate::resolve::Facts;

/// The key by which kubelet finds Docker Hub's credential where nothing else fits.
const HUB: &[u8] = b"index.docker.io";

/// The keys of a spec's pull secrets.
#[derive(Default)]
pub(super) struct Covering {
    /// By normalised key, which is a beginning of every repository that it fits.
    plain: HashMap<Vec<u8>, Vec<(ServerKey, PullSecretId)>>,
    /// Keys whose hosts have signs for others; few specs have many.
    globs: Vec<(ServerKey, PullSecretId)>,
}

impl Covering {
    pub(super) fn new(facts: Facts<'_>) -> Self {
        let mut covering = Self::default();
        for (number, secret) in facts.plan.pull_secrets.iter().enumerate() {
            // Nobody keeps images at a token service.
            if matches!(secret.definition, Definition::TokenService(_)) {
                continue;
            }
            let id = PullSecretId(u32::try_from(number).unwrap_or(u32::MAX));
            match &secret.content {
                PullSecretSource::Entries(entries) => {
                    for entry in entries {
                        covering.add(entry.server, id);
                    }
                }
                PullSecretSource::WholeFile(number) => {
                    let file = facts
                        .decoded
                        .and_then(|decoded| decoded.files.get(*number)?.as_ref());
                    let body = file.map_or(&[][..], Confidential::expose);
                    let config = read_secret(SecretType::DockerConfigJson, body);
                    for entry in config.ok().flatten().iter().flat_map(|file| &file.entries) {
                        covering.add(&entry.key, id);
                    }
                }
                PullSecretSource::Existing => {}
            }
        }
        covering
    }

    fn add(&mut self, server: &str, id: PullSecretId) {
        let Ok(key) = ServerKey::parse(server) else {
            return;
        };
        if key.is_glob() {
            self.globs.push((key, id));
        } else {
            let slot = self.plain.entry(key.normal().to_vec()).or_default();
            slot.push((key, id));
        }
    }

    /// How many keys a repository is held against.
    pub(super) fn weight(&self) -> usize {
        self.globs.len()
    }

    /// The pull secrets with a key that fits a repository; those with the longest key first.
    pub(super) fn of(&self, repository: &str) -> Vec<PullSecretId> {
        let Some(target) = Target::parse(repository.as_bytes()) else {
            return Vec::new();
        };
        let bytes = repository.as_bytes();
        let host = bytes.iter().position(|byte| *byte == b'/');
        let host = host.unwrap_or(bytes.len());
        let mut found = Vec::new();
        // A repository has at most 255 bytes behind its host: as many questions, however many
        // registries the spec has.
        for end in (host..=bytes.len()).rev() {
            let keys = self.plain.get(&bytes[..end]);
            found.extend(fitting(keys.map_or(&[], Vec::as_slice), &target));
        }
        found.extend(fitting(&self.globs, &target));
        if found.is_empty() && falls_back_to_hub(repository) {
            let hub = self.plain.get(HUB);
            found.extend(hub.into_iter().flatten().map(|(_, id)| *id));
        }
        found
    }
}

fn fitting(
    keys: &[(ServerKey, PullSecretId)],
    target: &Target,
) -> impl Iterator<Item = PullSecretId> {
    let fitting = keys.iter().filter(|(key, _)| key.fits(target));
    fitting.map(|(_, id)| *id)
}
