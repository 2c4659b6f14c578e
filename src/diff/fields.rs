//! Fields that every kind has, and those that are compared as they are.

use serde_json::{Map, Value};

use crate::emit::wipe;
use crate::kubernetes::LAST_APPLIED;

use super::{Difference, What};

/// Collects in what an object differs.
pub(super) struct Comparison {
    pub(super) differences: Vec<Difference>,
    /// Whether others write into the object too, so that what only they say is no difference.
    pub(super) is_shared: bool,
    /// What the last client-side apply said.
    pub(super) last_applied: Value,
}

impl Drop for Comparison {
    fn drop(&mut self) {
        wipe(&mut self.last_applied);
    }
}

impl Comparison {
    /// A comparison with that object.
    pub(super) fn new(found: &Value, is_shared: bool) -> Self {
        // Nothing of it is printed but its names of keys.
        let annotation = found["metadata"]["annotations"].get(LAST_APPLIED);
        let last_applied = annotation
            .and_then(Value::as_str)
            .filter(|_| is_shared)
            .and_then(|text| serde_json::from_str(text).ok())
            .unwrap_or_default();
        Self {
            differences: Vec::new(),
            is_shared,
            last_applied,
        }
    }

    /// Adds a difference of a field.
    pub(super) fn say(&mut self, field: impl Into<String>, what: What) -> &mut Difference {
        self.say_of(field, None, what)
    }

    /// Adds a difference of an entry of a field.
    pub(super) fn say_of(
        &mut self,
        field: impl Into<String>,
        entry: Option<String>,
        what: What,
    ) -> &mut Difference {
        let at = self.differences.len();
        self.differences.push(Difference {
            field: field.into(),
            entry,
            what,
            note: None,
        });
        &mut self.differences[at]
    }

    /// Labels and annotations. `skip` names those that are compared elsewhere or not at all.
    pub(super) fn metadata(&mut self, wanted: &Value, found: &Value, skip: &[&str]) {
        for part in ["labels", "annotations"] {
            let wanted = &wanted["metadata"][part];
            let found = &found["metadata"][part];
            for (key, value) in sorted(wanted) {
                let now = shown(value);
                let field = path(&format!("metadata.{part}"), key);
                match found.get(key) {
                    _ if skip.contains(&key) => {}
                    None => {
                        self.say(field, What::Added(Some(now)));
                    }
                    Some(before) if before == value => {}
                    Some(before) => {
                        let change = (shown(before), now);
                        self.say(field, What::Changed(Some(change)));
                    }
                }
            }
            for (key, _) in sorted(found) {
                if wanted.get(key).is_some() || skip.contains(&key) || key == LAST_APPLIED {
                    continue;
                }
                let was_ours = self.last_applied["metadata"][part].get(key).is_some();
                if !self.is_shared || was_ours {
                    let field = path(&format!("metadata.{part}"), key);
                    self.say(field, What::Removed(None));
                }
            }
        }
    }

    /// The fields of the object beside those that are named: told apart by their paths alone, for
    /// nobody knows what is in them.
    pub(super) fn rest(&mut self, wanted: &Value, found: &Value, skip: &[&str]) {
        let outer = ["apiVersion", "kind", "metadata", "status"];
        let is_left = |key: &str| !outer.contains(&key) && !skip.contains(&key);
        for (key, value) in sorted(wanted) {
            if is_left(key) {
                self.value(key.to_owned(), value, found.get(key));
            }
        }
        for (key, _) in sorted(found) {
            if is_left(key) && wanted.get(key).is_none() {
                self.left_over(key.to_owned(), key);
            }
        }
    }

    /// A field that is there and of which the build says nothing.
    fn left_over(&mut self, field: String, key: &str) {
        if !self.is_shared || self.last_applied.get(key).is_some() {
            self.say(field, What::Removed(None));
        }
    }

    /// A value under a path, taken apart as far as both sides are mappings. It recurses as deep as
    /// the tree may be, which is bounded.
    fn value(&mut self, field: String, wanted: &Value, found: Option<&Value>) {
        let Some(found) = found else {
            // An empty value that was left out says the same.
            if !is_blank(wanted) {
                self.say(field, What::Added(None));
            }
            return;
        };
        let (Value::Object(wanted), Value::Object(found)) = (wanted, found) else {
            if !self.covers(wanted, found) {
                self.say(field, What::Changed(None));
            }
            return;
        };
        for (key, value) in wanted {
            self.value(path(&field, key), value, found.get(key));
        }
        for (key, value) in found {
            if !wanted.contains_key(key) && !self.is_shared && !is_blank(value) {
                self.say(path(&field, key), What::Removed(None));
            }
        }
    }

    /// Whether what is wanted is there; defaults that a server set beside it are no difference.
    fn covers(&self, wanted: &Value, found: &Value) -> bool {
        match (wanted, found) {
            (Value::Array(wanted), Value::Array(found)) => {
                wanted.len() == found.len()
                    && wanted
                        .iter()
                        .zip(found)
                        .all(|(wanted, found)| self.covers(wanted, found))
            }
            (Value::Object(wanted), Value::Object(found)) => {
                let there = |(key, value): (&String, &Value)| match found.get(key) {
                    Some(found) => self.covers(value, found),
                    None => is_blank(value),
                };
                wanted.iter().all(there)
                    && (self.is_shared || found.keys().all(|key| wanted.contains_key(key)))
            }
            (wanted, found) => wanted == found,
        }
    }
}

/// The entries of a mapping by their keys; none of what is no mapping.
pub(super) fn sorted(value: &Value) -> Vec<(&str, &Value)> {
    let mut entries: Vec<_> = value
        .as_object()
        .into_iter()
        .flat_map(Map::iter)
        .map(|(key, value)| (key.as_str(), value))
        .collect();
    entries.sort_by_key(|entry| entry.0);
    entries
}

/// A key behind a path, in brackets where it holds more than a name.
pub(super) fn path(field: &str, key: &str) -> String {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    match !key.is_empty() && key.chars().all(is_name) {
        true => format!("{field}.{key}"),
        false => format!("{field}[{key}]"),
    }
}

/// A value of a label, an annotation or a reference.
fn shown(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Object(fields) => fields.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}
