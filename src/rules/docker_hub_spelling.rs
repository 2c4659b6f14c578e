//! Spellings of Docker Hub under which a runtime does not find it.

use crate::finding::{Finding, catalogue};
use crate::model::{Credential, Registry};

use super::{Checked, Needs, Rule};

pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::DOCKER_HUB_SPELLING],
    needs: Needs::Spec,
    check,
};

/// Names that people take for Docker Hub's; images are held against the first alone.
const HUBS: &[&str] = &[
    "docker.io",
    "index.docker.io",
    "registry-1.docker.io",
    "registry.docker.io",
    "*.docker.io",
    "www.docker.io",
    "hub.docker.com",
    "registry.hub.docker.com",
    "registry-1.docker.com",
    "docker.com",
    "www.docker.com",
];

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let registries = checked.spec.registries.found();
    findings.extend(registries.filter_map(|(_, _, registry)| fault(registry)));
}

fn fault(registry: &Registry<'_>) -> Option<Finding> {
    let server = registry.server;
    let (who, mended, image) = misspelled(server.value)?;
    let message = format!(
        "{who} `{}` for images of Docker Hub, as `{image}`",
        server.value
    );
    let finding = catalogue::DOCKER_HUB_SPELLING
        .at(server.span, message)
        .label("not where images of Docker Hub are looked up");
    Some(match &registry.credential {
        // The server is the key in the file too, and must stay the key there.
        Credential::AuthFile(file) if file.server.is_none() => finding.help(format!(
            "write `server: {mended}`, and `server: {}` inside `authFile`",
            server.value
        )),
        _ => finding
            .help(format!("write `server: {mended}`, which every runtime finds"))
            .edit(server.span, mended),
    })
}

/// Who does not look under a server for Docker Hub's images, the server that is meant, and an
/// image of it; nothing where both runtimes find it, or where it is another registry.
fn misspelled(server: &str) -> Option<(&'static str, String, String)> {
    let (authority, path) = match server.split_once('/') {
        Some((authority, path)) => (authority, Some(path)),
        None => (server, None),
    };
    let host = authority.split(':').next().unwrap_or(authority);
    if !HUBS.contains(&host) {
        return None;
    }
    let who = match (authority, path) {
        ("docker.io", _) | ("index.docker.io", None) => return None,
        ("registry-1.docker.io", None) => "kubelet never looks under",
        _ => "no runtime looks under",
    };
    let (mended, image) = match path {
        None => ("docker.io".to_owned(), "docker.io/library/app".to_owned()),
        Some(path) => (format!("docker.io/{path}"), format!("docker.io/{path}/app")),
    };
    Some((who, mended, image))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::credential::docker_config::Layout;
    use crate::keyring::containers_image::choose;
    use crate::keyring::kubelet::Keyring;

    /// Which of kubelet and containers/image find the image of a spelling.
    fn found(server: &str, image: &str) -> (bool, bool) {
        let mut keyring = Keyring::default();
        keyring.add(0, server, ()).unwrap();
        let keys = std::iter::once(server);
        (
            !keyring.look_up(image).is_empty(),
            choose(keys, Layout::ConfigJson, image).is_some(),
        )
    }

    #[test]
    fn says_what_the_look_ups_do() {
        for server in [
            "index.docker.io/acme",
            "registry-1.docker.io",
            "registry-1.docker.io/acme",
            "hub.docker.com",
            "*.docker.io",
            "docker.io:443",
        ] {
            let (who, mended, image) = misspelled(server).unwrap();
            let (kubelet, containers_image) = found(server, &image);
            assert!(!kubelet, "{server}");
            assert_eq!(who.starts_with("kubelet"), containers_image, "{server}");
            assert_eq!(found(&mended, &image), (true, true), "{server}");
        }
        for server in [
            "docker.io",
            "docker.io/acme",
            "index.docker.io",
            "https://index.docker.io/v1/",
            "quay.io",
        ] {
            assert_eq!(misspelled(server), None, "{server}");
        }
    }
}
