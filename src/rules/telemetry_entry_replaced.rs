//! The entry of the global pull secret by which a cluster reports telemetry.

use crate::credential::Confidential;
use crate::credential::docker_config::{DockerConfig, Layout};
use crate::finding::{Finding, catalogue};
use crate::model::Lookup;

use super::{Checked, Needs, Rule};

pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::TELEMETRY_ENTRY_REPLACED],
    needs: Needs::Spec,
    check,
};

const TELEMETRY: &str = "cloud.openshift.com";

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let Some(global) = &checked.spec.global_pull_secret else {
        return;
    };
    let base = checked
        .credentials
        .and_then(|read| read.global_base.as_ref());
    // A base that was read and has no such entry has none to replace; one that was not read has.
    let replaces = base.is_none_or(has_telemetry);
    if !replaces {
        return;
    }
    for name in &global.registries {
        let Lookup::Found(_, registry) = checked.spec.registries.look_up(name.value) else {
            continue;
        };
        let servers = std::iter::once(registry.server).chain(registry.auth_server);
        for server in servers.filter(|server| server.value == TELEMETRY) {
            findings.push(
                catalogue::TELEMETRY_ENTRY_REPLACED
                    .at(
                        name.span,
                        format!("`{}` replaces the entry `{TELEMETRY}` of the global pull secret", name.value),
                    )
                    .label("the cluster may stop reporting telemetry")
                    .also(server.span, "the entry's server")
                    .help("leave the entry of the base in place, or transfer the cluster's ownership first"),
            );
        }
    }
}

fn has_telemetry(base: &Confidential) -> bool {
    DockerConfig::parse(base.expose(), Layout::ConfigJson)
        .is_ok_and(|config| config.entry(TELEMETRY).is_some())
}
