//! Every decoded entry with the place that answers for it: what rules look through.

use crate::model::{Credential, PullSecretContent, Spec, Value};
use crate::source::Span;

use super::{Decoded, DecodedEntry};

/// What an entry was made of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EntrySource {
    /// A `username` and a `password`, each of its own place; whether each is a variable's.
    Fields {
        /// Of `username`.
        username_is_variable: bool,
        /// Of `password`.
        password_is_variable: bool,
    },
    /// An `auth`, which holds both.
    Auth,
    /// An entry of a Docker or Podman file.
    File,
}

/// A decoded entry and where it comes from.
pub struct SeenEntry<'a> {
    /// The entry.
    pub entry: &'a DecodedEntry,
    /// What it was made of.
    pub source: EntrySource,
    /// Whose it is, in the words of messages: a registry's name, or a file.
    pub whose: String,
    /// Where the user's name comes from.
    pub username: Span,
    /// Where the password comes from.
    pub password: Span,
}

impl Decoded {
    /// Looks at every entry: those of registries, then those of whole files (at the file's place).
    pub fn each_entry(&self, spec: &Spec<'_>, mut look: impl FnMut(&SeenEntry<'_>)) {
        for (named, entry) in spec.registries.iter().zip(&self.registries) {
            let (Some(registry), Some(entry)) = (&named.value, entry) else {
                continue;
            };
            let (source, username, password) = match &registry.credential {
                Credential::Basic {
                    username, password, ..
                } => {
                    let is_variable = |value: &Value<'_>| matches!(value, Value::Env(_));
                    let source = EntrySource::Fields {
                        username_is_variable: is_variable(username),
                        password_is_variable: is_variable(password),
                    };
                    (source, username.span(), password.span())
                }
                Credential::Auth(auth) => (EntrySource::Auth, auth.span(), auth.span()),
                Credential::AuthFile(file) => {
                    let server = file.server.unwrap_or(registry.server);
                    (EntrySource::File, server.span, server.span)
                }
                Credential::External(_) => continue,
            };
            look(&SeenEntry {
                entry,
                source,
                whose: format!("`{}`", named.name.value),
                username,
                password,
            });
        }
        for (named, entries) in spec.secrets.iter().zip(&self.file_entries) {
            let Some(secret) = &named.value else {
                continue;
            };
            let PullSecretContent::AuthFile(file) = &secret.content else {
                continue;
            };
            for entry in entries {
                look(&SeenEntry {
                    entry,
                    source: EntrySource::File,
                    whose: format!("an entry of file `{}`", file.file.value),
                    username: file.file.span,
                    password: file.file.span,
                });
            }
        }
    }
}
