//! What a pod and its node hold: the secrets of its own list or of its account, OpenShift's own
//! secret, and the global pull secret.

use std::borrow::Cow;

use crate::credential::Confidential;
use crate::credential::docker_config::Layout;
use crate::keyring::kubelet::{SecretType, read_secret};
use crate::keyring::{ImageName, Runtime, containers_image};
use crate::model::Link;
use crate::plan::{EntryPlan, ProjectPlan, PullSecretId, PullSecretSource, ServiceAccountPlan};

use super::held::username;
use super::integrated::grant;
use super::{Content, Facts, Held, Pod, Server, Verdict};

/// The Secret that the node's own credentials come from.
const GLOBAL: &str = "openshift-config/pull-secret";

/// A pod, and what the spec says of its account.
pub(super) struct Chain<'a> {
    pub(super) facts: Facts<'a>,
    pub(super) project: &'a ProjectPlan<'a>,
    pub(super) account: Option<&'a ServiceAccountPlan<'a>>,
    pub(super) pod: Pod<'a>,
    pub(super) runtime: Runtime,
}

/// The pull secrets of a pod.
#[derive(Default)]
pub(super) struct List<'a> {
    pub(super) secrets: Vec<Held<'a>>,
    /// The account as which the pod pulls from the integrated registry, and the secret that proves
    /// it.
    pub(super) identity: Option<(Cow<'a, str>, String)>,
    pub(super) notes: Vec<String>,
}

impl<'a> Chain<'a> {
    pub(super) fn list(&self) -> List<'a> {
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

    pub(super) fn integrated(
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
    pub(super) fn node(&self) -> Vec<Held<'a>> {
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
            // An empty file counts as one without entries.
            Ok(None) => Content::Servers(Vec::new()),
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
