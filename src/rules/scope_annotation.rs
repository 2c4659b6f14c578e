//! Annotations by which the controller of Sealed Secrets takes another scope than `scope` says.

use crate::finding::{Finding, catalogue};
use crate::model::Scope;

use super::{Checked, Needs, Rule};

/// The scope of sealed values, set behind the back of `scope`.
pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::FIELDS_CONFLICT],
    needs: Needs::Spec,
    check,
};

/// The controller would open the value under another label than it was sealed with, and fail.
fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let output = &checked.spec.output;
    let Some(part) = &output.sealed_secrets else {
        return;
    };
    for (key, _) in &output.annotations {
        let mut wider = [Scope::NamespaceWide, Scope::ClusterWide].into_iter();
        let Some(scope) = wider.find(|scope| scope.annotation() == Some(key.value)) else {
            continue;
        };
        if part.scope != scope {
            findings.push(
                catalogue::FIELDS_CONFLICT
                    .at(
                        key.span,
                        format!("`{}` is another scope than `sealedSecrets` has", key.value),
                    )
                    .also(part.span, "values are sealed as this says")
                    .help(format!(
                        "leave the annotation out; `scope: {}` in `sealedSecrets` adds it",
                        scope.word()
                    )),
            );
        }
    }
}
