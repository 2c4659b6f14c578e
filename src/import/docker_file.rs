//! Docker and Podman files, and how they are told from manifests.

use std::ops::Range;

use hashbrown::HashSet;

use crate::credential::docker_config::{
    ConfigEntry, DockerConfig, FaultKind, Layout, server_shown,
};
use crate::credential::json::{Json, JsonKind, JsonValue};
use crate::finding::{Finding, catalogue};
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
    /// Takes a Docker or Podman file. What is said of an entry stands at the entry.
    pub fn docker_file(&mut self, id: SourceId, source: &Source, layout: Layout) {
        let config = DockerConfig::parse(source.text().as_bytes(), layout);
        let Ok(config) = config else {
            let place = Span::new(id, 0, 0);
            let finding = catalogue::NOT_JSON.at(place, "this Docker file is not JSON");
            self.findings.push(finding);
            return;
        };
        let file = File { id, config };
        file.faults(&mut self.findings);
        file.holds_nothing(&mut self.findings);
        file.kept_elsewhere(&mut self.findings);
        let is_sound = |entry: &ConfigEntry| file.is_readable(entry) && !is_empty(entry);
        let sound: Vec<bool> = file.config.entries.iter().map(is_sound).collect();
        let entries = file.config.entries.into_iter().zip(sound);
        let entries = entries.filter(|(_, is_sound)| *is_sound);
        self.entries.extend(entries.map(|(entry, _)| (id, entry)));
    }
}

/// A file that is JSON.
struct File {
    id: SourceId,
    config: DockerConfig,
}

impl File {
    fn place(&self, json: &Range<usize>) -> Span {
        Span::new(self.id, json.start, json.end)
    }

    fn is_readable(&self, entry: &ConfigEntry) -> bool {
        self.config.fault_of(&entry.key).is_none()
    }

    /// What in entries no node can read, and what stands in one's way.
    fn faults(&self, findings: &mut Vec<Finding>) {
        for fault in &self.config.faults {
            let key = fault.key.as_deref().unwrap_or_default();
            let what = match fault.kind {
                FaultKind::Auth(_) => "an `auth` that is no base64 of `user:password`",
                FaultKind::Entry(_) | FaultKind::Field(..) => "parts of a wrong shape",
                _ => continue,
            };
            let entry = self.config.entry(key);
            let place = entry.map_or(Span::new(self.id, 0, 0), |entry| self.place(&entry.json));
            let message = format!("the entry `{}` has {what}", server_shown(key));
            let help = "log in anew: `podman login --authfile auth.json SERVER`";
            let finding = catalogue::BROKEN_AUTH.at(place, message).help(help);
            findings.push(finding);
        }
        for entry in self.config.entries.iter().filter(|entry| entry.is_twice) {
            let server = server_shown(&entry.key);
            findings.push(
                catalogue::ENTRY_TWICE
                    .at(
                        self.place(&entry.json),
                        format!(
                            "the file has the entry `{server}` twice, of which the last counts"
                        ),
                    )
                    .help("keep one of them, and import again"),
            );
        }
    }

    fn holds_nothing(&self, findings: &mut Vec<Finding>) {
        let config = &self.config;
        if !config.entries.is_empty() || !config.credential_helpers.is_empty() {
            return;
        }
        let place = Span::new(self.id, 0, 0);
        let finding = match config.credentials_store.is_some() {
            true => catalogue::CREDENTIAL_HELPER.at(
                place,
                "the file holds no credential: a credential helper keeps them",
            ),
            false => catalogue::NOT_IMPORTED.at(place, "the file has no entry"),
        };
        findings.push(finding.help(LOG_IN));
    }

    /// Helpers of servers that have no entry, and entries that hold no credential.
    fn kept_elsewhere(&self, findings: &mut Vec<Finding>) {
        let config = &self.config;
        let mut known = HashSet::new();
        // The last of a server counts.
        let helpers = config.credential_helpers.iter().rev();
        let helped = helpers
            .filter(|helper| known.insert(helper.server.as_str()))
            .filter(|helper| config.entry(&helper.server).is_none())
            .map(|helper| (helper.server.as_str(), &helper.json));
        let empty = config
            .entries
            .iter()
            .filter(|entry| is_empty(entry) && self.is_readable(entry))
            .map(|entry| (entry.key.as_str(), &entry.json));
        for (key, json) in helped.chain(empty) {
            let (place, server) = (self.place(json), server_shown(key));
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
            findings.push(finding.help(LOG_IN));
        }
    }
}

/// Whether an entry holds no pair of a username and a password.
fn is_empty(entry: &ConfigEntry) -> bool {
    let is_pair = entry.username.is_some() && entry.password.is_some();
    entry.is_empty() || entry.from_auth.is_none() && !is_pair
}
