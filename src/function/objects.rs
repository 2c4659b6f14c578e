//! Compiled objects among the items.

use hashbrown::{HashMap, HashSet};
use serde_json::{Map, Value};

use crate::syntax::NodeId;

use super::{Edits, ResourceList};

/// The domains of annotations by which Kustomize and kpt keep track of items.
const TRACKING: [&str; 3] = [
    "config.kubernetes.io",
    "config.k8s.io",
    "kustomize.config.k8s.io",
];

/// What makes an object the same: `apiVersion`, `kind`, namespace, name.
type Identity<'a> = [&'a str; 4];

/// Puts objects among the items: in the place of the same object, which keeps the annotations by
/// which its file is known, or at the end. Returns the items that were replaced.
pub fn place(
    list: &ResourceList<'_>,
    objects: Vec<Value>,
    edits: &mut Edits<'_>,
) -> HashSet<NodeId> {
    let items = list.items();
    let mut there: HashMap<Identity<'_>, NodeId> = HashMap::with_capacity(items.len());
    for item in &items {
        let Some(name) = item.name else { continue };
        let namespace = item.namespace.map_or("", |namespace| namespace.value);
        let identity = [item.api_version, item.kind.value, namespace, name.value];
        there.entry(identity).or_insert(item.node);
    }
    let mut replaced = HashSet::new();
    let mut added = Vec::with_capacity(objects.len());
    for mut object in objects {
        let item = there.get(&identity(&object)).copied();
        match item {
            Some(item) => {
                keep_tracking(list, item, &mut object);
                edits.replace(item, &object);
                replaced.insert(item);
            }
            None => added.push(object),
        }
    }
    edits.extend(list.root, "items", &added, true);
    replaced
}

fn identity(object: &Value) -> Identity<'_> {
    fn text(value: &Value) -> &str {
        value.as_str().unwrap_or_default()
    }
    let metadata = &object["metadata"];
    [
        text(&object["apiVersion"]),
        text(&object["kind"]),
        text(&metadata["namespace"]),
        text(&metadata["name"]),
    ]
}

/// Copies the annotations by which an item is known into the object that takes its place.
fn keep_tracking(list: &ResourceList<'_>, item: NodeId, object: &mut Value) {
    let tree = list.tree;
    let annotations = tree
        .under(item, &["metadata", "annotations"])
        .and_then(|annotations| tree.entries(annotations));
    let kept: Vec<(String, Value)> = annotations
        .into_iter()
        .flatten()
        .filter_map(|(key, value)| Some((tree.scalar(key)?, tree.scalar(value)?)))
        .filter(|(key, _)| {
            let domain = key.split_once('/').map_or("", |(domain, _)| domain);
            TRACKING.iter().any(|known| domain.ends_with(known))
        })
        .map(|(key, value)| (key.to_owned(), value.into()))
        .collect();
    let Some(metadata) = object.get_mut("metadata").and_then(Value::as_object_mut) else {
        return;
    };
    if kept.is_empty() {
        return;
    }
    let annotations = metadata
        .entry("annotations")
        .or_insert_with(|| Map::new().into());
    if let Some(annotations) = annotations.as_object_mut() {
        annotations.extend(kept);
    }
}
