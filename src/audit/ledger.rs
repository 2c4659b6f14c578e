//! What was answered, so that ten thousand workloads alike are asked about once.

use std::rc::Rc;

use hashbrown::HashMap;

use crate::keyring::Runtime;
use crate::plan::PullSecretId;
use crate::resolve::{self, Beside, Facts, Grants, Pod, Puller, Unknown, Verdict};

use super::bindings::Bindings;
use super::collect::Collected;
use super::covering::Covering;

/// Whose pods: project, account and list of their own.
type Whose<'a> = (&'a str, &'a str, &'a [String]);

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
    grants: Rc<Grants<'a>>,
    beside: &'a Beside<'a>,
    bindings: &'a Bindings<'a>,
    covering: Covering,
    asked: HashMap<Whose<'a>, Asked<'a>>,
}

impl<'a> Ledger<'a> {
    pub(super) fn new(facts: Facts<'a>, collected: &'a Collected<'a>) -> Self {
        Self {
            facts,
            grants: Rc::new(Grants::new(facts.plan)),
            beside: &collected.beside,
            bindings: &collected.bindings,
            covering: Covering::new(facts),
            asked: HashMap::new(),
        }
    }

    /// Pods of a project and account.
    pub(super) fn pods(&mut self, whose: Whose<'a>) -> &mut Asked<'a> {
        let Self {
            facts,
            ref grants,
            beside,
            ref mut asked,
            ..
        } = *self;
        asked.entry(whose).or_insert_with(|| {
            let (project, service_account, own_list) = whose;
            let pod = Pod {
                project,
                service_account,
                own_list,
            };
            Asked {
                puller: Puller::new(facts, grants.clone(), pod, Runtime::Kubelet, Some(beside)),
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
        let resolution = asked.puller.resolve(image);
        let undecided = asked.puller.is_partly_unknown();
        let nobody = asked.puller.is_nobody();
        let repository = resolution.repository.unwrap_or_default();
        let answer = match resolution.verdict {
            Verdict::Credentials => {
                let tried = resolution.tried.into_iter();
                Answer::Pulled(tried.map(|entry| entry.secret).collect())
            }
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
