//! Bindings to `system:image-puller`, as grants.

use std::collections::BTreeSet;

use crate::finding::{Finding, catalogue};
use crate::kubernetes::IMAGE_PULLER;
use crate::source::Spanned;
use crate::syntax::Tree;
use crate::workload::{Manifest, text_at};

use super::gather::namespace;

/// A RoleBinding to `system:image-puller`.
pub(super) struct Binding<'t> {
    pub(super) namespace: &'t str,
    pub(super) name: Spanned<&'t str>,
    subjects: Vec<Subject<'t>>,
}

struct Subject<'t> {
    kind: &'t str,
    name: Spanned<&'t str>,
    namespace: Option<&'t str>,
}

/// One of `grants`.
pub(super) struct Grant {
    pub(super) images_in: String,
    pub(super) pullers: Vec<Puller>,
    pub(super) name: Option<String>,
}

/// A puller.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Puller {
    Everyone,
    Project(String),
    Account(String, String),
}

impl Puller {
    /// The puller in the language.
    pub(super) fn word(&self) -> String {
        match self {
            Self::Everyone => "*".to_owned(),
            Self::Project(project) => format!("{project}/*"),
            Self::Account(project, account) => format!("{project}/{account}"),
        }
    }

    /// The project that it lies in.
    pub(super) fn project(&self) -> Option<&str> {
        match self {
            Self::Everyone => None,
            Self::Project(project) | Self::Account(project, _) => Some(project),
        }
    }
}

impl<'t> Binding<'t> {
    /// Reads a binding; nothing where its role is another.
    pub(super) fn read(
        tree: &'t Tree<'_>,
        manifest: &Manifest<'t>,
        name: Spanned<&'t str>,
    ) -> Option<Self> {
        let role = |key| text_at(tree, manifest.node, &["roleRef", key]).map(|text| text.value);
        if role("kind") != Some("ClusterRole") || role("name") != Some(IMAGE_PULLER) {
            return None;
        }
        let list = tree.get(manifest.node, "subjects");
        let items = list.and_then(|list| tree.items(list)).unwrap_or_default();
        let subjects = items.iter().filter_map(|item| {
            Some(Subject {
                kind: text_at(tree, *item, &["kind"])?.value,
                name: text_at(tree, *item, &["name"])?,
                namespace: text_at(tree, *item, &["namespace"]).map(|text| text.value),
            })
        });
        Some(Self {
            namespace: namespace(manifest),
            name,
            subjects: subjects.collect(),
        })
    }

    /// Whether OpenShift makes it in every project: the project pulls from itself.
    pub(super) fn is_openshifts(&self) -> bool {
        self.name.value == "system:image-pullers"
    }
}

/// The grants that the bindings are.
pub(super) fn read(bindings: &[Binding<'_>], findings: &mut Vec<Finding>) -> Vec<Grant> {
    let mut grants = Vec::new();
    for binding in bindings {
        let mut pullers = Vec::new();
        let mut known = BTreeSet::new();
        let mut is_whole = true;
        for subject in &binding.subjects {
            match puller(subject, binding.namespace) {
                Some(puller) => {
                    if known.insert(puller.clone()) {
                        pullers.push(puller);
                    }
                }
                None => {
                    is_whole = false;
                    let message = format!(
                        "{} `{}` may pull images of `{}`, which a spec cannot say",
                        subject.kind, subject.name.value, binding.namespace
                    );
                    findings.push(
                        catalogue::NOT_IMPORTED
                            .at(subject.name.span, message)
                            .label("not in the spec")
                            .help("a grant names service accounts and whole projects: leave this binding as it is, beside those of the spec"),
                    );
                }
            }
        }
        if pullers.is_empty() {
            continue;
        }
        // An apply replaces the subjects of a binding whole: one that holds others is left alone.
        let name = (is_whole && binding.name.value != usual_name(&pullers))
            .then(|| binding.name.value.to_owned());
        grants.push(Grant {
            images_in: binding.namespace.to_owned(),
            pullers,
            name,
        });
    }
    grants
}

/// The name that a grant's binding gets by itself, where it gets one.
fn usual_name(pullers: &[Puller]) -> String {
    let project = |puller: &Puller| match puller {
        Puller::Everyone => "system:serviceaccounts".to_owned(),
        Puller::Project(project) | Puller::Account(project, _) => project.clone(),
    };
    let mut projects: Vec<String> = pullers.iter().map(project).collect();
    projects.sort_unstable();
    projects.dedup();
    match projects.as_slice() {
        [one] => format!("system:image-puller:{one}"),
        _ => String::new(),
    }
}

fn puller(subject: &Subject<'_>, own: &str) -> Option<Puller> {
    let name = subject.name.value;
    let puller = match subject.kind {
        "ServiceAccount" => {
            let namespace = subject.namespace.unwrap_or(own);
            Puller::Account(namespace.to_owned(), name.to_owned())
        }
        "User" => {
            let account = name.strip_prefix("system:serviceaccount:")?;
            let (namespace, account) = account.split_once(':')?;
            Puller::Account(namespace.to_owned(), account.to_owned())
        }
        "Group" if name == "system:serviceaccounts" => Puller::Everyone,
        "Group" => Puller::Project(name.strip_prefix("system:serviceaccounts:")?.to_owned()),
        _ => return None,
    };
    let is_name = |name: &str| {
        let known = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        name.bytes()
            .all(|byte| known(byte) || b"-.".contains(&byte))
            && name.bytes().next().is_some_and(known)
            && name.bytes().last().is_some_and(known)
    };
    let is_sound = match &puller {
        Puller::Everyone => true,
        Puller::Project(project) => is_name(project) && !project.contains('.'),
        Puller::Account(project, account) => {
            is_name(project) && !project.contains('.') && is_name(account)
        }
    };
    is_sound.then_some(puller)
}
