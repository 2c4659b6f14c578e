//! Spellings of Docker Hub under which a runtime does not find it.

use crate::credential::docker_config::{DockerConfig, Layout};
use crate::finding::{Finding, catalogue};
use crate::keyring::containers_image::choose;
use crate::keyring::kubelet::Keyring;
use crate::model::{Credential, Registry, Text};

use super::whole_files::whole_files;
use super::{Checked, Needs, Rule};

pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::DOCKER_HUB_SPELLING],
    // Keys of whole files are known only where they were read.
    needs: Needs::Credentials,
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

/// Whether a host is a name that people take for Docker Hub's.
pub(super) fn is_hub(host: &str) -> bool {
    HUBS.contains(&host)
}

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let registries = checked.spec.registries.found();
    findings.extend(registries.filter_map(|(_, _, registry)| fault(registry)));
    findings.extend(whole_files(checked).filter_map(|file| of_file(&file.config, file.file)));
}

/// A key of a whole file under which a runtime does not find Docker Hub. Of the key only the host
/// is said, which is one of [`HUBS`].
fn of_file(config: &DockerConfig, file: Text<'_>) -> Option<Finding> {
    let (hub, who) = config.entries.iter().find_map(|entry| {
        let key = entry.key.as_str();
        let bare = key.split_once("://").map_or(key, |(_, bare)| bare);
        let (authority, path) = bare.split_once('/').unwrap_or((bare, ""));
        let host = authority.split(':').next().unwrap_or(authority);
        let hub = HUBS.iter().find(|hub| **hub == host)?;
        let path = path.trim_end_matches('/');
        let image = match path {
            "" | "v1" | "v2" => "docker.io/library/app".to_owned(),
            _ => format!("docker.io/{path}/app"),
        };
        let mut keyring = Keyring::default();
        let _ = keyring.add(key, ());
        let kubelet = !keyring.look_up(&image).is_empty();
        let keys = std::iter::once(key);
        match (kubelet, choose(keys, Layout::ConfigJson, &image).is_some()) {
            (true, true) => None,
            (true, false) => Some((*hub, "only kubelet looks")),
            (false, true) => Some((*hub, "kubelet never looks")),
            (false, false) => Some((*hub, "no runtime looks")),
        }
    })?;
    Some(
        catalogue::DOCKER_HUB_SPELLING
            .at(
                file.span,
                format!(
                    "{who} under a key of `{hub}` in file `{}` for images of Docker Hub",
                    file.value
                ),
            )
            .label("not where images of Docker Hub are looked up")
            .help("spell the key `docker.io` or `docker.io/NAME`, which every runtime finds"),
    )
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
            .help(format!(
                "write `server: {mended}`, which every runtime finds"
            ))
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
    if !is_hub(host) {
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
    use crate::source::{SourceId, Span};

    /// Which of kubelet and containers/image find the image of a spelling.
    fn found(server: &str, image: &str) -> (bool, bool) {
        let mut keyring = Keyring::default();
        keyring.add(server, ()).unwrap();
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

    #[test]
    fn keys_of_files_are_looked_at() {
        let file = Text::new("f.json", Span::new(SourceId(0), 0, 0));
        let says = |key: &str| {
            let text = serde_json::json!({"auths": {key: {"auth": "dTpw"}}}).to_string();
            let config = DockerConfig::parse(text.as_bytes(), Layout::ConfigJson);
            of_file(&config.ok().unwrap(), file).map(|finding| finding.message)
        };
        for key in [
            "docker.io",
            "https://index.docker.io/v1/",
            "docker.io/acme",
            "quay.io",
        ] {
            assert_eq!(says(key), None, "{key}");
        }
        for (key, who) in [
            ("https://index.docker.io/v1", "kubelet never"),
            ("registry-1.docker.io", "kubelet never"),
            ("index.docker.io/v1/", "only kubelet"),
            ("index.docker.io/acme", "no runtime"),
        ] {
            assert!(
                says(key).is_some_and(|words| words.starts_with(who)),
                "{key}"
            );
        }
    }
}
