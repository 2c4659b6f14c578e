//! The global pull secret, which is plain always, in a spec that asks for another form.

use crate::finding::{Finding, catalogue};
use crate::model::Form;

use super::{Checked, Needs, Rule};

/// A form of all Secrets that the global pull secret cannot have.
pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::GLOBAL_ALWAYS_PLAIN],
    needs: Needs::Spec,
    check,
};

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let (Some(global), Some(form)) = (
        &checked.spec.global_pull_secret,
        checked
            .spec
            .output
            .form
            .filter(|form| form.value != Form::Secret),
    ) else {
        return;
    };
    findings.push(
        catalogue::GLOBAL_ALWAYS_PLAIN
            .at(
                form.span,
                format!(
                    "the global pull secret is a plain Secret always, and `output` asks for {}",
                    form.value.phrase()
                ),
            )
            .also(global.base.span, "the global pull secret is made of this")
            .help(
                "move `cluster` to a spec of its own, whose output is not committed; or write \
                 `secrets` at each registry that shall have this form, and leave it out of \
                 `output`",
            ),
    );
}
