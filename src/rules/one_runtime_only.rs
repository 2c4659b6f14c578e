//! Entries that kubelet finds and containers/image does not, or the other way round.

use crate::credential::docker_config::{DockerConfig, Layout};
use crate::finding::{Finding, catalogue};
use crate::keyring::containers_image::choose;
use crate::keyring::{ServerKey, Target};
use crate::model::Text;

use super::docker_hub_spelling::is_hub;
use super::pod_lists::sample_repository;
use super::whole_files::whole_files;
use super::{Checked, Needs, Rule};

pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::ONE_RUNTIME_ONLY],
    // Keys of whole files are known only where they were read.
    needs: Needs::Credentials,
    check,
};

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    for (_, _, registry) in checked.spec.registries.found() {
        findings.extend(of_server(registry.server));
    }
    findings.extend(whole_files(checked).filter_map(|file| of_file(&file.config, file.file)));
}

fn of_server(server: Text<'_>) -> Option<Finding> {
    let key = ServerKey::parse(server.value).ok()?;
    if is_hub(&key.host()) {
        return None;
    }
    let repository = sample_repository(&key);
    if only_kubelet(&key, server.value, &repository)? {
        let why = match key.is_glob() {
            true => "containers/image does not know `*`",
            false => "containers/image knows no addresses in brackets",
        };
        return Some(
            catalogue::ONE_RUNTIME_ONLY
                .at(
                    server.span,
                    format!(
                        "only kubelet finds `{}` for `{repository}`: {why}",
                        server.value
                    ),
                )
                .label("not found by Podman, nor by CRI-O on its own")
                .help(
                    "where pods alone use it, that is enough: put `# pullsecrets: allow PS0304 because \
                     pods alone use it` on this line; where Podman, Buildah or Skopeo read the \
                     secret, name each host",
                ),
        );
    }
    None
}

/// Whether kubelet alone finds a repository by a key; nothing where neither does.
fn only_kubelet(key: &ServerKey, written: &str, repository: &str) -> Option<bool> {
    let kubelet = key.fits(&Target::parse(repository.as_bytes())?);
    let keys = std::iter::once(written);
    let containers_image =
        !repository.starts_with('[') && choose(keys, Layout::ConfigJson, repository).is_some();
    (kubelet || containers_image).then_some(kubelet && !containers_image)
}

/// What a whole file holds that one runtime cannot use. Its keys are not said: they are text of
/// another file.
fn of_file(config: &DockerConfig, file: Text<'_>) -> Option<Finding> {
    let mut what = Vec::new();
    let mut add = |words: &'static str| {
        if !what.contains(&words) {
            what.push(words);
        }
    };
    for entry in &config.entries {
        let scheme = entry.key.contains("://");
        let bare = entry
            .key
            .split_once("://")
            .map_or(&*entry.key, |(_, bare)| bare);
        let (host, path) = bare.split_once('/').unwrap_or((bare, ""));
        let api = matches!(path, "v1/" | "v2/");
        // Spellings of Docker Hub are a matter of their own.
        if is_hub(host) {
            continue;
        }
        if host.contains('*') {
            add("a `*` in a host, which containers/image does not know");
        } else if host.contains('@') {
            add("a user in a key, which containers/image does not know");
        } else if scheme && !path.is_empty() && !api {
            add("a scheme before a path, which containers/image then drops and kubelet does not");
        } else if !scheme && (bare.ends_with('/') || api) {
            add("a key that ends in a slash, which containers/image does not find");
        }
    }
    let first = what.first()?;
    let more = match what.len() {
        1 => "",
        _ => ", and other keys of the kind",
    };
    Some(
        catalogue::ONE_RUNTIME_ONLY
            .at(
                file.span,
                format!("file `{}` has {first}{more}", file.value),
            )
            .label("found by one of the two runtimes")
            .help("write keys as `host`, `host:port` or `host/path`: both find those; `pullsecrets resolve IMAGE --auth-file FILE --runtime containers-image` shows the difference"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceId, Span};

    fn says(server: &str) -> Option<String> {
        let text = Text::new(server, Span::new(SourceId(0), 0, 0));
        of_server(text).map(|finding| finding.message)
    }

    #[test]
    fn stars_and_addresses_are_for_kubelet() {
        assert!(
            says("*.example.com").is_some_and(|message| message.contains("`any.example.com/app`"))
        );
        assert!(says("[fd00::1]:5000").is_some());
        for server in [
            "quay.io",
            "quay.io/acme",
            "docker.io",
            "https://index.docker.io/v1/",
            "r:1",
        ] {
            assert_eq!(says(server), None, "{server}");
        }
    }

    #[test]
    fn keys_of_files_are_looked_at_and_not_said() {
        let file = Text::new("f.json", Span::new(SourceId(0), 0, 0));
        let says = |key: &str| {
            let text = serde_json::json!({"auths": {key: {"auth": "dTpw"}}}).to_string();
            of_file(
                &DockerConfig::parse(text.as_bytes(), Layout::ConfigJson)
                    .ok()
                    .unwrap(),
                file,
            )
            .map(|finding| finding.message)
        };
        for key in [
            "*.hidden.example",
            "https://hidden.example/x",
            "hidden.example/",
            "me@hidden.example",
        ] {
            assert!(
                says(key).is_some_and(|message| !message.contains("hidden")),
                "{key}"
            );
        }
        for key in [
            "quay.io",
            "https://quay.io",
            "https://quay.io/v1/",
            "https://index.docker.io/v1/",
        ] {
            assert_eq!(says(key), None, "{key}");
        }
    }
}
