//! RoleBindings that stand in the manifests: they let accounts pull as much as grants do.

use std::borrow::Cow;

use hashbrown::HashSet;

use crate::kubernetes::IMAGE_PULLER;
use crate::syntax::{NodeId, Tree};
use crate::workload::Manifest;

/// Roles of OpenShift that may read images.
const ROLES: &[&str] = &[
    IMAGE_PULLER,
    "system:image-builder",
    "registry-viewer",
    "registry-editor",
    "registry-admin",
    "view",
    "edit",
    "admin",
];

/// Who may pull from where, by the manifests.
#[derive(Default)]
pub(super) struct Bindings<'a> {
    /// The project of the images, and a group or user as RBAC names it.
    allowed: HashSet<(&'a str, Cow<'a, str>)>,
}

impl<'a> Bindings<'a> {
    /// Takes in a RoleBinding of a project.
    pub(super) fn add(&mut self, tree: &'a Tree<'_>, binding: &Manifest<'a>, images_in: &'a str) {
        let role = tree
            .under(binding.node, &["roleRef", "name"])
            .and_then(|name| tree.scalar(name));
        if !role.is_some_and(|role| ROLES.contains(&role)) {
            return;
        }
        let subjects = tree.get(binding.node, "subjects");
        let subjects = subjects.and_then(|list| tree.items(list));
        for subject in subjects.unwrap_or_default() {
            let named = named(tree, *subject, images_in);
            self.allowed.extend(named.map(|name| (images_in, name)));
        }
    }

    /// Whether an account may pull images of a project.
    pub(super) fn allow(&self, images_in: &str, project: &str, account: &str) -> bool {
        [
            Cow::Borrowed("system:authenticated"),
            Cow::Borrowed("system:serviceaccounts"),
            format!("system:serviceaccounts:{project}").into(),
            format!("system:serviceaccount:{project}:{account}").into(),
        ]
        .into_iter()
        .any(|name| self.allowed.contains(&(images_in, name)))
    }
}

/// A subject, by the name of a group or user.
fn named<'a>(tree: &'a Tree<'_>, subject: NodeId, images_in: &'a str) -> Option<Cow<'a, str>> {
    let field = |key| tree.scalar(tree.get(subject, key)?);
    let name = field("name")?;
    Some(match field("kind")? {
        "ServiceAccount" => {
            let project = field("namespace").unwrap_or(images_in);
            format!("system:serviceaccount:{project}:{name}").into()
        }
        _ => name.into(),
    })
}
