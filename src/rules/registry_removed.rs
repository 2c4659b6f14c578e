//! Pinned accounts and grants without an integrated registry.

use crate::finding::{Finding, catalogue};
use crate::model::{IntegratedRegistry, Link, PlatformKind};
use crate::source::Span;

use super::settings::every_account;
use super::{Checked, Needs, Rule};

/// What `platform.registry: none` rules out.
pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::REGISTRY_REMOVED],
    needs: Needs::Spec,
    check,
};

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let spec = checked.spec;
    let (PlatformKind::OpenShift, Some(IntegratedRegistry::None(none))) =
        (spec.platform.kind(), spec.platform.registry)
    else {
        return;
    };
    let platform = spec.platform.link.iter();
    let accounts = every_account(spec).filter_map(|account| account.link.as_ref());
    for link in platform.chain(accounts) {
        if link.value == Link::Pinned {
            findings.push(
                removed(
                    link.span,
                    none,
                    "no service account can be pinned where the integrated registry is removed",
                )
                .help("write `link: plain`: there is no secret of OpenShift's own to keep")
                .edit(link.span, "plain"),
            );
        }
    }
    for account in every_account(spec) {
        if let Some(name) = &account.internal_registry_secret {
            findings.push(
                removed(
                    name.span,
                    none,
                    "no service account has a secret of its own where the integrated registry \
                     is removed",
                )
                .help("remove `internalRegistrySecret`"),
            );
        }
    }
    for grant in &spec.grants {
        findings.push(
            removed(
                grant.images_in.span,
                none,
                &format!(
                    "`{}` holds no images: the integrated registry is removed",
                    grant.images_in.value
                ),
            )
            .help("remove the grant, or `registry: none` if the registry is there"),
        );
    }
}

fn removed(place: Span, none: Span, message: &str) -> Finding {
    catalogue::REGISTRY_REMOVED
        .at(place, message)
        .also(none, "the integrated registry is removed here")
}
