//! Grants to RoleBindings.

use std::borrow::Cow;

use hashbrown::HashMap;

use crate::finding::catalogue;
use crate::model::{Grant, Lookup, Puller, Spec, Text};
use crate::source::Span;

use super::references::References;
use super::{Account, BindingPlan, Plan, SubjectPlan};

/// What makes two entries of `grants` one binding, beside the project of the images.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Sharing<'t> {
    /// The pullers of one project.
    Project(&'t str),
    /// Every account of the cluster.
    Everyone,
    /// Whatever goes under that name.
    Name(&'t str),
}

impl<'t> Sharing<'t> {
    /// The binding's name. Every account of the cluster takes the place of a project by the name
    /// of its group; `:` cannot stand in a project's name, so that the two never meet.
    fn name(self) -> Cow<'t, str> {
        match self {
            Self::Project(project) => Cow::Owned(format!("system:image-puller:{project}")),
            Self::Everyone => Cow::Borrowed("system:image-puller:system:serviceaccounts"),
            Self::Name(name) => Cow::Borrowed(name),
        }
    }
}

/// One binding for each pair of projects, and one for each name; in the order of their namespaces
/// and names, subjects sorted.
pub(super) fn merge<'t>(
    spec: &'t Spec<'t>,
    plan: &Plan<'t>,
    references: &mut References,
) -> Vec<BindingPlan<'t>> {
    let mut bindings: Vec<BindingPlan<'t>> = Vec::with_capacity(spec.grants.len());
    let mut positions: HashMap<(&'t str, Sharing<'t>), usize> =
        HashMap::with_capacity(spec.grants.len());
    for grant in &spec.grants {
        let images_in = is_project(spec, &grant.images_in, references);
        for puller in &grant.pullers {
            let Some(subject) = subject(spec, plan, puller, references) else {
                continue;
            };
            if !images_in {
                continue;
            }
            let (sharing, place) = sharing(grant, puller);
            let position = *positions
                .entry((grant.images_in.value, sharing))
                .or_insert_with(|| {
                    bindings.push(BindingPlan {
                        namespace: grant.images_in.value,
                        name: sharing.name(),
                        subjects: Vec::with_capacity(1),
                        place,
                    });
                    bindings.len() - 1
                });
            bindings[position].subjects.push(subject);
        }
    }
    for binding in &mut bindings {
        binding.subjects.sort_unstable();
        binding.subjects.dedup();
    }
    bindings.sort_by(|left, right| {
        (left.namespace, left.name.as_ref()).cmp(&(right.namespace, right.name.as_ref()))
    });
    bindings
}

fn sharing<'t>(grant: &Grant<'t>, puller: &Puller<'t>) -> (Sharing<'t>, Span) {
    match (&grant.name, puller) {
        (Some(name), _) => (Sharing::Name(name.value), name.span),
        (None, Puller::Account { project, .. } | Puller::Project(project)) => {
            (Sharing::Project(project.value), project.span)
        }
        (None, Puller::Everyone(span)) => (Sharing::Everyone, *span),
    }
}

/// Who is meant; nothing where the project or the account is not defined, which is reported, or
/// was written in a wrong shape.
fn subject<'t>(
    spec: &'t Spec<'t>,
    plan: &Plan<'t>,
    puller: &Puller<'t>,
    references: &mut References,
) -> Option<SubjectPlan<'t>> {
    match puller {
        Puller::Everyone(_) => Some(SubjectPlan::Everyone),
        Puller::Project(project) => {
            is_project(spec, project, references).then_some(SubjectPlan::Project(project.value))
        }
        Puller::Account { project, account } => {
            if !is_project(spec, project, references) {
                return None;
            }
            let number = spec.projects.number(project.value)?;
            let planned = plan.project(number)?;
            if let Account::Missing = planned.account(account.value, spec.platform.kind())
                // What lies in somebody else's project is not this file's to know.
                && !planned.unmanaged
            {
                references.undefined_account(account, planned, spec.platform.kind());
                return None;
            }
            Some(SubjectPlan::Account(project.value, account.value))
        }
    }
}

/// Whether a project is defined and well formed. One that is not defined is reported.
fn is_project(spec: &Spec<'_>, name: &Text<'_>, references: &mut References) -> bool {
    match spec.projects.look_up(name.value) {
        Lookup::Found(..) => true,
        Lookup::Broken => false,
        Lookup::Unknown => {
            let known = spec.projects.iter().map(|named| named.name.value);
            references.undefined(
                name,
                known,
                || {
                    catalogue::UNDEFINED_PROJECT.at(
                        name.span,
                        format!("`{}` is not a project of this file", name.value),
                    )
                },
                || {
                    format!(
                        "add it to `projects`: `{}: {{managed: false}}` where others own it",
                        name.value
                    )
                },
            );
            false
        }
    }
}
