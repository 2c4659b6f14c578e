//! Secrets of token services.

use crate::finding::{Finding, catalogue};

use super::{Checked, Needs, Rule};

/// A registry with an `authServer`.
pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::TOKEN_SERVICE],
    needs: Needs::Spec,
    check,
};

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    for (_, name, registry) in checked.spec.registries.found() {
        let Some(server) = &registry.auth_server else {
            continue;
        };
        findings.push(
            catalogue::TOKEN_SERVICE
                .at(
                    server.span,
                    format!(
                        "kubelet never looks `{}` up: it asks for the credential of the image's \
                         own host, `{}`",
                        server.value, registry.server.value
                    ),
                )
                .help(format!(
                    "nothing to do: the entry of the token service serves other clients; leave \
                     `authServer` out of `{}` where there are none",
                    name.value
                )),
        );
    }
}
