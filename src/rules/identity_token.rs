//! Entries with a token that kubelet does not know.

use crate::finding::{Finding, catalogue};

use super::{Checked, Needs, Rule};

pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::IDENTITY_TOKEN],
    needs: Needs::Credentials,
    check,
};

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    checked.each_entry(|seen| {
        if !seen.entry.token {
            return;
        }
        findings.push(
            catalogue::IDENTITY_TOKEN
                .at(
                    seen.password,
                    format!("{} holds an identity token, which kubelet drops", seen.whose),
                )
                .help("use a token that logs in with a user name and a password (a robot account, an access token of the registry)"),
        );
    });
}
