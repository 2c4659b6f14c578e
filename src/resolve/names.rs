//! Pull secrets by the names that they have in a cluster.

use hashbrown::HashMap;

use crate::lower::name_hash;
use crate::plan::PullSecretId;

use super::Facts;

/// Pull secrets by the names that they have in a cluster, a hash included.
#[derive(Default)]
pub struct Names<'a> {
    /// By final names.
    known: HashMap<&'a str, PullSecretId>,
    /// Those whose hash is not known, by what stands before it.
    unknown: HashMap<&'a str, PullSecretId>,
    /// Those whose names carry a hash, by what stands before it.
    hashed: HashMap<&'a str, PullSecretId>,
}

impl<'a> Names<'a> {
    /// The names of some pull secrets; of one name the first counts.
    #[must_use]
    pub fn new(facts: Facts<'a>, ids: impl Iterator<Item = PullSecretId>) -> Self {
        let mut names = Self::default();
        for id in ids {
            let written = facts.plan.pull_secret(id).name.as_ref();
            if facts.secrets.carries_hash(id) {
                names.hashed.entry(written).or_insert(id);
            }
            if facts.secrets.lacks_hash(id) {
                names.unknown.entry(written).or_insert(id);
            } else {
                names.known.entry(facts.secrets.name(id)).or_insert(id);
            }
        }
        names
    }

    /// The pull secret that has a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<PullSecretId> {
        let known = self.known.get(name).copied();
        known.or_else(|| self.unknown.get(name_hash::without(name)?).copied())
    }

    /// The pull secret that is meant by a name without the hash that it carries, or with another.
    #[must_use]
    pub fn meant(&self, name: &str) -> Option<PullSecretId> {
        let bare = self.hashed.get(name).copied();
        bare.or_else(|| self.hashed.get(name_hash::without(name)?).copied())
    }
}
