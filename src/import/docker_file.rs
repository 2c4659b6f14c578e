//! Docker and Podman files, and how they are told from manifests.

use crate::credential::docker_config::{
    ConfigEntry, DockerConfig, FaultKind, Layout, server_shown,
};
use crate::credential::json::{Json, JsonKind, JsonValue};
use crate::finding::catalogue;
use crate::source::{Source, SourceId, Span};

use super::gather::Inputs;

/// The mend of a file without a credential.
const LOG_IN: &str = "log in without a helper: `podman login --authfile auth.json SERVER`";

/// How a Docker or Podman file is laid out; nothing where a text is rather one of manifests.
/// Docker indents by tabs, so it is read as the JSON that it is; one that is broken is told by its
/// braces and its `auths`.
#[must_use]
pub fn docker_layout(text: &[u8]) -> Option<Layout> {
    let Ok(json) = Json::parse(text) else {
        let has = |word: &[u8]| text.windows(word.len()).any(|window| window == word);
        let is_docker =
            text.trim_ascii_start().starts_with(b"{") && has(b"\"auths\"") && !has(b"\"kind\"");
        return is_docker.then_some(Layout::ConfigJson);
    };
    let root = json.root();
    let has = |value: JsonValue<'_, '_>, names: &[&str]| {
        let mut keys = value.members().filter_map(|(key, _)| key.text());
        keys.any(|key| names.contains(&key.as_str()))
    };
    if has(root, &["kind"]) {
        return None;
    }
    if has(root, &["auths", "credHelpers", "credsStore"]) {
        return Some(Layout::ConfigJson);
    }
    // The older form has no mark of its own: it is one where every member holds a credential.
    let is_entry = |entry: JsonValue<'_, '_>| {
        entry.kind() == JsonKind::Object
            && (has(entry, &["auth"]) || has(entry, &["username"]) && has(entry, &["password"]))
    };
    let is_legacy =
        root.members().next().is_some() && root.members().all(|(_, entry)| is_entry(entry));
    is_legacy.then_some(Layout::Dockercfg)
}

impl Inputs<'_> {
    /// Takes a Docker or Podman file.
    pub fn docker_file(&mut self, id: SourceId, source: &Source, layout: Layout) {
        let place = Span::new(id, 0, 0);
        let config = DockerConfig::parse(source.text().as_bytes(), layout);
        let Ok(config) = config else {
            let finding = catalogue::NOT_JSON.at(place, "this Docker file is not JSON");
            self.findings.push(finding);
            return;
        };
        for fault in &config.faults {
            let key = fault.key.as_deref().unwrap_or_default();
            let what = match fault.kind {
                FaultKind::Auth(_) => "an `auth` that is no base64 of `user:password`",
                FaultKind::Entry(_) | FaultKind::Field(..) => "parts of a wrong shape",
                _ => continue,
            };
            let message = format!("the entry `{}` has {what}", server_shown(key));
            let help = "log in anew: `podman login --authfile auth.json SERVER`";
            let finding = catalogue::BROKEN_AUTH.at(place, message).help(help);
            self.findings.push(finding);
        }
        let is_broken = |key: &str| {
            let mut faults = config.faults.iter();
            faults.any(|fault| fault.key.as_deref() == Some(key))
        };
        let is_empty = |entry: &ConfigEntry| {
            let is_pair = entry.username.is_some() && entry.password.is_some();
            entry.is_empty() || entry.from_auth.is_none() && !is_pair
        };
        let helped = config
            .credential_helpers
            .iter()
            .map(|(key, _)| key.as_str())
            .filter(|key| config.entry(key).is_none());
        let empty = config
            .entries
            .iter()
            .filter(|entry| is_empty(entry) && !is_broken(&entry.key))
            .map(|entry| entry.key.as_str());
        if config.entries.is_empty() && config.credential_helpers.is_empty() {
            let finding = match config.credentials_store.is_some() {
                true => catalogue::CREDENTIAL_HELPER.at(
                    place,
                    "the file holds no credential: a credential helper keeps them",
                ),
                false => catalogue::NOT_IMPORTED.at(place, "the file has no entry"),
            };
            self.findings.push(finding.help(LOG_IN));
        }
        for key in helped.chain(empty) {
            let server = server_shown(key);
            let finding = match config.keeper(key).is_some() {
                true => catalogue::CREDENTIAL_HELPER.at(
                    place,
                    format!("the file does not hold the credential of `{server}`: a credential helper keeps it"),
                ),
                false => catalogue::NOT_IMPORTED.at(
                    place,
                    format!("the entry `{server}` holds no username and password"),
                ),
            };
            self.findings.push(finding.help(LOG_IN));
        }
        let is_sound = |entry: &ConfigEntry| !is_broken(&entry.key) && !is_empty(entry);
        let sound: Vec<bool> = config.entries.iter().map(is_sound).collect();
        let entries = config.entries.into_iter().zip(sound);
        let entries = entries.filter(|(_, is_sound)| *is_sound);
        self.entries.extend(entries.map(|(entry, _)| (id, entry)));
    }
}
