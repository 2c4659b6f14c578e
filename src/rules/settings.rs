//! What profiles and projects have in common, as written: each part once, however many projects
//! use a profile.

use crate::model::{Profile, ServiceAccount, Spec, Workflow};

/// The settings of every profile, then every project's own.
pub(super) fn every_settings<'s>(spec: &'s Spec<'s>) -> impl Iterator<Item = &'s Profile<'s>> {
    let profiles = spec.profiles.found().map(|(_, _, profile)| profile);
    profiles.chain(spec.projects.found().map(|(_, _, project)| &project.own))
}

/// Every service account that is written somewhere.
pub(super) fn every_account<'s>(
    spec: &'s Spec<'s>,
) -> impl Iterator<Item = &'s ServiceAccount<'s>> {
    every_settings(spec)
        .filter_map(|settings| settings.service_accounts.as_ref())
        .flat_map(|accounts| accounts.found().map(|(_, _, account)| account))
}

/// Every workflow that is written somewhere.
pub(super) fn every_workflow<'s>(spec: &'s Spec<'s>) -> impl Iterator<Item = &'s Workflow<'s>> {
    every_settings(spec).flat_map(|settings| &settings.workflows)
}
