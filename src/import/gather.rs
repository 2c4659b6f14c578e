//! The texts of an import, and what in them matters.

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::hash_map::Entry;
use hashbrown::{HashMap, HashSet};

use crate::credential::docker_config::ConfigEntry;
use crate::finding::{Finding, Place, catalogue};
use crate::kubernetes::{DOCKER_CONFIG_TYPE, PINNED, RBAC_GROUP};
use crate::source::{SourceId, Spanned};
use crate::syntax::{NodeId, Tree};
use crate::workload::{Manifest, manifests, text_at};

use super::account::{self, Account};
use super::again::{self, Key, OLD_RBAC_GROUP, Object};
use super::content::{self, Held};
use super::grants::Binding;
use super::own::{Own, is_of_openshift, is_system};

/// What the texts hold.
#[derive(Default)]
pub struct Inputs<'t> {
    pub(super) secrets: Vec<Held<'t>>,
    pub(super) accounts: Vec<Account<'t>>,
    pub(super) bindings: Vec<Binding<'t>>,
    /// Namespaces that are to be made: labels and annotations.
    pub(super) namespaces: BTreeMap<&'t str, [Vec<(&'t str, &'t str)>; 2]>,
    /// Entries of Docker and Podman files.
    pub(super) entries: Vec<(SourceId, ConfigEntry)>,
    pub(super) own: Own,
    /// Secrets that are there and are not imported, by namespace and name.
    pub(super) others: BTreeSet<(&'t str, &'t str)>,
    /// Those of them that kubelet passes over, with their types.
    pub(super) ignored: BTreeMap<(&'t str, &'t str), &'t str>,
    pub(super) findings: Vec<Finding>,
}

impl<'t> Inputs<'t> {
    /// Takes texts that were parsed. Objects that name no namespace lie in `project`.
    #[must_use]
    pub fn gather(texts: &'t [(SourceId, Tree<'_>)], project: &'t str) -> Self {
        let mut inputs = Self::default();
        let in_project = |mut manifest: Manifest<'t>| {
            let span = manifest.kind.span;
            let project = Spanned::new(project, span);
            manifest.namespace.get_or_insert(project);
            manifest
        };
        let all: Vec<(&'t Tree<'_>, Manifest<'t>)> = texts
            .iter()
            .flat_map(|(_, tree)| {
                let found = manifests(tree).into_iter();
                found.map(move |manifest| (tree, in_project(manifest)))
            })
            .collect();
        // The accounts come first: they say which secrets are OpenShift's.
        let mut named = HashSet::new();
        for (tree, manifest) in &all {
            if manifest.kind.value == "ServiceAccount" {
                let path = ["metadata", "annotations", PINNED];
                if let Some(secret) = text_at(tree, manifest.node, &path) {
                    inputs.own.is_openshift = true;
                    named.insert((namespace(manifest), secret.value));
                }
            }
        }
        let mut seen: HashMap<Key<'t>, Object<'t, '_>> = HashMap::new();
        for (tree, manifest) in all {
            let name = manifest.name.map_or("", |name| name.value);
            if is_system(namespace(&manifest))
                || manifest.kind.value == "Namespace" && is_system(name)
            {
                inputs.own.left_out += 1;
                continue;
            }
            let Some(name) = manifest.name else { continue };
            let object = Object {
                tree,
                manifest,
                name,
            };
            match seen.entry(again::key(&manifest, name.value)) {
                Entry::Vacant(entry) => {
                    entry.insert(object);
                    let named = named.contains(&(namespace(&manifest), name.value));
                    inputs.take(tree, &manifest, named);
                }
                Entry::Occupied(first) => {
                    let finding = object.after(first.get(), &inputs.own);
                    inputs.findings.extend(finding);
                }
            }
        }
        inputs
            .accounts
            .sort_by_key(|account| (account.namespace, account.name));
        inputs
            .bindings
            .sort_by_key(|binding| (binding.namespace, binding.name.value));
        inputs
            .secrets
            .sort_by_key(|held| (held.name.value, held.namespace));
        inputs
    }

    fn take(&mut self, tree: &'t Tree<'_>, manifest: &Manifest<'t>, named: bool) {
        let Some(name) = manifest.name else { return };
        let namespace = namespace(manifest);
        match (manifest.group(), manifest.kind.value) {
            // One that the cluster printed is there already.
            ("", "Namespace") if tree.under(manifest.node, &["metadata", "uid"]).is_none() => {
                let pairs = |part| pairs(tree, manifest.node, part);
                let parts = [pairs("labels"), pairs("annotations")];
                self.namespaces.insert(name.value, parts);
            }
            ("", "Secret") => {
                if self.own.takes(tree, manifest, named) {
                    return;
                }
                match content::read(tree, manifest, name, &mut self.findings) {
                    Some(held) => self.secrets.push(held),
                    None => {
                        let key = (namespace, name.value);
                        self.others.insert(key);
                        // What SOPS encrypted tells its type all the same.
                        let kind = text_at(tree, manifest.node, &["type"]);
                        let kind = kind.map_or("Opaque", |kind| kind.value);
                        if kind != DOCKER_CONFIG_TYPE {
                            self.ignored.insert(key, kind);
                        }
                    }
                }
            }
            ("bitnami.com", "SealedSecret") | ("external-secrets.io", "ExternalSecret") => {
                self.others.insert((namespace, name.value));
            }
            ("", "ServiceAccount") => {
                let account = account::read(tree, manifest, name);
                let mut pull = account.pull.iter();
                self.own.is_openshift |=
                    pull.any(|secret| is_of_openshift(name.value, secret.value));
                self.accounts.push(account);
            }
            (RBAC_GROUP | OLD_RBAC_GROUP, "RoleBinding") => {
                match Binding::read(tree, manifest, name) {
                    Some(binding) if binding.is_openshifts() => self.own.left_out += 1,
                    Some(binding) => {
                        self.own.is_openshift = true;
                        self.bindings.push(binding);
                    }
                    None => {}
                }
            }
            _ => {}
        }
    }

    /// Whether there is nothing that a spec could hold. That is said where nothing else was.
    pub fn nothing(&mut self, id: SourceId) -> bool {
        let is_empty = self.secrets.is_empty()
            && self.accounts.is_empty()
            && self.bindings.is_empty()
            && self.namespaces.is_empty()
            && self.entries.is_empty();
        if is_empty && self.findings.is_empty() {
            let message = match self.own.left_out {
                0 => "there is nothing here to import",
                _ => "all that is here is made by the platform: there is nothing to import",
            };
            // No line is shown: nobody knows what such a file holds, and where in it credentials are.
            let finding = catalogue::NOT_IMPORTED.at(Place::Source(id), message);
            self.findings.push(finding.help(WHAT_TO_GIVE));
        }
        is_empty
    }
}

/// What can be imported.
const WHAT_TO_GIVE: &str = "give it pull secrets, service accounts and role bindings, or a Docker or Podman file: `oc get secrets,serviceaccounts,rolebindings -A -o yaml | pullsecrets import -`";

/// The namespace of an object that was gathered.
pub(super) fn namespace<'t>(manifest: &Manifest<'t>) -> &'t str {
    manifest.namespace.map_or("", |name| name.value)
}

/// Labels or annotations, but those that tools put there.
fn pairs<'t>(tree: &'t Tree<'_>, node: NodeId, part: &str) -> Vec<(&'t str, &'t str)> {
    let entries = tree
        .under(node, &["metadata", part])
        .and_then(|node| tree.entries(node));
    let mut pairs: Vec<_> = entries
        .into_iter()
        .flatten()
        .filter_map(|(key, value)| Some((tree.scalar(key)?, tree.scalar(value)?)))
        .filter(|(key, _)| {
            !key.starts_with("kubectl.kubernetes.io/") && *key != "kubernetes.io/metadata.name"
        })
        .collect();
    pairs.sort_unstable();
    pairs
}
