//! Registries, secrets and profiles that nothing uses.

use crate::finding::{Finding, catalogue};
use crate::model::Text;

use super::usage::Usage;
use super::{Checked, Needs, Rule};

/// Definitions without a use.
pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::UNUSED_DEFINITION],
    needs: Needs::Spec,
    check,
};

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let spec = checked.spec;
    let usage = Usage::of(spec, checked.plan);
    if usage.undecided {
        return;
    }
    for (number, name, _) in spec.registries.found() {
        // A name that is a secret too is an error of its own, and either may be meant.
        let twice = spec.secrets.number(name.value).is_some();
        if !usage.linked[number] && !usage.entries[number] && !twice {
            findings.push(unused(
                name,
                "registry",
                "name it in the `pullSecrets` of a project or in `secrets`, or remove it",
            ));
        }
    }
    for (number, name, _) in spec.secrets.found() {
        let twice = spec.registries.number(name.value).is_some();
        if !usage.secrets[number] && !twice {
            findings.push(unused(
                name,
                "secret",
                "name it in the `pullSecrets` of a project, or remove it",
            ));
        }
    }
    for (number, name, _) in spec.profiles.found() {
        if !usage.profiles[number] {
            findings.push(unused(
                name,
                "profile",
                "name it in the `use` of a project or of `defaults`, or remove it",
            ));
        }
    }
}

fn unused(name: &Text<'_>, what: &str, help: &str) -> Finding {
    catalogue::UNUSED_DEFINITION
        .at(
            name.span,
            format!("nothing uses the {what} `{}`", name.value),
        )
        .help(help)
}
