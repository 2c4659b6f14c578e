//! Objects that are there: by what they are known, and which of them were made from the spec.

use std::ops::Deref;

use serde_json::Value;

use crate::emit::{ValueWriter, wipe};
use crate::kubernetes::{IMAGE_PULLER, RBAC_GROUP};
use crate::lower::write_node;
use crate::seal::FINGERPRINT;
use crate::syntax::{NodeId, Tree};
use crate::workload::Manifest;

use super::{Against, Key};

/// The key of an object that the build makes.
pub(super) fn key(object: &Value) -> Key {
    let text = |pointer: &str| object.pointer(pointer).and_then(Value::as_str);
    let name = match (text("/metadata/name"), text("/metadata/generateName")) {
        (Some(name), _) => name.to_owned(),
        (None, prefix) => format!("{}*", prefix.unwrap_or_default()),
    };
    Key {
        namespace: text("/metadata/namespace").unwrap_or_default().to_owned(),
        kind: text("/kind").unwrap_or_default().to_owned(),
        group: group(text("/apiVersion").unwrap_or_default()).to_owned(),
        name,
    }
}

/// The key of an object of a text.
pub(super) fn key_of(tree: &Tree<'_>, manifest: &Manifest<'_>) -> Key {
    let named = tree.under(manifest.node, &["metadata", "name"]);
    let name = manifest.name.map_or("", |name| name.value);
    Key {
        namespace: manifest.namespace.map_or("", |text| text.value).to_owned(),
        kind: manifest.kind.value.to_owned(),
        group: manifest.group().to_owned(),
        name: match named {
            Some(_) => name.to_owned(),
            None => format!("{name}*"),
        },
    }
}

fn group(api_version: &str) -> &str {
    api_version.split_once('/').map_or("", |(group, _)| group)
}

/// An object of a text as a value. It may be a Secret, and is wiped.
pub(super) struct Found(Value);

impl Deref for Found {
    type Target = Value;

    fn deref(&self) -> &Value {
        &self.0
    }
}

impl Drop for Found {
    fn drop(&mut self) {
        wipe(&mut self.0);
    }
}

impl Found {
    /// Puts other texts in the place of those that `name` knows.
    pub(super) fn rename(&mut self, name: &impl Fn(&str) -> Option<String>) {
        let mut values = vec![&mut self.0];
        while let Some(value) = values.pop() {
            match value {
                Value::String(text) => {
                    if let Some(renamed) = name(text) {
                        *text = renamed;
                    }
                }
                Value::Array(items) => values.extend(items),
                Value::Object(fields) => values.extend(fields.values_mut()),
                _ => {}
            }
        }
    }
}

/// An object of a text as a value.
pub(super) fn value(tree: &Tree<'_>, node: NodeId) -> Found {
    let mut writer = ValueWriter::default();
    write_node(tree, node, &mut writer);
    Found(writer.into_value())
}

/// The kinds that a build makes.
const KINDS: [(&str, &str); 9] = [
    ("", "Namespace"),
    ("", "Secret"),
    ("", "ServiceAccount"),
    (RBAC_GROUP, "RoleBinding"),
    ("argoproj.io", "Workflow"),
    ("argoproj.io", "WorkflowTemplate"),
    ("argoproj.io", "CronWorkflow"),
    ("bitnami.com", "SealedSecret"),
    ("external-secrets.io", "ExternalSecret"),
];

/// Whether an object that the build does not make was made from the spec once. In a directory what
/// an earlier build wrote was. In a cluster an object of a kind of ours, in a project of the spec
/// and not made by a controller, that carries every label of `output.labels`, a fingerprint of
/// ours, or is a binding of the name that grants get.
pub(super) fn is_ours(key: &Key, object: &Value, against: &Against<'_>) -> bool {
    let Against::Cluster { speaks_for, labels } = against else {
        return true;
    };
    let is_made = KINDS.contains(&(key.group.as_str(), key.kind.as_str()));
    let metadata = &object["metadata"];
    if !is_made || !speaks_for(&key.namespace) || metadata.get("ownerReferences").is_some() {
        return false;
    }
    let carries = |(name, value): &(String, String)| {
        metadata["labels"].get(name).and_then(Value::as_str) == Some(value)
    };
    let has_labels = !labels.is_empty() && labels.iter().all(carries);
    let has_fingerprint = metadata["annotations"].get(FINGERPRINT).is_some();
    let is_grant = key.kind == "RoleBinding"
        && grants_to_project(&key.name)
        && object["roleRef"]["name"].as_str() == Some(IMAGE_PULLER);
    has_labels || has_fingerprint || is_grant
}

/// `system:image-puller:PROJECT`: the name that a grant's binding gets.
fn grants_to_project(name: &str) -> bool {
    name.strip_prefix("system:image-puller:")
        .is_some_and(|project| !project.is_empty())
}
