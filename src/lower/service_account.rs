//! Service accounts: which secrets they pull with, and the pin that keeps OpenShift's own.

use crate::plan::ServiceAccountPlan;

use super::{Body, PullSecrets};

/// The lists of an account. A pinned one names OpenShift's secret first: the annotation without
/// the entry, or the entry without the annotation, would be taken back by the controller.
pub(super) fn body<'s>(
    secrets: &'s PullSecrets<'_>,
    account: &'s ServiceAccountPlan<'_>,
) -> Body<'s> {
    let names = account.pull.iter().map(|id| secrets.name(*id));
    Body::ServiceAccount {
        pull: account.pinned.as_deref().into_iter().chain(names).collect(),
        mount: account.mount.iter().map(|id| secrets.name(*id)).collect(),
    }
}
