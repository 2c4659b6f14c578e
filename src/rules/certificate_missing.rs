//! SealedSecrets, and nothing to seal them with.

use crate::finding::{Finding, catalogue};
use crate::model::Form;

use super::emitted::first_of;
use super::{Checked, Needs, Rule};

/// Sealed output without a certificate.
pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::CERTIFICATE_MISSING],
    needs: Needs::Spec,
    check,
};

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let spec = checked.spec;
    let part = spec.output.sealed_secrets.as_ref();
    if spec.incomplete || part.is_some_and(|part| part.certificate.is_some()) {
        return;
    }
    let Some((secret, place)) = first_of(spec, checked.plan, Form::SealedSecret) else {
        return;
    };
    let mut finding = catalogue::CERTIFICATE_MISSING
        .at(
            place,
            format!(
                "`{}` comes out as a SealedSecret, and there is no certificate to seal it with",
                secret.name
            ),
        )
        .help(
            "add `sealedSecrets: {certificate: {file: sealed.pem}}` to `output`, and write the \
             file with `kubeseal --fetch-cert > sealed.pem`",
        );
    if let Some(part) = part {
        finding = finding.also(part.span, "has no `certificate`");
    }
    findings.push(finding);
}
