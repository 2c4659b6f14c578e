//! Answers for pods of a spec's projects.

use std::cell::OnceCell;
use std::rc::Rc;

use hashbrown::HashMap;

use crate::credential::Decoded;
use crate::keyring::{ImageName, Runtime};
use crate::lower::PullSecrets;
use crate::model::Spec;
use crate::plan::{Account, Plan, ProjectPlan, PullSecretId, ServiceAccountPlan, SubjectPlan};

use super::chain::{Chain, List};
use super::look_up::{look_up, tried};
use super::memory::Memory;
use super::{Content, Held, Resolution, Server, Verdict};

/// What is known of a spec.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// The spec.
    pub spec: &'a Spec<'a>,
    /// All of its plan.
    pub plan: &'a Plan<'a>,
    /// What was read; `None` where no credential was asked for.
    pub decoded: Option<&'a Decoded>,
    /// The pull secrets, and the names that they have in a cluster.
    pub secrets: &'a PullSecrets<'a>,
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
    let memory = Rc::new(Memory::new(facts.plan));
    Ok(Puller::new(facts, memory, pod, runtime, None).resolve(image))
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
    node: Vec<Rc<Held<'a>>>,
    weight: usize,
}

impl<'a> Puller<'a> {
    /// Gathers what a pod pulls with. A project or account that the spec does not know has nothing
    /// but what is `beside` it.
    #[must_use]
    pub fn new(
        facts: Facts<'a>,
        memory: Rc<Memory<'a>>,
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
            memory,
            names: OnceCell::new(),
            pinned: OnceCell::new(),
        };
        let (list, node) = (chain.list(), chain.node());
        let all = list.secrets.iter().chain(&node);
        Self {
            weight: all.map(|held| 1 + held.len()).sum(),
            list,
            node,
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

    /// The pull secret of the pod's project that a name means, but for the hash that its name
    /// carries.
    #[must_use]
    pub fn meant(&self, name: &str) -> Option<PullSecretId> {
        self.chain.names().meant(name)
    }

    /// How much there is to hold one image against.
    #[must_use]
    pub fn weight(&self) -> usize {
        self.weight
    }

    /// The host and path of an image as kubelet pulls it, what comes of it, and the secrets that
    /// are tried: what [`Self::resolve`] says, without the reasons.
    #[must_use]
    pub fn decide(&self, image: &str) -> (String, Verdict<'a>, Vec<&str>) {
        let Self {
            chain, list, node, ..
        } = self;
        let error = |words, secret| Verdict::Error { words, secret };
        let name = match ImageName::parse(image, Runtime::Kubelet) {
            Ok(name) => name,
            Err(fault) => return (String::new(), error(fault.to_string(), None), Vec::new()),
        };
        let tried = match tried(&list.secrets, node, &name.repository) {
            Ok(tried) => tried,
            Err(secret) => {
                let broken = error(String::new(), Some(secret.to_owned()));
                return (name.repository, broken, Vec::new());
            }
        };
        let verdict = match tried.is_empty() {
            true => Verdict::Anonymous,
            false => Verdict::Credentials,
        };
        let verdict = match chain.integrated_or(verdict, &list.identity, &name) {
            Ok(verdict) | Err((verdict, _)) => verdict,
        };
        (name.repository, verdict, tried)
    }

    /// Answers for one image.
    #[must_use]
    pub fn resolve(&self, image: &str) -> Resolution<'a> {
        let Self {
            chain, list, node, ..
        } = self;
        let mut resolution = Resolution::new(image, chain.runtime);
        resolution.account = Some((chain.pod.project, chain.pod.service_account));
        let Some(name) = resolution.name() else {
            return resolution;
        };
        resolution.notes.extend(list.notes.iter().cloned());
        let found = look_up(chain.runtime, &list.secrets, node, &name.repository);
        resolution.verdict = match found.verdict() {
            verdict @ Verdict::Error { .. } => verdict,
            verdict => match chain.integrated_or(verdict, &list.identity, &name) {
                Ok(verdict) => verdict,
                Err((verdict, denied)) => {
                    resolution.notes.push(denied);
                    verdict
                }
            },
        };
        resolution.take(found);
        resolution.repository = Some(name.repository);
        resolution
    }
}
