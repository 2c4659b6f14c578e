//! Two registries of one Secret with the same server: a Docker config holds one entry a server.

use hashbrown::HashMap;

use crate::finding::{Finding, catalogue};
use crate::model::{Lookup, PullSecretContent, Registry, Spec, Text};

use super::{Checked, Needs, Rule};

pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::SERVER_TWICE],
    needs: Needs::Spec,
    check,
};

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let spec = checked.spec;
    for (_, name, registry) in spec.registries.found() {
        findings.extend(own_twice(*name, registry));
    }
    for (_, name, secret) in spec.secrets.found() {
        if let PullSecretContent::Registries(registries) = &secret.content {
            let whole = format!("secret `{}`", name.value);
            twice(spec, registries, &whole, findings);
        }
    }
    if let Some(global) = &spec.global_pull_secret {
        twice(spec, &global.registries, "the global pull secret", findings);
    }
}

/// A registry that is its own token service.
fn own_twice(name: Text<'_>, registry: &Registry<'_>) -> Option<Finding> {
    let server = registry.auth_server?;
    (server.value == registry.server.value).then(|| {
        let message = format!("`{}` has the same server and `authServer`", name.value);
        catalogue::SERVER_TWICE
            .at(server.span, message)
            .also(registry.server.span, "the server")
            .help("leave `authServer` out: it is for a token service of another name")
    })
}

/// Servers that several registries of a list give.
fn twice(spec: &Spec<'_>, names: &[Text<'_>], whole: &str, findings: &mut Vec<Finding>) {
    let mut firsts: HashMap<&str, (Text<'_>, Text<'_>)> = HashMap::new();
    for name in names {
        let Lookup::Found(_, registry) = spec.registries.look_up(name.value) else {
            continue;
        };
        for server in std::iter::once(registry.server).chain(registry.auth_server) {
            let (first, first_server) = *firsts.entry(server.value).or_insert((*name, server));
            // A name that is repeated counts once, at its first place.
            if first.value == name.value {
                continue;
            }
            let message = format!(
                "`{}` and `{}` have the same server `{}`, and {whole} can hold one of them",
                first.value, name.value, server.value
            );
            findings.push(
                catalogue::SERVER_TWICE
                    .at(name.span, message)
                    .label("the second of this server")
                    .also(first_server.span, format!("the server of `{}`", first.value))
                    .also(server.span, format!("the server of `{}`", name.value))
                    .help("give the servers paths, as `quay.io/team-a` and `quay.io/team-b`, or make two secrets of them"),
            );
        }
    }
}
