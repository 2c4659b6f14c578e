//! The chain of a node, from a spec: the pod's own list or its account's, then the node's global
//! pull secret; for the integrated registry who the account is.

use std::borrow::Cow;

use crate::credential::docker_config::Layout;
use crate::credential::{Confidential, Decoded};
use crate::keyring::kubelet::{SecretType, read_secret};
use crate::keyring::{ImageName, Runtime, containers_image};
use crate::model::{Link, Spec};
use crate::plan::{
    Account, EntryPlan, Plan, ProjectPlan, PullSecretId, PullSecretSource, ServiceAccountPlan,
};

use super::held::username;
use super::integrated::{grant, is_integrated};
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

/// A name that the spec does not know.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unknown {
    /// The project.
    Project,
    /// The service account.
    ServiceAccount,
}

/// The Secret that the node's own credentials come from.
const GLOBAL: &str = "openshift-config/pull-secret";

/// Every project and service account that the spec plans.
pub fn every_account<'p>(plan: &'p Plan<'_>) -> impl Iterator<Item = (&'p str, &'p str)> {
    plan.projects.iter().flat_map(|project| {
        let accounts = project.service_accounts.iter();
        accounts.map(|account| (project.name, account.name))
    })
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

/// A pod, and what the spec says of its account.
struct Chain<'a> {
    facts: Facts<'a>,
    project: &'a ProjectPlan<'a>,
    account: Option<&'a ServiceAccountPlan<'a>>,
    pod: Pod<'a>,
    runtime: Runtime,
}

/// The pull secrets of a pod.
#[derive(Default)]
struct List<'a> {
    secrets: Vec<Held<'a>>,
    /// The account as which the pod pulls from the integrated registry, and the secret that proves
    /// it.
    identity: Option<(Cow<'a, str>, String)>,
    notes: Vec<String>,
}

impl<'a> Chain<'a> {
    fn list(&self) -> List<'a> {
        let mut list = List::default();
        if self.pod.own_list.is_empty() {
            let pull = match self.account {
                Some(account) if account.link != Link::Workload => account.pull.as_slice(),
                Some(account) if !account.pull.is_empty() => {
                    list.notes.push(format!(
                        "service account `{}` is not emitted (`link: workload`): what runs must name its pull secrets itself",
                        account.name
                    ));
                    &[]
                }
                _ => &[],
            };
            list.secrets = pull.iter().map(|id| self.held(*id)).collect();
            list.identity = self
                .managed()
                .map(|secret| (Cow::Borrowed(self.pod.service_account), secret));
            return list;
        }
        for name in self.pod.own_list {
            let planned = self.project.pull_secrets.iter();
            let id = planned
                .map(|(id, _)| *id)
                .find(|id| self.facts.plan.pull_secret(*id).name == name.as_str());
            if let Some(id) = id {
                list.secrets.push(self.held(id));
            } else if let Some(account) = self.account_of(name) {
                list.identity.get_or_insert_with(|| (account, name.clone()));
            } else {
                list.notes.push(format!(
                    "the spec makes no secret `{name}` in `{}`: one that is missing is skipped",
                    self.project.name
                ));
            }
        }
        let hidden = self.hidden();
        if !hidden.is_empty() {
            list.notes.push(format!(
                "the pod's own list hides that of service account `{}`: {}",
                self.pod.service_account,
                hidden.join(", ")
            ));
        }
        list
    }

    /// The secret that OpenShift itself gives the account, as far as its name is known.
    fn managed(&self) -> Option<String> {
        self.facts.spec.platform.integrated_registry()?;
        let pinned = self.account.and_then(|account| account.pinned.as_deref());
        Some(match pinned {
            Some(name) => name.to_owned(),
            None => format!("{}-dockercfg-…", self.pod.service_account),
        })
    }

    /// The account whose own secret of OpenShift has a name.
    fn account_of(&self, secret: &str) -> Option<Cow<'a, str>> {
        self.facts.spec.platform.integrated_registry()?;
        let accounts = self.project.service_accounts.iter();
        let pinned = accounts
            .filter(|account| account.pinned.as_deref() == Some(secret))
            .map(|account| Cow::Borrowed(account.name))
            .next();
        pinned.or_else(|| {
            // The controller's own names end in a dash and five letters.
            let (account, random) = secret.rsplit_once("-dockercfg-")?;
            let like = random.len() == 5 && random.bytes().all(|byte| byte.is_ascii_alphanumeric());
            like.then(|| Cow::Owned(account.to_owned()))
        })
    }

    /// The secrets of the account that a list of the pod's own hides.
    fn hidden(&self) -> Vec<String> {
        let ours = self
            .account
            .filter(|account| account.link != Link::Workload);
        let ours = ours.into_iter().flat_map(|account| &account.pull);
        let names = ours.map(|id| self.facts.plan.pull_secret(*id).name.to_string());
        self.managed()
            .into_iter()
            .chain(names)
            .filter(|name| !self.pod.own_list.contains(name))
            .map(|name| format!("`{name}`"))
            .collect()
    }

    fn integrated(
        &self,
        identity: &Option<(Cow<'a, str>, String)>,
        name: &ImageName,
    ) -> Result<Verdict<'a>, String> {
        let Some((account, secret)) = identity else {
            let managed = self.managed().unwrap_or_default();
            return Err(format!(
                "the pod names its own pull secrets, and `{managed}` is not among them: the integrated registry does not know whose pod it is"
            ));
        };
        let plan = self.facts.plan;
        grant(plan, name.path(), self.pod.project, account, secret).map(Verdict::Grant)
    }

    /// What the node itself holds.
    fn node(&self) -> Vec<Held<'a>> {
        if self.facts.spec.global_pull_secret.is_none() {
            return Vec::new();
        }
        let mut held = vec![Held {
            name: GLOBAL.to_owned(),
            content: Content::Servers(self.servers(&self.facts.plan.global_entries)),
        }];
        let base = self
            .facts
            .decoded
            .and_then(|decoded| decoded.global_base.as_ref());
        let content = match base {
            None => Content::Unknown("its base was not read: `--credentials` reads it"),
            Some(base) => match self.read(GLOBAL, base) {
                Content::Config(mut config, layout) => {
                    let added = |key: &str| {
                        let added = &self.facts.plan.global_entries;
                        added.iter().any(|entry| entry.server == key)
                    };
                    config.entries.retain(|entry| !added(&entry.key));
                    Content::Config(config, layout)
                }
                other => other,
            },
        };
        held.push(Held {
            name: GLOBAL.to_owned(),
            content,
        });
        held
    }

    fn held(&self, id: PullSecretId) -> Held<'a> {
        let secret = self.facts.plan.pull_secret(id);
        let content = match &secret.content {
            PullSecretSource::Entries(entries) => Content::Servers(self.servers(entries)),
            PullSecretSource::Existing => {
                Content::Unknown("it is made by somebody else, what is in it is not known")
            }
            PullSecretSource::WholeFile(number) => {
                let file = self
                    .facts
                    .decoded
                    .and_then(|decoded| decoded.files.get(*number)?.as_ref());
                match file {
                    Some(file) => self.read(&secret.name, file),
                    None => Content::Unknown("its file was not read: `--credentials` reads it"),
                }
            }
        };
        Held {
            name: secret.name.to_string(),
            content,
        }
    }

    fn read(&self, name: &str, file: &Confidential) -> Content<'a> {
        let layout = Layout::ConfigJson;
        let config = match self.runtime {
            Runtime::Kubelet => read_secret(SecretType::DockerConfigJson, file.expose()),
            Runtime::ContainersImage => {
                containers_image::read_file(name, file.expose(), layout).map(Some)
            }
        };
        match config {
            Ok(Some(config)) => Content::Config(config, layout),
            Ok(None) => Content::Unknown("it is empty, which counts as no entries"),
            Err(words) => Content::Broken(words),
        }
    }

    fn servers(&self, entries: &[EntryPlan<'a>]) -> Vec<Server<'a>> {
        entries
            .iter()
            .map(|entry| Server {
                key: Cow::Borrowed(entry.server),
                username: username(self.facts.spec, entry.registry, self.facts.decoded),
            })
            .collect()
    }
}
