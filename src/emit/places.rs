//! Where bodies of workflows name Secrets and ServiceAccounts.

use std::collections::BTreeSet;

use crate::lower::{ManifestWriter, Object, SECRET_PLACES, Trail};

/// Where the name of a ServiceAccount stands: the last keys, lists between them left out.
const ACCOUNT_PLACES: [&[&str]; 6] = [
    &["spec", "serviceAccountName"],
    &["workflowSpec", "serviceAccountName"],
    &["templates", "serviceAccountName"],
    &["templateDefaults", "serviceAccountName"],
    &["inline", "serviceAccountName"],
    &["executor", "serviceAccountName"],
];

/// Paths of names, as Kustomize writes them.
#[derive(Default)]
pub(super) struct Places {
    pub(super) secrets: BTreeSet<String>,
    pub(super) accounts: BTreeSet<String>,
}

impl Places {
    /// Those of an object.
    pub(super) fn of(object: &Object<'_>) -> Self {
        let mut finder = Finder::default();
        object.write(&mut finder);
        finder.found
    }
}

/// Takes an object and keeps the paths alone.
#[derive(Default)]
struct Finder {
    trail: Trail,
    found: Places,
}

impl ManifestWriter for Finder {
    fn begin_mapping(&mut self) {
        self.trail.begin_mapping();
    }

    fn end_mapping(&mut self) {
        self.trail.end_mapping();
    }

    fn begin_list(&mut self) {}

    fn end_list(&mut self) {}

    fn key(&mut self, key: &str) {
        self.trail.key(key);
    }

    fn string(&mut self, _value: &str) {
        let is_at = |places: &[&[&str]]| places.iter().any(|place| self.trail.ends_with(place));
        if is_at(&SECRET_PLACES) {
            self.found.secrets.insert(self.trail.path());
        } else if is_at(&ACCOUNT_PLACES) {
            self.found.accounts.insert(self.trail.path());
        }
    }

    fn boolean(&mut self, _value: bool) {}

    fn number(&mut self, _literal: &str) {}

    fn null(&mut self) {}
}
