//! Pinned names that another Secret has.

use hashbrown::{HashMap, HashSet};

use crate::finding::{Finding, catalogue};
use crate::plan::PullSecretPlan;

use super::{Checked, Needs, Rule};

/// Pinned names that meet a pull secret of the same project.
pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::PINNED_NAME_TAKEN],
    needs: Needs::Spec,
    check,
};

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let plan = checked.plan;
    let names: HashSet<&str> = plan
        .pull_secrets
        .iter()
        .map(|secret| secret.name.as_ref())
        .collect();
    let mut reported = HashSet::new();
    for project in plan.projects.iter().filter(|project| !project.unmanaged) {
        // Few specs name a pull secret as a pinned one: ask all projects at once first.
        let mut of_project: Option<HashMap<&str, &PullSecretPlan<'_>>> = None;
        for account in &project.service_accounts {
            let Some(pinned) = &account.pinned else {
                continue;
            };
            if !names.contains(pinned.as_ref()) {
                continue;
            }
            let of_project = of_project.get_or_insert_with(|| {
                project
                    .pull_secrets
                    .iter()
                    .map(|(id, _)| plan.pull_secret(*id))
                    .map(|secret| (secret.name.as_ref(), secret))
                    .collect()
            });
            let Some(secret) = of_project.get(pinned.as_ref()) else {
                continue;
            };
            let place = account.pinned_place.unwrap_or(secret.place);
            if !reported.insert(place) {
                continue;
            }
            let finding = catalogue::PINNED_NAME_TAKEN.at(
                place,
                format!(
                    "`{pinned}` is the name of OpenShift's own secret of the account `{}` in `{}`",
                    account.name, project.name
                ),
            );
            findings.push(if account.pinned_place.is_some() {
                finding
                    .also(secret.place, "the pull secret of that name")
                    .help(
                        "leave `internalRegistrySecret` out, or write the name that the account \
                         has on the cluster",
                    )
            } else {
                finding
                    .label("OpenShift would overwrite this pull secret")
                    .also(account.place, "the account")
                    .help("rename the pull secret")
            });
        }
    }
}
