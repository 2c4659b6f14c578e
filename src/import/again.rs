//! Objects that were given twice, of which the first is taken.

use crate::finding::{Finding, catalogue};
use crate::kubernetes::RBAC_GROUP;
use crate::source::Spanned;
use crate::syntax::{NodeId, Tree};
use crate::workload::Manifest;

use super::content;
use super::gather::namespace;
use super::grants::Binding;
use super::own::Own;

/// What an object is known by in a cluster: group, kind, namespace, name.
pub(super) type Key<'t> = (&'t str, &'t str, &'t str, &'t str);

/// The group of roles before Kubernetes had them, under which OpenShift still gives the same ones.
pub(super) const OLD_RBAC_GROUP: &str = "authorization.openshift.io";

/// The key of an object of that name.
pub(super) fn key<'t>(manifest: &Manifest<'t>, name: &'t str) -> Key<'t> {
    let group = match manifest.api_version.split_once('/') {
        Some((OLD_RBAC_GROUP, _)) => RBAC_GROUP,
        Some((group, _)) => group,
        None => "",
    };
    (group, manifest.kind.value, namespace(manifest), name)
}

/// An object in the tree of its text.
#[derive(Clone, Copy)]
pub(super) struct Object<'a, 't> {
    pub(super) tree: &'a Tree<'t>,
    pub(super) manifest: Manifest<'a>,
    pub(super) name: Spanned<&'a str>,
}

impl Object<'_, '_> {
    /// What is said of this object where one of its name was taken already; nothing where the two
    /// are the same, or no matter of an import.
    pub(super) fn after(&self, first: &Self, own: &Own) -> Option<Finding> {
        if self.is_same(first) || !self.matters(own) && !first.matters(own) {
            return None;
        }
        let name = self.name.value;
        let what = match self.manifest.kind.value {
            "Secret" => "secret",
            "ServiceAccount" => "service account",
            "RoleBinding" => "role binding",
            _ => "namespace",
        };
        let place = match what {
            "namespace" => String::new(),
            _ => format!("{}/", namespace(&self.manifest)),
        };
        let message = format!(
            "{what} `{place}{name}` stands here a second time, with other content: the first was taken"
        );
        let finding = catalogue::NOT_IMPORTED
            .at(self.name.span, message)
            .label("left out")
            .also(first.name.span, "taken");
        Some(finding.help("give the one that counts alone"))
    }

    /// Whether an import takes anything from it.
    fn matters(&self, own: &Own) -> bool {
        let Self {
            tree,
            manifest,
            name,
        } = self;
        match (manifest.group(), manifest.kind.value) {
            ("", "Secret") => {
                !own.has(namespace(manifest), name.value)
                    && content::read(tree, manifest, *name, &mut Vec::new()).is_some()
            }
            ("", "ServiceAccount") => true,
            ("", "Namespace") => tree.under(manifest.node, &["metadata", "uid"]).is_none(),
            (RBAC_GROUP | OLD_RBAC_GROUP, "RoleBinding") => {
                let binding = Binding::read(tree, manifest, *name);
                binding.is_some_and(|binding| !binding.is_openshifts())
            }
            _ => false,
        }
    }

    /// Whether two objects say the same, word for word.
    fn is_same(&self, other: &Self) -> bool {
        let mut open = vec![(self.manifest.node, other.manifest.node)];
        while let Some((node, other_node)) = open.pop() {
            let (parts, other_parts) = (parts(self.tree, node), parts(other.tree, other_node));
            let is_alike = self.tree.scalar(node) == other.tree.scalar(other_node)
                && self.tree.items(node).is_some() == other.tree.items(other_node).is_some()
                && parts.len() == other_parts.len();
            if !is_alike {
                return false;
            }
            open.extend(parts.into_iter().zip(other_parts));
        }
        true
    }
}

/// The items of a list, or the keys and values of a mapping.
fn parts(tree: &Tree<'_>, node: NodeId) -> Vec<NodeId> {
    let items = tree.items(node).into_iter().flatten().copied();
    let entries = tree.entries(node).into_iter().flatten();
    items
        .chain(entries.flat_map(|(key, value)| [key, value]))
        .collect()
}
