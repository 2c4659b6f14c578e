//! One entry of `auths` as it goes into a Docker config: made of a user's name and password the way
//! kubectl does, of an `auth`, or copied from a file.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use super::auth_field::{AuthFault, decode_as_kubelet};
use super::docker_config::ConfigEntry;
use super::go_json::{push_string, string_length};
use super::json::push_compact;
use super::{Confidential, DecodedEntry};

/// The entry that `kubectl create secret docker-registry` writes; without an email where it is
/// empty.
#[must_use]
pub fn basic(username: &str, password: &str, email: &str) -> DecodedEntry {
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
///
/// # Errors
/// Where kubelet cannot use it.
pub fn auth_alone(auth: &str) -> Result<DecodedEntry, AuthFault> {
    let pair = decode_as_kubelet(auth)?;
    Ok(DecodedEntry {
        json: object(&[("auth", auth)]),
        username: Some(pair.username),
        password: Some(pair.password),
        auth: AuthField::Agrees,
        token: false,
    })
}

/// An entry of a file's text as it stands there, without blanks between its parts. The entry has
/// no fault.
pub(super) fn of_file(entry: &ConfigEntry, text: &str) -> DecodedEntry {
    let written = &text.as_bytes()[entry.json.clone()];
    let mut json = Vec::with_capacity(written.len());
    push_compact(&mut json, written);
    let own = |field: &Option<Confidential>| {
        let field = field.as_ref().filter(|text| !text.expose().is_empty());
        field.map(|text| Confidential::copy(text.expose()))
    };
    let (username, password) = (own(&entry.username), own(&entry.password));
    let token = own(&entry.identity_token).is_some();
    let Some(pair) = &entry.from_auth else {
        return DecodedEntry {
            json: Confidential::new(json),
            username,
            password,
            auth: AuthField::Missing,
            token,
        };
    };
    let differs = |field: Option<Confidential>, decoded: &Confidential| {
        field.is_some_and(|field| field.expose() != decoded.expose())
    };
    let differs = differs(username, &pair.username) || differs(password, &pair.password);
    DecodedEntry {
        json: Confidential::new(json),
        username: Some(Confidential::copy(pair.username.expose())),
        password: Some(Confidential::copy(pair.password.expose())),
        auth: match differs {
            true => AuthField::Differs,
            false => AuthField::Agrees,
        },
        token,
    }
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
