//! The workflows of a spec.

use crate::model::{Spec, Workflow};

/// Every workflow, those of profiles and those of projects, each once.
pub(super) fn every_workflow<'s, 't>(spec: &'s Spec<'t>) -> impl Iterator<Item = &'s Workflow<'t>> {
    let profiles = spec.profiles.found().map(|(_, _, profile)| profile);
    let projects = spec.projects.found().map(|(_, _, project)| &project.own);
    profiles.chain(projects).flat_map(|part| &part.workflows)
}
