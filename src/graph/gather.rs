//! What there is to see in a spec: nodes, and what leads from one to another.

use hashbrown::HashMap;

use crate::model::{Form, Link, Spec};
use crate::plan::{
    Account as Known, BindingPlan, Plan, ProjectPlan, PullSecretId, PullSecretSource, SubjectPlan,
};
use crate::source::Span;

/// Everything that a picture of a spec shows.
pub struct Graph<'a> {
    /// The spec's name, where it has one.
    pub name: Option<&'a str>,
    /// Host and port of the integrated registry, where there is one.
    pub integrated: Option<&'a str>,
    /// Every server, once, in the order in which pull secrets name them.
    pub nodes: Vec<Node<'a>>,
    /// Every pull secret that a project has, in the plan's order; the global one last, if there
    /// is one.
    pub secrets: Vec<Secret<'a>>,
    /// The number of the global pull secret in `secrets`.
    pub global: Option<usize>,
    /// Every project, in the spec's order.
    pub projects: Vec<Project<'a>>,
    /// The bindings of grants.
    pub bindings: &'a [BindingPlan<'a>],
}

/// A server of pull secrets.
pub struct Node<'a> {
    /// The key of `auths`, without what may stand before an `@`.
    pub server: &'a str,
    /// Whether it is a token service that a registry delegates to.
    pub token_service: bool,
}

/// A pull secret.
pub struct Secret<'a> {
    /// Its name.
    pub name: &'a str,
    /// What is known of its content.
    pub kind: Kind,
    /// The form in which it comes out.
    pub form: Form,
    /// Its entries, as far as the spec makes them.
    pub keys: Vec<Key<'a>>,
    /// Where it was written.
    pub place: Span,
}

/// What is known of a pull secret's content.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// The spec makes its entries.
    Entries,
    /// A file's bytes, which are not read.
    WholeFile,
    /// Somebody else makes it.
    Existing,
    /// The cluster's own: a base file that is not read, and entries of the spec.
    Global,
}

/// An entry of a pull secret.
#[derive(Clone, Copy)]
pub struct Key<'a> {
    /// The key as written.
    pub server: &'a str,
    /// Its number in [`Graph::nodes`].
    pub node: usize,
}

/// A project.
pub struct Project<'a> {
    /// The namespace.
    pub name: &'a str,
    /// Where its name was written.
    pub place: Span,
    /// The whole part.
    pub span: Span,
    /// Whether only bindings are emitted into it.
    pub unmanaged: bool,
    /// Its pull secrets in order, by their numbers in [`Graph::secrets`].
    pub secrets: Vec<usize>,
    /// Those that its workflows name themselves.
    pub workflows: Vec<usize>,
    /// Its accounts by name: those that the spec lists and those that grants name; `default`
    /// where there is neither.
    pub accounts: Vec<Account<'a>>,
}

/// A service account.
pub struct Account<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it pulls with, in order, by the numbers in [`Graph::secrets`].
    pub pull: Vec<usize>,
    /// How it is written; nothing where it is not listed.
    pub link: Option<Link>,
    /// What its pods may mount.
    pub mount: Vec<usize>,
    /// OpenShift's own secret, where its name is fixed.
    pub pinned: Option<&'a str>,
}

/// What follows the last `@`: what stands before it in a URL is a user's.
fn without_user(server: &str) -> &str {
    server.rsplit('@').next().unwrap_or(server)
}

impl<'a> Graph<'a> {
    /// Gathers what a plan holds.
    #[must_use]
    pub fn new(spec: &'a Spec<'a>, plan: &'a Plan<'a>) -> Self {
        let mut nodes = Nodes::default();
        let mut numbers = vec![None; plan.pull_secrets.len()];
        for (id, _) in plan
            .projects
            .iter()
            .flat_map(|project| &project.pull_secrets)
        {
            numbers[id.0 as usize] = Some(0);
        }
        let mut secrets: Vec<Secret<'a>> = Vec::with_capacity(plan.pull_secrets.len() + 1);
        for (secret, number) in plan.pull_secrets.iter().zip(&mut numbers) {
            match number {
                Some(number) => *number = secrets.len(),
                None => continue,
            }
            let (kind, keys) = match &secret.content {
                PullSecretSource::Entries(entries) => {
                    let keys = entries.iter().map(|entry| {
                        let registry = spec.registries.at(entry.registry).value.as_ref();
                        let main = registry.is_none_or(|found| found.server.value == entry.server);
                        nodes.key(entry.server, !main)
                    });
                    (Kind::Entries, keys.collect())
                }
                PullSecretSource::WholeFile(_) => (Kind::WholeFile, Vec::new()),
                PullSecretSource::Existing => (Kind::Existing, Vec::new()),
            };
            secrets.push(Secret {
                name: &secret.name,
                kind,
                form: secret.form,
                keys,
                place: secret.place,
            });
        }
        let global = spec.global_pull_secret.as_ref().map(|global| {
            let entries = plan.global_entries.iter();
            secrets.push(Secret {
                name: "openshift-config/pull-secret",
                kind: Kind::Global,
                form: Form::Secret,
                keys: entries
                    .map(|entry| nodes.key(entry.server, false))
                    .collect(),
                place: global.span,
            });
            secrets.len() - 1
        });
        let mut granted: HashMap<&str, Vec<&'a str>> = HashMap::new();
        for subject in plan.bindings.iter().flat_map(|binding| &binding.subjects) {
            if let SubjectPlan::Account(project, account) = subject {
                granted.entry(project).or_default().push(account);
            }
        }
        let projects = plan.projects.iter().map(|planned| {
            let granted = granted.remove(planned.name).unwrap_or_default();
            project(spec, planned, &numbers, granted)
        });
        Self {
            name: spec.name.map(|name| name.value),
            integrated: spec.platform.integrated_registry(),
            projects: projects.collect(),
            nodes: nodes.list,
            secrets,
            global,
            bindings: &plan.bindings,
        }
    }
}

/// Servers, numbered as they are met.
#[derive(Default)]
struct Nodes<'a> {
    list: Vec<Node<'a>>,
    numbers: HashMap<&'a str, usize>,
}

impl<'a> Nodes<'a> {
    fn key(&mut self, server: &'a str, token_service: bool) -> Key<'a> {
        let server = without_user(server);
        let number = *self.numbers.entry(server).or_insert_with(|| {
            self.list.push(Node {
                server,
                token_service,
            });
            self.list.len() - 1
        });
        self.list[number].token_service &= token_service;
        Key {
            server,
            node: number,
        }
    }
}

fn project<'a>(
    spec: &Spec<'a>,
    planned: &'a ProjectPlan<'a>,
    numbers: &[Option<usize>],
    mut granted: Vec<&'a str>,
) -> Project<'a> {
    let numbers = |ids: &[PullSecretId]| -> Vec<usize> {
        let numbers = ids.iter().map(|id| numbers[id.0 as usize]);
        numbers.flatten().collect()
    };
    let listed = planned.service_accounts.iter().map(|account| Account {
        name: account.name,
        pull: numbers(&account.pull),
        mount: numbers(&account.mount),
        link: Some(account.link),
        pinned: account.pinned.as_deref(),
    });
    let mut accounts: Vec<_> = listed.collect();
    granted.sort_unstable();
    granted.dedup();
    if accounts.is_empty() && granted.is_empty() {
        granted.push("default");
    }
    let kind = spec.platform.kind();
    let others = granted
        .into_iter()
        .filter(|name| !matches!(planned.account(name, kind), Known::Planned(_)));
    accounts.extend(others.map(|name| Account {
        name,
        pull: Vec::new(),
        mount: Vec::new(),
        link: None,
        pinned: None,
    }));
    accounts.sort_by_key(|account| account.name);
    let part = spec.projects.at(planned.number).value.as_ref();
    Project {
        name: planned.name,
        place: planned.place,
        span: part.map_or(planned.place, |part| part.span),
        unmanaged: planned.unmanaged,
        secrets: {
            let ids: Vec<_> = planned.pull_secrets.iter().map(|(id, _)| *id).collect();
            numbers(&ids)
        },
        workflows: {
            let named = planned.workflows.iter();
            let ids: Vec<_> = named
                .flat_map(|workflow| &workflow.pull_secrets)
                .copied()
                .collect();
            numbers(&ids)
        },
        accounts,
    }
}
