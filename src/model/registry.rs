//! `registries` and `secrets`: what pull secrets are made of.

use crate::source::Spanned;

use super::{AuthFile, Credential, Form, Text};

/// One of `registries`; also a pull secret of that name.
#[derive(Debug)]
pub struct Registry<'t> {
    /// `server`: the key in `auths`.
    pub server: Text<'t>,
    /// The credential.
    pub credential: Credential<'t>,
    /// `authServer`: the token service that this registry delegates to.
    pub auth_server: Option<Text<'t>>,
    /// `authSecretName`: the name of the token service's Secret; `<registry>-auth` if left out.
    pub auth_secret_name: Option<Text<'t>>,
    /// `secrets`: the form of this registry's Secret, in place of `output.secrets`.
    pub form: Option<Spanned<Form>>,
}

/// One of `secrets`.
#[derive(Debug)]
pub struct PullSecret<'t> {
    /// What is in it.
    pub content: PullSecretContent<'t>,
    /// `secrets`: the form of this Secret, in place of `output.secrets`.
    pub form: Option<Spanned<Form>>,
}

/// What a pull secret holds.
#[derive(Debug)]
pub enum PullSecretContent<'t> {
    /// `registries`: the entries of these.
    Registries(Vec<Text<'t>>),
    /// `authFile`: the bytes of a file, untouched (`server` is never set).
    AuthFile(AuthFile<'t>),
    /// `existing: true`: made by somebody else; linked, never emitted.
    Existing,
}
