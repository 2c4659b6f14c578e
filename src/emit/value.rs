//! Objects as values, to be compared or handed on.

use serde_json::{Map, Value};
use zeroize::Zeroize;

use crate::lower::{ManifestWriter, Object};

/// Builds a [`Value`] of what is written into it.
#[derive(Default)]
pub struct ValueWriter {
    open: Vec<Open>,
    root: Value,
}

/// A collection that is open, and the key that it will stand under.
enum Open {
    Mapping(Map<String, Value>, String),
    List(Vec<Value>),
}

impl ValueWriter {
    /// The value; null where nothing was written.
    #[must_use]
    pub fn into_value(self) -> Value {
        self.root
    }

    fn place(&mut self, value: Value) {
        match self.open.last_mut() {
            None => self.root = value,
            Some(Open::List(items)) => items.push(value),
            Some(Open::Mapping(fields, key)) => {
                fields.insert(std::mem::take(key), value);
            }
        }
    }

    fn end(&mut self) {
        match self.open.pop() {
            Some(Open::Mapping(fields, _)) => self.place(Value::Object(fields)),
            Some(Open::List(items)) => self.place(Value::Array(items)),
            None => {}
        }
    }
}

impl ManifestWriter for ValueWriter {
    fn begin_mapping(&mut self) {
        self.open.push(Open::Mapping(Map::new(), String::new()));
    }

    fn end_mapping(&mut self) {
        self.end();
    }

    fn begin_list(&mut self) {
        self.open.push(Open::List(Vec::new()));
    }

    fn end_list(&mut self) {
        self.end();
    }

    fn key(&mut self, key: &str) {
        if let Some(Open::Mapping(_, next)) = self.open.last_mut() {
            next.push_str(key);
        }
    }

    fn string(&mut self, value: &str) {
        self.place(Value::from(value));
    }

    fn boolean(&mut self, value: bool) {
        self.place(Value::from(value));
    }

    fn number(&mut self, literal: &str) {
        // What is no number in JSON's grammar is kept as the text that it was.
        let number = serde_json::from_str::<serde_json::Number>(literal);
        self.place(number.map_or_else(|_| Value::from(literal), Value::Number));
    }

    fn null(&mut self) {
        self.place(Value::Null);
    }
}

/// Wipes every text of a value in which a credential may be and that nobody needs any more.
pub fn wipe(value: &mut Value) {
    let mut stack = vec![value];
    while let Some(value) = stack.pop() {
        match value {
            Value::String(text) => text.zeroize(),
            Value::Array(items) => stack.extend(items),
            Value::Object(fields) => stack.extend(fields.values_mut()),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

/// An object as a value, its fields in the order in which they are written.
#[must_use]
pub fn to_value(object: &Object<'_>) -> Value {
    let mut writer = ValueWriter::default();
    object.write(&mut writer);
    writer.into_value()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::write_value;
    use serde_json::json;

    #[test]
    fn a_value_comes_back_in_its_order() {
        let value = json!({"z": [1, -2.5, {"a": null, "": "x"}, []], "b": {"y": true, "x": {}}});
        let mut writer = ValueWriter::default();
        write_value(&value, &mut writer);
        assert_eq!(writer.into_value().to_string(), value.to_string());
    }
}
