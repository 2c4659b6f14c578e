//! A service account as it was given.

use std::collections::HashSet;

use crate::kubernetes::PINNED;
use crate::source::Spanned;
use crate::syntax::{NodeId, Tree};
use crate::workload::{Manifest, text_at};

use super::gather::namespace;

/// A service account.
pub(super) struct Account<'t> {
    pub(super) namespace: &'t str,
    pub(super) name: &'t str,
    /// The secret that OpenShift knows as this account's.
    pub(super) pinned: Option<&'t str>,
    /// `imagePullSecrets`, each name once.
    pub(super) pull: Vec<Spanned<&'t str>>,
    /// `secrets`, each name once.
    pub(super) mount: Vec<Spanned<&'t str>>,
}

/// Reads an account.
pub(super) fn read<'t>(
    tree: &'t Tree<'_>,
    manifest: &Manifest<'t>,
    name: Spanned<&'t str>,
) -> Account<'t> {
    let path = ["metadata", "annotations", PINNED];
    Account {
        namespace: namespace(manifest),
        name: name.value,
        pinned: text_at(tree, manifest.node, &path).map(|text| text.value),
        pull: names(tree, manifest.node, "imagePullSecrets"),
        mount: names(tree, manifest.node, "secrets"),
    }
}

fn names<'t>(tree: &'t Tree<'_>, node: NodeId, list: &str) -> Vec<Spanned<&'t str>> {
    let items = tree.under(node, &[list]).and_then(|list| tree.items(list));
    let mut known = HashSet::new();
    let names = items.unwrap_or_default().iter();
    let names = names.filter_map(|item| text_at(tree, *item, &["name"]));
    names.filter(|name| known.insert(name.value)).collect()
}
