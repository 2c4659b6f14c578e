//! Answers for pods of a spec's projects.

use std::rc::Rc;

use hashbrown::HashMap;

use crate::credential::Decoded;
use crate::keyring::Runtime;
use crate::model::Spec;
use crate::plan::{Account, Plan, ProjectPlan, ServiceAccountPlan, SubjectPlan};

use super::chain::{Chain, List};
use super::integrated::{Grants, is_integrated};
use super::look_up::look_up;
use super::{Content, Held, Resolution, Server, Verdict};

/// What is known of a spec.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// The spec.
    pub spec: &'a Spec<'a>,
    /// All of its plan.
    pub plan: &'a Plan<'a>,
    /// What was read; `None` where no credential was asked for.
    pub decoded: Option<&'a Decoded<'a>>,
}

/// Whose pod it is.
#[derive(Clone, Copy, Debug)]
pub struct Pod<'a> {
    /// Its project.
    pub project: &'a str,
    /// Its service account.
    pub service_account: &'a str,
    /// The pull secrets that it names itself; empty where it names none.
    pub own_list: &'a [String],
}

/// What stands beside a spec: objects that somebody else writes, by project and name.
#[derive(Default)]
pub struct Beside<'a> {
    /// Secrets, and their entries as far as they are known.
    pub secrets: HashMap<(&'a str, &'a str), Option<Vec<Server<'a>>>>,
    /// Service accounts, and the pull secrets that they list.
    pub accounts: HashMap<(&'a str, &'a str), Vec<String>>,
}

/// A name that the spec does not know.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unknown {
    /// The project.
    Project,
    /// The service account.
    ServiceAccount,
}

/// Every project and service account of a spec, project after project: those that it lists, those
/// that its grants name, and `default` where there is neither.
#[must_use]
pub fn every_account<'p>(plan: &'p Plan<'_>) -> Vec<(&'p str, &'p str)> {
    let mut granted: HashMap<&str, Vec<&str>> = HashMap::new();
    for subject in plan.bindings.iter().flat_map(|binding| &binding.subjects) {
        if let SubjectPlan::Account(project, account) = subject {
            granted.entry(project).or_default().push(account);
        }
    }
    let mut every = Vec::with_capacity(plan.projects.len());
    for project in &plan.projects {
        let planned = project.service_accounts.iter().map(|account| account.name);
        let mut accounts: Vec<_> = planned.collect();
        accounts.extend(granted.remove(project.name).unwrap_or_default());
        if accounts.is_empty() {
            accounts.push("default");
        }
        accounts.sort_unstable();
        accounts.dedup();
        every.extend(accounts.into_iter().map(|account| (project.name, account)));
    }
    every
}

/// Answers for a pod of a spec's project.
///
/// # Errors
/// Where the spec does not know the project or the account.
pub fn from_spec<'a>(
    facts: Facts<'a>,
    pod: Pod<'a>,
    image: &str,
    runtime: Runtime,
) -> Result<Resolution<'a>, Unknown> {
    known(facts, pod.project, pod.service_account)?;
    let grants = Rc::new(Grants::new(facts.plan));
    Ok(Puller::new(facts, grants, pod, runtime, None).resolve(image))
}

/// Whether the spec knows a project and an account of it.
///
/// # Errors
/// What it does not know.
pub fn known(facts: Facts<'_>, project: &str, service_account: &str) -> Result<(), Unknown> {
    let (project, _) = found(facts, project, service_account);
    let project = project.ok_or(Unknown::Project)?;
    let is_granted = || {
        let subjects = facts.plan.bindings.iter().flat_map(|one| &one.subjects);
        let mut accounts = subjects.filter_map(|subject| match subject {
            SubjectPlan::Account(project, account) => Some((*project, *account)),
            _ => None,
        });
        accounts.any(|account| account == (project.name, service_account))
    };
    match project.account(service_account, facts.spec.platform.kind()) {
        // Somebody else makes the accounts there; the grants say that this one is meant.
        Account::Missing if project.unmanaged && is_granted() => Ok(()),
        Account::Missing => Err(Unknown::ServiceAccount),
        Account::Planned(_) | Account::BuiltIn | Account::Undecided => Ok(()),
    }
}

/// What the spec says of a project and of an account of it.
fn found<'a>(
    facts: Facts<'a>,
    project: &str,
    service_account: &str,
) -> (
    Option<&'a ProjectPlan<'a>>,
    Option<&'a ServiceAccountPlan<'a>>,
) {
    let number = facts.spec.projects.number(project);
    let project = number.and_then(|number| facts.plan.project(number));
    let kind = facts.spec.platform.kind();
    let account = project.and_then(|project| match project.account(service_account, kind) {
        Account::Planned(account) => Some(account),
        Account::BuiltIn | Account::Undecided | Account::Missing => None,
    });
    (project, account)
}

/// A pod, ready to be asked for images: its pull secrets and the node's are gathered once.
pub struct Puller<'a> {
    chain: Chain<'a>,
    list: List<'a>,
    node: Vec<Held<'a>>,
}

impl<'a> Puller<'a> {
    /// Gathers what a pod pulls with. A project or account that the spec does not know has nothing
    /// but what is `beside` it.
    #[must_use]
    pub fn new(
        facts: Facts<'a>,
        grants: Rc<Grants<'a>>,
        pod: Pod<'a>,
        runtime: Runtime,
        beside: Option<&'a Beside<'a>>,
    ) -> Self {
        let (project, account) = found(facts, pod.project, pod.service_account);
        let chain = Chain {
            facts,
            project,
            account,
            pod,
            runtime,
            beside,
            grants,
        };
        Self {
            list: chain.list(),
            node: chain.node(),
            chain,
        }
    }

    /// Whether the pod has a pull secret of which it is not known what is in it.
    #[must_use]
    pub fn is_partly_unknown(&self) -> bool {
        let held = &mut self.list.secrets.iter();
        held.any(|held| matches!(held.content, Content::Unknown(_)))
    }

    /// Whether a list of the pod's own keeps the integrated registry from knowing whose pod it is.
    #[must_use]
    pub fn is_nobody(&self) -> bool {
        self.list.identity.is_none()
    }

    /// Whether a pull secret of that name is known in the pod's project.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.chain.has(name)
    }

    /// Answers for one image.
    #[must_use]
    pub fn resolve(&self, image: &str) -> Resolution<'a> {
        let Self { chain, list, node } = self;
        let mut resolution = Resolution::new(image, chain.runtime);
        resolution.account = Some((chain.pod.project, chain.pod.service_account));
        let Some(name) = resolution.name() else {
            return resolution;
        };
        resolution.notes.extend(list.notes.iter().cloned());
        let found = look_up(chain.runtime, &list.secrets, node, &name.repository);
        resolution.verdict = match found.verdict() {
            verdict @ Verdict::Error { .. } => verdict,
            verdict if is_integrated(&chain.facts.spec.platform, name.host()) => {
                match chain.integrated(&list.identity, &name) {
                    Ok(verdict) => verdict,
                    Err(denied) if verdict == Verdict::Anonymous => Verdict::Denied(denied),
                    Err(denied) => {
                        resolution.notes.push(denied);
                        verdict
                    }
                }
            }
            verdict => verdict,
        };
        resolution.take(found);
        resolution.repository = Some(name.repository);
        resolution
    }
}
