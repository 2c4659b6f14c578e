//! Where the names of a spec stand: each definition and each reference.

use crate::model::{self, Profile, PullSecretContent, Puller, Spec};
use crate::source::{Masking, Source, SourceId};
use crate::syntax::{self, Limits};

/// Names that must differ from each other, and what they name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Space {
    /// `registries` and `secrets`.
    PullSecret,
    /// `profiles`.
    Profile,
    /// `projects`.
    Project,
}

/// A name where it was written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Occurrence<'t> {
    /// What it names.
    pub(super) space: Space,
    /// The name.
    pub(super) name: model::Text<'t>,
    /// Whether the name is defined here.
    pub(super) defines: bool,
    /// Whether it is a part of a longer text (`project/account`).
    pub(super) is_part: bool,
}

/// Reads a text as far as its names are known, and hands the spec to `then`; nothing where the
/// text does not parse.
pub(super) fn with_spec<R>(text: &str, then: impl FnOnce(&Spec<'_>) -> R) -> Option<R> {
    let source = Source::new(String::new(), text, Masking::Spec);
    let parsed = syntax::parse(&source, SourceId(0), Limits::default());
    parsed.tree.root()?;
    let (spec, _) = model::read(&parsed.tree);
    Some(then(&spec?))
}

/// Visits every name.
pub(super) fn each<'t>(spec: &Spec<'t>, visit: &mut impl FnMut(Occurrence<'t>)) {
    let mut say = |space, name, defines, is_part| {
        visit(Occurrence {
            space,
            name,
            defines,
            is_part,
        });
    };
    for named in spec.registries.iter() {
        say(Space::PullSecret, named.name, true, false);
    }
    for named in spec.secrets.iter() {
        say(Space::PullSecret, named.name, true, false);
        if let Some(PullSecretContent::Registries(names)) =
            named.value.as_ref().map(|secret| &secret.content)
        {
            for name in names {
                say(Space::PullSecret, *name, false, false);
            }
        }
    }
    for named in spec.profiles.iter() {
        say(Space::Profile, named.name, true, false);
        if let Some(profile) = &named.value {
            pull_secrets(profile, &mut |name| {
                say(Space::PullSecret, name, false, false);
            });
        }
    }
    for name in &spec.default_profiles {
        say(Space::Profile, *name, false, false);
    }
    for named in spec.projects.iter() {
        say(Space::Project, named.name, true, false);
        if let Some(project) = &named.value {
            for name in project.profiles.iter().flatten() {
                say(Space::Profile, *name, false, false);
            }
            pull_secrets(&project.own, &mut |name| {
                say(Space::PullSecret, name, false, false);
            });
        }
    }
    for grant in &spec.grants {
        say(Space::Project, grant.images_in, false, false);
        for puller in &grant.pullers {
            if let Puller::Account { project, .. } | Puller::Project(project) = puller {
                say(Space::Project, *project, false, true);
            }
        }
    }
    for name in spec
        .global_pull_secret
        .iter()
        .flat_map(|global| &global.registries)
    {
        say(Space::PullSecret, *name, false, false);
    }
}

fn pull_secrets<'t>(profile: &Profile<'t>, say: &mut impl FnMut(model::Text<'t>)) {
    let mut all = |names: &[model::Text<'t>]| names.iter().for_each(|name| say(*name));
    all(&profile.pull_secrets);
    if let Some(accounts) = &profile.service_accounts {
        for (_, _, account) in accounts.found() {
            all(account.pull.as_deref().unwrap_or_default());
            all(account.mount.as_deref().unwrap_or_default());
        }
    }
    for workflow in &profile.workflows {
        all(&workflow.pull_secrets);
    }
}

/// The name at a byte, or right in front of it.
pub(super) fn at<'t>(spec: &Spec<'t>, offset: usize) -> Option<Occurrence<'t>> {
    let mut found = None;
    each(spec, &mut |occurrence| {
        let span = occurrence.name.span;
        if (span.start as usize..=span.end as usize).contains(&offset) && found.is_none() {
            found = Some(occurrence);
        }
    });
    found
}

/// Every place of the name that an occurrence has, each once, in the order of the text.
pub(super) fn places<'t>(spec: &Spec<'t>, of: &Occurrence<'_>) -> Vec<Occurrence<'t>> {
    let mut found = Vec::new();
    each(spec, &mut |occurrence| {
        if occurrence.space == of.space && occurrence.name.value == of.name.value {
            found.push(occurrence);
        }
    });
    // An alias stands where its anchor does.
    found.sort_by_key(|occurrence| occurrence.name.span.start);
    found.dedup_by_key(|occurrence| occurrence.name.span);
    found
}

/// The names of a spec by themselves: what completion proposes while the text does not parse.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    /// `registries`.
    pub(super) registries: Vec<String>,
    /// `secrets`.
    pub(super) secrets: Vec<String>,
    /// `profiles`.
    pub(super) profiles: Vec<String>,
    /// `projects`.
    pub(super) projects: Vec<String>,
}

impl Known {
    /// Whether no name is known.
    pub(super) fn is_empty(&self) -> bool {
        [
            &self.registries,
            &self.secrets,
            &self.profiles,
            &self.projects,
        ]
        .iter()
        .all(|names| names.is_empty())
    }

    /// Takes the names of a spec. Where parts of it were of wrong shape, names that seem to have
    /// gone are kept: they are likely in that part.
    pub(super) fn update(&mut self, spec: &Spec<'_>) {
        fn take<T>(list: &mut Vec<String>, names: &model::Names<'_, T>, keeps: bool) {
            if !(keeps && names.is_empty()) {
                *list = names
                    .iter()
                    .map(|named| named.name.value.to_owned())
                    .collect();
            }
        }
        take(&mut self.registries, &spec.registries, spec.incomplete);
        take(&mut self.secrets, &spec.secrets, spec.incomplete);
        take(&mut self.profiles, &spec.profiles, spec.incomplete);
        take(&mut self.projects, &spec.projects, spec.incomplete);
    }
}
