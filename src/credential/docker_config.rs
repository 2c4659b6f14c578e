//! Docker and Podman files as a node reads them: which entries there are, and what in them fails a
//! look-up. How each runtime judges the faults is the business of `keyring`.

use std::ops::Range;

use hashbrown::HashMap;
use zeroize::Zeroizing;

use super::Confidential;
use super::auth_field::{AuthFault, UserPassword, decode_as_kubelet};
use super::json::{Json, JsonKind, JsonValue};
use super::json_fault::SyntaxFault;

/// How a file is laid out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Layout {
    /// `config.json` and `auth.json`: the entries lie under `auths`.
    ConfigJson,
    /// The legacy `.dockercfg`: the entries are all there is.
    Dockercfg,
}

/// A Docker or Podman file.
#[derive(Default)]
pub struct DockerConfig {
    /// The entries, each key once, in the order in which the keys first stand in the file. What
    /// was written last under a key is what it means.
    pub entries: Vec<ConfigEntry>,
    /// `credsStore`: the program that keeps the credentials of all entries.
    pub credentials_store: Option<String>,
    /// Whether there is an `auths`, be it empty.
    pub has_auths: bool,
    /// `credHelpers`: the last of a server counts.
    pub credential_helpers: Vec<CredentialHelper>,
    /// What one runtime or the other cannot read, in the order of the file.
    pub faults: Vec<ConfigFault>,
    // By key: where in the lists above its entry, its last helper and its first fault are.
    numbers: HashMap<String, usize>,
    helpers: HashMap<String, usize>,
    faulty: HashMap<String, usize>,
}

/// One of `credHelpers`.
pub struct CredentialHelper {
    /// The server, as written.
    pub server: String,
    /// The program that keeps its credential.
    pub program: String,
    /// Where the program's name lies in the file.
    pub json: Range<usize>,
}

/// One entry of `auths`. A field that is left out or `null` is `None`.
#[derive(Default)]
pub struct ConfigEntry {
    /// The key as written, escapes resolved.
    pub key: String,
    /// Where the entry's JSON lies in the file.
    pub json: Range<usize>,
    /// Whether the key stands more than once; this is what was written last.
    pub is_twice: bool,
    /// `username`.
    pub username: Option<Confidential>,
    /// `password`.
    pub password: Option<Confidential>,
    /// `email`.
    pub email: Option<Confidential>,
    /// `auth`, as written.
    pub auth: Option<Confidential>,
    /// `identitytoken`: kubelet drops it, containers/image passes it on.
    pub identity_token: Option<Confidential>,
    /// What `auth` holds, as kubelet decodes it; nothing where it is empty, left out or broken.
    pub from_auth: Option<UserPassword>,
}

/// Something in a file that a runtime cannot read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConfigFault {
    /// The entry's key, where it lies in an entry.
    pub key: Option<String>,
    /// What it is.
    pub kind: FaultKind,
}

/// Kinds of [`ConfigFault`]; each says which JSON stands there instead.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FaultKind {
    /// The whole file is no object.
    Top(JsonKind),
    /// `auths` is no object.
    Auths(JsonKind),
    /// An entry is no object.
    Entry(JsonKind),
    /// A field of an entry is no text: `username`, `password`, `email`, `auth`, `identitytoken`.
    Field(&'static str, JsonKind),
    /// `HttpHeaders` is no object.
    Headers(JsonKind),
    /// A value of `HttpHeaders` is no text.
    HeaderValue(JsonKind),
    /// `credHelpers` is no object.
    Helpers(JsonKind),
    /// A value of `credHelpers` is no text.
    HelperValue(JsonKind),
    /// An `auth` that kubelet cannot use.
    Auth(AuthFault),
}

/// The fields of entries that are read; the last is for containers/image alone.
const FIELDS: [&str; 5] = ["username", "password", "email", "auth", "identitytoken"];

impl DockerConfig {
    /// Reads a file: names of fields in any case of letters, repeated keys merged and replaced as
    /// Go does, `null` as if it were not there. Callers bound the size of the text.
    ///
    /// # Errors
    /// Where the text is not JSON; an empty one is none.
    pub fn parse(text: &[u8], layout: Layout) -> Result<Self, SyntaxFault> {
        let json = Json::parse(text)?;
        let root = json.root();
        let mut config = Self::default();
        match (root.kind(), layout) {
            (JsonKind::Object, Layout::ConfigJson) => config.read_top(root),
            (JsonKind::Object, Layout::Dockercfg) => config.read_entries(root),
            (JsonKind::Null, _) => {}
            (kind, _) => config.fault(None, FaultKind::Top(kind)),
        }
        Ok(config)
    }

    /// The entry under a key.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&ConfigEntry> {
        self.numbers.get(key).map(|number| &self.entries[*number])
    }

    /// The program that keeps the credential of a server, by `credHelpers`; for a server with a
    /// path also the one of its host, since helpers know hosts alone.
    #[must_use]
    pub fn helper(&self, server: &str) -> Option<&str> {
        let of = |wanted: &str| {
            let number = *self.helpers.get(wanted)?;
            Some(self.credential_helpers[number].program.as_str())
        };
        of(server).or_else(|| of(server.split_once('/')?.0))
    }

    /// The first fault of the entry under a key.
    #[must_use]
    pub fn fault_of(&self, key: &str) -> Option<FaultKind> {
        let number = *self.faulty.get(key)?;
        Some(self.faults[number].kind)
    }

    /// The program that keeps the credential of a server, by `credHelpers` or else `credsStore`.
    #[must_use]
    pub fn keeper(&self, server: &str) -> Option<&str> {
        let own = self.helper(server).filter(|name| !name.is_empty());
        own.or(self.credentials_store.as_deref())
    }

    fn fault(&mut self, key: Option<&str>, kind: FaultKind) {
        if let Some(key) = key {
            let number = self.faults.len();
            self.faulty.entry_ref(key).or_insert(number);
        }
        self.faults.push(ConfigFault {
            key: key.map(str::to_owned),
            kind,
        });
    }

    fn read_top(&mut self, root: JsonValue<'_, '_>) {
        for (key, value) in root.members() {
            let Some(key) = key.text() else { continue };
            let kind = value.kind();
            if is_auths(&key) {
                self.has_auths = true;
                match kind {
                    JsonKind::Object => self.read_entries(value),
                    JsonKind::Null => {
                        self.entries.clear();
                        self.numbers.clear();
                    }
                    _ => self.fault(None, FaultKind::Auths(kind)),
                }
            } else if same_field(&key, "HttpHeaders") {
                // They may hold credentials, and no runtime sends them: only their shape counts.
                self.read_texts(
                    value,
                    FaultKind::Headers,
                    FaultKind::HeaderValue,
                    |_, _, _| {},
                );
            } else if same_field(&key, "credHelpers") {
                let mut helpers = std::mem::take(&mut self.credential_helpers);
                if kind == JsonKind::Null {
                    helpers.clear();
                    self.helpers.clear();
                }
                let first = helpers.len();
                self.read_texts(
                    value,
                    FaultKind::Helpers,
                    FaultKind::HelperValue,
                    |server, program, json| {
                        helpers.push(CredentialHelper {
                            server: server.to_owned(),
                            program: program.to_owned(),
                            json,
                        });
                    },
                );
                for (number, helper) in helpers.iter().enumerate().skip(first) {
                    self.helpers.insert(helper.server.clone(), number);
                }
                self.credential_helpers = helpers;
            } else if same_field(&key, "credsStore") {
                self.credentials_store = value
                    .text()
                    .filter(|name| !name.is_empty())
                    .map(|name| name.to_string());
            }
        }
    }

    /// A mapping from texts to texts.
    fn read_texts(
        &mut self,
        value: JsonValue<'_, '_>,
        not_object: fn(JsonKind) -> FaultKind,
        not_text: fn(JsonKind) -> FaultKind,
        mut take: impl FnMut(&str, &str, Range<usize>),
    ) {
        if !matches!(value.kind(), JsonKind::Object | JsonKind::Null) {
            self.fault(None, not_object(value.kind()));
        }
        for (key, value) in value.members() {
            match (key.text(), value.text(), value.kind()) {
                (Some(key), Some(text), _) => take(&key, &text, value.range()),
                (_, _, JsonKind::Null) => {}
                (_, _, kind) => self.fault(None, not_text(kind)),
            }
        }
    }

    fn read_entries(&mut self, entries: JsonValue<'_, '_>) {
        for (key, value) in entries.members() {
            let Some(key) = key.text() else { continue };
            let entry = self.read_entry(&key, value);
            match self.numbers.get(key.as_str()) {
                Some(number) => {
                    self.entries[*number] = ConfigEntry {
                        is_twice: true,
                        ..entry
                    };
                }
                None => {
                    self.numbers.insert(key.to_string(), self.entries.len());
                    self.entries.push(entry);
                }
            }
        }
    }

    fn read_entry(&mut self, key: &str, value: JsonValue<'_, '_>) -> ConfigEntry {
        let mut entry = ConfigEntry {
            key: key.to_owned(),
            json: value.range(),
            ..ConfigEntry::default()
        };
        if !matches!(value.kind(), JsonKind::Object | JsonKind::Null) {
            self.fault(Some(key), FaultKind::Entry(value.kind()));
            return entry;
        }
        let mut readable = true;
        for (name, value) in value.members() {
            let Some(name) = name.text() else { continue };
            let Some(field) = FIELDS.into_iter().find(|field| same_field(&name, field)) else {
                continue;
            };
            let text = match (value.text(), value.kind()) {
                (Some(text), _) => text,
                (None, JsonKind::Null) => continue,
                (None, kind) => {
                    readable &= field == "identitytoken";
                    self.fault(Some(key), FaultKind::Field(field, kind));
                    continue;
                }
            };
            *entry.field(field) = Some(confidential(&text));
        }
        let auth = entry.auth.as_ref().and_then(Confidential::expose_text);
        if let Some(auth) = auth.filter(|auth| readable && !auth.is_empty()) {
            match decode_as_kubelet(auth) {
                Ok(pair) => entry.from_auth = Some(pair),
                Err(fault) => self.fault(Some(key), FaultKind::Auth(fault)),
            }
        }
        entry
    }
}

impl ConfigEntry {
    fn field(&mut self, name: &str) -> &mut Option<Confidential> {
        match name {
            "username" => &mut self.username,
            "password" => &mut self.password,
            "email" => &mut self.email,
            "auth" => &mut self.auth,
            _ => &mut self.identity_token,
        }
    }

    /// Whether it says nothing that any runtime could use.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let fields = [
            &self.username,
            &self.password,
            &self.auth,
            &self.identity_token,
        ];
        let said = |field: &&Option<Confidential>| {
            field.as_ref().is_some_and(|text| !text.expose().is_empty())
        };
        !fields.iter().any(said)
    }

    /// The user's name that kubelet sends: that of `auth`, else `username`; may be empty.
    #[must_use]
    pub fn kubelet_username(&self) -> &[u8] {
        let decoded = self.from_auth.as_ref().map(|pair| &pair.username);
        decoded
            .or(self.username.as_ref())
            .map_or(&[], Confidential::expose)
    }

    /// The password that kubelet sends: that of `auth`, else `password`; may be empty.
    #[must_use]
    pub fn kubelet_password(&self) -> &[u8] {
        let decoded = self.from_auth.as_ref().map(|pair| &pair.password);
        decoded
            .or(self.password.as_ref())
            .map_or(&[], Confidential::expose)
    }
}

fn confidential(text: &Zeroizing<String>) -> Confidential {
    Confidential::copy(text.as_bytes())
}

/// A server as messages show it: what stands before an `@` may be a password.
#[must_use]
pub fn server_shown(server: &str) -> String {
    match server.rsplit_once('@') {
        Some((_, server)) => format!("…@{server}"),
        None => server.to_owned(),
    }
}

/// Whether Go takes a key of a Docker config for `auths`.
#[must_use]
pub fn is_auths(key: &str) -> bool {
    same_field(key, "auths")
}

/// Whether Go takes a key for a field of a struct: letters in any case, and the two other letters
/// that Unicode folds onto `s` and `k`.
fn same_field(key: &str, field: &str) -> bool {
    let folded = key.chars().map(|character| match character {
        '\u{17f}' => 's',
        '\u{212a}' => 'k',
        _ => character.to_ascii_lowercase(),
    });
    folded.eq(field
        .chars()
        .map(|character| character.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> DockerConfig {
        DockerConfig::parse(text.as_bytes(), Layout::ConfigJson)
            .ok()
            .unwrap()
    }

    fn users(config: &DockerConfig) -> Vec<(&str, &[u8])> {
        let entries = config.entries.iter();
        entries
            .map(|entry| (entry.key.as_str(), entry.kubelet_username()))
            .collect()
    }

    #[test]
    fn repeated_keys_merge_and_replace() {
        let config = parse(
            r#"{"auths":{"a":{"username":"1"},"b":{"username":"2"}},
                "Auths":{"a":{"password":"x"},"c":{"USERNAME":"3","username":null}}}"#,
        );
        assert_eq!(users(&config), [("a", &b""[..]), ("b", b"2"), ("c", b"3")]);
        let config = parse(r#"{"auths":{"a":{}},"auths":null,"auths":{"b":null}}"#);
        assert_eq!(users(&config), [("b", &b""[..])]);
    }

    #[test]
    fn auth_beats_the_other_fields() {
        let config = parse(r#"{"auths":{"a":{"auth":"Yjoy","username":"x","password":"y"}}}"#);
        assert_eq!(config.entries[0].kubelet_username(), b"b");
        assert_eq!(config.entries[0].kubelet_password(), b"2");
    }

    #[test]
    fn faults_come_in_the_order_of_the_file() {
        let config = parse(
            r#"{"HttpHeaders":{"a":1},"auths":{"a":[],"b":{"auth":1},"c":{"auth":"!"}},"auths":7}"#,
        );
        let kinds: Vec<_> = config.faults.iter().map(|fault| fault.kind).collect();
        assert_eq!(
            kinds,
            [
                FaultKind::HeaderValue(JsonKind::Number),
                FaultKind::Entry(JsonKind::Array),
                FaultKind::Field("auth", JsonKind::Number),
                FaultKind::Auth(AuthFault::Base64(0)),
                FaultKind::Auths(JsonKind::Number),
            ]
        );
    }

    #[test]
    fn fields_fold_as_in_go() {
        assert!(same_field("PA\u{17f}\u{17f}WORD", "password"));
        assert!(!same_field("auth ", "auth"));
    }

    #[test]
    fn the_json_of_an_entry_is_found_again() {
        let text = r#"{"auths": {"a": {"auth": "Yjoy"} }}"#;
        assert_eq!(
            &text[parse(text).entries[0].json.clone()],
            r#"{"auth": "Yjoy"}"#
        );
    }
}
