//! The chain of a node, from a spec: the pod's own list or its account's, then the node's global
//! pull secret; for the integrated registry who the account is.

use hashbrown::HashMap;

use crate::credential::Decoded;
use crate::keyring::{ImageName, Runtime};
use crate::model::Spec;
use crate::plan::{Account, Plan, SubjectPlan};

use super::chain::Chain;
use super::integrated::is_integrated;
use super::look_up::look_up;
use super::{Resolution, Verdict};

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
    let number = facts.spec.projects.number(pod.project);
    let project = number
        .and_then(|number| facts.plan.project(number))
        .ok_or(Unknown::Project)?;
    let kind = facts.spec.platform.kind();
    let account = match project.account(pod.service_account, kind) {
        Account::Planned(account) => Some(account),
        Account::BuiltIn | Account::Undecided => None,
        Account::Missing => return Err(Unknown::ServiceAccount),
    };
    let mut resolution = Resolution::new(image, runtime);
    resolution.account = Some((pod.project, pod.service_account));
    let name = match ImageName::parse(image, runtime) {
        Ok(name) => name,
        Err(fault) => {
            resolution.verdict = Verdict::Error {
                words: fault.to_string(),
                secret: None,
            };
            return Ok(resolution);
        }
    };
    let chain = Chain {
        facts,
        project,
        account,
        pod,
        runtime,
    };
    let list = chain.list();
    resolution.notes.extend(list.notes);
    let found = look_up(runtime, &list.secrets, &chain.node(), &name.repository);
    resolution.verdict = match found.verdict() {
        verdict @ Verdict::Error { .. } => verdict,
        verdict if is_integrated(&facts.spec.platform, name.host()) => {
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
    Ok(resolution)
}
