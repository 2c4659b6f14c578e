//! The global pull secret.

use crate::finding::{Finding, catalogue};
use crate::model::PlatformKind;

use super::{Checked, Needs, Rule};

/// A spec that writes the global pull secret.
pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::GLOBAL_ROLLOUT],
    needs: Needs::Spec,
    check,
};

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let spec = checked.spec;
    if let Some(global) = &spec.global_pull_secret
        && spec.platform.kind() == PlatformKind::OpenShift
    {
        findings.push(
            catalogue::GLOBAL_ROLLOUT
                .at(
                    global.base.span,
                    "a change of the global pull secret rolls out to every node",
                )
                .help("nothing to do; choose an hour for the change, as large clusters take long"),
        );
    }
}
