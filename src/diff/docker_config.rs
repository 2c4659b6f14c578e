//! Two Docker configs, entry by entry. What is in them is compared and never told.

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Map, Value};

use crate::credential::docker_config::{ConfigEntry, DockerConfig, Layout, server_shown};
use crate::credential::{Confidential, decode_data};
use crate::emit::wipe;

use super::What;
use super::fields::Comparison;

/// The field in messages.
const FIELD: &str = "data[.dockerconfigjson]";

/// Compares two configs as they stand in `data`, in base64.
pub(super) fn compare(wanted: &str, found: &str, comparison: &mut Comparison) {
    if wanted == found {
        return;
    }
    let (wanted, found) = (decode_data(wanted.trim()), decode_data(found.trim()));
    let wanted = wanted.as_ref().map(Confidential::expose);
    let found = found.as_ref().map(Confidential::expose);
    let parse = |bytes: Option<&[u8]>| DockerConfig::parse(bytes?, Layout::ConfigJson).ok();
    let (Some(new), Some(old)) = (parse(wanted), parse(found)) else {
        if wanted != found {
            let what = match parse(found).is_none() {
                true => "is no Docker config there: all of it is replaced",
                false => "is replaced by what is no Docker config",
            };
            comparison.say(FIELD, What::Changed(None)).note = Some(what.to_owned());
        }
        return;
    };
    let before = comparison.differences.len();
    let mut keys: Vec<&str> = new
        .entries
        .iter()
        .chain(&old.entries)
        .map(|entry| entry.key.as_str())
        .collect();
    keys.sort_unstable();
    keys.dedup();
    for key in keys {
        let shown = server_shown(key);
        let mut say = |what| {
            comparison.say_of(FIELD, Some(shown.clone()), what);
        };
        match (new.entry(key), old.entry(key)) {
            (Some(_), None) => say(What::Added(None)),
            (None, Some(_)) => say(What::Removed(None)),
            (Some(new), Some(old)) => entry(new, old, &mut say),
            (None, None) => {}
        }
    }
    if comparison.differences.len() == before && !alike(wanted, found) {
        let changed = comparison.say(FIELD, What::Changed(None));
        changed.note = Some("entries are the same, what stands beside them is not".to_owned());
    }
}

/// The parts of an entry, in the order in which people think of them.
fn entry(new: &ConfigEntry, old: &ConfigEntry, say: &mut impl FnMut(What)) {
    let parts = [
        ("username", username(new), username(old)),
        ("password", password(new), password(old)),
        ("email", said(&new.email), said(&old.email)),
        (
            "identity token",
            said(&new.identity_token),
            said(&old.identity_token),
        ),
    ];
    let mut is_same = true;
    for (name, new, old) in parts {
        let what = match (new, old) {
            (new, old) if new == old => continue,
            (Some(_), None) => "added",
            (None, _) => "removed",
            _ => "changed",
        };
        is_same = false;
        say(What::Part(name, what));
    }
    // One runtime reads `auth` alone, so whether it is there matters where all else is the same.
    match (said(&new.auth).is_some(), said(&old.auth).is_some()) {
        (true, false) if is_same => say(What::Part("auth", "added")),
        (false, true) if is_same => say(What::Part("auth", "removed")),
        _ => {}
    }
}

/// Whose name an entry says: `auth` wins, as for the kubelet.
fn username(entry: &ConfigEntry) -> Option<&[u8]> {
    match &entry.from_auth {
        Some(pair) => Some(pair.username.expose()),
        None => said(&entry.username),
    }
}

fn password(entry: &ConfigEntry) -> Option<&[u8]> {
    match &entry.from_auth {
        Some(pair) => Some(pair.password.expose()),
        // A broken `auth` holds the password, whatever it is.
        None => said(&entry.password).or(said(&entry.auth)),
    }
}

fn said(field: &Option<Confidential>) -> Option<&[u8]> {
    let bytes = field.as_ref().map(Confidential::expose);
    bytes.filter(|bytes| !bytes.is_empty())
}

/// What stands beside `auths`, which is passed over: no credential is copied.
#[derive(Deserialize)]
struct Beside {
    #[serde(rename = "auths", default)]
    _auths: IgnoredAny,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

/// Whether what stands beside `auths` is the same.
fn alike(new: Option<&[u8]>, old: Option<&[u8]>) -> bool {
    let rest = |bytes: Option<&[u8]>| {
        let beside: Beside = serde_json::from_slice(bytes?).ok()?;
        Some(Value::Object(beside.rest))
    };
    let (mut new, mut old) = (rest(new), rest(old));
    let is_same = new == old;
    // Headers may authenticate too.
    new.iter_mut().chain(&mut old).for_each(wipe);
    is_same
}
