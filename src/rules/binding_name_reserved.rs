//! Names of bindings that OpenShift uses itself.

use crate::finding::{Finding, catalogue};

use super::{Checked, Needs, Rule};

/// Bindings that a grant would overwrite.
pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::BINDING_NAME_RESERVED],
    needs: Needs::Spec,
    check,
};

/// What OpenShift makes in every project.
const RESERVED: [&str; 3] = [
    "system:image-pullers",
    "system:image-builders",
    "system:deployers",
];

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    for grant in &checked.spec.grants {
        if let Some(name) = &grant.name
            && RESERVED.contains(&name.value)
        {
            findings.push(
                catalogue::BINDING_NAME_RESERVED
                    .at(
                        name.span,
                        format!("`{}` is a RoleBinding of OpenShift's own", name.value),
                    )
                    .help("leave `name` out, or write another one"),
            );
        }
    }
}
