//! Two service accounts of one project that share a pinned name.

use hashbrown::{HashMap, HashSet};

use crate::finding::{Finding, catalogue};
use crate::plan::ServiceAccountPlan;
use crate::source::Span;

use super::{Checked, Needs, Rule};

/// Pinned names that meet.
pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::PINNED_NAME_SHARED],
    needs: Needs::Spec,
    check,
};

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let mut reported = HashSet::new();
    for project in &checked.plan.projects {
        // Names that are made of the accounts' own differ as those do.
        let accounts = &project.service_accounts;
        if project.unmanaged
            || accounts
                .iter()
                .all(|account| account.pinned_place.is_none())
        {
            continue;
        }
        let mut firsts: HashMap<&str, &ServiceAccountPlan<'_>> =
            HashMap::with_capacity(accounts.len());
        for account in accounts {
            let Some(pinned) = &account.pinned else {
                continue;
            };
            let Some(first) = firsts.insert(pinned, account) else {
                continue;
            };
            // The one that was written is to blame, the later one where both were.
            let (blamed, other) = match (first.pinned_place, account.pinned_place) {
                (Some(left), Some(right)) if left > right => (first, account),
                (Some(_), None) => (first, account),
                _ => (account, first),
            };
            if reported.insert(place(blamed)) {
                findings.push(
                    catalogue::PINNED_NAME_SHARED
                        .at(
                            place(blamed),
                            format!(
                                "`{}` and `{}` of `{}` would share the secret `{pinned}`",
                                other.name, blamed.name, project.name
                            ),
                        )
                        .also(place(other), format!("the account `{}`", other.name))
                        .help(format!(
                            "leave `internalRegistrySecret` out, so that it is \
                             `{}-dockercfg`, or write the name that the account has on the cluster",
                            blamed.name
                        )),
                );
            }
        }
    }
}

fn place(account: &ServiceAccountPlan<'_>) -> Span {
    account.pinned_place.unwrap_or(account.place)
}
