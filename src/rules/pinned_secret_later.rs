//! Pods that may name their pinned secret moments before it exists.

use crate::finding::{Finding, catalogue};
use crate::source::Span;

use super::{Checked, Needs, Rule};

/// Workflows that name a pinned secret, which OpenShift makes after the account.
pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::PINNED_SECRET_LATER],
    needs: Needs::Spec,
    check,
};

/// As many workflows are pointed at; the others are counted.
const SHOWN: usize = 3;

/// One note a run, at the first workflow: there is nothing to do about any of them.
fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let projects = checked
        .plan
        .projects
        .iter()
        .filter(|project| !project.unmanaged);
    let workflows = projects.flat_map(|project| &project.workflows);
    let mut named: Vec<(Span, &str)> = workflows
        .filter_map(|workflow| Some((workflow.place, workflow.pinned.as_deref()?)))
        .collect();
    named.sort_unstable_by_key(|(place, _)| *place);
    // A workflow of a profile is one of every project that uses it.
    named.dedup_by_key(|(place, _)| *place);
    let Some(((place, pinned), others)) = named.split_first() else {
        return;
    };
    let whose = match others.len() {
        0 => "this workflow also names".to_owned(),
        1 => "this workflow, as another one, also names".to_owned(),
        count => format!("this workflow, as {count} others, also names"),
    };
    let mut finding = catalogue::PINNED_SECRET_LATER
        .at(
            *place,
            format!("{whose} `{pinned}`, which OpenShift makes moments after the service account"),
        )
        .help(
            "nothing to do: kubelet tries again; `internalRegistry: false` leaves the secret out \
             where no image of the integrated registry is pulled",
        );
    for (place, pinned) in others.iter().take(SHOWN) {
        finding = finding.also(*place, format!("names `{pinned}`"));
    }
    findings.push(finding);
}
