//! Every decoded entry with the place that answers for it: what rules look through.

use crate::model::{Credential, PullSecretContent, Spec};
use crate::source::Span;

use super::{Decoded, DecodedEntry};

/// A decoded entry and where it comes from.
pub struct SeenEntry<'a> {
    /// The entry.
    pub entry: &'a DecodedEntry,
    /// Whose it is, in the words of messages: a registry's name, or a file.
    pub whose: String,
    /// Where the user's name comes from.
    pub username: Span,
    /// Where the password comes from.
    pub password: Span,
}

impl Decoded<'_> {
    /// Looks at every entry: those of registries, then those of whole files (at the file's place).
    pub fn each_entry(&self, spec: &Spec<'_>, mut look: impl FnMut(&SeenEntry<'_>)) {
        for (named, entry) in spec.registries.iter().zip(&self.registries) {
            let (Some(registry), Some(entry)) = (&named.value, entry) else {
                continue;
            };
            let (username, password) = match &registry.credential {
                Credential::Basic {
                    username, password, ..
                } => (username.span(), password.span()),
                Credential::Auth(auth) => (auth.span(), auth.span()),
                Credential::AuthFile(file) => {
                    let server = file.server.unwrap_or(registry.server);
                    (server.span, server.span)
                }
                Credential::External(_) => continue,
            };
            look(&SeenEntry {
                entry,
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
                    whose: format!("an entry of file `{}`", file.file.value),
                    username: file.file.span,
                    password: file.file.span,
                });
            }
        }
    }
}
