//! What was answered, so that ten thousand workloads alike are asked about once.

use std::hash::{Hash, Hasher};
use std::rc::Rc;

use hashbrown::HashMap;

use crate::keyring::Runtime;
use crate::plan::PullSecretId;
use crate::resolve::{self, Beside, Facts, Memory, Pod, Puller, Unknown, Verdict};

use super::bindings::Bindings;
use super::collect::Collected;
use super::covering::Covering;

/// Whose pods: project, account and list of their own.
pub(super) type Whose<'a> = (&'a str, &'a str, OwnList<'a>);

/// A list of pull secrets that pods name themselves. Lists that say the same have one number, by
/// which they are told apart: a list may be as long as a manifest.
#[derive(Clone, Copy, Debug)]
pub(super) struct OwnList<'a> {
    number: usize,
    /// The names.
    pub(super) names: &'a [String],
}

impl OwnList<'_> {
    /// The list of pods that name none.
    pub(super) const NONE: Self = Self {
        number: 0,
        names: &[],
    };
}

impl PartialEq for OwnList<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl Eq for OwnList<'_> {}

impl Hash for OwnList<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.number.hash(state);
    }
}

/// How many keys all images together may be held against: a second or two of work, and a hundred times
/// what clusters have.
const MOST_WORK: usize = 30_000_000;

/// What comes of an image.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Answer {
    /// It is pulled with these secrets.
    Pulled(Vec<String>),
    /// Nothing that the pod has covers it, and these secrets of the spec would.
    NotCovered {
        /// Host and path.
        repository: String,
        /// The secrets; never empty.
        by: Vec<PullSecretId>,
    },
    /// It lies in the integrated registry, which does not know whose pod it is.
    Nobody {
        /// Host and path.
        repository: String,
    },
    /// It lies in the integrated registry, and no grant allows it; why, in words.
    NotGranted {
        /// Host and path.
        repository: String,
        /// Why.
        why: String,
    },
    /// The spec does not know its registry, or has nothing for that path.
    NotKnown {
        /// Host and path.
        repository: String,
    },
    /// Nobody can say: the pod has a secret whose content is not known.
    Undecided,
    /// It is no name of an image; the runtime's words.
    NoName(String),
}

/// A kind of pods, ready to be asked.
pub(super) struct Asked<'a> {
    puller: Puller<'a>,
    /// What the spec does not know of them.
    pub(super) unknown: Option<Unknown>,
    answers: HashMap<&'a str, Answer>,
}

/// All kinds of pods that were asked about.
pub(super) struct Ledger<'a> {
    facts: Facts<'a>,
    memory: Rc<Memory<'a>>,
    /// Numbers of lists, from 1.
    lists: HashMap<&'a [String], usize>,
    /// What is left of [`MOST_WORK`].
    work: usize,
    beside: &'a Beside<'a>,
    bindings: &'a Bindings<'a>,
    covering: Covering,
    asked: HashMap<Whose<'a>, Asked<'a>>,
}

impl<'a> Ledger<'a> {
    pub(super) fn new(facts: Facts<'a>, collected: &'a Collected<'a>) -> Self {
        Self {
            facts,
            memory: Rc::new(Memory::new(facts.plan)),
            lists: HashMap::new(),
            work: MOST_WORK,
            beside: &collected.beside,
            bindings: &collected.bindings,
            covering: Covering::new(facts),
            asked: HashMap::new(),
        }
    }

    /// A list, to ask by.
    pub(super) fn list(&mut self, names: &'a [String]) -> OwnList<'a> {
        if names.is_empty() {
            return OwnList::NONE;
        }
        let next = self.lists.len() + 1;
        let number = *self.lists.entry(names).or_insert(next);
        OwnList { number, names }
    }

    /// Whether there were more images and keys than are held against each other: answers from then
    /// on are undecided.
    pub(super) fn is_exhausted(&self) -> bool {
        self.work == 0
    }

    /// Pods of a project and account.
    pub(super) fn pods(&mut self, whose: Whose<'a>) -> &mut Asked<'a> {
        let Self {
            facts,
            ref memory,
            beside,
            ref mut asked,
            ..
        } = *self;
        asked.entry(whose).or_insert_with(|| {
            let (project, service_account, own_list) = whose;
            let pod = Pod {
                project,
                service_account,
                own_list: own_list.names,
            };
            Asked {
                puller: Puller::new(facts, memory.clone(), pod, Runtime::Kubelet, Some(beside)),
                unknown: unknown(facts, beside, project, service_account),
                answers: HashMap::new(),
            }
        })
    }

    /// What comes of an image in such pods.
    pub(super) fn answer(&mut self, whose: Whose<'a>, image: &'a str) -> Answer {
        let asked = self.pods(whose);
        if let Some(answer) = asked.answers.get(image) {
            return answer.clone();
        }
        let weight = asked.puller.weight();
        let weight = weight.saturating_add(self.covering.weight()).max(1);
        self.work = self.work.saturating_sub(weight);
        if self.is_exhausted() {
            return Answer::Undecided;
        }
        let asked = self.pods(whose);
        let (repository, verdict, tried) = asked.puller.decide(image);
        let undecided = asked.puller.is_partly_unknown();
        let nobody = asked.puller.is_nobody();
        let answer = match verdict {
            Verdict::Credentials => Answer::Pulled(tried.into_iter().map(str::to_owned).collect()),
            Verdict::Grant(grant) => Answer::Pulled(vec![grant.secret]),
            Verdict::Error {
                words,
                secret: None,
            } => Answer::NoName(words),
            // A broken secret is reported where it stands.
            Verdict::Error {
                secret: Some(_), ..
            } => Answer::Undecided,
            Verdict::Denied(_) | Verdict::Anonymous if undecided => Answer::Undecided,
            Verdict::Denied(_) if nobody => Answer::Nobody { repository },
            Verdict::Denied(why) => match self.is_granted_beside(whose, &repository) {
                true => Answer::Undecided,
                false => Answer::NotGranted { repository, why },
            },
            Verdict::Anonymous => {
                let by = self.covering.of(&repository);
                match by.is_empty() {
                    true => Answer::NotKnown { repository },
                    false => Answer::NotCovered { repository, by },
                }
            }
        };
        let asked = self.pods(whose);
        asked.answers.insert(image, answer.clone());
        answer
    }

    /// Whether a binding of the manifests lets pods pull a repository of the integrated registry.
    fn is_granted_beside(&self, (project, account, _): Whose<'a>, repository: &str) -> bool {
        let mut parts = repository.split('/').skip(1);
        let images_in = parts.next().unwrap_or_default();
        self.bindings.allow(images_in, project, account)
    }

    /// What an account of the manifests lists; nothing where they do not have it.
    pub(super) fn brought(&self, project: &'a str, account: &'a str) -> Option<&'a [String]> {
        let list = self.beside.accounts.get(&(project, account))?;
        Some(list.as_slice())
    }

    /// Whether such pods have a secret of that name.
    pub(super) fn has(&mut self, whose: Whose<'a>, name: &str) -> bool {
        self.pods(whose).puller.has(name)
    }

    /// The pull secret of such pods that a name means, but for the hash that its name carries.
    pub(super) fn meant(&mut self, whose: Whose<'a>, name: &str) -> Option<PullSecretId> {
        self.pods(whose).puller.meant(name)
    }
}

/// What neither the spec nor the manifests know.
fn unknown(
    facts: Facts<'_>,
    beside: &Beside<'_>,
    project: &str,
    service_account: &str,
) -> Option<Unknown> {
    let unknown = resolve::known(facts, project, service_account).err()?;
    let brought = beside.accounts.contains_key(&(project, service_account));
    match unknown {
        Unknown::ServiceAccount if brought || is_unmanaged(facts, project) => None,
        unknown => Some(unknown),
    }
}

/// Whether a project is the spec's, but what is in it is not.
pub(super) fn is_unmanaged(facts: Facts<'_>, project: &str) -> bool {
    let number = facts.spec.projects.number(project);
    number
        .and_then(|number| facts.plan.project(number))
        .is_some_and(|project| project.unmanaged)
}
