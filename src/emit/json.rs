//! JSON, indented the way `kubectl -o json` indents it.

use crate::lower::ManifestWriter;

use super::quoted::quote;

/// Writes values as JSON, each entry on a line of its own.
pub struct JsonWriter {
    pub(super) out: String,
    /// Columns a level.
    indentation: usize,
    /// Whether the innermost collections are still empty.
    empty: Vec<bool>,
    /// Whether a key was written and its value is next.
    after_key: bool,
}

impl JsonWriter {
    /// Writes with so many columns a level; kubectl uses four.
    #[must_use]
    pub fn indented(columns: usize) -> Self {
        Self {
            indentation: columns,
            out: String::new(),
            empty: Vec::new(),
            after_key: false,
        }
    }

    /// The whole text.
    #[must_use]
    pub fn into_string(self) -> String {
        self.out
    }

    fn line(&mut self) {
        self.out.push('\n');
        for _ in 0..self.indentation * self.empty.len() {
            self.out.push(' ');
        }
    }

    /// What stands before a key, an item or a value.
    fn begin_entry(&mut self) {
        if std::mem::take(&mut self.after_key) {
            return;
        }
        if let Some(empty) = self.empty.last_mut() {
            if !std::mem::replace(empty, false) {
                self.out.push(',');
            }
            self.line();
        }
    }

    fn begin(&mut self, bracket: char) {
        self.begin_entry();
        self.out.push(bracket);
        self.empty.push(true);
    }

    fn end(&mut self, bracket: char) {
        if self.empty.pop() == Some(false) {
            self.line();
        }
        self.out.push(bracket);
    }

    fn text(&mut self, text: &str) {
        quote(text, &mut self.out, escape);
    }
}

impl ManifestWriter for JsonWriter {
    fn begin_mapping(&mut self) {
        self.begin('{');
    }

    fn end_mapping(&mut self) {
        self.end('}');
    }

    fn begin_list(&mut self) {
        self.begin('[');
    }

    fn end_list(&mut self) {
        self.end(']');
    }

    fn key(&mut self, key: &str) {
        self.begin_entry();
        self.text(key);
        self.out.push_str(": ");
        self.after_key = true;
    }

    fn string(&mut self, value: &str) {
        self.begin_entry();
        self.text(value);
    }

    fn boolean(&mut self, value: bool) {
        self.begin_entry();
        self.out.push_str(if value { "true" } else { "false" });
    }

    fn number(&mut self, literal: &str) {
        self.begin_entry();
        self.out.push_str(literal);
    }

    fn null(&mut self) {
        self.begin_entry();
        self.out.push_str("null");
    }
}

/// Of those that are escaped none is beyond the four digits.
fn escape(character: char, out: &mut String) {
    use std::fmt::Write;
    // Writing into a String cannot fail.
    let _ = write!(out, "\\u{:04x}", u32::from(character));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::write_value;
    use serde_json::json;

    #[test]
    fn it_looks_as_kubectl_writes_it() {
        let mut indented = JsonWriter::indented(4);
        write_value(&json!({"a": [1, {}], "b": []}), &mut indented);
        assert_eq!(
            indented.into_string(),
            "{\n    \"a\": [\n        1,\n        {}\n    ],\n    \"b\": []\n}"
        );
    }
}
