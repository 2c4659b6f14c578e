//! Entries of files whose `auth` is missing or says something else than the rest of the entry.

use crate::credential::AuthField;
use crate::finding::{Finding, catalogue};

use super::{Checked, Needs, Rule};

pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::AUTH_MISSING_OR_DIFFERS],
    needs: Needs::Credentials,
    check,
};

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    checked.each_entry(|seen| {
        let named = seen.entry.username.is_some() || seen.entry.password.is_some();
        let (what, label) = match seen.entry.auth {
            AuthField::Missing if named => (
                "has `username` and `password` but no `auth`",
                "CRI-O and Podman read `auth` alone",
            ),
            AuthField::Differs => (
                "has an `auth` that says something else than its `username` and `password`",
                "`auth` is what counts",
            ),
            AuthField::Missing | AuthField::Agrees => return,
        };
        findings.push(
            catalogue::AUTH_MISSING_OR_DIFFERS
                .at(seen.password, format!("{} {what}", seen.whose))
                .label(label)
                .help("write the entry anew: `podman login --authfile auth.json SERVER`"),
        );
    });
}
