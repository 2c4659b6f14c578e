//! Projects and their service accounts.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::finding::{Code, Finding, catalogue};
use crate::model::PlatformKind;
use crate::plan::built_in_accounts;

use super::account::Account;
use super::definitions::{Definitions, Names};
use super::grants::{Grant, Puller};
use super::own::Own;

/// `projects`, and the secrets that are linked and not made.
#[derive(Default)]
pub(super) struct Projects {
    pub(super) map: BTreeMap<String, Project>,
    pub(super) existing: BTreeSet<String>,
}

/// One of `projects`.
#[derive(Default)]
pub(super) struct Project {
    /// Labels and annotations of the Namespace that is to be made.
    pub(super) create: Option<[Vec<(String, String)>; 2]>,
    pub(super) pull_secrets: Vec<String>,
    /// The accounts; nothing where they are not known, and none is written.
    pub(super) accounts: BTreeMap<String, Written>,
}

/// One of `serviceAccounts`.
#[derive(Clone, PartialEq, Eq, Default)]
pub(super) struct Written {
    pub(super) pull: Vec<String>,
    pub(super) mount: Vec<String>,
    pub(super) internal_registry_secret: Option<String>,
    pub(super) link: Option<&'static str>,
}

/// Adds names that are not listed yet.
fn list(listed: &mut Vec<String>, names: impl IntoIterator<Item = String>) {
    let mut known: HashSet<String> = listed.iter().cloned().collect();
    let new = names.into_iter().filter(|name| known.insert(name.clone()));
    listed.extend(new);
}

impl Projects {
    /// Lets the account `default` of a project pull with these.
    pub(super) fn add(&mut self, name: &str, pull_secrets: &[String]) {
        let project = self.map.entry(name.to_owned()).or_default();
        let account = project.accounts.entry("default".to_owned()).or_default();
        for listed in [&mut project.pull_secrets, &mut account.pull] {
            list(listed, pull_secrets.iter().cloned());
        }
    }
}

/// What is known of the secrets that accounts name.
pub(super) struct Known<'k, 't> {
    pub(super) own: &'k Own,
    /// Those that are there and are not imported.
    pub(super) others: &'k BTreeSet<(&'t str, &'t str)>,
    /// Those of them that kubelet passes over, with their types.
    pub(super) ignored: &'k BTreeMap<(&'t str, &'t str), &'t str>,
    pub(super) names: &'k Names<'t>,
    pub(super) definitions: &'k Definitions,
    /// The namespaces of which secrets were given.
    pub(super) namespaces: HashSet<&'t str>,
}

/// Reads who uses what.
pub(super) fn read(
    accounts: &[Account<'_>],
    namespaces: &BTreeMap<&str, [Vec<(&str, &str)>; 2]>,
    known: &Known<'_, '_>,
    grants: &[Grant],
    findings: &mut Vec<Finding>,
) -> Projects {
    let mut projects = Projects::default();
    for (name, parts) in namespaces {
        let owned = |pairs: &Vec<(&str, &str)>| {
            let owned = pairs
                .iter()
                .map(|(key, value)| ((*key).into(), (*value).into()));
            owned.collect()
        };
        let [labels, annotations] = parts;
        let project = projects.map.entry((*name).to_owned()).or_default();
        project.create = Some([owned(labels), owned(annotations)]);
    }
    for account in accounts {
        let found = written(account, known, &mut projects.existing, findings);
        if let Some(found) = found {
            let project = projects
                .map
                .entry(account.namespace.to_owned())
                .or_default();
            project.accounts.insert(account.name.to_owned(), found);
        }
    }
    // The order of a project's list is that of its accounts, `default` first.
    for project in projects.map.values_mut() {
        let default = project.accounts.get("default").into_iter();
        let lists = default.chain(project.accounts.values());
        let listed: Vec<String> = lists
            .flat_map(|account| account.pull.iter().chain(&account.mount))
            .cloned()
            .collect();
        list(&mut project.pull_secrets, listed);
    }
    let mut rest: Vec<_> = known.names.iter().collect();
    rest.sort_unstable();
    for of_one in rest.chunk_by(|(one, _), (other, _)| one.0 == other.0) {
        let [((namespace, _), _), ..] = of_one else {
            continue;
        };
        let project = projects.map.entry((*namespace).to_owned()).or_default();
        let names = of_one.iter().map(|(_, name)| (*name).clone());
        list(&mut project.pull_secrets, names);
    }
    for grant in grants {
        projects.map.entry(grant.images_in.clone()).or_default();
        for puller in &grant.pullers {
            let Some(name) = puller.project() else {
                continue;
            };
            let project = projects.map.entry(name.to_owned()).or_default();
            let Puller::Account(_, account) = puller else {
                continue;
            };
            let is_built_in =
                built_in_accounts(PlatformKind::OpenShift).contains(&account.as_str());
            if !is_built_in {
                // An account that others write is listed, and not written.
                let listed = project.accounts.entry(account.clone());
                listed.or_insert_with(|| Written {
                    link: Some("workload"),
                    ..Written::default()
                });
            }
        }
    }
    projects
}

/// An account as the spec says it; nothing where the spec has nothing to say of it.
fn written(
    account: &Account<'_>,
    known: &Known<'_, '_>,
    existing: &mut BTreeSet<String>,
    findings: &mut Vec<Finding>,
) -> Option<Written> {
    let Known {
        own,
        others,
        ignored,
        names,
        definitions,
        ref namespaces,
    } = *known;
    let Account {
        namespace, name, ..
    } = *account;
    let is_own =
        |secret: &str| account.pinned == Some(secret) || own.holds(namespace, name, secret);
    let mut found = Written::default();
    let is_given = namespaces.contains(namespace);
    for secret in &account.pull {
        if is_own(secret.value) {
            continue;
        }
        if let Some(given) = names.get(&(namespace, secret.value)) {
            found.pull.push(given.clone());
            continue;
        }
        let of_account = |code: Code, what: &str| {
            code.at(
                secret.span,
                format!("account `{namespace}/{name}` names {what}"),
            )
        };
        let shown = secret.value;
        let is_there = others.contains(&(namespace, shown));
        if definitions.has(shown) {
            let what = format!("`{shown}`, which is another secret elsewhere");
            let finding = of_account(catalogue::ACCOUNT_REFERENCE_DANGLES, &what);
            findings.push(finding.label("left out: the spec would make that other secret here"));
            continue;
        }
        if is_given && !is_there {
            let what = format!("secret `{shown}`, which is not there");
            findings.push(
                of_account(catalogue::ACCOUNT_REFERENCE_DANGLES, &what)
                    .label("linked as it is")
                    .help("remove it from the spec where nobody makes it: kubelet passes over it"),
            );
        }
        if let Some(kind) = ignored.get(&(namespace, shown)) {
            let what = format!("secret `{shown}` of type `{kind}`, which kubelet passes over");
            findings.push(
                of_account(catalogue::SECRET_TYPE_IGNORED, &what)
                    .label("linked as it is")
                    .help("import the Docker config that is meant, and put its name in place of this one"),
            );
        }
        existing.insert(secret.value.to_owned());
        found.pull.push(secret.value.to_owned());
    }
    let mounted = account.mount.iter().filter(|secret| !is_own(secret.value));
    found.mount = mounted
        .filter_map(|secret| names.get(&(namespace, secret.value)).cloned())
        .collect();
    let usual = format!("{name}-dockercfg");
    let pinned = account.pinned.or_else(|| {
        let mut pull = account.pull.iter().map(|secret| secret.value);
        pull.find(|secret| *secret != usual && own.holds(namespace, name, secret))
    });
    match pinned {
        Some(pinned) if pinned == usual => {}
        Some(pinned) => found.internal_registry_secret = Some(pinned.to_owned()),
        None if own.is_openshift => found.link = Some("plain"),
        None => {}
    }
    // Every account of OpenShift has a secret of its own; one of the usual name is a build's.
    let is_ours =
        !found.pull.is_empty() || !found.mount.is_empty() || account.pinned == Some(usual.as_str());
    is_ours.then_some(found)
}
