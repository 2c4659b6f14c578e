//! The objects of a stream.

use crate::source::Spanned;
use crate::syntax::{NodeId, Tree};

/// One object of a stream, whatever its kind.
#[derive(Clone, Copy, Debug)]
pub struct Manifest<'t> {
    /// The object's node.
    pub node: NodeId,
    /// `apiVersion`; empty where it has none.
    pub api_version: &'t str,
    /// `kind`.
    pub kind: Spanned<&'t str>,
    /// `metadata.name`, or `generateName` where it has no name.
    pub name: Option<Spanned<&'t str>>,
    /// `metadata.namespace`.
    pub namespace: Option<Spanned<&'t str>>,
}

impl Manifest<'_> {
    /// The group of `apiVersion`; empty for the core group.
    #[must_use]
    pub fn group(&self) -> &str {
        self.api_version
            .split_once('/')
            .map_or("", |(group, _)| group)
    }
}

/// Every object of a stream, in its order; the items of Lists (`List`, `PodList`, a function's
/// `ResourceList`) in the place of their List. What has no `kind` is passed over.
#[must_use]
pub fn manifests<'t>(tree: &'t Tree<'_>) -> Vec<Manifest<'t>> {
    let mut found = Vec::new();
    // Lists in lists are no stack of ours: aliases could make them as deep as the tree may be.
    let mut open: Vec<NodeId> = tree.roots().iter().rev().copied().collect();
    while let Some(node) = open.pop() {
        let Some(kind) = text_at(tree, node, &["kind"]) else {
            continue;
        };
        let items = tree.get(node, "items").and_then(|items| tree.items(items));
        if let (true, Some(items)) = (kind.value.ends_with("List"), items) {
            open.extend(items.iter().rev());
            continue;
        }
        found.push(Manifest {
            node,
            api_version: text_at(tree, node, &["apiVersion"]).map_or("", |text| text.value),
            kind,
            name: text_at(tree, node, &["metadata", "name"])
                .or_else(|| text_at(tree, node, &["metadata", "generateName"])),
            namespace: text_at(tree, node, &["metadata", "namespace"]),
        });
    }
    found
}

/// The text under a path of keys, with its place; nothing where it is empty.
pub(crate) fn text_at<'t>(
    tree: &'t Tree<'_>,
    node: NodeId,
    path: &[&str],
) -> Option<Spanned<&'t str>> {
    let node = tree.under(node, path)?;
    let text = tree.scalar(node).filter(|text| !text.is_empty())?;
    Some(Spanned::new(text, tree.span(node)))
}
