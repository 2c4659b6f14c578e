//! The look-up of containers/image (CRI-O by itself, Podman): the most specific whole path wins,
//! one entry is used, and only its `auth` counts.

use crate::credential::docker_config::{ConfigEntry, DockerConfig, FaultKind, Layout};
use crate::credential::json::JsonKind;
use crate::credential::{AuthFault, UserPassword, decode_as_containers_image, quote};

/// What a file gives for a repository.
pub enum Answer<'c> {
    /// These credentials.
    Credentials(&'c ConfigEntry, UserPassword),
    /// An entry fits, but there is nothing in it that could be sent: it shuts out less specific
    /// ones, and the next file is asked.
    Empty(&'c ConfigEntry),
    /// The credential is kept by this program, which would be run.
    Helper(String),
    /// No entry fits.
    Nothing,
}

/// Reads a file.
///
/// # Errors
/// The library's words, with the file's name.
pub fn read_file(name: &str, text: &[u8], layout: Layout) -> Result<DockerConfig, String> {
    let refused = |words: String| {
        let name = quote(name);
        format!("reading JSON file {name}: unmarshaling JSON at {name}: {words}")
    };
    let config = DockerConfig::parse(text, layout).map_err(|fault| refused(fault.to_string()))?;
    let fault = config
        .faults
        .iter()
        .find_map(|fault| words(fault.kind, layout));
    match fault {
        Some(words) => Err(refused(words)),
        None => Ok(config),
    }
}

/// What the library says of a fault; nothing where it does not know the field.
fn words(fault: FaultKind, layout: Layout) -> Option<String> {
    let legacy = layout == Layout::Dockercfg;
    let cannot = |kind: JsonKind, what: &str| Some(kind.cannot_be(what));
    match fault {
        FaultKind::Top(kind) if legacy => {
            cannot(kind, "value of type map[string]config.dockerAuthConfig")
        }
        FaultKind::Top(kind) => cannot(kind, "value of type config.dockerConfigFile"),
        FaultKind::Auths(kind) => cannot(
            kind,
            "struct field dockerConfigFile.auths of type map[string]config.dockerAuthConfig",
        ),
        FaultKind::Entry(kind) if legacy => cannot(kind, "value of type config.dockerAuthConfig"),
        FaultKind::Entry(kind) => cannot(
            kind,
            "struct field dockerConfigFile.auths of type config.dockerAuthConfig",
        ),
        FaultKind::Field(field @ ("auth" | "identitytoken"), kind) => {
            let path = if legacy { "" } else { "auths." };
            cannot(
                kind,
                &format!("struct field dockerAuthConfig.{path}{field} of type string"),
            )
        }
        FaultKind::Helpers(kind) => cannot(
            kind,
            "struct field dockerConfigFile.credHelpers of type map[string]string",
        ),
        FaultKind::HelperValue(kind) => cannot(
            kind,
            "struct field dockerConfigFile.credHelpers of type string",
        ),
        FaultKind::Field(..)
        | FaultKind::Headers(_)
        | FaultKind::HeaderValue(_)
        | FaultKind::Auth(_) => None,
    }
}

/// Looks a repository up in one file; several files are asked in turn until one gives credentials.
///
/// # Errors
/// Where the `auth` of the entry that fits is no base64.
pub fn look_up<'c>(
    config: &'c DockerConfig,
    layout: Layout,
    repository: &str,
) -> Result<Answer<'c>, AuthFault> {
    let registry = repository.split('/').next().unwrap_or_default();
    if let Some(helper) = config.helper(registry) {
        return Ok(Answer::Helper(helper.to_owned()));
    }
    let keys = config.entries.iter().map(|entry| entry.key.as_str());
    let Some(entry) = choose(keys, layout, repository).and_then(|key| config.entry(key)) else {
        return Ok(Answer::Nothing);
    };
    let auth = entry.auth.as_ref().and_then(|auth| auth.expose_text());
    match decode_as_containers_image(auth.unwrap_or_default()) {
        Ok(pair) if is_empty(entry, &pair) => Ok(Answer::Empty(entry)),
        Ok(pair) => Ok(Answer::Credentials(entry, pair)),
        Err(AuthFault::NoColon) => Ok(Answer::Empty(entry)),
        Err(fault) => Err(fault),
    }
}

fn is_empty(entry: &ConfigEntry, pair: &UserPassword) -> bool {
    let token = entry.identity_token.as_ref();
    pair.username.expose().is_empty()
        && pair.password.expose().is_empty()
        && token.is_none_or(|token| token.expose().is_empty())
}

/// Which of these keys serves a repository: the longest that is the repository or whole leading
/// parts of it as written, else the first that means the same registry once normalised (the
/// library's own order is random there).
pub fn choose<'k>(
    keys: impl Iterator<Item = &'k str> + Clone,
    layout: Layout,
    repository: &str,
) -> Option<&'k str> {
    let registry = repository.split('/').next().unwrap_or_default();
    let exact = |key: &&str| match layout {
        Layout::ConfigJson => is_leading_part(key, repository),
        Layout::Dockercfg => *key == registry,
    };
    let longest = keys.clone().filter(exact).max_by_key(|key| key.len());
    longest.or_else(|| {
        let registry = normal_registry(registry);
        keys.clone().find(|key| normal_key(key, layout) == registry)
    })
}

/// Whether a key is a repository, or whole leading parts of it.
fn is_leading_part(key: &str, repository: &str) -> bool {
    let rest = repository.strip_prefix(key);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The registry that a key means; a path is dropped only where there is a scheme.
fn normal_key(key: &str, layout: Layout) -> &str {
    let stripped = key.strip_prefix("http://").unwrap_or(key);
    let stripped = stripped.strip_prefix("https://").unwrap_or(stripped);
    let host = match layout == Layout::Dockercfg || stripped != key {
        true => stripped.split('/').next().unwrap_or_default(),
        false => stripped,
    };
    normal_registry(host)
}

/// Docker Hub goes by three names.
fn normal_registry(registry: &str) -> &str {
    match registry {
        "registry-1.docker.io" | "docker.io" => "index.docker.io",
        _ => registry,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen<'k>(keys: &[&'k str], repository: &str) -> Option<&'k str> {
        choose(keys.iter().copied(), Layout::ConfigJson, repository)
    }

    #[test]
    fn whole_parts_alone_fit() {
        assert_eq!(chosen(&["a.io/x"], "a.io/xy/app"), None);
        assert_eq!(chosen(&["a.io", "a.io/x"], "a.io/x/app"), Some("a.io/x"));
        assert_eq!(chosen(&["a.io/x/"], "a.io/x/app"), None);
        assert_eq!(chosen(&["*.io"], "a.io/x"), None);
    }

    #[test]
    fn a_scheme_drops_the_path() {
        assert_eq!(
            chosen(&["https://a.io/other"], "a.io/x"),
            Some("https://a.io/other")
        );
        assert_eq!(chosen(&["http://a.io/v1/", "a.io"], "a.io/x"), Some("a.io"));
        assert_eq!(
            chosen(&["registry-1.docker.io"], "docker.io/a/b"),
            Some("registry-1.docker.io")
        );
        assert_eq!(chosen(&["index.docker.io/v1/"], "docker.io/a/b"), None);
    }

    #[test]
    fn entries_without_auth_give_nothing() {
        let config = DockerConfig::parse(
            br#"{"auths":{"a.io/x":{"username":"u","password":"p"},"a.io":{"auth":"dTpw"}},
                 "credHelpers":{"b.io":"pass"}}"#,
            Layout::ConfigJson,
        )
        .ok()
        .unwrap();
        let answer = |repository| {
            look_up(&config, Layout::ConfigJson, repository)
                .ok()
                .unwrap()
        };
        assert!(matches!(answer("a.io/x/app"), Answer::Empty(_)));
        assert!(matches!(answer("a.io/y/app"), Answer::Credentials(..)));
        assert!(matches!(answer("b.io/y"), Answer::Helper(helper) if helper == "pass"));
        assert!(matches!(answer("c.io/y"), Answer::Nothing));
    }

    #[test]
    fn faults_come_in_the_words_of_the_library() {
        let read = |text: &[u8]| read_file("f", text, Layout::ConfigJson).err();
        assert_eq!(
            read(br#"{"auths":{"a":{"auth":1}}}"#).as_deref(),
            Some(
                "reading JSON file \"f\": unmarshaling JSON at \"f\": json: cannot unmarshal number into Go struct field dockerAuthConfig.auths.auth of type string"
            )
        );
        assert_eq!(
            read(br#"{"HttpHeaders":1,"auths":{"a":{"username":1,"auth":"!"}}}"#),
            None
        );
    }
}
