//! Pinned names that Kubernetes refuses.

use hashbrown::HashSet;

use crate::finding::{Finding, catalogue};

use super::kubernetes_name::{SUBDOMAIN_LENGTH, subdomain_fault};
use super::{Checked, Needs, Rule};

/// Pinned names that cannot be names of Secrets.
pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::PINNED_NAME_INVALID],
    needs: Needs::Spec,
    check,
};

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let mut reported = HashSet::new();
    for project in &checked.plan.projects {
        for account in &project.service_accounts {
            let Some(pinned) = &account.pinned else {
                continue;
            };
            let Some(fault) = subdomain_fault(pinned, SUBDOMAIN_LENGTH) else {
                continue;
            };
            // A refused name of the account itself is reported as such.
            if account.pinned_place.is_none()
                && subdomain_fault(account.name, SUBDOMAIN_LENGTH).is_some()
            {
                continue;
            }
            let place = account.pinned_place.unwrap_or(account.place);
            if !reported.insert(place) {
                continue;
            }
            let name = if pinned.is_empty() {
                "an empty text".to_owned()
            } else {
                format!("`{pinned}`")
            };
            findings.push(
                catalogue::PINNED_NAME_INVALID
                    .at(
                        place,
                        format!(
                            "{name} cannot be the name of the secret of `{}`: it {fault}",
                            account.name
                        ),
                    )
                    .help(
                        "write the name that `oc get serviceaccount` shows under \
                         `imagePullSecrets`, or leave `internalRegistrySecret` out",
                    ),
            );
        }
    }
}
