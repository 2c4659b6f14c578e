//! Which definitions of the spec something uses.

use crate::finding::NearNames;
use crate::model::{Lookup, Names, PullSecretContent, Spec, Text};
use crate::plan::{Definition, Plan};

use super::settings::every_settings;

/// By number, whether something uses a definition.
pub(super) struct Usage {
    /// Registries that a project has as a pull secret.
    pub(super) linked: Vec<bool>,
    /// Registries whose entries a secret of several, or the global pull secret, holds.
    pub(super) entries: Vec<bool>,
    /// One of `secrets`.
    pub(super) secrets: Vec<bool>,
    /// Profiles.
    pub(super) profiles: Vec<bool>,
    /// Whether a part that may use something was written in a wrong shape, or was too much to be
    /// planned, so that nothing can be called unused.
    pub(super) undecided: bool,
}

impl Usage {
    /// Looks at everything that names a definition. A name that is not defined counts for the one
    /// that it is near to: it has been reported, and what was meant is not unused.
    pub(super) fn of(spec: &Spec<'_>, plan: &Plan<'_>) -> Self {
        let mut usage = Self {
            linked: vec![false; spec.registries.len()],
            entries: vec![false; spec.registries.len()],
            secrets: vec![false; spec.secrets.len()],
            profiles: vec![false; spec.profiles.len()],
            undecided: spec.incomplete || plan.projects.len() < spec.projects.len(),
        };
        let mut near = NearNames::default();
        for project in &plan.projects {
            for (id, _) in &project.pull_secrets {
                match plan.pull_secret(*id).definition {
                    Definition::Registry(number) | Definition::TokenService(number) => {
                        usage.linked[number] = true;
                    }
                    Definition::Secret(number) => usage.secrets[number] = true,
                }
            }
            let Some(written) = &spec.projects.at(project.number).value else {
                continue;
            };
            if project.broken {
                usage.pull_secrets(spec, &written.own.pull_secrets, &mut near);
            }
            for name in written.profiles.iter().flatten() {
                usage.profile(spec, name, &mut near);
            }
        }
        // What an account or a workflow names without the project having it has been reported.
        for settings in every_settings(spec) {
            for (_, _, account) in settings.service_accounts.iter().flat_map(Names::found) {
                for names in [&account.pull, &account.mount].into_iter().flatten() {
                    usage.pull_secrets(spec, names, &mut near);
                }
            }
            for workflow in &settings.workflows {
                usage.pull_secrets(spec, &workflow.pull_secrets, &mut near);
            }
        }
        for name in &spec.default_profiles {
            usage.profile(spec, name, &mut near);
        }
        for (_, _, profile) in spec.profiles.found() {
            usage.pull_secrets(spec, &profile.pull_secrets, &mut near);
        }
        for (_, _, secret) in spec.secrets.found() {
            if let PullSecretContent::Registries(names) = &secret.content {
                usage.registries(spec, names, &mut near);
            }
        }
        if let Some(global) = &spec.global_pull_secret {
            usage.registries(spec, &global.registries, &mut near);
        }
        usage
    }

    fn pull_secrets(&mut self, spec: &Spec<'_>, names: &[Text<'_>], near: &mut NearNames) {
        for name in names {
            if let Some(number) = spec.registries.number(name.value) {
                self.linked[number] = true;
            } else if let Some(number) = spec.secrets.number(name.value) {
                self.secrets[number] = true;
            } else {
                let registries = spec.registries.iter().map(|named| named.name.value);
                let all = registries.chain(spec.secrets.iter().map(|named| named.name.value));
                if let Some(meant) = near.of(name.value, all) {
                    mark(&mut self.linked, spec.registries.number(meant));
                    mark(&mut self.secrets, spec.secrets.number(meant));
                }
            }
        }
    }

    fn registries(&mut self, spec: &Spec<'_>, names: &[Text<'_>], near: &mut NearNames) {
        for name in names {
            let number = spec.registries.number(name.value).or_else(|| {
                let all = spec.registries.iter().map(|named| named.name.value);
                spec.registries.number(near.of(name.value, all)?)
            });
            mark(&mut self.entries, number);
        }
    }

    fn profile(&mut self, spec: &Spec<'_>, name: &Text<'_>, near: &mut NearNames) {
        let number = match spec.profiles.look_up(name.value) {
            Lookup::Found(number, _) => Some(number),
            Lookup::Broken => None,
            Lookup::Unknown => {
                let all = spec.profiles.iter().map(|named| named.name.value);
                near.of(name.value, all)
                    .and_then(|meant| spec.profiles.number(meant))
            }
        };
        mark(&mut self.profiles, number);
    }
}

fn mark(marks: &mut [bool], number: Option<usize>) {
    if let Some(mark) = number.and_then(|number| marks.get_mut(number)) {
        *mark = true;
    }
}
