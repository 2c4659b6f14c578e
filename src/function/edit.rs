//! Changes of a YAML or JSON text, in place.
//!
//! Block collections get lines in block style, flow collections (JSON is one) values in JSON.

use serde_json::{Value, json};

use crate::emit::YamlWriter;
use crate::lower::write_value;
use crate::syntax::{NodeId, Tree};

use super::layout::Layout;

/// Changes of one text, gathered and made at once.
pub struct Edits<'s> {
    layout: Layout<'s>,
    /// First byte, byte after the last, what stands there instead. Those of one place are made in
    /// the order in which they were asked for.
    changes: Vec<(usize, usize, String)>,
}

impl<'s> Edits<'s> {
    /// No changes of a text and its tree.
    #[must_use]
    pub fn new(text: &'s str, tree: &'s Tree<'s>) -> Self {
        Self {
            layout: Layout { text, tree },
            changes: Vec::new(),
        }
    }

    /// Adds values at the end of the list under a key of a mapping, making the list where there is
    /// none: as the mapping's last entry where `last`, else as its first.
    pub fn extend(&mut self, mapping: NodeId, key: &str, values: &[Value], last: bool) {
        if values.is_empty() {
            return;
        }
        let found = self.layout.tree.entries(mapping).and_then(|mut entries| {
            entries.find(|(name, _)| self.layout.tree.scalar(*name) == Some(key))
        });
        let Some((name, list)) = found else {
            return self.insert(mapping, key, &Value::from(values), last);
        };
        match self.layout.tree.items(list) {
            Some([]) | None => self.fill(mapping, name, list, values),
            Some(items) => self.append(list, items, values),
        }
    }

    /// Puts a value in the place of an object, or a text in that of another.
    pub fn replace(&mut self, node: NodeId, value: &Value) {
        let (start, end) = self.layout.bounds(node);
        let is_json = value.is_string() && self.layout.text[start..].starts_with('"');
        let text = match is_json || self.layout.is_flow(node) {
            true => value.to_string(),
            false => self
                .block(value, self.layout.column(start))
                .trim_end()
                .to_owned(),
        };
        self.changes.push((start, end, text));
    }

    /// The changed text.
    #[must_use]
    pub fn apply(mut self) -> String {
        self.changes.sort_by_key(|change| change.0);
        let mut changed = String::with_capacity(
            self.layout.text.len()
                + self
                    .changes
                    .iter()
                    .map(|change| change.2.len())
                    .sum::<usize>(),
        );
        let mut done = 0;
        for (start, end, text) in self.changes {
            // One text may be meant by two aliases; it is changed once.
            if start < done {
                continue;
            }
            changed.push_str(&self.layout.text[done..start]);
            changed.push_str(&text);
            done = end;
        }
        changed.push_str(&self.layout.text[done..]);
        changed
    }

    /// A value in block style; lines after the first are indented.
    fn block(&self, value: &Value, indent: usize) -> String {
        let mut writer = YamlWriter::default();
        write_value(value, &mut writer);
        let mut block = String::new();
        for (number, line) in writer.written().lines().enumerate() {
            if number > 0 && !line.is_empty() {
                block.extend(std::iter::repeat_n(' ', indent));
            }
            block.push_str(line);
            block.push('\n');
        }
        block
    }

    /// Items in block style, each line indented.
    fn block_items(&self, values: &[Value], indent: usize) -> String {
        let spaces = " ".repeat(indent);
        values
            .iter()
            .map(|value| format!("{spaces}- {}", self.block(value, indent + 2)))
            .collect()
    }

    fn lines_after(&mut self, end: usize, lines: String) {
        let (at, needs_break) = self.layout.after(end);
        let lines = match needs_break {
            true => format!("\n{lines}"),
            false => lines,
        };
        self.changes.push((at, at, lines));
    }

    fn append(&mut self, list: NodeId, items: &[NodeId], values: &[Value]) {
        let (start, end) = self.layout.bounds(list);
        if !self.layout.is_flow(list) {
            let lines = self.block_items(values, self.layout.dash_column(list));
            return self.lines_after(end, lines);
        }
        let json: Vec<String> = values.iter().map(Value::to_string).collect();
        let last = items.last().map(|item| self.layout.bounds(*item).1);
        // An alias stands where its anchor does: then the front of the list is as good.
        let (at, text) = match last.filter(|last| (start..end).contains(last)) {
            Some(last) => (last, format!(", {}", json.join(", "))),
            None => (start + 1, format!("{}, ", json.join(", "))),
        };
        self.changes.push((at, at, text));
    }

    /// Fills an empty value.
    fn fill(&mut self, mapping: NodeId, key: NodeId, value: NodeId, values: &[Value]) {
        let (place, has_colon) = self.layout.empty_value(mapping, key, value);
        let colon = if has_colon { "" } else { ":" };
        if self.layout.is_flow(mapping) {
            let text = format!("{colon} {}", Value::from(values));
            return self.changes.push((place.start, place.end, text));
        }
        let (first, _) = self.layout.bounds(mapping);
        let column = self.layout.column(first);
        let lines = self.block_items(values, column);
        if !has_colon {
            let spaces = " ".repeat(column);
            return self.lines_after(place.start, format!("{spaces}:\n{lines}"));
        }
        // A tab may end a line, but not every reader takes it.
        let before = self.layout.text[..place.start].trim_end_matches([' ', '\t']);
        let text = format!("\n{}", lines.trim_end());
        self.changes.push((before.len(), place.end, text));
    }

    fn insert(&mut self, mapping: NodeId, key: &str, value: &Value, last: bool) {
        let (start, end) = self.layout.bounds(mapping);
        if self.layout.is_flow(mapping) {
            let is_empty = self
                .layout
                .tree
                .entries(mapping)
                .is_none_or(|entries| entries.len() == 0);
            let comma = if is_empty { "" } else { ", " };
            let text = format!("{}: {value}{comma}", Value::from(key));
            return self.changes.push((start + 1, start + 1, text));
        }
        let column = self.layout.column(start);
        let spaces = " ".repeat(column);
        let block = self.block(&json!({key: value}), column);
        match last {
            true => self.lines_after(end, format!("{spaces}{block}")),
            false => self
                .changes
                .push((start, start, format!("{block}{spaces}"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Masking, Source, SourceId};
    use crate::syntax::{Limits, parse_stream};

    /// The text with `{k: 1}` and `{k: 2, m: [3]}` added to the list `a` of the mapping at `path`.
    fn extended(text: &str, path: &[&str], last: bool) -> String {
        let source = Source::new("test", text, Masking::Manifest);
        let parsed = parse_stream(&source, SourceId(0), Limits::default());
        let tree = &parsed.tree;
        let mapping = path.iter().fold(tree.root().unwrap(), |node, key| {
            tree.get(node, key).unwrap()
        });
        let mut edits = Edits::new(text, tree);
        edits.extend(
            mapping,
            "a",
            &[json!({"k": 1}), json!({"k": 2, "m": [3]})],
            last,
        );
        edits.apply()
    }

    #[test]
    fn lists_grow_in_their_own_style() {
        for (text, path, changed) in [
            (
                "a:\n- n: 0\nb: 1\n",
                &[][..],
                "a:\n- n: 0\n- k: 1\n- k: 2\n  m:\n  - 3\nb: 1\n",
            ),
            (
                "a:\r- n: 0\rb: 1\r",
                &[],
                "a:\r- n: 0\r- k: 1\n- k: 2\n  m:\n  - 3\nb: 1\r",
            ),
            (
                "b: {c: 1}\ra:\t[]\rd: 1\r",
                &[],
                "b: {c: 1}\ra:\n- k: 1\n- k: 2\n  m:\n  - 3\rd: 1\r",
            ),
            (
                "a:\n  - n: 0",
                &[],
                "a:\n  - n: 0\n  - k: 1\n  - k: 2\n    m:\n    - 3\n",
            ),
            (
                "b: 1\na:\n-   n: 0 # why\n\n# end\n",
                &[],
                "b: 1\na:\n-   n: 0 # why\n\n# end\n- k: 1\n- k: 2\n  m:\n  - 3\n",
            ),
            (
                "a:\n- t: |+\n    x\n\n\nb: 1\n",
                &[],
                "a:\n- t: |+\n    x\n\n\n- k: 1\n- k: 2\n  m:\n  - 3\nb: 1\n",
            ),
            (
                "a: [{n: 0}]\n",
                &[],
                "a: [{n: 0}, {\"k\":1}, {\"k\":2,\"m\":[3]}]\n",
            ),
            (
                "a: [{n: 0}, # why\n]\n",
                &[],
                "a: [{n: 0}, {\"k\":1}, {\"k\":2,\"m\":[3]}, # why\n]\n",
            ),
            (
                "a: []\nb: 1\n",
                &[],
                "a:\n- k: 1\n- k: 2\n  m:\n  - 3\nb: 1\n",
            ),
            ("a:\nb: 1\n", &[], "a:\n- k: 1\n- k: 2\n  m:\n  - 3\nb: 1\n"),
            (
                "a: null # none\nb: 1\n",
                &[],
                "a:\n- k: 1\n- k: 2\n  m:\n  - 3 # none\nb: 1\n",
            ),
            ("b: 1\n", &[], "b: 1\na:\n- k: 1\n- k: 2\n  m:\n  - 3\n"),
            // Blanks that are none to the reader stay on their line.
            (
                "b: 1\u{85} \u{2028}",
                &[],
                "b: 1\u{85} \u{2028}\na:\n- k: 1\n- k: 2\n  m:\n  - 3\n",
            ),
            (
                "b:  &\u{85}\u{2003} \u{85} \n",
                &[],
                "b:  &\u{85}\u{2003} \u{85} \na:\n- k: 1\n- k: 2\n  m:\n  - 3\n",
            ),
            (
                "a:\n- n: 0 # why\nb: 1\n",
                &[],
                "a:\n- n: 0 # why\n- k: 1\n- k: 2\n  m:\n  - 3\nb: 1\n",
            ),
            (
                "b:\n  ? # why\n\n    \u{85}  \u{85}",
                &[],
                "b:\n  ? # why\n\n    \u{85}  \u{85}\na:\n- k: 1\n- k: 2\n  m:\n  - 3\n",
            ),
            // The first item starts with a dash itself, or lines below its own.
            (
                "a:\n- - n: 0\n",
                &[],
                "a:\n- - n: 0\n- k: 1\n- k: 2\n  m:\n  - 3\n",
            ),
            ("a:\n- -1\n", &[], "a:\n- -1\n- k: 1\n- k: 2\n  m:\n  - 3\n"),
            (
                "a:\n- &x # why\n\n  n: 0\n",
                &[],
                "a:\n- &x # why\n\n  n: 0\n- k: 1\n- k: 2\n  m:\n  - 3\n",
            ),
            (
                "a:\n  - - &x n: 0\n    - 1\n",
                &[],
                "a:\n  - - &x n: 0\n    - 1\n  - k: 1\n  - k: 2\n    m:\n    - 3\n",
            ),
            (
                "a:\n-\n- !t\n  - 0\n",
                &[],
                "a:\n-\n- !t\n  - 0\n- k: 1\n- k: 2\n  m:\n  - 3\n",
            ),
            // The first key is in brackets, the mapping is not.
            (
                "{c: 1}: 2\nb: 1\n",
                &[],
                "{c: 1}: 2\nb: 1\na:\n- k: 1\n- k: 2\n  m:\n  - 3\n",
            ),
            (
                "x:\n  [c]: 2\n  a:\n",
                &["x"],
                "x:\n  [c]: 2\n  a:\n  - k: 1\n  - k: 2\n    m:\n    - 3\n",
            ),
            (
                "b: 1\n---\nc: 2\n",
                &[],
                "b: 1\na:\n- k: 1\n- k: 2\n  m:\n  - 3\n---\nc: 2\n",
            ),
            (
                "{\"b\": 1}",
                &[],
                "{\"a\": [{\"k\":1},{\"k\":2,\"m\":[3]}], \"b\": 1}",
            ),
            (
                "{\"a\": [], \"b\": 1}",
                &[],
                "{\"a\":  [{\"k\":1},{\"k\":2,\"m\":[3]}], \"b\": 1}",
            ),
            ("{}", &[], "{\"a\": [{\"k\":1},{\"k\":2,\"m\":[3]}]}"),
            (
                "x:\n- 1\ny: &y\n  a: &a\n  - n: 0\n  b: *a\n",
                &["y"],
                "x:\n- 1\ny: &y\n  a: &a\n  - n: 0\n  - k: 1\n  - k: 2\n    m:\n    - 3\n  b: *a\n",
            ),
        ] {
            assert_eq!(extended(text, path, true), changed, "{text}");
        }
    }

    #[test]
    fn a_key_can_come_first() {
        for (text, path, changed) in [
            (
                "x:\n  y: &y\n    b: 1\n    c: 2\n",
                &["x", "y"][..],
                "x:\n  y: &y\n    a:\n    - k: 1\n    - k: 2\n      m:\n      - 3\n    b: 1\n    c: 2\n",
            ),
            (
                "x: {y: {b: 1}}\n",
                &["x", "y"],
                "x: {y: {\"a\": [{\"k\":1},{\"k\":2,\"m\":[3]}], b: 1}}\n",
            ),
            (
                "x: {}\n",
                &["x"],
                "x: {\"a\": [{\"k\":1},{\"k\":2,\"m\":[3]}]}\n",
            ),
        ] {
            assert_eq!(extended(text, path, false), changed, "{text}");
        }
    }

    #[test]
    fn a_value_is_replaced() {
        for (text, changed) in [
            (
                "a:\n- b: 1\n  c: 2\n- d: 3\n",
                "a:\n- k: 1\n  m:\n  - 2\n- d: 3\n",
            ),
            (
                "a: [{b: 1}, {d: 3}]\n",
                "a: [{\"k\":1,\"m\":[2]}, {d: 3}]\n",
            ),
        ] {
            let source = Source::new("test", text, Masking::Manifest);
            let parsed = parse_stream(&source, SourceId(0), Limits::default());
            let tree = &parsed.tree;
            let list = tree.get(tree.root().unwrap(), "a").unwrap();
            let mut edits = Edits::new(text, tree);
            edits.replace(tree.items(list).unwrap()[0], &json!({"k": 1, "m": [2]}));
            assert_eq!(edits.apply(), changed);
        }
    }

    #[test]
    fn a_text_is_replaced_as_it_is_quoted() {
        for (text, changed) in [
            ("a: x # why\nb: 1\n", "a: x-2 # why\nb: 1\n"),
            ("{a: x, b: 1}\n", "{a: x-2, b: 1}\n"),
            ("{\"a\": \"x\", \"b\": 1}", "{\"a\": \"x-2\", \"b\": 1}"),
            ("a: 'x'\n", "a: x-2\n"),
            ("a: &y x\nb: *y\n", "a: &y x-2\nb: *y\n"),
            ("a: >-\n  x\nb: 1\n", "a: x-2\nb: 1\n"),
        ] {
            let source = Source::new("test", text, Masking::Manifest);
            let parsed = parse_stream(&source, SourceId(0), Limits::default());
            let tree = &parsed.tree;
            let node = tree.get(tree.root().unwrap(), "a").unwrap();
            let mut edits = Edits::new(text, tree);
            edits.replace(node, &json!("x-2"));
            assert_eq!(edits.apply(), changed);
        }
    }
}
