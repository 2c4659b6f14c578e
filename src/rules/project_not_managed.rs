//! Things to emit in a project that is not managed.

use crate::finding::{Finding, catalogue};
use crate::model::{Link, Project, Spec};
use crate::source::Span;

use super::{Checked, Needs, Rule};

/// What `managed: false` rules out.
pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::PROJECT_NOT_MANAGED],
    needs: Needs::Spec,
    check,
};

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    for (_, name, project) in checked.spec.projects.found() {
        let Some(unmanaged) = project.unmanaged else {
            continue;
        };
        for (place, what) in emitted(checked.spec, project) {
            findings.push(
                catalogue::PROJECT_NOT_MANAGED
                    .at(
                        place,
                        format!(
                            "{what} cannot come out in `{}`, which is not managed",
                            name.value
                        ),
                    )
                    .also(unmanaged, "nothing but bindings is written into it")
                    .help("remove this, or `managed: false`"),
            );
        }
    }
}

/// What a project asks for beside bindings, at its first place each.
fn emitted<'s>(spec: &'s Spec<'s>, project: &'s Project<'s>) -> Vec<(Span, &'static str)> {
    let mut places = Vec::new();
    for name in project.profiles.iter().flatten() {
        let profile = spec
            .profiles
            .number(name.value)
            .and_then(|number| spec.profiles.at(number).value.as_ref());
        let brings = profile.is_some_and(|profile| {
            !profile.pull_secrets.is_empty()
                || profile.service_accounts.is_some()
                || !profile.workflows.is_empty()
        });
        if brings {
            places.push((name.span, "what this profile brings"));
        }
    }
    if let Some(name) = project.own.pull_secrets.first() {
        places.push((name.span, "a pull secret"));
    }
    // An account that others write may be listed.
    let accounts = project.own.service_accounts.iter();
    if let Some((_, name, _)) = accounts
        .flat_map(|accounts| accounts.found())
        .find(|(_, _, account)| account.link.is_none_or(|link| link.value != Link::Workload))
    {
        places.push((name.span, "a service account"));
    }
    if let Some(workflow) = project.own.workflows.first() {
        places.push((workflow.span, "a workflow"));
    }
    if let Some(create) = &project.create {
        places.push((create.span, "the Namespace"));
    }
    places
}
