//! What stands in the manifests: the workloads, and what they bring along for themselves.

use hashbrown::HashMap;

use crate::finding::Finding;
use crate::kubernetes::RBAC_GROUP;
use crate::resolve::Beside;
use crate::source::{SourceId, Span};
use crate::syntax::{NodeId, Tree};
use crate::workload::{Manifest, Pod, pods};

use super::bindings::Bindings;
use super::secrets;
use super::template;
use super::text::Text;

/// Where an object goes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Namespace<'a> {
    /// Into this project.
    Known(&'a str),
    /// Wherever whoever applies it says.
    Open,
    /// Into none: it serves all.
    Cluster,
}

impl<'a> Namespace<'a> {
    /// The project's name; empty where it is not known.
    pub(super) fn name(self) -> &'a str {
        match self {
            Self::Known(name) => name,
            Self::Open | Self::Cluster => "",
        }
    }
}

/// An object that makes pods.
pub(super) struct Workload<'a> {
    pub(super) source: SourceId,
    pub(super) manifest: Manifest<'a>,
    pub(super) pod: Pod<'a>,
    pub(super) namespace: Namespace<'a>,
    /// Whether `{{…}}` in it is filled when it runs.
    pub(super) is_argo: bool,
    /// The names of `pod.pull_secrets`.
    pub(super) own_list: Vec<String>,
}

/// A service account with a list of its own.
pub(super) struct AccountList<'a> {
    pub(super) namespace: Namespace<'a>,
    pub(super) name: &'a str,
    pub(super) list: Vec<String>,
    /// Where each name of the list stands.
    pub(super) places: Vec<Span>,
}

/// Everything that was found in the manifests.
#[derive(Default)]
pub(super) struct Collected<'a> {
    pub(super) workloads: Vec<Workload<'a>>,
    pub(super) accounts: Vec<AccountList<'a>>,
    pub(super) beside: Beside<'a>,
    pub(super) bindings: Bindings<'a>,
    /// Secrets that are wrong only where something pulls with them.
    pub(super) unfit: HashMap<(&'a str, &'a str), Finding>,
    pub(super) findings: Vec<Finding>,
}

impl<'a> Collected<'a> {
    /// Looks through all texts. What names no namespace goes into `default`, where that is known.
    pub(super) fn new(texts: &'a [Text<'a>], default: Option<&'a str>) -> Self {
        let mut collected = Self::default();
        for text in texts {
            match text.fault() {
                Some(fault) => collected.findings.push(fault.clone()),
                None => collected.text(text, default),
            }
        }
        collected
    }

    fn text(&mut self, text: &'a Text<'a>, default: Option<&'a str>) {
        let manifests = text.manifests();
        let first = self.workloads.len();
        for manifest in manifests {
            let namespace = match manifest.namespace {
                Some(namespace) => Namespace::Known(namespace.value),
                None if manifest.kind.value == "ClusterWorkflowTemplate" => Namespace::Cluster,
                None => default.map_or(Namespace::Open, Namespace::Known),
            };
            if let Some(pod) = pods(&text.tree, &manifest) {
                self.workloads.push(Workload {
                    source: text.id,
                    is_argo: manifest.group() == "argoproj.io",
                    own_list: names(&pod),
                    manifest,
                    pod,
                    namespace,
                });
            } else {
                self.beside(&text.tree, &manifest, namespace);
            }
        }
        let waiting = self.workloads[first..].iter().find_map(waits);
        if let Some(span) = waiting {
            // One message a file: the rest of it is no more rendered than this.
            self.workloads.truncate(first);
            let written = text.written();
            let (start, end) = (span.start as usize, span.end as usize);
            let range = written
                .get(start..end)
                .and_then(|inside| template::expression(inside, false))
                .map_or((start, end), |(from, to)| (start + from, start + to));
            self.findings
                .push(template::finding(text.id, written, range));
        }
    }

    /// Takes in what pods may pull with.
    fn beside(&mut self, tree: &'a Tree<'_>, manifest: &Manifest<'a>, namespace: Namespace<'a>) {
        let Some(name) = manifest.name else { return };
        let at = (namespace.name(), name.value);
        match (manifest.group(), manifest.kind.value) {
            ("", "Secret") => {
                let held = secrets::read(tree, manifest);
                self.beside.secrets.insert(at, held.servers);
                match held.finding {
                    Some(finding) if held.only_if_named => {
                        self.unfit.insert(at, finding);
                    }
                    finding => self.findings.extend(finding),
                }
            }
            ("bitnami.com", "SealedSecret") => {
                self.made_later(tree, manifest, at, &["spec", "template", "type"]);
            }
            ("external-secrets.io", "ExternalSecret") => {
                let target = tree.under(manifest.node, &["spec", "target", "name"]);
                let name = target.and_then(|name| tree.scalar(name));
                let at = (at.0, name.unwrap_or(at.1));
                self.made_later(tree, manifest, at, &["spec", "target", "template", "type"]);
            }
            ("", "ServiceAccount") => {
                let account = account(tree, manifest.node, namespace, name.value);
                self.beside.accounts.insert(at, account.list.clone());
                self.accounts.push(account);
            }
            (RBAC_GROUP, "RoleBinding") => {
                self.bindings.add(tree, manifest, namespace.name());
            }
            _ => {}
        }
    }

    /// Takes in a Secret that a controller makes; what is in it cannot be seen here, but its type
    /// can.
    fn made_later(
        &mut self,
        tree: &Tree<'_>,
        manifest: &Manifest<'a>,
        at: (&'a str, &'a str),
        kind: &[&str],
    ) {
        let kind = tree.under(manifest.node, kind);
        let unfit = secrets::ignored_type(tree, manifest, kind);
        let content = unfit.is_some().then(Vec::new);
        self.beside.secrets.insert(at, content);
        self.unfit.extend(unfit.map(|finding| (at, finding)));
    }
}

/// The names of a pod's own list. One that Argo fills in is kept as it is written.
fn names(pod: &Pod<'_>) -> Vec<String> {
    let names = pod.pull_secrets.iter();
    names.map(|secret| secret.name.to_owned()).collect()
}

fn account<'a>(
    tree: &Tree<'_>,
    node: NodeId,
    namespace: Namespace<'a>,
    name: &'a str,
) -> AccountList<'a> {
    let listed = tree
        .get(node, "imagePullSecrets")
        .and_then(|list| tree.items(list));
    let mut account = AccountList {
        namespace,
        name,
        list: Vec::new(),
        places: Vec::new(),
    };
    for item in listed.unwrap_or_default() {
        let Some(name) = tree.get(*item, "name") else {
            continue;
        };
        if let Some(text) = tree.scalar(name).filter(|text| !text.is_empty()) {
            account.list.push(text.to_owned());
            account.places.push(tree.span(name));
        }
    }
    account
}

/// Where the first value of a workload stands that waits for a template engine.
fn waits(workload: &Workload<'_>) -> Option<Span> {
    let manifest = &workload.manifest;
    let pod = &workload.pod;
    let named = [manifest.namespace, pod.service_account]
        .into_iter()
        .flatten()
        .map(|text| (text.span, text.value));
    let secrets = pod
        .pull_secrets
        .iter()
        .map(|secret| (secret.span, secret.name));
    let images = pod.images.iter().flat_map(|image| {
        let account = image.service_account.map(|text| (text.span, text.value));
        account.into_iter().chain([(image.span, image.reference)])
    });
    named
        .chain(secrets)
        .chain(images)
        .find(|(_, value)| template::expression(value, workload.is_argo).is_some())
        .map(|(span, _)| span)
}
