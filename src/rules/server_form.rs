//! Servers that no runtime would find.

use crate::finding::{Finding, catalogue};
use crate::model::{IntegratedRegistry, Text};

use super::docker_hub_spelling::is_hub;
use super::{Checked, Needs, Rule};

pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::SERVER_FORM],
    needs: Needs::Spec,
    check,
};

/// How `oc` and `docker login` write Docker Hub; the one server with a scheme.
const DOCKER_HUB: &str = "https://index.docker.io/v1/";

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    for (_, _, registry) in checked.spec.registries.found() {
        let servers = std::iter::once(registry.server).chain(registry.auth_server);
        findings.extend(servers.filter_map(fault));
    }
    if let Some(IntegratedRegistry::At(host)) = &checked.spec.platform.registry {
        findings.extend(integrated_fault(*host));
    }
}

/// The integrated registry is a host, from which images of all projects come.
fn integrated_fault(host: Text<'_>) -> Option<Finding> {
    let what = match why_never_found(host.value) {
        Some(what) => what,
        None if host.value.contains('/') => "has a path, and the integrated registry is a host",
        None if host.value.contains('*') => {
            "has a pattern, and the integrated registry is one host"
        }
        None => return None,
    };
    Some(
        catalogue::SERVER_FORM
            .at(host.span, format!("registry `{}` {what}", host.value))
            .label("no image is found under it")
            .help(
                "write the host that images name, as \
                 `image-registry.openshift-image-registry.svc:5000`, or `none` where it is removed",
            ),
    )
}

fn fault(server: Text<'_>) -> Option<Finding> {
    let what = why_never_found(server.value)?;
    let finding = catalogue::SERVER_FORM
        .at(server.span, format!("server `{}` {what}", server.value))
        .label("no image is found under it");
    Some(match mended(server.value) {
        Some(mended) => finding
            .help(format!("write `{mended}`"))
            .edit(server.span, mended),
        None => finding.help("a server is `host`, `host:port` or `host/path`, as `quay.io/acme`"),
    })
}

/// What is wrong with a server, in words that follow it; nothing where it can be found.
pub(crate) fn why_never_found(server: &str) -> Option<&'static str> {
    if server == DOCKER_HUB {
        return None;
    }
    if server.is_empty() {
        return Some("is empty");
    }
    if server.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Some("holds a blank");
    }
    if server.contains("://") {
        return Some("has a scheme");
    }
    if server.contains(['?', '#', '%', '\\']) {
        return Some("holds characters that no image name has");
    }
    if server.ends_with('/') {
        return Some("ends in a slash");
    }
    let (authority, path) = match server.split_once('/') {
        Some((authority, path)) => (authority, Some(path)),
        None => (server, None),
    };
    authority_fault(authority).or_else(|| path.and_then(path_fault))
}

fn authority_fault(authority: &str) -> Option<&'static str> {
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let Some((address, rest)) = rest.split_once(']') else {
                return Some("has a bracket that is not closed");
            };
            if address.parse::<std::net::Ipv6Addr>().is_err() {
                return Some("has brackets around something that is no IPv6 address");
            }
            match rest.strip_prefix(':') {
                Some(port) => (None, Some(port)),
                None if rest.is_empty() => (None, None),
                None => return Some("has text behind its bracket"),
            }
        }
        None => match authority.split_once(':') {
            Some((host, port)) => (Some(host), Some(port)),
            None => (Some(authority), None),
        },
    };
    if let Some(port) = port {
        let number = port.bytes().all(|byte| byte.is_ascii_digit());
        if !number || port.parse::<u16>().unwrap_or(0) == 0 {
            return Some("has a port that is no number from 1 to 65535");
        }
    }
    host.and_then(|host| host_fault(host, port.is_some()))
}

fn host_fault(host: &str, has_port: bool) -> Option<&'static str> {
    if host.is_empty() {
        return Some("has no host");
    }
    if host.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Some("has upper-case letters: kubelet compares hosts as they are written");
    }
    let known =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'*');
    if !host.bytes().all(known) {
        return Some("has a host with characters that no host name has");
    }
    if host.split('.').any(str::is_empty) {
        return Some("has an empty part between dots");
    }
    if host.starts_with(['-', '_']) {
        return Some("has a host that does not start with a letter or a digit");
    }
    let names_a_host = has_port || host.contains(['.', '*']) || host == "localhost";
    (!names_a_host)
        .then_some("has a host without a dot or a port: runtimes take it for a name on Docker Hub")
}

fn path_fault(path: &str) -> Option<&'static str> {
    if matches!(path, "v1" | "v2") || path.starts_with("v1/") || path.starts_with("v2/") {
        return Some("names a version of the registry's API, which no image name has");
    }
    if path.contains(['*', '[', ']']) {
        return Some("has a pattern in its path: `*` stands for labels of the host alone");
    }
    if path.contains(':') {
        return Some("has a tag");
    }
    if path.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Some("has upper-case letters in its path, and names of images have none");
    }
    let holds = |part: &str| {
        part.bytes()
            .next()
            .is_some_and(|byte| byte.is_ascii_alphanumeric())
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
    };
    (!path.split('/').all(holds)).then_some("has a path that is no beginning of an image name")
}

/// The server that was probably meant, where one is certain.
pub(crate) fn mended(server: &str) -> Option<String> {
    let server = server.trim();
    let bare = server.split_once("://").map_or(server, |(_, rest)| rest);
    let bare = bare.split(['?', '#']).next().unwrap_or(bare);
    let bare = bare.split_once('@').map_or(bare, |(name, _)| name);
    let bare = bare.trim_end_matches('/');
    let (host, path) = bare.split_once('/').unwrap_or((bare, ""));
    let path = path.trim_end_matches("/*");
    let path = match path.split_once('/') {
        Some(("v1" | "v2", rest)) => rest,
        None if matches!(path, "v1" | "v2" | "*") => "",
        _ => path,
    };
    let host = match is_hub(host) {
        true => "docker.io",
        false => host,
    };
    let path = path.split_once(':').map_or(path, |(name, _)| name);
    let mended = match path {
        "" => host.to_lowercase(),
        _ => format!("{host}/{path}").to_lowercase(),
    };
    why_never_found(&mended).is_none().then_some(mended)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceId, Span};

    #[test]
    fn accepts_what_runtimes_find() {
        for server in [
            DOCKER_HUB,
            "quay.io",
            "quay.io/acme",
            "quay.io/acme/app_x__y--z",
            "docker.io/library",
            "localhost",
            "localhost:5000/app",
            "myregistry:5000",
            "*.example.com",
            "*.dkr.ecr.*.amazonaws.com",
            "r*1.example.com:5000",
            "10.0.0.1/app",
            "[fd00::1]:5000/app",
            "qu_ay.io",
            "quay.io/v2ray",
        ] {
            assert_eq!(why_never_found(server), None, "{server}");
        }
    }

    #[test]
    fn mends_what_they_do_not_find() {
        for (server, expected) in [
            ("https://quay.io", Some("quay.io")),
            ("http://quay.io/v2/", Some("quay.io")),
            ("https://quay.io/v1/org", Some("quay.io/org")),
            ("https://index.docker.io/v1", Some("docker.io")),
            ("https://hub.docker.com/acme", Some("docker.io/acme")),
            ("quay.io/", Some("quay.io")),
            ("quay.io//", Some("quay.io")),
            ("quay.io/org/app:v1", Some("quay.io/org/app")),
            ("quay.io/org@sha256:aa", Some("quay.io/org")),
            ("quay.io/org?x=1", Some("quay.io/org")),
            ("quay.io/v2", Some("quay.io")),
            ("quay.io/org/*", Some("quay.io/org")),
            ("quay.io/*", Some("quay.io")),
            ("Quay.io/Org", Some("quay.io/org")),
            (" quay.io", Some("quay.io")),
            ("quay.io/o*", None),
            ("quay.io:*", None),
            ("quay.io:", None),
            ("quay.io:0", None),
            ("quay.io:65536", None),
            ("a:b:c", None),
            ("reg[0-9].example.com", None),
            ("[fd00::1", None),
            ("quay..io", None),
            ("quäy.io", None),
            ("quay", None),
            ("-quay.io", None),
            ("", None),
            ("quay.io/-x", None),
            ("//quay.io", None),
        ] {
            assert!(why_never_found(server).is_some(), "{server}");
            assert_eq!(mended(server).as_deref(), expected, "{server}");
        }
    }

    #[test]
    fn the_integrated_registry_is_a_host() {
        let says = |host| {
            let text = Text::new(host, Span::new(SourceId(0), 0, 0));
            integrated_fault(text).map(|finding| finding.message)
        };
        assert_eq!(
            says("image-registry.openshift-image-registry.svc:5000"),
            None
        );
        assert_eq!(says("registry.apps.example.com"), None);
        for host in [
            "https://r.example.com",
            "r.example.com/x",
            "*.example.com",
            "docker.io/",
        ] {
            assert!(says(host).is_some(), "{host}");
        }
    }

    proptest::proptest! {
        #[test]
        fn never_panics(server in "\\PC{0,30}") {
            if why_never_found(&server).is_some() {
                let _ = mended(&server);
            }
        }
    }
}
