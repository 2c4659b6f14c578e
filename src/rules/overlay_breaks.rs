//! Directories that an overlay would tear apart.

use crate::finding::{Finding, catalogue};
use crate::plan::{BindingPlan, SubjectPlan};

use super::{Checked, Destination, Needs, Rule};

/// A kustomization's `namespace` is set on everything below it. One word of it a build is enough,
/// at the first binding that would be moved.
pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::OVERLAY_BREAKS],
    needs: Needs::Spec,
    check,
};

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    if checked.situation.destination != Destination::Kustomize {
        return;
    }
    let across = checked
        .plan
        .bindings
        .iter()
        .filter(|binding| is_across(binding));
    let Some(first) = across.min_by_key(|binding| (binding.place.source, binding.place.start))
    else {
        return;
    };
    findings.push(
        catalogue::OVERLAY_BREAKS
            .at(
                first.place,
                format!(
                    "an overlay with `namespace` would move this binding out of `{}`",
                    first.namespace
                ),
            )
            .help(
                "nothing to do, unless the directory is a base: set no `namespace` over it; a \
                 `namePrefix` reaches every reference, but pods that run as `default` have nothing \
                 of the account that it renames",
            ),
    );
}

/// Whether somebody of another project pulls.
fn is_across(binding: &BindingPlan<'_>) -> bool {
    binding.subjects.iter().any(|subject| match subject {
        SubjectPlan::Everyone => true,
        SubjectPlan::Project(project) | SubjectPlan::Account(project, _) => {
            *project != binding.namespace
        }
    })
}
