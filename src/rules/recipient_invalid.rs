//! SOPS files that nobody could open.

use std::str::FromStr as _;

use crate::finding::{Finding, catalogue};
use crate::model::{Form, Text};
use crate::syntax::AGE_IDENTITY;

use super::emitted::first_of;
use super::{Checked, Needs, Rule};

/// Age recipients that are missing, or are none.
pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::RECIPIENT_INVALID],
    needs: Needs::Spec,
    check,
};

/// How many recipients there may be: each Secret is encrypted to each of them, which costs the time
/// of a whole build of others.
const MOST: usize = 100;

/// What makes a recipient of the key that somebody has.
const PRINT: &str = "`age-keygen -y KEYFILE` prints the recipient of a key: `age1` and 58 letters \
                     and digits";

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let spec = checked.spec;
    let age = spec.output.sops.as_ref().map(|part| part.age.as_slice());
    let age = age.unwrap_or_default();
    if let Some(first) = age.get(MOST) {
        let what = format!("there are {} recipients, and {MOST} are taken", age.len());
        let help = "give several people one key, or each cluster a spec of its own";
        let finding = catalogue::RECIPIENT_INVALID.at(first.span, what);
        findings.push(finding.help(help));
        return;
    }
    findings.extend(age.iter().filter_map(invalid));
    if !age.is_empty() || spec.incomplete {
        return;
    }
    let Some((secret, place)) = first_of(spec, checked.plan, Form::Sops) else {
        return;
    };
    let what = format!(
        "`{}` comes out encrypted by SOPS, and there is nobody to encrypt it to",
        secret.name
    );
    findings.push(catalogue::RECIPIENT_INVALID.at(place, what).help(format!(
        "add `sops: {{age: [RECIPIENT]}}` to `output`; {PRINT}"
    )));
}

fn invalid(recipient: &Text<'_>) -> Option<Finding> {
    let text = recipient.value;
    if age::x25519::Recipient::from_str(text).is_ok() {
        return None;
    }
    let code = catalogue::RECIPIENT_INVALID;
    // Never quote what may be a private key.
    if text.to_ascii_uppercase().contains(AGE_IDENTITY) {
        return Some(
            code.at(
                recipient.span,
                "a private key stands where a recipient must",
            )
            .help(format!(
                "take it away, and make a new key where this text was ever committed; {PRINT}"
            )),
        );
    }
    let other = ["age1pq1", "age1tag", "ssh-"]
        .iter()
        .any(|prefix| text.starts_with(prefix))
        || (text.starts_with("age1") && text[4..].contains('1'));
    let message = match other {
        true => format!("`{text}` is a recipient of another kind than age's own"),
        false => format!("`{text}` is no age recipient"),
    };
    Some(code.at(recipient.span, message).help(PRINT))
}
