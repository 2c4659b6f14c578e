//! What was read, decoded once for all projects: the credential of each registry, the content of
//! each whole file, the base of the global pull secret.

use hashbrown::HashMap;

use crate::finding::{Code, Finding, catalogue};
use crate::model::{
    AuthFile, Credential, PullSecret, PullSecretContent, Registry, Spec, Text, Value,
};

use super::auth_file::{AuthFileContent, fault_words, log_in_anew};
use super::entry::{self, AuthField};
use super::reader::Reader;
use super::{Answers, Confidential, Origin, global_base};

/// Everything that was decoded.
#[derive(Default)]
pub struct Decoded {
    /// By the registry's number; `None` where it was not read, where it could not be decoded
    /// (which was reported), where its shape was wrong, and for `external` ones.
    pub registries: Vec<Option<DecodedEntry>>,
    /// By the number in `secrets`: the file's bytes, where the secret is a whole file.
    pub files: Vec<Option<Confidential>>,
    /// By the number in `secrets`: the entries of a whole file that a node can read.
    pub(super) file_entries: Vec<Vec<DecodedEntry>>,
    /// The decoded JSON of the global pull secret's base.
    pub global_base: Option<Confidential>,
}

/// One entry of `auths`, decoded.
pub struct DecodedEntry {
    /// The entry's JSON, exactly as it goes into a Docker config.
    pub json: Confidential,
    /// The user's name as kubelet reads it, where the entry says it: that of `auth`, which beats
    /// `username`.
    pub username: Option<Confidential>,
    /// The password as kubelet reads it, where the entry says it.
    pub password: Option<Confidential>,
    /// What `auth` says beside `username` and `password`.
    pub auth: AuthField,
    /// Whether there is an identity token, which kubelet drops.
    pub token: bool,
}

/// The codes that [`decode`] may report: without credentials these checks have not run.
pub const CODES: &[Code] = &[
    catalogue::USERNAME_COLON,
    catalogue::EMPTY_CREDENTIAL,
    catalogue::FILE_UNREADABLE,
    catalogue::FILE_OUTSIDE,
    catalogue::VARIABLE_UNSET,
    catalogue::VARIABLE_NOT_ALLOWED,
    catalogue::FILE_TOO_LARGE,
    catalogue::NOT_JSON,
    catalogue::CREDENTIAL_ENCODING,
    catalogue::CREDENTIAL_HELPER,
    catalogue::BROKEN_AUTH,
    catalogue::ENTRY_MISSING,
    catalogue::ENTRY_TWICE,
    catalogue::TRAILING_NEWLINE,
    catalogue::DOCKER_CONFIG_SHAPE,
];

/// Decodes what was read, and reports what cannot be used. What was not asked for stays `None`
/// without a word.
#[must_use]
pub fn decode<'t>(spec: &'t Spec<'t>, answers: &Answers<'t>) -> (Decoded, Vec<Finding>) {
    let mut decoder = Decoder {
        reader: Reader::new(answers),
        files: HashMap::new(),
    };
    let registries = spec
        .registries
        .iter()
        .map(|named| decoder.registry(named.name, named.value.as_ref()?))
        .collect();
    let mut whole_file = |secret: &PullSecret<'t>| match &secret.content {
        PullSecretContent::AuthFile(file) => decoder.whole_file(file.file),
        PullSecretContent::Registries(_) | PullSecretContent::Existing => None,
    };
    let (files, file_entries) = spec
        .secrets
        .iter()
        .map(|named| named.value.as_ref().and_then(&mut whole_file).unzip())
        .map(|(bytes, entries)| (bytes, entries.unwrap_or_default()))
        .unzip();
    let global_base = spec
        .global_pull_secret
        .as_ref()
        .and_then(|global| decoder.global_base(global.base));
    let decoded = Decoded {
        registries,
        files,
        file_entries,
        global_base,
    };
    (decoded, decoder.reader.findings)
}

/// Decodes part after part; a Docker or Podman file is taken apart once.
struct Decoder<'a> {
    reader: Reader<'a>,
    files: HashMap<&'a str, Option<AuthFileContent<'a>>>,
}

impl<'a> Decoder<'a> {
    fn registry(&mut self, name: Text<'a>, registry: &Registry<'a>) -> Option<DecodedEntry> {
        match &registry.credential {
            Credential::Basic {
                username,
                password,
                email,
            } => self.basic(name.value, username, password, email.as_ref()),
            Credential::Auth(auth) => self.auth(name.value, auth),
            Credential::AuthFile(file) => self.entry(file, registry.server),
            Credential::External(_) => None,
        }
    }

    fn basic(
        &mut self,
        name: &str,
        username: &Value<'a>,
        password: &Value<'a>,
        email: Option<&Value<'a>>,
    ) -> Option<DecodedEntry> {
        // All are read before one of them ends it, so that all faults are reported at once.
        let username = self.not_empty(name, "username", username);
        let password = self.not_empty(name, "password", password);
        let email = match email {
            Some(email) => self.reader.value(email).map(|email| email.text),
            None => Some(""),
        };
        Some(entry::basic(username?, password?, email?))
    }

    /// The text of a username or password, which must hold something.
    fn not_empty(&mut self, name: &str, field: &str, value: &Value<'a>) -> Option<&'a str> {
        let read = self.reader.value(value)?;
        if read.text.is_empty() {
            let message = format!("the {field} of `{name}`{} is empty", read.from);
            let finding = catalogue::EMPTY_CREDENTIAL
                .at(read.place, message)
                .help(fill(field, value));
            self.reader.findings.push(finding);
            return None;
        }
        if field == "username" && read.text.contains(':') {
            let message = format!("the username of `{name}`{} contains a colon", read.from);
            let finding = catalogue::USERNAME_COLON
                .at(read.place, message)
                .help(COLON_HELP);
            self.reader.findings.push(finding);
            return None;
        }
        Some(read.text)
    }

    fn auth(&mut self, name: &str, value: &Value<'a>) -> Option<DecodedEntry> {
        let read = self.reader.value(value)?;
        let finding = if read.text.is_empty() {
            let message = format!("the `auth` of `{name}`{} is empty", read.from);
            catalogue::EMPTY_CREDENTIAL
                .at(read.place, message)
                .help(fill("auth", value))
        } else {
            match entry::auth_alone(read.text) {
                Err(fault) => {
                    let words = fault_words(fault);
                    let message = format!("`{name}` has an `auth`{} {words}", read.from);
                    catalogue::BROKEN_AUTH
                        .at(read.place, message)
                        .help(AUTH_HELP)
                }
                Ok(entry) => match empty_part(&entry) {
                    None => return Some(entry),
                    Some(part) => {
                        let message =
                            format!("the `auth` of `{name}`{} has an empty {part}", read.from);
                        catalogue::EMPTY_CREDENTIAL
                            .at(read.place, message)
                            .help(AUTH_HELP)
                    }
                },
            }
        };
        self.reader.findings.push(finding);
        None
    }

    fn entry(&mut self, file: &AuthFile<'a>, server: Text<'a>) -> Option<DecodedEntry> {
        let content = self.content(file.file)?;
        let decoded = content.entry(file, server).and_then(|entry| {
            let place = file.server.unwrap_or(server);
            match entry_fault(&entry, place, file.file) {
                None => Ok(entry),
                Some(finding) => Err(Box::new(finding)),
            }
        });
        decoded
            .map_err(|finding| self.reader.findings.push(*finding))
            .ok()
    }

    /// A file taken apart; one that cannot be is reported at the first place that names it.
    fn content(&mut self, file: Text<'a>) -> Option<&AuthFileContent<'a>> {
        if !self.files.contains_key(file.value) {
            let text = self.reader.file(file);
            let content = match text.map(|text| AuthFileContent::read(text, file)) {
                Some(Ok(content)) => Some(content),
                Some(Err(finding)) => {
                    self.reader.say(Origin::File(file.value), *finding);
                    None
                }
                None => None,
            };
            self.files.insert(file.value, content);
        }
        self.files.get(file.value)?.as_ref()
    }

    /// The bytes of a whole file, and its entries.
    fn whole_file(&mut self, file: Text<'a>) -> Option<(Confidential, Vec<DecodedEntry>)> {
        let content = self.content(file)?;
        let bytes = Confidential::copy(content.text().as_bytes());
        match content.unfit(file) {
            None => Some((bytes, content.entries())),
            Some(finding) => {
                self.reader.say(Origin::File(file.value), finding);
                None
            }
        }
    }

    fn global_base(&mut self, file: Text<'a>) -> Option<Confidential> {
        let text = self.reader.file(file)?;
        match global_base::read(text, file) {
            Ok(base) => Some(base),
            Err(finding) => {
                self.reader.say(Origin::File(file.value), *finding);
                None
            }
        }
    }
}

/// What makes an entry of a file useless, though it can be read.
fn entry_fault(entry: &DecodedEntry, server: Text<'_>, file: Text<'_>) -> Option<Finding> {
    let whose = format!("the entry `{}` of file `{}`", server.value, file.value);
    if let Some(part) = empty_part(entry) {
        let message = format!("{whose} has an empty {part}");
        let finding = catalogue::EMPTY_CREDENTIAL.at(server.span, message);
        return Some(finding.help(log_in_anew(server.value)));
    }
    let username = entry.username.as_ref()?.expose();
    if entry.auth == AuthField::Missing && username.contains(&b':') {
        let message = format!("{whose} has a username with a colon");
        let finding = catalogue::USERNAME_COLON.at(server.span, message);
        return Some(finding.help(COLON_HELP));
    }
    None
}

/// The mend of a value that is empty.
fn fill(field: &str, value: &Value<'_>) -> String {
    match value {
        Value::Literal(_) => format!("take it from a variable: `{field}: {{env: NAME}}`"),
        Value::Env(name) => format!("set `{}` where the command runs", name.value),
        Value::File(path) => format!("write the {field} into `{}`", path.value),
    }
}

/// The mend of a colon in a user's name.
const COLON_HELP: &str = "`auth` is split at its first colon, so what follows it would become part of the password: take the name that the registry shows, without the password";

/// The mend of a broken `auth`.
const AUTH_HELP: &str =
    "`printf %s 'USER:PASSWORD' | base64 -w0` makes one, or say `username` and `password`";

/// Which part of an entry is empty; one with a token needs neither.
fn empty_part(entry: &DecodedEntry) -> Option<&'static str> {
    let empty =
        |part: &Option<Confidential>| part.as_ref().is_none_or(|part| part.expose().is_empty());
    match (entry.token, empty(&entry.username), empty(&entry.password)) {
        (false, true, _) => Some("username"),
        (false, _, true) => Some("password"),
        _ => None,
    }
}
