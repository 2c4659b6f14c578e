//! Bindings to `system:image-puller`, as `oc policy add-role-to-user` and `add-role-to-group` make
//! them.

use std::borrow::Cow;

use crate::plan::{BindingPlan, SubjectPlan};

use super::{Body, Subject};

/// The group of every service account of the cluster; a colon and a project's name behind it make
/// the group of that project's.
const EVERY_ACCOUNT: &str = "system:serviceaccounts";

/// The subjects of a binding.
pub(super) fn body<'s>(binding: &'s BindingPlan<'_>) -> Body<'s> {
    Body::RoleBinding {
        subjects: binding.subjects.iter().map(subject).collect(),
    }
}

fn subject<'s>(planned: &SubjectPlan<'s>) -> Subject<'s> {
    match planned {
        SubjectPlan::Everyone => Subject::Group(Cow::Borrowed(EVERY_ACCOUNT)),
        SubjectPlan::Project(project) => {
            Subject::Group(Cow::Owned(format!("{EVERY_ACCOUNT}:{project}")))
        }
        SubjectPlan::Account(namespace, name) => Subject::ServiceAccount { name, namespace },
    }
}
