//! User names of registries whose passwords live for hours.

use crate::finding::{Finding, catalogue};

use super::{Checked, Needs, Rule};

pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::SHORT_LIVED_PASSWORD],
    needs: Needs::Credentials,
    check,
};

/// The user's name, how long its passwords live, and the generator of External Secrets that renews
/// them.
const SHORT_LIVED: [(&str, &str, &str); 3] = [
    ("AWS", "12 hours in Amazon ECR", "ECRAuthorizationToken"),
    (
        "oauth2accesstoken",
        "an hour in Google Artifact Registry",
        "GCRAccessToken",
    ),
    (
        "00000000-0000-0000-0000-000000000000",
        "a few hours in Azure Container Registry",
        "ACRAccessToken",
    ),
];

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    checked.each_entry(|seen| {
        let Some(username) = &seen.entry.username else {
            return;
        };
        let known = SHORT_LIVED
            .iter()
            .find(|(name, ..)| name.as_bytes() == username.expose());
        let Some((_, life, generator)) = known else {
            return;
        };
        findings.push(
            catalogue::SHORT_LIVED_PASSWORD
                .at(
                    seen.username,
                    format!("the username of {} is one whose passwords live {life}", seen.whose),
                )
                .help(format!(
                    "let the cluster fetch it: `secrets: ExternalSecret` with `external: {{generator: {{kind: {generator}, name: NAME}}}}`"
                )),
        );
    });
}
