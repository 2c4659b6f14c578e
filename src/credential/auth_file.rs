//! Docker and Podman files as sources of pull secrets: one entry of a file, or the file as it is.

use crate::finding::{Finding, catalogue};
use crate::model::{AuthFile, Text};

use super::docker_config::{ConfigEntry, DockerConfig, FaultKind, Layout};
use super::entry;
use super::{AuthFault, DecodedEntry, SyntaxFault};

/// A Docker or Podman file and its text.
pub(super) struct AuthFileContent<'a> {
    text: &'a str,
    config: DockerConfig,
}

/// Credential helpers that messages may call by name.
const KNOWN_HELPERS: &[&str] = &[
    "acr-env",
    "acr-linux",
    "acr-login",
    "desktop",
    "desktop.exe",
    "docker-scout",
    "ecr-login",
    "gcloud",
    "gcr",
    "ghcr-login",
    "osxkeychain",
    "pass",
    "secretservice",
    "wincred",
];

/// What a helper of another name is called.
const SOME_HELPER: &str = "another program";

impl<'a> AuthFileContent<'a> {
    /// Reads a file's text, or says why it cannot be used.
    pub(super) fn read(text: &'a str, file: Text<'_>) -> Result<Self, Box<Finding>> {
        let config = DockerConfig::parse(text.as_bytes(), Layout::ConfigJson)
            .map_err(|fault| not_json(text, &fault, file))?;
        let shape = |what: &str| {
            let finding = catalogue::DOCKER_CONFIG_SHAPE
                .at(file.span, format!("file `{}` {what}", file.value))
                .help("it looks like `{\"auths\": {\"quay.io\": {\"auth\": \"…\"}}}`");
            Err(Box::new(finding))
        };
        for fault in &config.faults {
            match fault.kind {
                FaultKind::Top(_) => return shape("is JSON, but no Docker config"),
                FaultKind::Auths(_) => return shape("has an `auths` that is no mapping"),
                _ => {}
            }
        }
        let holds_nothing = config.entries.is_empty()
            && config.credentials_store.is_none()
            && config.credential_helpers.is_empty();
        if holds_nothing && !config.has_auths {
            return shape("has no `auths`");
        }
        Ok(Self { text, config })
    }

    /// The whole text.
    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    /// The helper that keeps the credential of a server, where the file says so.
    fn helper_of(&self, server: &str) -> Option<&'static str> {
        self.config.keeper(server).map(known)
    }

    /// The entry of a server, or why it cannot be used.
    pub(super) fn entry(
        &self,
        auth_file: &AuthFile<'_>,
        registry: Text<'_>,
    ) -> Result<DecodedEntry, Box<Finding>> {
        let server = auth_file.server.unwrap_or(registry);
        let file = auth_file.file;
        let Some(entry) = self.config.entry(server.value) else {
            let helper = self.config.helper(server.value);
            return Err(Box::new(match helper.filter(|name| !name.is_empty()) {
                Some(helper) => kept_by(known(helper), file, server, server.value),
                None => self.missing(file, server),
            }));
        };
        let whose = format!("the entry `{}` of file `{}`", server.value, file.value);
        if let Some(fault) = self.config.fault_of(server.value) {
            let what = match fault {
                FaultKind::Entry(_) => "is no mapping".to_owned(),
                FaultKind::Field(field, _) => format!("has a field `{field}` that is no text"),
                FaultKind::Auth(fault) => format!("has an `auth` {}", fault_words(fault)),
                _ => "cannot be read".to_owned(),
            };
            let finding = catalogue::BROKEN_AUTH.at(server.span, format!("{whose} {what}"));
            return Err(Box::new(finding.help(log_in_anew(server.value))));
        }
        if entry.is_twice {
            let message = format!(
                "file `{}` has the entry `{}` twice",
                file.value, server.value
            );
            return Err(Box::new(twice(server, message)));
        }
        if entry.is_empty() {
            return Err(Box::new(match self.helper_of(server.value) {
                Some(helper) => kept_by(helper, file, server, server.value),
                None => catalogue::EMPTY_CREDENTIAL
                    .at(server.span, format!("{whose} is empty"))
                    .help(log_in_anew(server.value)),
            }));
        }
        Ok(entry::of_file(entry, self.text))
    }

    /// There is no entry: the file's own keys are not said, only a spelling of the same server.
    fn missing(&self, file: Text<'_>, server: Text<'_>) -> Finding {
        let count = match self.config.entries.len() {
            0 => "no entry at all".to_owned(),
            1 => "one entry, of another server".to_owned(),
            count => format!("{count} entries, all of other servers"),
        };
        let message = format!("file `{}` has no entry `{}`", file.value, server.value);
        let finding = catalogue::ENTRY_MISSING
            .at(server.span, message)
            .label(format!("it has {count}"));
        match self.other_spelling(server.value) {
            Some(other) => finding.help(format!(
                "the file spells it `{other}`: add `server: {other}` to `authFile`"
            )),
            None => finding.help(format!(
                "say the key that the file has, `authFile: {{file: …, server: KEY}}`, or log in: {}",
                log_in(server.value)
            )),
        }
    }

    /// A spelling under which Docker may have written the same server.
    fn other_spelling(&self, server: &str) -> Option<String> {
        let host = server.strip_prefix("https://").unwrap_or(server);
        let host = host
            .trim_end_matches('/')
            .trim_end_matches("/v1")
            .trim_end_matches("/v2");
        let hub = matches!(host, "docker.io" | "index.docker.io");
        let hub = hub.then(|| {
            [
                "https://index.docker.io/v1/",
                "docker.io",
                "index.docker.io",
            ]
            .map(str::to_owned)
        });
        let spelled = [
            host.to_owned(),
            format!("{host}/"),
            format!("https://{host}"),
            format!("https://{host}/"),
            format!("https://{host}/v1/"),
            format!("https://{host}/v2/"),
            host.to_ascii_lowercase(),
        ];
        hub.into_iter()
            .flatten()
            .chain(spelled)
            .find(|other| self.config.entry(other).is_some())
    }

    /// Why a whole file is no pull secret: a helper keeps what its entries, or entries that it
    /// does not have, would say; it has none at all; or one server twice.
    pub(super) fn unfit(&self, file: Text<'_>) -> Option<Finding> {
        let entries = &self.config.entries;
        if entries.is_empty() {
            let helpers = self.config.credential_helpers.iter();
            let mut helpers = helpers
                .map(|helper| &helper.program)
                .filter(|name| !name.is_empty());
            let helper = self.config.credentials_store.as_ref();
            return Some(match helper.or_else(|| helpers.next()) {
                Some(helper) => kept_by(known(helper), file, file, "SERVER"),
                None => catalogue::ENTRY_MISSING
                    .at(
                        file.span,
                        format!("file `{}` has no entry at all", file.value),
                    )
                    .help(format!("log in: {}", log_in("SERVER"))),
            });
        }
        let mut empty = entries.iter().filter(|entry| entry.is_empty());
        if let Some(helper) = empty.find_map(|entry| self.helper_of(&entry.key)) {
            return Some(kept_by(helper, file, file, "SERVER"));
        }
        let is_twice = entries.iter().any(|entry| entry.is_twice);
        is_twice.then(|| {
            let message = format!("file `{}` has two entries of one server", file.value);
            twice(file, message)
        })
    }

    /// The entries that a node can read, in the order of the file; those that it cannot are the
    /// business of the rule on broken entries.
    pub(super) fn entries(&self) -> Vec<DecodedEntry> {
        let readable = |entry: &&ConfigEntry| self.config.fault_of(&entry.key).is_none();
        let entries = self.config.entries.iter().filter(readable);
        entries
            .map(|entry| entry::of_file(entry, self.text))
            .collect()
    }
}

/// Where in a file of its own something is, without a letter of it.
fn place_in(text: &str, at: usize) -> String {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
    format!("it cannot be read from line {line}, character {column} on")
}

/// The finding of a key that stands twice under `auths`.
fn twice(place: Text<'_>, message: String) -> Finding {
    catalogue::ENTRY_TWICE
        .at(place.span, message)
        .label("a node reads the last alone")
        .help("keep one, or say a path: `quay.io/acme` and `quay.io` are two servers")
}

/// The name of a helper, or a word that stands for one.
fn known(name: &str) -> &'static str {
    let listed = KNOWN_HELPERS.iter().find(|listed| **listed == name);
    listed.copied().unwrap_or(SOME_HELPER)
}

fn kept_by(helper: &'static str, file: Text<'_>, place: Text<'_>, server: &str) -> Finding {
    let who = match helper {
        SOME_HELPER => "a credential helper".to_owned(),
        _ => format!("the credential helper `{helper}`"),
    };
    let message = match place.span == file.span {
        true => format!(
            "file `{}` does not hold its credentials: {who} keeps them",
            file.value
        ),
        false => format!(
            "file `{}` does not hold the credential of `{server}`: {who} keeps it",
            file.value
        ),
    };
    let login = log_in(server);
    catalogue::CREDENTIAL_HELPER
        .at(place.span, message)
        .help(format!("log in without a helper: {login}"))
}

/// The command that writes a file with the credential of a server.
fn log_in(server: &str) -> String {
    let host = server.strip_prefix("https://index.").unwrap_or(server);
    let host = host.strip_suffix("/v1/").unwrap_or(host);
    let is_safe = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-:[]".contains(&byte);
    // A server that a shell would read in its own way is not pasted into a command.
    let host = match host.bytes().all(is_safe) {
        true => host,
        false => "SERVER",
    };
    format!("`podman login --authfile auth.json {host}`")
}

/// The help where an entry is missing or of no use.
pub(super) fn log_in_anew(server: &str) -> String {
    format!("write the entry anew: {}", log_in(server))
}

/// What is wrong with an `auth`, after "has an `auth`".
pub(super) fn fault_words(fault: AuthFault) -> &'static str {
    match fault {
        AuthFault::Base64(_) => "that is not base64",
        AuthFault::NoColon => "without a colon: it must be base64 of `user:password`",
    }
}

/// The finding of a text that is not JSON.
pub(super) fn not_json(text: &str, fault: &SyntaxFault, file: Text<'_>) -> Box<Finding> {
    let start = text.trim_start();
    let what = match start.is_empty() {
        true => "is empty",
        false => "is not JSON",
    };
    let encoded = start.starts_with("eyJ") || start.starts_with("ewo");
    let help = match encoded {
        true => "it looks like base64 of JSON: `base64 -d FILE > auth.json` decodes it",
        false => {
            "give a Docker or Podman file: `podman login --authfile auth.json SERVER` writes one"
        }
    };
    let finding = catalogue::NOT_JSON.at(file.span, format!("file `{}` {what}", file.value));
    let finding = match encoded || start.is_empty() {
        true => finding,
        false => finding.label(place_in(text, fault.at)),
    };
    Box::new(finding.help(help))
}
