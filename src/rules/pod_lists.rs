//! The lists of pull secrets that pods come to have, each different one once, and the entries in
//! them; what rules on look-ups start from.

use hashbrown::HashSet;

use crate::keyring::ServerKey;
use crate::model::{Credential, Link, Registry, Spec, Value};
use crate::plan::{EntryPlan, Plan, PullSecretId, PullSecretSource};

use super::Checked;

/// A list, and the first pod that has it.
pub(super) struct PodList<'a> {
    /// The secrets, in order.
    pub(super) secrets: &'a [PullSecretId],
    /// Whose it is, in words: an account or a workflow.
    pub(super) of: String,
}

/// Every different list of accounts and workflows.
pub(super) fn every_list<'a>(plan: &'a Plan<'a>) -> Vec<PodList<'a>> {
    let mut seen: HashSet<&[PullSecretId]> = HashSet::new();
    let mut lists = Vec::new();
    for project in &plan.projects {
        for account in &project.service_accounts {
            // What is not emitted has no list; what runs there names its secrets itself.
            if account.link != Link::Workload && seen.insert(&account.pull) {
                lists.push(PodList {
                    secrets: &account.pull,
                    of: format!("pods of `{}/{}`", project.name, account.name),
                });
            }
        }
        for workflow in &project.workflows {
            if seen.insert(&workflow.pull_secrets) {
                lists.push(PodList {
                    secrets: &workflow.pull_secrets,
                    of: format!("a workflow of `{}`", project.name),
                });
            }
        }
    }
    lists
}

/// The entries that the spec makes for a pull secret.
pub(super) fn entries<'a>(plan: &'a Plan<'a>, id: PullSecretId) -> &'a [EntryPlan<'a>] {
    match &plan.pull_secret(id).content {
        PullSecretSource::Entries(entries) => entries,
        PullSecretSource::WholeFile(_) | PullSecretSource::Existing => &[],
    }
}

/// A repository that a key is meant for, to be named in messages: stars stand for something, and a
/// name follows the path.
pub(super) fn sample_repository(key: &ServerKey) -> String {
    // The one host without a dot is this one: any other is a name on Docker Hub.
    let host = match key.host() {
        host if host == "*" => "localhost".to_owned(),
        host => host.replace('*', "any"),
    };
    let path = key.path();
    match (host.as_str(), path.as_str()) {
        ("docker.io" | "index.docker.io", "") => "docker.io/library/app".to_owned(),
        _ => format!("{host}{path}/app"),
    }
}

/// Whether two registries have the same credential, as far as that is known: it is written in the
/// same way, or was read and is the same.
pub(super) fn same_credential(checked: &Checked<'_>, one: usize, other: usize) -> bool {
    if one == other {
        return true;
    }
    let read = |number: usize| {
        let entry = checked.credentials?.registries.get(number)?.as_ref()?;
        Some((
            entry.username.as_ref()?.expose(),
            entry.password.as_ref()?.expose(),
        ))
    };
    if let (Some(one), Some(other)) = (read(one), read(other)) {
        return one == other;
    }
    match (registry(checked.spec, one), registry(checked.spec, other)) {
        (Some(one), Some(other)) => same_source(&one.credential, &other.credential),
        // One was written in a wrong shape, which has been reported.
        _ => true,
    }
}

fn registry<'s, 't>(spec: &'s Spec<'t>, number: usize) -> Option<&'s Registry<'t>> {
    spec.registries.at(number).value.as_ref()
}

fn same_source(one: &Credential<'_>, other: &Credential<'_>) -> bool {
    match (one, other) {
        (
            Credential::Basic {
                username: username_one,
                password: password_one,
                ..
            },
            Credential::Basic {
                username: username_other,
                password: password_other,
                ..
            },
        ) => same_value(username_one, username_other) && same_value(password_one, password_other),
        (Credential::Auth(one), Credential::Auth(other)) => same_value(one, other),
        (Credential::AuthFile(one), Credential::AuthFile(other)) => {
            let server = |server: Option<crate::model::Text<'_>>| {
                server.map(|server| server.value.to_owned())
            };
            one.file.value == other.file.value && server(one.server) == server(other.server)
        }
        _ => false,
    }
}

fn same_value(one: &Value<'_>, other: &Value<'_>) -> bool {
    match (one, other) {
        (Value::Literal(one), Value::Literal(other))
        | (Value::Env(one), Value::Env(other))
        | (Value::File(one), Value::File(other)) => one.value == other.value,
        _ => false,
    }
}
