//! Everything planned, as one list in the order in which it comes out.

use std::borrow::Cow;

use crate::kubernetes::GLOBAL_PULL_SECRET;
use crate::model::{Link, Spec, WorkflowName};

use super::{Content, ObjectKind, ObjectPlan, Plan, ProjectPlan, PullSecretSource};

/// Lists every object by kind, namespace and name. Projects are sorted once, and what lies in one
/// project by itself, so that no sort sees all objects. Objects that would have one kind,
/// namespace and name stand beside each other; a rule reports them.
pub(super) fn list<'t>(spec: &'t Spec<'t>, plan: &Plan<'t>) -> Vec<ObjectPlan<'t>> {
    let mut order: Vec<usize> = (0..plan.projects.len())
        .filter(|position| !plan.projects[*position].unmanaged)
        .collect();
    order.sort_unstable_by_key(|position| plan.projects[*position].name);
    let mut objects = Vec::with_capacity(count(plan));
    let projects = |objects: &mut Vec<ObjectPlan<'t>>,
                    add: &dyn Fn(&mut Vec<_>, u32, &ProjectPlan<'t>)| {
        for position in &order {
            let start = objects.len();
            add(objects, number(*position), &plan.projects[*position]);
            // Stable: what has one name stays in the order of the spec.
            objects[start..].sort_by(|left, right| left.name.cmp(&right.name));
        }
    };
    projects(&mut objects, &|objects, position, project| {
        namespace(spec, objects, position, project);
    });
    let start = objects.len();
    projects(&mut objects, &|objects, _, project| {
        secrets(plan, objects, project);
    });
    global_pull_secret(spec, &mut objects, start);
    projects(&mut objects, &service_accounts);
    objects.extend(
        plan.bindings
            .iter()
            .enumerate()
            .map(|(position, binding)| ObjectPlan {
                kind: ObjectKind::RoleBinding,
                namespace: binding.namespace,
                name: binding.name.clone(),
                content: Content::Binding(number(position)),
                place: binding.place,
            }),
    );
    projects(&mut objects, &workflows);
    objects
}

/// An upper bound of how many objects there will be.
fn count(plan: &Plan<'_>) -> usize {
    let in_projects: usize = plan
        .projects
        .iter()
        .map(|project| {
            1 + project.pull_secrets.len()
                + project.service_accounts.len()
                + project.workflows.len()
        })
        .sum();
    1 + in_projects + plan.bindings.len()
}

fn number(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

fn namespace<'t>(
    spec: &'t Spec<'t>,
    objects: &mut Vec<ObjectPlan<'t>>,
    position: u32,
    project: &ProjectPlan<'t>,
) {
    let created = spec
        .projects
        .at(project.number)
        .value
        .as_ref()
        .is_some_and(|written| written.create.is_some());
    if created {
        objects.push(ObjectPlan {
            kind: ObjectKind::Namespace,
            namespace: project.name,
            name: Cow::Borrowed(project.name),
            content: Content::Namespace(position),
            place: project.place,
        });
    }
}

fn secrets<'t>(plan: &Plan<'t>, objects: &mut Vec<ObjectPlan<'t>>, project: &ProjectPlan<'t>) {
    for (id, place) in &project.pull_secrets {
        let secret = plan.pull_secret(*id);
        if secret.content != PullSecretSource::Existing {
            objects.push(ObjectPlan {
                kind: ObjectKind::Secret,
                namespace: project.name,
                name: secret.name.clone(),
                content: Content::PullSecret(*id),
                place: *place,
            });
        }
    }
}

fn global_pull_secret<'t>(spec: &'t Spec<'t>, objects: &mut Vec<ObjectPlan<'t>>, start: usize) {
    let Some(global) = &spec.global_pull_secret else {
        return;
    };
    let at = objects[start..]
        .partition_point(|object| (object.namespace, object.name.as_ref()) <= GLOBAL_PULL_SECRET);
    objects.insert(
        start + at,
        ObjectPlan {
            kind: ObjectKind::Secret,
            namespace: GLOBAL_PULL_SECRET.0,
            name: Cow::Borrowed(GLOBAL_PULL_SECRET.1),
            content: Content::GlobalPullSecret,
            place: global.base.span,
        },
    );
}

fn service_accounts<'t>(
    objects: &mut Vec<ObjectPlan<'t>>,
    position: u32,
    project: &ProjectPlan<'t>,
) {
    for (at, account) in project.service_accounts.iter().enumerate() {
        if account.link != Link::Workload {
            objects.push(ObjectPlan {
                kind: ObjectKind::ServiceAccount,
                namespace: project.name,
                name: Cow::Borrowed(account.name),
                content: Content::ServiceAccount(position, number(at)),
                place: account.place,
            });
        }
    }
}

fn workflows<'t>(objects: &mut Vec<ObjectPlan<'t>>, position: u32, project: &ProjectPlan<'t>) {
    for (at, planned) in project.workflows.iter().enumerate() {
        let (WorkflowName::Name(name) | WorkflowName::Generate(name) | WorkflowName::Hash(name)) =
            planned.workflow.name;
        objects.push(ObjectPlan {
            kind: ObjectKind::Workflow,
            namespace: project.name,
            name: Cow::Borrowed(name.value),
            content: Content::Workflow(position, number(at)),
            place: planned.place,
        });
    }
}
