//! Docker and Podman files as sources of pull secrets: one entry of a file, or the file as it is.

use hashbrown::HashMap;

use crate::finding::{Finding, catalogue};
use crate::model::{AuthFile, Text};

use super::entry::{AuthFault, AuthField, EntryFault, EntryFields, decode_auth};
use super::json_text::{JsonKind, JsonText};
use super::{Confidential, DecodedEntry};

/// A Docker or Podman file, its entries found by name.
pub(super) struct AuthFileContent<'a> {
    entries: HashMap<String, JsonText<'a>>,
    /// The names of helpers are of the file, so that messages say those alone that are listed in
    /// [`KNOWN_HELPERS`].
    store: Option<&'static str>,
    helpers: HashMap<String, &'static str>,
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
    pub(super) fn read(text: &'a str, file: Text<'_>) -> Result<Self, Finding> {
        let Some(json) = JsonText::of(text) else {
            return Err(not_json(text, file));
        };
        let shape = |what: &str| {
            catalogue::DOCKER_CONFIG_SHAPE
                .at(file.span, format!("file `{}` {what}", file.value))
                .help("it looks like `{\"auths\": {\"quay.io\": {\"auth\": \"…\"}}}`")
        };
        if json.kind() != JsonKind::Object {
            return Err(shape("is JSON, but no Docker config"));
        }
        let mut content = Self {
            entries: HashMap::new(),
            store: None,
            helpers: HashMap::new(),
        };
        let mut auths = false;
        for (key, value) in json.members() {
            let Some(key) = key.text() else { continue };
            if key.eq_ignore_ascii_case("auths") {
                if !matches!(value.kind(), JsonKind::Object | JsonKind::Null) {
                    return Err(shape("has an `auths` that is no mapping"));
                }
                auths = true;
                let entries = value.members();
                content.entries.extend(
                    entries.filter_map(|(name, entry)| Some((name.text()?.to_string(), entry))),
                );
            } else if key.eq_ignore_ascii_case("credsStore") {
                content.store = value.text().and_then(|name| helper(&name));
            } else if key.eq_ignore_ascii_case("credHelpers") {
                content
                    .helpers
                    .extend(value.members().filter_map(|(name, value)| {
                        Some((name.text()?.to_string(), helper(&value.text()?)?))
                    }));
            }
        }
        let empty = content.store.is_none() && content.helpers.is_empty();
        match auths || !empty {
            true => Ok(content),
            false => Err(shape("has no `auths`")),
        }
    }

    /// The helper that keeps the credential of a server, where the file says so.
    fn helper_of(&self, server: &str) -> Option<&'static str> {
        self.helpers.get(server).copied().or(self.store)
    }

    /// The entry of a server, or why it cannot be used.
    pub(super) fn entry(
        &self,
        auth_file: &AuthFile<'_>,
        registry: Text<'_>,
    ) -> Result<DecodedEntry, Finding> {
        let server = auth_file.server.unwrap_or(registry);
        let Some(json) = self.entries.get(server.value) else {
            return Err(match self.helpers.get(server.value) {
                Some(helper) => kept_by(helper, auth_file.file, server, server.value),
                None => self.missing(auth_file.file, server),
            });
        };
        let broken = |what: String| {
            let message = format!(
                "the entry `{}` of file `{}` {what}",
                server.value, auth_file.file.value
            );
            catalogue::BROKEN_AUTH
                .at(server.span, message)
                .help(log_in(server.value))
        };
        let fields = EntryFields::read(*json).map_err(|fault| {
            broken(match fault {
                EntryFault::NotAMapping => "is no mapping".to_owned(),
                EntryFault::FieldNotText(field) => format!("has a `{field}` that is no text"),
            })
        })?;
        if fields.is_empty() {
            return Err(match self.helper_of(server.value) {
                Some(helper) => kept_by(helper, auth_file.file, server, server.value),
                None => catalogue::EMPTY_CREDENTIAL
                    .at(
                        server.span,
                        format!(
                            "the entry `{}` of file `{}` is empty",
                            server.value, auth_file.file.value
                        ),
                    )
                    .help(log_in(server.value)),
            });
        }
        decoded(*json, fields)
            .map_err(|fault| broken(format!("has an `auth` {}", fault_words(fault))))
    }

    /// There is no entry: the file's own keys are not said, only a spelling of the same server.
    fn missing(&self, file: Text<'_>, server: Text<'_>) -> Finding {
        let count = match self.entries.len() {
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
            None => finding.help(log_in(server.value)),
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
            .find(|other| self.entries.contains_key(other))
    }

    /// Entries of a whole file that are empty since a helper keeps their credentials.
    pub(super) fn kept_elsewhere(&self, file: Text<'_>) -> Option<Finding> {
        let mut kept = self.entries.iter().filter_map(|(server, json)| {
            let fields = EntryFields::read(*json).ok()?;
            self.helper_of(server).filter(|_| fields.is_empty())
        });
        let first = kept.next()?;
        // Two helpers in one file are rare; the smaller name makes the message a fixed one.
        let name = kept.fold(first, |smaller, other| smaller.min(other));
        Some(kept_by(name, file, file, "SERVER"))
    }
}

/// The name of a helper, or a word that stands for one; nothing where the setting is empty.
fn helper(name: &str) -> Option<&'static str> {
    let known = KNOWN_HELPERS.iter().find(|known| **known == name);
    match name {
        "" => None,
        _ => Some(known.copied().unwrap_or(SOME_HELPER)),
    }
}

fn kept_by(helper: &'static str, file: Text<'_>, place: Text<'_>, server: &str) -> Finding {
    let who = match helper {
        SOME_HELPER => "a credential helper".to_owned(),
        _ => format!("the credential helper `{helper}`"),
    };
    let whose = match place.span == file.span {
        true => "entries".to_owned(),
        false => format!("the entry `{}`", place.value),
    };
    let message = format!(
        "file `{}` does not hold the credential of {whose}: {who} keeps it",
        file.value
    );
    catalogue::CREDENTIAL_HELPER
        .at(place.span, message)
        .help(log_in(server))
}

/// How to get a file that holds the credential itself.
fn log_in(server: &str) -> String {
    let host = server.strip_prefix("https://index.").unwrap_or(server);
    let host = host.strip_suffix("/v1/").unwrap_or(host);
    format!("log in without a helper: `podman login --authfile auth.json {host}`")
}

/// What is wrong with an `auth`, after "has an `auth`".
pub(super) fn fault_words(fault: AuthFault) -> &'static str {
    match fault {
        AuthFault::NotBase64 => "that is not base64",
        AuthFault::NoColon => "without a colon: it must be base64 of `user:password`",
    }
}

/// The finding of a text that is not JSON.
pub(super) fn not_json(text: &str, file: Text<'_>) -> Finding {
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
    catalogue::NOT_JSON
        .at(file.span, format!("file `{}` {what}", file.value))
        .help(help)
}

/// An entry as it stands, and what kubelet makes of it.
fn decoded(json: JsonText<'_>, fields: EntryFields) -> Result<DecodedEntry, AuthFault> {
    let mut bytes = Vec::with_capacity(json.length());
    json.push_compact(&mut bytes);
    let json = Confidential::new(bytes);
    let own = |text: &Option<zeroize::Zeroizing<String>>| {
        text.as_ref()
            .map(|text| Confidential::copy(text.as_bytes()))
    };
    let Some(auth) = &fields.auth else {
        return Ok(DecodedEntry {
            json,
            username: own(&fields.username),
            password: own(&fields.password),
            auth: AuthField::Missing,
            token: fields.token,
        });
    };
    let (username, password) = decode_auth(auth)?;
    let differs = |field: &Option<zeroize::Zeroizing<String>>, decoded: &Confidential| {
        field
            .as_ref()
            .is_some_and(|field| field.as_bytes() != decoded.expose())
    };
    let auth = match differs(&fields.username, &username) || differs(&fields.password, &password) {
        true => AuthField::Differs,
        false => AuthField::Agrees,
    };
    Ok(DecodedEntry {
        json,
        username: Some(username),
        password: Some(password),
        auth,
        token: fields.token,
    })
}

/// The entries of a file that can be read, in its order; those that cannot are the business of
/// the rule on broken entries.
pub(super) fn entries_of_file(content: &Confidential) -> Vec<DecodedEntry> {
    let Some(json) = content.expose_text().and_then(JsonText::of) else {
        return Vec::new();
    };
    json.members()
        .filter(|(key, _)| {
            key.text()
                .is_some_and(|key| key.eq_ignore_ascii_case("auths"))
        })
        .flat_map(|(_, auths)| auths.members())
        .filter_map(|(_, entry)| decoded(entry, EntryFields::read(entry).ok()?).ok())
        .collect()
}
