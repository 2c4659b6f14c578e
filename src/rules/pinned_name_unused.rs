//! Names of OpenShift's own secret on accounts that do not name it.

use hashbrown::HashSet;

use crate::finding::{Finding, catalogue};
use crate::model::PlatformKind;
use crate::source::Span;

use super::{Checked, Needs, Rule};

/// `internalRegistrySecret` where the account is not pinned.
pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::PINNED_NAME_UNUSED],
    needs: Needs::Spec,
    check,
};

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let platform = &checked.spec.platform;
    // Elsewhere the field itself is an error.
    if platform.kind() != PlatformKind::OpenShift || platform.integrated_registry().is_none() {
        return;
    }
    let accounts = || {
        let projects = checked.plan.projects.iter();
        projects.flat_map(|project| &project.service_accounts)
    };
    // An account of a profile may be pinned in one project and not in another.
    let mut said: HashSet<Span> = accounts()
        .filter(|account| account.pinned.is_some())
        .filter_map(|account| account.pinned_place)
        .collect();
    for account in accounts().filter(|account| account.pinned.is_none()) {
        let Some(place) = account.pinned_place else {
            continue;
        };
        if said.insert(place) {
            findings.push(
                catalogue::PINNED_NAME_UNUSED
                    .at(
                        place,
                        format!(
                            "`{}` is not pinned, so this name is written nowhere",
                            account.name
                        ),
                    )
                    .help("remove `internalRegistrySecret`, or write `link: pinned` beside it"),
            );
        }
    }
}
