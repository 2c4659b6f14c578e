//! Differences as JSON, version 1: `schemas/diff.schema.json` describes it.

use serde_json::{Value, json};

use crate::printable::printable_json;

use super::{Change, Diff, Difference, Key, What};

/// One object; ends in a newline.
#[must_use]
pub fn json(diff: &Diff) -> String {
    let objects: Vec<Value> = diff
        .objects
        .iter()
        .map(|(key, change)| {
            let mut value = object(key);
            let (word, differences) = match change {
                Change::Added => ("added", &[][..]),
                Change::Removed => ("removed", &[][..]),
                Change::Changed(differences) => ("changed", differences.as_slice()),
            };
            value["change"] = Value::from(word);
            value["differences"] = differences.iter().map(difference).collect();
            value
        })
        .collect();
    let not_compared: Vec<Value> = diff
        .not_compared
        .iter()
        .map(|(key, why)| {
            let mut value = object(key);
            value["because"] = Value::from(*why);
            value
        })
        .collect();
    let value = json!({
        "version": 1,
        "objects": objects,
        "notCompared": not_compared,
        "notGiven": diff.not_given,
        "same": diff.same,
    });
    printable_json(format!("{value:#}\n"))
}

fn object(key: &Key) -> Value {
    let namespace = match key.namespace.as_str() {
        "" => Value::Null,
        namespace => Value::from(namespace),
    };
    json!({"group": key.group, "kind": key.kind, "namespace": namespace, "name": key.name})
}

fn difference(difference: &Difference) -> Value {
    let (change, part, from, to) = match &difference.what {
        What::Added(value) => ("added", None, None, value.as_deref()),
        What::Removed(value) => ("removed", None, value.as_deref(), None),
        What::Changed(None) => ("changed", None, None, None),
        What::Changed(Some((old, new))) => {
            ("changed", None, Some(old.as_str()), Some(new.as_str()))
        }
        What::Part(part, what) => (*what, Some(*part), None, None),
        What::SealedAnew => ("sealed anew", None, None, None),
        What::Reordered => ("reordered", None, None, None),
    };
    json!({
        "field": difference.field,
        "entry": difference.entry,
        "part": part,
        "change": change,
        "from": from,
        "to": to,
        "note": difference.note,
    })
}
