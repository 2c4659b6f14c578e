//! Credentials on their way into Git.

use crate::finding::{Finding, catalogue};
use crate::model::Form;

use super::emitted::{emitted, first_of};
use super::{Checked, Needs, Rule};

/// Plain Secrets written inside a Git work tree.
pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::PLAIN_SECRET_IN_GIT],
    needs: Needs::Spec,
    check,
};

/// One finding for all of them: the mend is one, too.
fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    if !checked.situation.inside_git {
        return;
    }
    let code = catalogue::PLAIN_SECRET_IN_GIT;
    if let Some((secret, place)) = first_of(checked.spec, checked.plan, Form::Secret) {
        let plain = emitted(checked.plan).filter(|secret| secret.form == Form::Secret);
        let message = match plain.count() {
            1 => format!(
                "`{}` is written as a plain Secret inside a Git work tree",
                secret.name
            ),
            count => format!(
                "`{}` and {} more are written as plain Secrets inside a Git work tree",
                secret.name,
                count - 1
            ),
        };
        findings.push(code.at(place, message).help(
            "write `secrets: SealedSecret`, `ExternalSecret` or `Sops` in `output`, or build to a \
             folder that Git ignores",
        ));
    } else if let Some(global) = &checked.spec.global_pull_secret {
        findings.push(
            code.at(
                global.base.span,
                "the global pull secret is written as a plain Secret inside a Git work tree",
            )
            .help("it has no other form: build it to a folder that Git ignores"),
        );
    }
}
