//! Grants inside one project.

use crate::finding::{Finding, catalogue};
use crate::model::Puller;

use super::{Checked, Needs, Rule};

/// Grants of what a project may already.
pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::GRANT_IN_OWN_PROJECT],
    needs: Needs::Spec,
    check,
};

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    for grant in &checked.spec.grants {
        for puller in &grant.pullers {
            let (Puller::Account { project, .. } | Puller::Project(project)) = puller else {
                continue;
            };
            if project.value == grant.images_in.value {
                findings.push(
                    catalogue::GRANT_IN_OWN_PROJECT
                        .at(
                            project.span,
                            format!("`{}` may pull its own images already", project.value),
                        )
                        .also(grant.images_in.span, "the images lie in the same project")
                        .help("remove this puller"),
                );
            }
        }
    }
}
