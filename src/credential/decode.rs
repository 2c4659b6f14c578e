//! What was read, decoded once for all projects: the credential of each registry, the content of
//! each whole file, the base of the global pull secret.

use crate::finding::Finding;
use crate::model::Spec;

use super::{Answers, Confidential};

/// Everything that was decoded.
#[derive(Default)]
pub struct Decoded<'t> {
    /// By the registry's number; `None` where it could not be decoded (which was reported), where
    /// its shape was wrong, and for `external` ones.
    pub registries: Vec<Option<DecodedEntry>>,
    /// By the number in `secrets`: the file's bytes, where the secret is a whole file.
    pub files: Vec<Option<Confidential>>,
    /// The decoded JSON of the global pull secret's base.
    pub global_base: Option<Confidential>,
    /// Keeps the lifetime of the spec: entries may borrow from it.
    pub spec: std::marker::PhantomData<&'t ()>,
}

/// One entry of `auths`, decoded.
pub struct DecodedEntry {
    /// The entry's JSON, exactly as it goes into a Docker config.
    pub json: Confidential,
    /// The user's name, where the entry says it (from `username` or `auth`).
    pub username: Option<Confidential>,
    /// The password, where the entry says it.
    pub password: Option<Confidential>,
}

/// Decodes what was read, and reports what cannot be used.
#[must_use]
pub fn decode<'t>(_spec: &'t Spec<'t>, _answers: &Answers<'t>) -> (Decoded<'t>, Vec<Finding>) {
    (Decoded::default(), Vec::new())
}
