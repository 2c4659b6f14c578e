//! Service accounts: which secrets they pull with, and the pin that keeps OpenShift's own.

use crate::plan::ServiceAccountPlan;

use super::{Body, Lowering};

/// The lists of an account. A pinned one names OpenShift's secret first: the annotation without
/// the entry, or the entry without the annotation, would be taken back by the controller.
pub(super) fn body<'s>(
    lowering: &'s Lowering<'_>,
    account: &'s ServiceAccountPlan<'_>,
) -> Body<'s> {
    let names = account.pull.iter().map(|id| lowering.secret_name(*id));
    Body::ServiceAccount {
        pull: account.pinned.as_deref().into_iter().chain(names).collect(),
        mount: account
            .mount
            .iter()
            .map(|id| lowering.secret_name(*id))
            .collect(),
    }
}
