//! What the spec asks to be read, and what came of it.

use hashbrown::HashMap;

use crate::source::Span;

use super::Confidential;

/// Where a value lies outside the spec.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Origin<'t> {
    /// An environment variable, by name.
    Env(&'t str),
    /// A file, by its path relative to the spec's folder.
    File(&'t str),
}

/// A variable's name made of words: `quay-io`, `password` to `QUAY_IO_PASSWORD`. No name starts
/// with a digit: `before` stands before one that would.
#[must_use]
pub fn variable_name(words: &[&str], before: &str) -> String {
    let joined = words.join("_");
    let name = joined.chars().map(|c| match c.is_ascii_alphanumeric() {
        true => c.to_ascii_uppercase(),
        false => '_',
    });
    let is_name = !joined.starts_with(|first: char| first.is_ascii_digit());
    let before = if is_name { "" } else { before };
    before.chars().chain(name).collect()
}

/// What a value is read for. Credentials are read by `build` and `check --credentials` alone,
/// templates and the certificate by `check` too.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Purpose {
    /// A username, password, email or `auth`.
    Value,
    /// A Docker or Podman file.
    AuthFile,
    /// The base of the global pull secret.
    GlobalBase,
    /// A workflow's template.
    Template,
    /// The certificate that seals.
    Certificate,
}

impl Purpose {
    /// Whether what is read is a credential.
    #[must_use]
    pub fn is_credential(self) -> bool {
        matches!(self, Self::Value | Self::AuthFile | Self::GlobalBase)
    }
}

/// Something to read, and the place that asks for it.
#[derive(Clone, Copy, Debug)]
pub struct Request<'t> {
    /// Where it lies.
    pub origin: Origin<'t>,
    /// What for.
    pub purpose: Purpose,
    /// The place of the name or path in the spec.
    pub span: Span,
}

/// Why something could not be read. The command turns it into a finding at the request's place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unavailable {
    /// There is no such file. Holds a file of a near name in the spec's folder, to propose it.
    Missing {
        /// Its path, as the spec would write it.
        near: Option<String>,
    },
    /// It is a folder, a FIFO, a device: anything but a regular file. Holds what it is.
    NotAFile(&'static str),
    /// It lies outside the folders that may be read.
    Outside,
    /// It lies in a folder `.git` below one of them.
    OfGit,
    /// It is larger than 1 MiB.
    TooLarge,
    /// The operating system refused (permission, I/O). Holds its reason in our words.
    Refused(&'static str),
    /// The variable is not set.
    Unset,
    /// The variable may not be read (`--allow-env`).
    NotAllowed,
    /// The variable's value is not UTF-8.
    NotUnicode,
}

/// What came of requests. An origin that is not in it was not asked for.
#[derive(Default)]
pub struct Answers<'t> {
    map: HashMap<Origin<'t>, Result<Confidential, Unavailable>>,
}

impl<'t> Answers<'t> {
    /// Records what came of reading an origin.
    pub fn insert(&mut self, origin: Origin<'t>, answer: Result<Confidential, Unavailable>) {
        self.map.insert(origin, answer);
    }

    /// What came of an origin; `None` where it was not asked for.
    #[must_use]
    pub fn get<'a>(
        &'a self,
        origin: Origin<'a>,
    ) -> Option<Result<&'a Confidential, &'a Unavailable>> {
        self.map.get(&origin).map(Result::as_ref)
    }
}
