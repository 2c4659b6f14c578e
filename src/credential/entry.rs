//! One entry of `auths`: how it is read (as kubelet does) and how it is written (as kubectl does).

use base64::alphabet;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use base64::engine::{DecodePaddingMode, Engine};
use zeroize::Zeroizing;

use super::go_json::{push_string, string_length};
use super::json_text::{JsonKind, JsonText};
use super::{Confidential, DecodedEntry};

/// The fields of an entry. Go finds them in any case of letters, and the last one of a name wins;
/// an empty text is as good as none.
#[derive(Default)]
pub(super) struct EntryFields {
    pub(super) username: Option<Zeroizing<String>>,
    pub(super) password: Option<Zeroizing<String>>,
    pub(super) auth: Option<Zeroizing<String>>,
    /// Whether there is a token that kubelet does not know (`identitytoken`, `registrytoken`).
    pub(super) token: bool,
}

/// Why Go cannot read an entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum EntryFault {
    /// It is no mapping.
    NotAMapping,
    /// This field is no text.
    FieldNotText(&'static str),
}

impl EntryFields {
    /// Reads an entry; `null` is an empty one.
    pub(super) fn read(json: JsonText<'_>) -> Result<Self, EntryFault> {
        if !matches!(json.kind(), JsonKind::Object | JsonKind::Null) {
            return Err(EntryFault::NotAMapping);
        }
        let mut fields = Self::default();
        for (key, value) in json.members() {
            let Some(key) = key.text() else { continue };
            let is = |name: &str| key.eq_ignore_ascii_case(name);
            let text = |name| match value.kind() {
                JsonKind::Null => Ok(None),
                _ => value.text().map(Some).ok_or(EntryFault::FieldNotText(name)),
            };
            if is("username") {
                set(&mut fields.username, text("username")?);
            } else if is("password") {
                set(&mut fields.password, text("password")?);
            } else if is("email") {
                text("email")?;
            } else if is("auth") {
                set(&mut fields.auth, text("auth")?);
            } else if is("identitytoken") || is("registrytoken") {
                fields.token |= value.text().is_some_and(|token| !token.is_empty());
            }
        }
        Ok(fields)
    }

    /// Whether nothing is in it.
    pub(super) fn is_empty(&self) -> bool {
        self.username.is_none() && self.password.is_none() && self.auth.is_none() && !self.token
    }
}

/// `null` leaves what an earlier key of the same name said.
fn set(field: &mut Option<Zeroizing<String>>, text: Option<Zeroizing<String>>) {
    if let Some(text) = text {
        *field = Some(text).filter(|text| !text.is_empty());
    }
}

/// Why an `auth` cannot be used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum AuthFault {
    /// It is no base64 of the standard alphabet.
    NotBase64,
    /// What it holds has no colon.
    NoColon,
}

const PADDED: GeneralPurpose = go_base64(DecodePaddingMode::RequireCanonical);
const UNPADDED: GeneralPurpose = go_base64(DecodePaddingMode::RequireNone);

const fn go_base64(padding: DecodePaddingMode) -> GeneralPurpose {
    let config = GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(padding);
    GeneralPurpose::new(&alphabet::STANDARD, config)
}

/// Decodes base64 as kubelet does: line breaks are skipped, padding is either whole or left out.
pub(super) fn decode_base64(text: &str) -> Option<Zeroizing<Vec<u8>>> {
    let mut joined = Zeroizing::new(Vec::with_capacity(text.len()));
    joined.extend(text.bytes().filter(|byte| !matches!(byte, b'\r' | b'\n')));
    let mut out = Zeroizing::new(vec![0; base64::decoded_len_estimate(joined.len())]);
    let length = match text.trim_end().ends_with('=') {
        true => PADDED.decode_slice(&joined, &mut out),
        false => UNPADDED.decode_slice(&joined, &mut out),
    };
    out.truncate(length.ok()?);
    Some(out)
}

/// User name and password of an `auth`, split at the first colon.
pub(super) fn decode_auth(auth: &str) -> Result<(Confidential, Confidential), AuthFault> {
    let decoded = decode_base64(auth).ok_or(AuthFault::NotBase64)?;
    let colon = decoded.iter().position(|byte| *byte == b':');
    let colon = colon.ok_or(AuthFault::NoColon)?;
    Ok((
        Confidential::copy(&decoded[..colon]),
        Confidential::copy(&decoded[colon + 1..]),
    ))
}

/// The entry that `kubectl create secret docker-registry` writes; without an email where it is
/// empty.
pub(super) fn basic(username: &str, password: &str, email: &str) -> DecodedEntry {
    let mut pair = Zeroizing::new(Vec::with_capacity(username.len() + 1 + password.len()));
    pair.extend_from_slice(username.as_bytes());
    pair.push(b':');
    pair.extend_from_slice(password.as_bytes());
    let length = pair.len().div_ceil(3) * 4;
    let mut auth = Zeroizing::new(String::with_capacity(length));
    STANDARD.encode_string(&*pair, &mut auth);
    let fields = [
        ("username", username),
        ("password", password),
        ("email", email),
        ("auth", &*auth),
    ];
    DecodedEntry {
        json: object(&fields),
        username: Some(Confidential::copy(username.as_bytes())),
        password: Some(Confidential::copy(password.as_bytes())),
        auth: AuthField::Agrees,
        token: false,
    }
}

/// The entry that holds an `auth` alone.
pub(super) fn auth_alone(auth: &str) -> Result<DecodedEntry, AuthFault> {
    let (username, password) = decode_auth(auth)?;
    Ok(DecodedEntry {
        json: object(&[("auth", auth)]),
        username: Some(username),
        password: Some(password),
        auth: AuthField::Agrees,
        token: false,
    })
}

/// What an entry's `auth` says beside its `username` and `password`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AuthField {
    /// The same, or it stands alone.
    Agrees,
    /// Something else.
    Differs,
    /// It is not there.
    Missing,
}

/// An object of texts, in Go's spelling; empty ones are left out.
fn object(fields: &[(&str, &str)]) -> Confidential {
    let set = || fields.iter().filter(|(_, text)| !text.is_empty());
    let length: usize = set()
        .map(|(key, text)| string_length(key) + string_length(text) + 2)
        .sum();
    let mut out = Vec::with_capacity(length + 2);
    for (at, (key, text)) in set().enumerate() {
        out.push(if at == 0 { b'{' } else { b',' });
        push_string(&mut out, key);
        out.push(b':');
        push_string(&mut out, text);
    }
    out.push(b'}');
    Confidential::new(out)
}
