//! Parts that plain Kubernetes does not have.

use crate::finding::{Finding, catalogue};
use crate::model::{IntegratedRegistry, Link, PlatformKind};
use crate::source::Span;

use super::settings::every_account;
use super::{Checked, Needs, Rule};

/// What `platform.kind: kubernetes` rules out.
pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::NOT_ON_PLATFORM],
    needs: Needs::Spec,
    check,
};

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let spec = checked.spec;
    if spec.platform.kind() != PlatformKind::Kubernetes {
        return;
    }
    let kind = spec.platform.kind.map(|kind| kind.span);
    let mut report = |place: Span, message: &str, help: &str| {
        let finding = catalogue::NOT_ON_PLATFORM.at(place, message).help(help);
        findings.push(match kind {
            Some(kind) => finding.also(kind, "the platform is chosen here"),
            None => finding,
        });
    };
    if let Some(IntegratedRegistry::At(host)) = &spec.platform.registry {
        report(
            host.span,
            "Kubernetes has no integrated registry",
            "remove `registry`, or set `kind: openshift`",
        );
    }
    let platform = spec.platform.link.iter();
    let accounts = every_account(spec).filter_map(|account| account.link.as_ref());
    for link in platform.chain(accounts) {
        if link.value == Link::Pinned {
            report(
                link.span,
                "Kubernetes gives service accounts no pull secret that could be pinned",
                "write `link: plain`",
            );
        }
    }
    for account in every_account(spec) {
        if let Some(name) = &account.internal_registry_secret {
            report(
                name.span,
                "Kubernetes gives service accounts no pull secret of their own",
                "remove `internalRegistrySecret`",
            );
        }
    }
    for grant in &spec.grants {
        report(
            grant.images_in.span,
            "Kubernetes has no integrated registry from which images could be granted",
            "remove the grant, or set `kind: openshift`",
        );
    }
    if let Some(global) = &spec.global_pull_secret {
        report(
            global.base.span,
            "Kubernetes has no global pull secret",
            "remove `cluster.globalPullSecret`, or set `kind: openshift`",
        );
    }
}
