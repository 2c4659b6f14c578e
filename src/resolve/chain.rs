//! The chain of a node: the pod's own list or its account's, then the node's global pull secret;
//! for the integrated registry who the account is.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashSet;
use std::rc::Rc;

use hashbrown::{Equivalent, HashMap};

use crate::credential::docker_config::Layout;
use crate::keyring::{ImageName, Runtime};
use crate::kubernetes::{FOR_REGISTRY, account_of_generated};
use crate::model::Link;
use crate::plan::{EntryPlan, ProjectPlan, PullSecretId, PullSecretSource, ServiceAccountPlan};

use super::held::username;
use super::integrated::is_integrated;
use super::memory::{Memory, Which};
use super::{Beside, Content, Facts, Held, Names, Pod, Server, Verdict};

/// The Secret that the node's own credentials come from.
const GLOBAL: &str = "openshift-config/pull-secret";

/// A pod, and what the spec says of its account.
pub(super) struct Chain<'a> {
    pub(super) facts: Facts<'a>,
    pub(super) project: Option<&'a ProjectPlan<'a>>,
    pub(super) account: Option<&'a ServiceAccountPlan<'a>>,
    pub(super) pod: Pod<'a>,
    pub(super) runtime: Runtime,
    pub(super) beside: Option<&'a Beside<'a>>,
    pub(super) memory: Rc<Memory<'a>>,
    /// The pull secrets of the project by name, once one was asked for.
    pub(super) names: OnceCell<Names<'a>>,
    /// The accounts of the project by the names of their own secrets, once one was asked for.
    pub(super) pinned: OnceCell<HashMap<&'a str, &'a str>>,
}

/// A project and a name to look for, which need not live as long as those that are found.
#[derive(Hash)]
struct At<'n>(&'n str, &'n str);

impl Equivalent<(&str, &str)> for At<'_> {
    fn equivalent(&self, key: &(&str, &str)) -> bool {
        (self.0, self.1) == *key
    }
}

/// The pull secrets of a pod.
#[derive(Default)]
pub(super) struct List<'a> {
    pub(super) secrets: Vec<Rc<Held<'a>>>,
    /// The account as which the pod pulls from the integrated registry, and the secret that proves
    /// it.
    pub(super) identity: Option<(Cow<'a, str>, String)>,
    pub(super) notes: Vec<String>,
}

impl<'a> Chain<'a> {
    pub(super) fn list(&self) -> List<'a> {
        let mut list = List::default();
        if !self.pod.own_list.is_empty() {
            for name in self.pod.own_list {
                self.named(name, &mut list);
            }
            let hidden = self.hidden();
            if !hidden.is_empty() {
                list.notes.push(format!(
                    "the pod's own list hides that of service account `{}`: {}",
                    self.pod.service_account,
                    hidden.join(", ")
                ));
            }
            return list;
        }
        match self.account {
            Some(account) if account.link != Link::Workload => {
                list.secrets = account.pull.iter().map(|id| self.held(*id)).collect();
            }
            account => {
                if let Some(account) = account.filter(|account| !account.pull.is_empty()) {
                    list.notes.push(format!(
                        "service account `{}` is not emitted (`link: workload`): what runs must name its pull secrets itself",
                        account.name
                    ));
                }
                for name in self.beside_list() {
                    self.named(name, &mut list);
                }
            }
        }
        list.identity = self
            .managed()
            .map(|secret| (Cow::Borrowed(self.pod.service_account), secret));
        list
    }

    /// The list of an account that somebody else writes.
    fn beside_list(&self) -> &'a [String] {
        let (project, account) = (self.pod.project, self.pod.service_account);
        let list = self
            .beside
            .and_then(|beside| beside.accounts.get(&(project, account)));
        list.map_or(&[], Vec::as_slice)
    }

    /// A secret that somebody else makes.
    fn beside_secret(&self, name: &str) -> Option<Rc<Held<'a>>> {
        let servers = self.beside?.secrets.get(&At(self.pod.project, name))?;
        let which = Which::Beside(self.pod.project.to_owned(), name.to_owned());
        Some(self.memory.held(which, || {
            let content = match servers {
                Some(servers) => Content::Servers(Cow::Borrowed(servers)),
                None => Content::Unknown("what is in it is not known"),
            };
            Held::new(name.to_owned(), content)
        }))
    }

    /// The pull secret of the project that has a name.
    fn planned(&self, name: &str) -> Option<PullSecretId> {
        self.names().get(name)
    }

    pub(super) fn names(&self) -> &Names<'a> {
        self.names.get_or_init(|| {
            let secrets = self.project.into_iter().flat_map(|one| &one.pull_secrets);
            Names::new(self.facts, secrets.map(|(id, _)| *id))
        })
    }

    /// Whether anything makes a secret of that name in the project.
    pub(super) fn has(&self, name: &str) -> bool {
        self.planned(name).is_some()
            || self.beside_secret(name).is_some()
            || self.account_of(name).is_some()
    }

    /// Adds the secret of that name, as far as it is known.
    fn named(&self, name: &str, list: &mut List<'a>) {
        if let Some(id) = self.planned(name) {
            list.secrets.push(self.held(id));
        } else if let Some(held) = self.beside_secret(name) {
            list.secrets.push(held);
        } else if let Some(account) = self.account_of(name) {
            list.identity
                .get_or_insert_with(|| (account, name.to_owned()));
        } else if let Some(id) = self.names().meant(name) {
            list.notes.push(format!(
                "the spec makes no secret `{name}` in `{}`, but `{}`, whose name carries a hash (`nameSuffixHash`): one that is missing is skipped",
                self.pod.project,
                self.facts.secrets.name(id)
            ));
        } else {
            list.notes.push(format!(
                "the spec makes no secret `{name}` in `{}`: one that is missing is skipped",
                self.pod.project
            ));
        }
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
        let pinned = self.pinned.get_or_init(|| {
            let mut pinned = HashMap::new();
            let accounts = self.project.into_iter();
            for account in accounts.flat_map(|project| &project.service_accounts) {
                if let Some(name) = account.pinned.as_deref() {
                    pinned.entry(name).or_insert(account.name);
                }
            }
            pinned
        });
        let pinned = pinned.get(secret).map(|account| Cow::Borrowed(*account));
        pinned.or_else(|| {
            let account = account_of_generated(secret, FOR_REGISTRY)?;
            Some(Cow::Owned(account.to_owned()))
        })
    }

    /// The secrets of the account that a list of the pod's own hides.
    fn hidden(&self) -> Vec<String> {
        let ours = self
            .account
            .filter(|account| account.link != Link::Workload);
        let ours = ours.into_iter().flat_map(|account| &account.pull);
        let own_list = self.pod.own_list.iter();
        let listed: HashSet<PullSecretId> =
            own_list.filter_map(|name| self.planned(name)).collect();
        let names = ours
            .filter(|id| !listed.contains(*id))
            .map(|id| self.facts.secrets.name(*id).to_owned());
        let beside = self.beside_list().iter().cloned();
        let own: HashSet<&str> = self.pod.own_list.iter().map(String::as_str).collect();
        self.managed()
            .into_iter()
            .chain(names)
            .chain(beside)
            .filter(|name| !own.contains(name.as_str()))
            .map(|name| format!("`{name}`"))
            .collect()
    }

    /// The verdict, where the integrated registry has a word in it too. An error is a verdict that
    /// stands although that registry denies the pull, and why it does.
    pub(super) fn integrated_or(
        &self,
        verdict: Verdict<'a>,
        identity: &Option<(Cow<'a, str>, String)>,
        name: &ImageName,
    ) -> Result<Verdict<'a>, (Verdict<'a>, String)> {
        if !is_integrated(&self.facts.spec.platform, name.host()) {
            return Ok(verdict);
        }
        match self.integrated(identity, name) {
            Ok(verdict) => Ok(verdict),
            Err(denied) if verdict == Verdict::Anonymous => Ok(Verdict::Denied(denied)),
            Err(denied) => Err((verdict, denied)),
        }
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
        let grant = self
            .memory
            .grants
            .of(name.path(), self.pod.project, account, secret);
        grant.map(Verdict::Grant)
    }

    /// What the node itself holds.
    pub(super) fn node(&self) -> Vec<Rc<Held<'a>>> {
        if self.facts.spec.global_pull_secret.is_none() {
            return Vec::new();
        }
        let added = Content::Servers(self.servers(&self.facts.plan.global_entries).into());
        let mut held = vec![Rc::new(Held::new(GLOBAL.to_owned(), added))];
        let base = self
            .facts
            .decoded
            .and_then(|decoded| decoded.global_base.as_ref());
        let content = match base {
            None => Content::Unknown("its base was not read: `--credentials` reads it"),
            Some(base) => {
                match Content::read(GLOBAL, base.expose(), Layout::ConfigJson, self.runtime) {
                    Content::Config(mut config, layout) => {
                        let added = |key: &str| {
                            let added = &self.facts.plan.global_entries;
                            added.iter().any(|entry| entry.server == key)
                        };
                        config.entries.retain(|entry| !added(&entry.key));
                        Content::Config(config, layout)
                    }
                    other => other,
                }
            }
        };
        held.push(Rc::new(Held::new(GLOBAL.to_owned(), content)));
        held
    }

    fn held(&self, id: PullSecretId) -> Rc<Held<'a>> {
        let secret = self.facts.plan.pull_secret(id);
        if let PullSecretSource::Existing = &secret.content
            && let Some(held) = self.beside_secret(&secret.name)
        {
            return held;
        }
        let read = || {
            let content = match &secret.content {
                PullSecretSource::Entries(entries) => {
                    Content::Servers(self.servers(entries).into())
                }
                PullSecretSource::Existing => {
                    Content::Unknown("it is made by somebody else, what is in it is not known")
                }
                PullSecretSource::WholeFile(number) => {
                    let file = self
                        .facts
                        .decoded
                        .and_then(|decoded| decoded.files.get(*number)?.as_ref());
                    match file {
                        Some(file) => Content::read(
                            &secret.name,
                            file.expose(),
                            Layout::ConfigJson,
                            self.runtime,
                        ),
                        None => Content::Unknown("its file was not read: `--credentials` reads it"),
                    }
                }
            };
            Held::new(self.facts.secrets.name(id).to_owned(), content)
        };
        self.memory.held(Which::Planned(id), read)
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
