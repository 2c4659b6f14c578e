//! Two objects that would have one kind, namespace and name.

use hashbrown::{HashMap, HashSet};

use crate::finding::{Finding, catalogue};
use crate::model::WorkflowName;
use crate::plan::{Content, ObjectKind, ObjectPlan, Plan, PullSecretId, PullSecretSource};
use crate::source::Span;

use super::{Checked, Needs, Rule};

/// Objects of which the second would overwrite the first.
pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::OBJECT_TWICE],
    needs: Needs::Spec,
    check,
};

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let plan = checked.plan;
    // One pair of definitions may meet in ten thousand projects: said once.
    let mut reported = HashSet::new();
    let same = |left: &ObjectPlan<'_>, right: &ObjectPlan<'_>| {
        left.kind == right.kind && left.namespace == right.namespace && left.name == right.name
    };
    for group in plan.objects.chunk_by(same) {
        if group.len() < 2 {
            continue;
        }
        // Workflows, their templates and their timetables share one kind of the plan.
        let mut firsts: HashMap<&'static str, &ObjectPlan<'_>> = HashMap::new();
        for object in group {
            let Some(kind) = kind(plan, object) else {
                continue;
            };
            let Some(first) = firsts.get(kind) else {
                firsts.insert(kind, object);
                continue;
            };
            let (first_place, place) = places(plan, first, object);
            if reported.insert(place) {
                findings.push(twice(object, kind, first_place, place));
            }
        }
    }
    beside_existing(plan, &mut reported, findings);
}

/// A pull secret that is made beside one of the same name that somebody else made: an apply would
/// write over it.
fn beside_existing(plan: &Plan<'_>, reported: &mut HashSet<Span>, findings: &mut Vec<Finding>) {
    let existing: HashMap<&str, PullSecretId> = (0..)
        .map(PullSecretId)
        .zip(&plan.pull_secrets)
        .filter(|(_, secret)| secret.content == PullSecretSource::Existing)
        .map(|(id, secret)| (secret.name.as_ref(), id))
        .collect();
    // Names of registries and secrets differ, so that only a token service's can meet another.
    let meeting: HashMap<PullSecretId, PullSecretId> = (0..)
        .map(PullSecretId)
        .zip(&plan.pull_secrets)
        .filter(|(_, secret)| secret.content != PullSecretSource::Existing)
        .filter_map(|(id, secret)| Some((id, *existing.get(secret.name.as_ref())?)))
        .collect();
    if meeting.is_empty() {
        return;
    }
    for project in plan.projects.iter().filter(|project| !project.unmanaged) {
        let of_project: HashSet<PullSecretId> =
            project.pull_secrets.iter().map(|(id, _)| *id).collect();
        for (id, _) in &project.pull_secrets {
            let Some(other) = meeting.get(id).filter(|other| of_project.contains(*other)) else {
                continue;
            };
            let secret = plan.pull_secret(*id);
            if reported.insert(secret.place) {
                findings.push(
                    catalogue::OBJECT_TWICE
                        .at(
                            secret.place,
                            format!(
                                "the Secret `{}` of `{}` is somebody else's, and would be written \
                                 over",
                                secret.name, project.name
                            ),
                        )
                        .also(plan.pull_secret(*other).place, "made by somebody else")
                        .help("set `authSecretName` to another name"),
                );
            }
        }
    }
}

/// The kind as manifests spell it; nothing where the name is only the start of one.
fn kind(plan: &Plan<'_>, object: &ObjectPlan<'_>) -> Option<&'static str> {
    Some(match object.kind {
        ObjectKind::Namespace => "Namespace",
        ObjectKind::Secret => "Secret",
        ObjectKind::ServiceAccount => "ServiceAccount",
        ObjectKind::RoleBinding => "RoleBinding",
        ObjectKind::Workflow => {
            let Content::Workflow(project, position) = object.content else {
                return None;
            };
            let workflow = plan.projects[project as usize].workflows[position as usize].workflow;
            let WorkflowName::Name(_) = workflow.name else {
                return None;
            };
            workflow.kind.word()
        }
    })
}

/// Where the two names were written; the later one is to blame.
fn places(plan: &Plan<'_>, first: &ObjectPlan<'_>, second: &ObjectPlan<'_>) -> (Span, Span) {
    let place = |object: &ObjectPlan<'_>| match object.content {
        Content::PullSecret(id) => plan.pull_secret(id).place,
        _ => object.place,
    };
    let (first, second) = (place(first), place(second));
    (first.min(second), first.max(second))
}

fn twice(object: &ObjectPlan<'_>, kind: &str, first: Span, second: Span) -> Finding {
    let mend = match object.kind {
        ObjectKind::Secret => "give one of the two another name, or take one out of the project",
        ObjectKind::RoleBinding => {
            "leave `name` out of one of the two grants, or write another name"
        }
        _ => "give one of the two another name",
    };
    catalogue::OBJECT_TWICE
        .at(
            second,
            format!(
                "two objects would be the {kind} `{}` of `{}`",
                object.name, object.namespace
            ),
        )
        .also(first, "the other one")
        .help(mend)
}
