//! Where a credential comes from. The model holds the sources, never what was read from them;
//! a literal is text of the spec itself.

use crate::source::{Span, Spanned};

use super::Text;

/// A value: a literal, `{env: NAME}` or `{file: PATH}`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Value<'t> {
    /// Written in the spec.
    Literal(Text<'t>),
    /// An environment variable's name.
    Env(Text<'t>),
    /// A file's path, relative to the spec's folder.
    File(Text<'t>),
}

impl Value<'_> {
    /// Where it was written.
    #[must_use]
    pub fn span(&self) -> Span {
        match self {
            Self::Literal(text) | Self::Env(text) | Self::File(text) => text.span,
        }
    }
}

impl std::fmt::Debug for Value<'_> {
    /// A literal is a credential: it prints as a mask.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Literal(_) => formatter.write_str("Literal(********)"),
            Self::Env(name) => write!(formatter, "Env({})", name.value),
            Self::File(path) => write!(formatter, "File({})", path.value),
        }
    }
}

/// The credential of a registry.
#[derive(Debug)]
pub enum Credential<'t> {
    /// `username` and `password`, with `email` where it is set.
    Basic {
        /// The user's name.
        username: Value<'t>,
        /// The password or token.
        password: Value<'t>,
        /// The address that Docker configs may carry.
        email: Option<Value<'t>>,
    },
    /// `auth`: base64 of user:password.
    Auth(Value<'t>),
    /// `authFile`: one entry of a Docker or Podman file, copied as it is.
    AuthFile(AuthFile<'t>),
    /// `external`: the cluster fetches it.
    External(External<'t>),
}

/// `authFile`.
#[derive(Clone, Copy, Debug)]
pub struct AuthFile<'t> {
    /// `file`: the path.
    pub file: Text<'t>,
    /// `server`: the entry's key in the file; the registry's own where it is left out.
    pub server: Option<Text<'t>>,
}

/// `external`.
#[derive(Debug)]
pub struct External<'t> {
    /// The whole part.
    pub span: Span,
    /// A store's keys or a generator.
    pub source: ExternalSource<'t>,
    /// `refreshInterval`, a Go duration.
    pub refresh_interval: Option<Text<'t>>,
}

/// Where the cluster fetches a credential from.
#[derive(Debug)]
pub enum ExternalSource<'t> {
    /// Keys of a store.
    Store {
        /// `store`.
        store: Store<'t>,
        /// `username`: a key.
        username: RemoteKey<'t>,
        /// `password`: a key.
        password: RemoteKey<'t>,
    },
    /// A generator of short-lived tokens.
    Generator(Generator<'t>),
}

/// `external.store`.
#[derive(Clone, Copy, Debug)]
pub struct Store<'t> {
    /// `name`.
    pub name: Text<'t>,
    /// `kind`: SecretStore (default) or ClusterSecretStore.
    pub cluster: Option<Spanned<bool>>,
}

/// A key of a store.
#[derive(Clone, Copy, Debug)]
pub struct RemoteKey<'t> {
    /// `key`.
    pub key: Text<'t>,
    /// `property`.
    pub property: Option<Text<'t>>,
    /// `version`.
    pub version: Option<Text<'t>>,
}

/// `external.generator`.
#[derive(Clone, Copy, Debug)]
pub struct Generator<'t> {
    /// `kind`: ECRAuthorizationToken, GCRAccessToken, ACRAccessToken or QuayAccessToken.
    pub kind: Text<'t>,
    /// `name`.
    pub name: Text<'t>,
}

/// The name in a text as `$NAME` or `${NAME}`, by which a shell would mean a variable.
#[must_use]
pub fn shell_variable(text: &str) -> Option<&str> {
    let name = text.strip_prefix('$')?;
    match name.strip_prefix('{') {
        Some(rest) => rest.strip_suffix('}'),
        None => Some(name),
    }
}
