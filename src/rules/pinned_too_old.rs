//! Pinned accounts on OpenShift before 4.16.

use crate::finding::{Finding, catalogue};
use crate::model::{Link, Version};

use super::{Checked, Needs, Rule};

/// Pinned accounts that would not stay pinned.
pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::PINNED_TOO_OLD],
    needs: Needs::Spec,
    check,
};

/// The first version that reads the annotation.
const PINS_SINCE: Version = Version {
    major: 4,
    minor: 16,
};

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let platform = &checked.spec.platform;
    let Some(version) = platform
        .version
        .filter(|version| version.value < PINS_SINCE)
    else {
        return;
    };
    if platform.integrated_registry().is_none() {
        return;
    }
    let mut pinned = checked
        .plan
        .projects
        .iter()
        .filter(|project| !project.unmanaged)
        .flat_map(|project| &project.service_accounts)
        .filter(|account| account.pinned.is_some());
    let Some(first) = pinned.next() else {
        return;
    };
    let others = pinned.count();
    let finding = catalogue::PINNED_TOO_OLD
        .at(
            version.span,
            format!(
                "OpenShift {}.{} cannot keep the pull secret of a service account under a fixed \
                 name; 4.16 and later can",
                version.value.major, version.value.minor
            ),
        )
        .also(
            first.place,
            match others {
                0 => format!("`{}` is pinned", first.name),
                1 => format!("`{}` and another account are pinned", first.name),
                _ => format!("`{}` and {others} more accounts are pinned", first.name),
            },
        )
        .help(
            "set `link: workload` under `platform`: no service account is written, and what runs \
             names its pull secrets itself",
        );
    findings.push(match platform.link {
        Some(link) if link.value == Link::Pinned => finding.edit(link.span, "workload"),
        _ => finding,
    });
}
