//! Pods that may name their pinned secret moments before it exists.

use hashbrown::HashSet;

use crate::finding::{Finding, catalogue};

use super::{Checked, Needs, Rule};

/// Workflows that name a pinned secret, which OpenShift makes after the account.
pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::PINNED_SECRET_LATER],
    needs: Needs::Spec,
    check,
};

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let mut reported = HashSet::new();
    for project in checked.plan.projects.iter().filter(|project| !project.unmanaged) {
        for workflow in &project.workflows {
            let Some(pinned) = &workflow.pinned else {
                continue;
            };
            if reported.insert(workflow.place) {
                findings.push(
                    catalogue::PINNED_SECRET_LATER
                        .at(
                            workflow.place,
                            format!(
                                "this workflow also names `{pinned}`, which OpenShift makes \
                                 moments after the service account"
                            ),
                        )
                        .help(
                            "nothing to do: kubelet tries again; `internalRegistry: false` leaves \
                             the secret out where no image of the integrated registry is pulled",
                        ),
                );
            }
        }
    }
}
