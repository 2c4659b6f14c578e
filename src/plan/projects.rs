//! Profiles into projects: each project's pull secrets, service accounts and workflows.

mod accounts;
mod foreign;
mod workflows;

use hashbrown::HashMap;

use crate::finding::catalogue;
use crate::model::{Link, Lookup, PlatformKind, Profile, Project, Spec, Text};

use super::pull_secrets::{Definitions, Meaning};
use super::references::References;
use super::{ProjectPlan, PullSecretId};

/// The projects, and where each of the spec's numbers went.
pub(super) struct Merged<'t> {
    pub(super) projects: Vec<ProjectPlan<'t>>,
    pub(super) positions: Vec<Option<u32>>,
}

/// Merges profiles into projects.
///
/// `pullSecrets` and `workflows` of the profiles come first, in the order of `use`, then the
/// project's own; a pull secret named again keeps its first place. Service accounts merge by name,
/// field by field: the project's field wins over a profile's, a later profile's over an earlier
/// one's, and a list is a field as any other (so that `pull: []` takes away what a profile gives).
pub(super) fn merge<'t>(
    spec: &'t Spec<'t>,
    definitions: &Definitions<'t>,
    references: &mut References,
) -> Merged<'t> {
    let mut merger = Merger {
        spec,
        definitions,
        references,
        kind: spec.platform.kind(),
        default_link: spec.platform.default_link(),
        project_marks: vec![0; definitions.len()],
        list_marks: vec![0; definitions.len()],
        project_round: 0,
        list_round: 0,
        room: LINKS,
        foreign: Vec::new(),
    };
    for (_, _, profile) in spec.profiles.found() {
        merger.look_through(profile);
    }
    let mut defaults = merger.profiles(&spec.default_profiles);
    defaults.incomplete |= spec.defaults_unknown;
    let mut merged = Merged {
        projects: Vec::with_capacity(spec.projects.len()),
        positions: vec![None; spec.projects.len()],
    };
    for (number, name, project) in spec.projects.found() {
        if spec.projects.number(name.value) == Some(number) {
            merged.positions[number] = u32::try_from(merged.projects.len()).ok();
            let plan = merger.project(number, name, project, &defaults);
            merged.projects.push(plan);
            if merger.room == 0 {
                merger.too_many(name);
                break;
            }
        }
    }
    merged
}

/// How many pull secrets, accounts, workflows and links between them the projects may have
/// together, those of a profile counted for each project that uses it: a few lines can ask for
/// more than a machine holds, and no cluster has so many.
const LINKS: usize = 4_000_000;

/// The profiles of a project, resolved.
struct Profiles<'t> {
    list: Vec<(&'t str, &'t Profile<'t>)>,
    /// Whether one is not defined, or was written in a wrong shape.
    incomplete: bool,
}

/// Everything that is looked at while projects are merged. The marks say in which round a pull
/// secret was last seen, so that membership costs nothing to ask and nothing to forget.
struct Merger<'t, 'm> {
    spec: &'t Spec<'t>,
    definitions: &'m Definitions<'t>,
    references: &'m mut References,
    kind: PlatformKind,
    default_link: Link,
    project_marks: Vec<usize>,
    list_marks: Vec<usize>,
    project_round: usize,
    list_round: usize,
    /// How much more the projects may ask for.
    room: usize,
    /// Names in the project's lists that are none of its pull secrets, and the profiles that they
    /// come from.
    foreign: Vec<(&'t Text<'t>, Option<&'t str>)>,
}

impl<'t> Merger<'t, '_> {
    fn project(
        &mut self,
        number: usize,
        name: &Text<'t>,
        project: &'t Project<'t>,
        defaults: &Profiles<'t>,
    ) -> ProjectPlan<'t> {
        let unmanaged = project.unmanaged.is_some();
        let used;
        let profiles = match &project.profiles {
            Some(names) => {
                used = self.profiles(names);
                &used
            }
            None if unmanaged => &Profiles {
                list: Vec::new(),
                incomplete: false,
            },
            None => defaults,
        };
        let mut plan = ProjectPlan {
            name: name.value,
            place: name.span,
            number,
            pull_secrets: Vec::new(),
            service_accounts: Vec::new(),
            workflows: Vec::new(),
            unmanaged,
            broken: profiles.incomplete,
            accounts_unknown: profiles.incomplete,
            accounts_given: false,
            broken_accounts: Vec::new(),
        };
        self.project_round += 1;
        for (_, profile) in &profiles.list {
            self.pull_secrets(&profile.pull_secrets, &mut plan);
        }
        self.pull_secrets(&project.own.pull_secrets, &mut plan);
        self.service_accounts(project, profiles, &mut plan);
        for (profile, settings) in &profiles.list {
            for workflow in &settings.workflows {
                self.workflow(workflow, Some(profile), &mut plan);
            }
        }
        for workflow in &project.own.workflows {
            self.workflow(workflow, None, &mut plan);
        }
        for (name, profile) in std::mem::take(&mut self.foreign) {
            self.not_of_project(name, profile, &plan);
        }
        plan
    }

    /// Resolves names of profiles; a repeated one counts once.
    fn profiles(&mut self, names: &'t [Text<'t>]) -> Profiles<'t> {
        let mut profiles = Profiles {
            list: Vec::with_capacity(names.len()),
            incomplete: false,
        };
        let mut seen = HashMap::with_capacity(if names.len() > 1 { names.len() } else { 0 });
        for name in names {
            match self.spec.profiles.look_up(name.value) {
                Lookup::Found(number, profile) => {
                    if names.len() == 1 || seen.insert(number, ()).is_none() {
                        profiles.list.push((name.value, profile));
                    }
                }
                Lookup::Broken => profiles.incomplete = true,
                Lookup::Unknown => {
                    profiles.incomplete = true;
                    let known = self.spec.profiles.iter().map(|named| named.name.value);
                    self.references.undefined(
                        name,
                        known,
                        || {
                            catalogue::UNDEFINED_PROFILE.at(
                                name.span,
                                format!("`{}` is not a profile of this file", name.value),
                            )
                        },
                        || format!("define `{}` under `profiles`", name.value),
                    );
                }
            }
        }
        profiles
    }

    fn too_many(&mut self, name: &Text<'t>) {
        self.references.report(name.span, || {
            catalogue::TOO_MANY_LINKS
                .at(
                    name.span,
                    format!(
                        "the projects up to this one ask for more than {LINKS} pull secrets, \
                         service accounts, workflows and links between them"
                    ),
                )
                .help("split the file, or take pull secrets out of profiles that many projects use")
        });
    }

    /// Reports undefined names of a profile, whether or not a project uses it.
    fn look_through(&mut self, profile: &'t Profile<'t>) {
        let accounts = profile.service_accounts.iter().flat_map(|accounts| {
            accounts.found().flat_map(|(_, _, account)| {
                [&account.pull, &account.mount]
                    .into_iter()
                    .flatten()
                    .flatten()
            })
        });
        let workflows = profile
            .workflows
            .iter()
            .flat_map(|workflow| &workflow.pull_secrets);
        for name in profile.pull_secrets.iter().chain(accounts).chain(workflows) {
            self.meaning(name);
        }
    }

    /// The number of a pull secret, and whether its token service's Secret comes along. What is
    /// not defined is reported.
    fn meaning(&mut self, name: &Text<'t>) -> Option<(PullSecretId, bool)> {
        let meaning = self.definitions.meaning(name.value);
        match meaning {
            Meaning::Known { id, token_service } => Some((id, token_service)),
            Meaning::Broken => None,
            Meaning::TokenServiceOf(_) | Meaning::Unknown => {
                let spec = self.spec;
                // One of the two may be unreadable as a whole.
                if matches!(spec.registries.look_up(name.value), Lookup::Broken)
                    || matches!(spec.secrets.look_up(name.value), Lookup::Broken)
                {
                    return None;
                }
                let known = spec.registries.iter().map(|named| named.name.value);
                let known = known.chain(spec.secrets.iter().map(|named| named.name.value));
                let finding = || {
                    catalogue::UNDEFINED_PULL_SECRET.at(
                        name.span,
                        format!(
                            "`{}` is neither a registry nor a secret of this file",
                            name.value
                        ),
                    )
                };
                match meaning {
                    Meaning::TokenServiceOf(registry) => {
                        self.references.report(name.span, || {
                            finding()
                                .label("this is the Secret of a token service")
                                .help(format!(
                                    "say `{registry}`: the Secret `{}` is linked wherever \
                                     `{registry}` is",
                                    name.value
                                ))
                        });
                    }
                    _ => self.references.undefined(name, known, finding, || {
                        format!("define `{}` under `registries` or `secrets`", name.value)
                    }),
                }
                None
            }
        }
    }

    /// Adds pull secrets to a project.
    fn pull_secrets(&mut self, names: &'t [Text<'t>], plan: &mut ProjectPlan<'t>) {
        for name in names {
            let Some((id, token_service)) = self.meaning(name) else {
                plan.broken = true;
                continue;
            };
            for id in with_token_service(id, token_service) {
                let mark = &mut self.project_marks[id.0 as usize];
                if *mark != self.project_round && self.room > 0 {
                    *mark = self.project_round;
                    self.room -= 1;
                    plan.pull_secrets.push((id, name.span));
                }
            }
        }
    }

    /// Resolves a list of the project's own pull secrets.
    fn of_project(
        &mut self,
        names: &'t [Text<'t>],
        profile: Option<&'t str>,
        plan: &ProjectPlan<'t>,
    ) -> Vec<PullSecretId> {
        self.list_round += 1;
        let mut list = Vec::with_capacity(names.len());
        for name in names {
            let Some((id, token_service)) = self.meaning(name) else {
                continue;
            };
            if self.project_marks[id.0 as usize] != self.project_round {
                if !plan.broken {
                    self.foreign.push((name, profile));
                }
                continue;
            }
            for id in with_token_service(id, token_service) {
                let mark = &mut self.list_marks[id.0 as usize];
                if *mark != self.list_round && self.room > 0 {
                    *mark = self.list_round;
                    self.room -= 1;
                    list.push(id);
                }
            }
        }
        list
    }

    /// What an account pulls with that does not say it.
    fn every_pull_secret(&mut self, plan: &ProjectPlan<'t>) -> Vec<PullSecretId> {
        let ids = plan.pull_secrets.iter().map(|(id, _)| *id);
        let list: Vec<PullSecretId> = ids.take(self.room).collect();
        self.room -= list.len();
        list
    }
}

fn with_token_service(id: PullSecretId, token_service: bool) -> impl Iterator<Item = PullSecretId> {
    [Some(id), token_service.then_some(PullSecretId(id.0 + 1))]
        .into_iter()
        .flatten()
}
