//! References that lead nowhere: each place reported once, a near name proposed.

use hashbrown::HashSet;

use crate::finding::{Finding, MOST_FINDINGS, NearNames, catalogue};
use crate::model::{PlatformKind, Text};
use crate::source::Span;

use super::{ProjectPlan, built_in_accounts};

/// Collects what there is to say of references.
#[derive(Default)]
pub(super) struct References {
    findings: Vec<Finding>,
    reported: HashSet<Span>,
    near: NearNames,
}

impl References {
    /// What was collected.
    pub(super) fn into_findings(self) -> Vec<Finding> {
        self.findings
    }

    /// Takes a finding, unless its place has one already: parts of profiles are looked at for
    /// every project that uses them.
    pub(super) fn report(&mut self, place: Span, finding: impl FnOnce() -> Finding) {
        if self.is_new(place) {
            self.findings.push(finding());
        }
    }

    /// Whether a place has no finding yet, and one more may be kept.
    fn is_new(&mut self, place: Span) -> bool {
        self.findings.len() < MOST_FINDINGS && self.reported.insert(place)
    }

    /// Takes a finding on a name that is not defined: its mend is the near name where there is
    /// one, and what else helps.
    pub(super) fn undefined<'a>(
        &mut self,
        name: &Text<'_>,
        names: impl IntoIterator<Item = &'a str>,
        finding: impl FnOnce() -> Finding,
        mend: impl FnOnce() -> String,
    ) {
        if !self.is_new(name.span) {
            return;
        }
        let finding = finding();
        let finding = match self.near.of(name.value, names) {
            // No name of Kubernetes has capitals: it is the definition that is to be changed.
            Some(near) if near.to_ascii_lowercase() == name.value => finding.help(format!(
                "write `{}` in place of `{near}` where it is defined",
                name.value
            )),
            Some(near) => {
                let finding = finding.help(format!("did you mean `{near}`?"));
                if needs_no_quotes(near) {
                    finding.edit(name.span, near)
                } else {
                    finding
                }
            }
            None => finding.help(mend()),
        };
        self.findings.push(finding);
    }

    /// Reports an account that its project does not have.
    pub(super) fn undefined_account(
        &mut self,
        name: &Text<'_>,
        project: &ProjectPlan<'_>,
        kind: PlatformKind,
    ) {
        let listed = project.service_accounts.iter().map(|account| account.name);
        let known = listed.chain(built_in_accounts(kind).iter().copied());
        self.undefined(
            name,
            known,
            || {
                catalogue::UNDEFINED_SERVICE_ACCOUNT
                    .at(
                        name.span,
                        format!(
                            "`{}` is not a service account of `{}`",
                            name.value, project.name
                        ),
                    )
                    .also(project.place, "this project does not list it")
            },
            || {
                let account = name.value;
                format!(
                    "add {}; say `{account}: {{link: workload}}` where somebody else makes it",
                    project.new_account(account, "{}", false)
                )
            },
        );
    }
}

/// Whether a name can stand in a spec as it is, in place of another.
fn needs_no_quotes(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .chars()
            .all(|each| each.is_ascii_alphanumeric() || matches!(each, '-' | '.'))
        && crate::syntax::plain(name) == crate::syntax::Plain::Text
}
