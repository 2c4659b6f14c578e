//! A name that is both a registry and a secret.

use crate::finding::{Finding, catalogue};

use super::{Checked, Needs, Rule};

/// Registries and secrets share one room of names: `pullSecrets` names both.
pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::NAME_TWICE],
    needs: Needs::Spec,
    check,
};

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let spec = checked.spec;
    for (_, name, _) in spec.secrets.found() {
        let Some(number) = spec.registries.number(name.value) else {
            continue;
        };
        let registry = spec.registries.at(number);
        if registry.value.is_none() {
            continue;
        }
        findings.push(
            catalogue::NAME_TWICE
                .at(
                    name.span,
                    format!("`{}` is the name of a registry already", name.value),
                )
                .also(registry.name.span, "the registry")
                .help(format!(
                    "rename one of the two, as `{}-pull`; `pullSecrets` could mean either",
                    name.value
                )),
        );
    }
}
