//! Entries of Docker configs, as registries of a spec.

use crate::credential::docker_config::{ConfigEntry, DockerConfig, Layout};
use crate::credential::{Confidential, auth_alone, basic};
use crate::kubernetes::LARGEST_SECRET;
use crate::lower::docker_config::{Entry, of_entries};
use crate::rules::{mended, why_never_found};

/// A byte-order mark: a build reads no file that starts with one.
const MARK: char = '\u{feff}';

/// An entry in a way that the language says, and gives back byte for byte.
pub(super) struct Form {
    pub(super) server: String,
    pub(super) said: Said,
    json: Confidential,
}

/// How an entry is said.
pub(super) enum Said {
    Basic {
        username: String,
        password: Confidential,
        email: Option<String>,
    },
    Auth(Confidential),
}

/// The entries of a config, where the language gives back the very same bytes for them.
pub(super) fn forms(bytes: &[u8]) -> Option<Vec<Form>> {
    let config = DockerConfig::parse(bytes, Layout::ConfigJson).ok()?;
    let forms: Vec<Form> = config
        .entries
        .iter()
        .map(|entry| form(entry, &bytes[entry.json.clone()]))
        .collect::<Option<_>>()?;
    let entries = forms.iter().map(|form| Entry {
        server: &form.server,
        json: form.json.expose(),
    });
    let same = of_entries(entries.collect());
    (!forms.is_empty() && same.expose() == bytes).then_some(forms)
}

/// The form of an entry that has this JSON.
fn form(entry: &ConfigEntry, json: &[u8]) -> Option<Form> {
    let candidates = [said_basic(entry), said_auth(entry)];
    let mut forms = candidates.into_iter().flatten();
    forms.find(|form| form.json.expose() == json)
}

/// The form of an entry of a Docker file, which need not come out as it was written.
pub(super) fn login(entry: &ConfigEntry) -> Option<Form> {
    let mut form = said_basic(entry).or_else(|| said_auth(entry))?;
    // An email is a matter of the person who logged in.
    if let Said::Basic { email, .. } = &mut form.said {
        *email = None;
    }
    let whole = of_entries(vec![Entry {
        server: &form.server,
        json: form.json.expose(),
    }]);
    (whole.expose().len() <= LARGEST_SECRET).then_some(form)
}

fn said_basic(entry: &ConfigEntry) -> Option<Form> {
    let (username, password) = match &entry.from_auth {
        Some(pair) => (pair.username.expose_text()?, pair.password.expose_text()?),
        None => (
            entry.username.as_ref()?.expose_text()?,
            entry.password.as_ref()?.expose_text()?,
        ),
    };
    let is_plain = |text: &str| !text.is_empty() && !text.contains(char::is_control);
    if !is_plain(username)
        || username.contains(':')
        || !is_plain(password)
        || password.starts_with(MARK)
    {
        return None;
    }
    let email = entry.email.as_ref().and_then(Confidential::expose_text);
    let email = email.filter(|text| is_plain(text)).map(str::to_owned);
    Some(Form {
        server: server(&entry.key)?,
        json: basic(username, password, email.as_deref().unwrap_or_default()).json,
        said: Said::Basic {
            username: username.to_owned(),
            password: Confidential::copy(password.as_bytes()),
            email,
        },
    })
}

fn said_auth(entry: &ConfigEntry) -> Option<Form> {
    let pair = entry.from_auth.as_ref()?;
    let auth = entry.auth.as_ref()?;
    let text = auth.expose_text()?;
    let is_empty = pair.username.expose().is_empty() || pair.password.expose().is_empty();
    let is_odd = text.contains(|c: char| c.is_whitespace() || c.is_control());
    if is_empty || is_odd {
        return None;
    }
    Some(Form {
        server: server(&entry.key)?,
        json: auth_alone(text).ok()?.json,
        said: Said::Auth(Confidential::copy(auth.expose())),
    })
}

/// The key as the language takes it; one that no runtime would find is mended, and one that cannot
/// be is none.
fn server(key: &str) -> Option<String> {
    match why_never_found(key) {
        None => Some(key.to_owned()),
        Some(_) if key.contains('@') => None,
        Some(_) => mended(key),
    }
}
