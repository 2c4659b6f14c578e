//! Workflows without a fixed name in output that is applied.

use crate::finding::{Finding, catalogue};
use crate::model::WorkflowName;

use super::settings::every_workflow;
use super::{Checked, Destination, Needs, Rule};

/// `kubectl apply` and Kustomize refuse `generateName`. File layouts put such an object apart, and
/// Argo CD creates hooks anew each time.
pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::GENERATE_NAME_APPLIED],
    needs: Needs::Spec,
    check,
};

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let applied = match checked.situation.destination {
        Destination::Stream | Destination::Application => "`kubectl apply` refuses",
        Destination::Function => "Kustomize refuses",
        Destination::Kustomize | Destination::Flat => return,
    };
    for workflow in every_workflow(checked.spec) {
        let WorkflowName::Generate(prefix) = workflow.name else {
            continue;
        };
        if workflow.hook.is_some() {
            continue;
        }
        findings.push(
            catalogue::GENERATE_NAME_APPLIED
                .at(
                    prefix.span,
                    format!(
                        "{applied} the workflow `{}`, whose name is generated",
                        prefix.value
                    ),
                )
                .help(
                    "add `naming: hash`, or write `name`; `kubectl create -f -` takes it as it is",
                ),
        );
    }
}
