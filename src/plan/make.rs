//! Spec to plan, part by part.

use crate::finding::Finding;
use crate::model::Spec;

use super::references::References;
use super::{Plan, bindings, objects, projects, pull_secrets};

/// Resolves every name of the spec once and decides which objects there will be.
///
/// References that lead nowhere are reported here (undefined pull secrets, registries, profiles,
/// projects and accounts, and pull secrets that a project does not have), each place once, so that
/// a fault in a profile is not repeated by the projects that use it. What was written in a wrong
/// shape is skipped in silence.
#[must_use]
pub fn make<'t>(spec: &'t Spec<'t>) -> (Plan<'t>, Vec<Finding>) {
    let mut references = References::default();
    let definitions = pull_secrets::define(spec, &mut references);
    let global_entries = pull_secrets::global_entries(spec, &mut references);
    let merged = projects::merge(spec, &definitions, &mut references);
    let mut plan = Plan {
        pull_secrets: definitions.into_list(),
        global_entries,
        projects: merged.projects,
        project_positions: merged.positions,
        bindings: Vec::new(),
        objects: Vec::new(),
    };
    plan.bindings = bindings::merge(spec, &plan, &mut references);
    plan.objects = objects::list(spec, &plan);
    (plan, references.into_findings())
}
