//! Hooks that Kustomize could not read.

use crate::finding::{Finding, catalogue};
use crate::model::WorkflowName;

use super::settings::every_workflow;
use super::{Checked, Destination, Needs, Rule};

/// A hook must be among what Argo CD syncs, so that it cannot lie apart as other objects with
/// `generateName` do; Kustomize refuses an object without a name.
pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::HOOK_WITHOUT_NAME],
    needs: Needs::Spec,
    check,
};

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    match checked.situation.destination {
        Destination::Kustomize | Destination::Function => {}
        Destination::Stream | Destination::Flat | Destination::Application => return,
    }
    for workflow in every_workflow(checked.spec) {
        let (WorkflowName::Generate(prefix), Some(hook)) = (workflow.name, &workflow.hook) else {
            continue;
        };
        findings.push(
            catalogue::HOOK_WITHOUT_NAME
                .at(
                    prefix.span,
                    format!(
                        "Kustomize refuses the hook `{}`, whose name is generated",
                        prefix.value
                    ),
                )
                .also(hook.span, "it is a hook by this")
                .help("add `naming: hash`, or write `name`"),
        );
    }
}
