//! What is particular about each kind: what an apply replaces whole, what it may not change, and
//! what others write into it. All of it was measured against a real API server.

use std::collections::HashSet;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::Value;
use zeroize::Zeroizing;

use crate::kubernetes::{DOCKER_CONFIG, FOR_REGISTRY, PINNED, account_of_generated};
use crate::seal::FINGERPRINT;

use super::docker_config;
use super::fields::{Comparison, path, sorted};
use super::{Difference, What};

/// Why what is encrypted was not compared.
const SEALED: &str = "sealed, content not compared without the reuse key that it was built with (`--reuse-key FILE`)";
/// Why a Secret that SOPS encrypted was not compared with a plain one.
const ENCRYPTED: &str = "encrypted there, content not compared";
/// What comes of it where the reuse key would have kept what is the same.
const ANEW: &str = "its credentials, whom it is sealed for, or the reuse key are others";
/// Why what was not read was not compared.
const NOT_READ: &str = "credentials were not read, content not compared";

/// Compares two objects of one kind and name. Returns in what they differ, and why a part of them
/// could not be compared.
pub(super) fn compare(
    wanted: &Value,
    found: &Value,
    is_known: bool,
    is_shared: bool,
    keeps_sealed: bool,
) -> (Vec<Difference>, Option<&'static str>) {
    let mut comparison = Comparison::new(found, is_shared);
    let mut unknown = None;
    // What the reuse key knows is kept as it is: what is not the same then, is sealed anew.
    let differs = |comparison: &mut Comparison, field: &str| {
        if !keeps_sealed {
            return Some(SEALED);
        }
        comparison.say(field, What::SealedAnew).note = Some(ANEW.to_owned());
        None
    };
    match wanted["kind"].as_str().unwrap_or_default() {
        "SealedSecret" if !is_known => {
            comparison.metadata(wanted, found, &[FINGERPRINT]);
            unknown = Some(NOT_READ);
        }
        "Secret" if wanted.get("sops").is_some() => {
            comparison.metadata(wanted, found, &[]);
            let is_same = wanted["data"] == found["data"];
            match found.get("sops") {
                None => {
                    comparison.say("sops", What::Added(None));
                }
                Some(_) if !is_same => unknown = differs(&mut comparison, "data"),
                Some(_) => {}
            }
        }
        "Secret" => {
            comparison.metadata(wanted, found, &[]);
            if found.get("sops").is_some() {
                unknown = Some(ENCRYPTED);
            } else {
                unknown = secret(&mut comparison, wanted, found, is_known);
            }
        }
        "SealedSecret" => {
            comparison.metadata(wanted, found, &[FINGERPRINT]);
            let (mut new, mut old) = (wanted["spec"].clone(), found["spec"].clone());
            let sealed = |spec: &mut Value| spec.as_object_mut()?.remove("encryptedData");
            if sealed(&mut new) != sealed(&mut old) {
                unknown = differs(&mut comparison, "spec.encryptedData");
            }
            comparison.rest(
                &serde_json::json!({"spec": new}),
                &serde_json::json!({"spec": old}),
                &[],
            );
        }
        "ServiceAccount" => {
            comparison.metadata(wanted, found, &[]);
            service_account(&mut comparison, wanted, found);
        }
        "RoleBinding" => {
            comparison.metadata(wanted, found, &[]);
            binding(&mut comparison, wanted, found);
        }
        "Namespace" => comparison.metadata(wanted, found, &[]),
        _ => {
            comparison.metadata(wanted, found, &[]);
            comparison.rest(wanted, found, &[]);
        }
    }
    (std::mem::take(&mut comparison.differences), unknown)
}

/// `type` and `data`.
fn secret(
    comparison: &mut Comparison,
    wanted: &Value,
    found: &Value,
    is_known: bool,
) -> Option<&'static str> {
    let kind = |object: &Value| object["type"].as_str().unwrap_or("Opaque").to_owned();
    let (new, old) = (kind(wanted), kind(found));
    let is_immutable = found["immutable"].as_bool() == Some(true);
    if new != old {
        let name = wanted["metadata"]["name"].as_str().unwrap_or_default();
        let changed = comparison.say("type", What::Changed(Some((old, new))));
        changed.note = Some(format!(
            "the type of a Secret cannot be changed: an apply fails until `{name}` is deleted"
        ));
    }
    if !is_known {
        return Some(NOT_READ);
    }
    let before = comparison.differences.len();
    let key = DOCKER_CONFIG;
    // What `stringData` says replaces what `data` says, when it is applied.
    let plain = found["stringData"].get(key).and_then(Value::as_str);
    let encoded = plain.map(|text| Zeroizing::new(BASE64_STANDARD.encode(text)));
    let there = match &encoded {
        Some(text) => Some(text.as_str()),
        None => found["data"].get(key).and_then(Value::as_str),
    };
    match (wanted["data"].get(key).and_then(Value::as_str), there) {
        (Some(new), Some(old)) => docker_config::compare(new, old, comparison),
        (Some(_), None) => {
            comparison.say(path("data", key), What::Added(None));
        }
        _ => {}
    }
    for (other, _) in sorted(&found["data"]) {
        let was_ours = comparison.last_applied["data"].get(other).is_some();
        if other != key && (was_ours || !comparison.is_shared) {
            comparison.say(path("data", other), What::Removed(None));
        }
    }
    if is_immutable {
        let note = "`immutable: true` stands there: an apply fails until the Secret is deleted";
        for difference in &mut comparison.differences[before..] {
            difference.note = Some(note.to_owned());
        }
    }
    None
}

/// The two lists. `imagePullSecrets` is replaced whole; `secrets` merges by name, and OpenShift's
/// controller keeps its own entry there.
fn service_account(comparison: &mut Comparison, wanted: &Value, found: &Value) {
    let field = "imagePullSecrets";
    let (new, old) = (names(&wanted[field]), names(&found[field]));
    let says = |object: &Value| object.get(field).is_some();
    if says(wanted) || !comparison.is_shared || says(&comparison.last_applied) {
        let pinned = wanted["metadata"]["annotations"][PINNED].as_str();
        let held = found["metadata"]["annotations"][PINNED].as_str();
        list(comparison, field, &new, &old, |lost| match pinned {
            Some(pinned) if held == Some(lost) => format!(
                "OpenShift deletes this Secret in favour of `{pinned}`; \
                 `internalRegistrySecret: {lost}` keeps it for the pods that name it"
            ),
            None if held == Some(lost) || account_of_generated(lost, FOR_REGISTRY).is_some() => {
                "OpenShift put it there and adds it again after each apply; `link: pinned` \
                 ends that"
                    .to_owned()
            }
            _ => "an apply replaces the list whole".to_owned(),
        });
    }
    let field = "secrets";
    let (new, old) = (names(&wanted[field]), names(&found[field]));
    let [is_new, is_old] = [&new, &old].map(|names| set(names));
    for name in &new {
        if !is_old.contains(name) {
            comparison.say_of(field, Some((*name).to_owned()), What::Added(None));
        }
    }
    let applied = names(&comparison.last_applied[field]).into_iter();
    let applied: HashSet<String> = applied.map(str::to_owned).collect();
    for name in &old {
        let was_ours = applied.contains(*name);
        if !is_new.contains(name) && (was_ours || !comparison.is_shared) {
            comparison.say_of(field, Some((*name).to_owned()), What::Removed(None));
        }
    }
    if !comparison.is_shared {
        comparison.rest(wanted, found, &["imagePullSecrets", "secrets"]);
    }
}

/// A list that an apply replaces whole.
fn list(
    comparison: &mut Comparison,
    field: &str,
    new: &[&str],
    old: &[&str],
    note: impl Fn(&str) -> String,
) {
    let [is_new, is_old] = [new, old].map(set);
    for name in new {
        if !is_old.contains(name) {
            comparison.say_of(field, Some((*name).to_owned()), What::Added(None));
        }
    }
    for name in old {
        if !is_new.contains(name) {
            let note = comparison.is_shared.then(|| note(name));
            let what = What::Removed(None);
            let lost = comparison.say_of(field, Some((*name).to_owned()), what);
            lost.note = note;
        }
    }
    let kept_new = new.iter().filter(|name| is_old.contains(*name));
    let kept_old = old.iter().filter(|name| is_new.contains(*name));
    if !kept_new.eq(kept_old) {
        comparison.say(field, What::Reordered);
    }
}

/// Names, to be looked up: a list may be as long as what was given.
fn set<'n>(names: &[&'n str]) -> HashSet<&'n str> {
    names.iter().copied().collect()
}

/// The names in a list of references.
fn names(list: &Value) -> Vec<&str> {
    let items = list.as_array().into_iter().flatten();
    items.filter_map(|item| item["name"].as_str()).collect()
}

/// `roleRef`, which cannot be changed, and `subjects`, which are replaced whole.
fn binding(comparison: &mut Comparison, wanted: &Value, found: &Value) {
    let role = |object: &Value| {
        let role = &object["roleRef"];
        let text = |key: &str| role[key].as_str().unwrap_or_default().to_owned();
        format!("{} {}", text("kind"), text("name"))
    };
    let (new, old) = (role(wanted), role(found));
    if new != old {
        let name = wanted["metadata"]["name"].as_str().unwrap_or_default();
        let changed = comparison.say("roleRef", What::Changed(Some((old, new))));
        changed.note = Some(format!(
            "the role of a binding cannot be changed: an apply fails until `{name}` is deleted"
        ));
    }
    let namespace = wanted["metadata"]["namespace"].as_str().unwrap_or_default();
    let (new, old) = (subjects(wanted, namespace), subjects(found, namespace));
    for subject in &new {
        if old.binary_search(subject).is_err() {
            comparison.say_of("subjects", Some(subject.clone()), What::Added(None));
        }
    }
    for subject in &old {
        if new.binary_search(subject).is_err() {
            let is_shared = comparison.is_shared;
            let what = What::Removed(None);
            let lost = comparison.say_of("subjects", Some(subject.clone()), what);
            let note = "an apply replaces the list whole: this access ends";
            lost.note = is_shared.then(|| note.to_owned());
        }
    }
}

/// The subjects of a binding in words, sorted; the order in which they stand means nothing, nor
/// does a field that has its default.
fn subjects(object: &Value, namespace: &str) -> Vec<String> {
    let items = object["subjects"].as_array().into_iter().flatten();
    let mut subjects: Vec<String> = items
        .map(|subject| {
            let text = |key: &str| subject[key].as_str();
            let name = text("name").unwrap_or_default();
            match text("kind").unwrap_or_default() {
                "ServiceAccount" => {
                    let namespace = text("namespace").unwrap_or(namespace);
                    format!("ServiceAccount {namespace}/{name}")
                }
                kind => format!("{kind} {name}"),
            }
        })
        .collect();
    subjects.sort_unstable();
    subjects.dedup();
    subjects
}
