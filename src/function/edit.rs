//! Changes of a YAML or JSON text, in place.
//!
//! Block collections get lines in block style, flow collections (JSON is one) values in JSON.

use serde_json::{Value, json};

use crate::emit::YamlWriter;
use crate::lower::write_value;
use crate::source::Span;
use crate::syntax::{NodeId, Tree};

/// Changes of one text, gathered and made at once.
pub struct Edits<'s> {
    text: &'s str,
    tree: &'s Tree<'s>,
    /// First byte, byte after the last, what stands there instead. Those of one place are made in
    /// the order in which they were asked for.
    changes: Vec<(usize, usize, String)>,
}

impl<'s> Edits<'s> {
    /// No changes of a text and its tree.
    #[must_use]
    pub fn new(text: &'s str, tree: &'s Tree<'s>) -> Self {
        Self {
            text,
            tree,
            changes: Vec::new(),
        }
    }

    /// Adds values at the end of the list under a key of a mapping, making the list where there is
    /// none: as the mapping's last entry where `last`, else as its first.
    pub fn extend(&mut self, mapping: NodeId, key: &str, values: &[Value], last: bool) {
        if values.is_empty() {
            return;
        }
        let found = self
            .tree
            .entries(mapping)
            .and_then(|mut entries| entries.find(|(name, _)| self.tree.scalar(*name) == Some(key)));
        let Some((name, list)) = found else {
            return self.insert(mapping, key, &Value::from(values), last);
        };
        match self.tree.items(list) {
            Some([]) | None => self.fill(mapping, name, list, values),
            Some(items) => self.append(list, items, values),
        }
    }

    /// Puts a value in the place of another.
    pub fn replace(&mut self, node: NodeId, value: &Value) {
        let (start, end) = bounds(self.tree.span(node));
        let text = match self.is_flow(node) {
            true => value.to_string(),
            false => self.block(value, self.column(start)).trim_end().to_owned(),
        };
        self.changes.push((start, end, text));
    }

    /// The changed text.
    #[must_use]
    pub fn apply(mut self) -> String {
        self.changes.sort_by_key(|change| change.0);
        let mut changed = String::with_capacity(
            self.text.len()
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
            changed.push_str(&self.text[done..start]);
            changed.push_str(&text);
            done = end;
        }
        changed.push_str(&self.text[done..]);
        changed
    }

    /// Whether a collection is written in brackets.
    fn is_flow(&self, node: NodeId) -> bool {
        let (start, _) = bounds(self.tree.span(node));
        // A block list as deep as its key starts where its first item does, which may be in
        // brackets.
        let first = self.tree.items(node).and_then(|items| items.first());
        let is_first = first.is_some_and(|first| bounds(self.tree.span(*first)).0 == start);
        !is_first && self.text[start..].starts_with(['[', '{'])
    }

    /// How many columns stand before a byte in its line.
    fn column(&self, at: usize) -> usize {
        at - self.text[..at]
            .rfind(['\n', '\r'])
            .map_or(0, |newline| newline + 1)
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

    /// Where lines go that follow a block: in front of the line on which the next thing stands, so
    /// that blank lines which belong to a block scalar stay with it. What still stands on the
    /// block's last line (a comment, blanks beyond ASCII) stays there. The flag asks for a line break
    /// first.
    fn after(&self, end: usize) -> (usize, bool) {
        let rest = &self.text[end..];
        let next = rest
            .find(|character: char| !character.is_ascii_whitespace())
            .map_or(rest.len(), |next| {
                rest[..next].rfind(['\n', '\r']).map_or(next, |at| at + 1)
            });
        if self.text[..end + next].ends_with(['\n', '\r']) {
            return (end + next, false);
        }
        match rest[next..].find(['\n', '\r']) {
            None => (self.text.len(), true),
            Some(line_end) => {
                let line_end = end + next + line_end;
                let is_crlf = self.text[line_end..].starts_with("\r\n");
                (line_end + 1 + usize::from(is_crlf), false)
            }
        }
    }

    /// The byte after a collection: a mapping whose last key stands lines below its `?` and has no
    /// value ends before that key, by its own span.
    fn end(&self, collection: NodeId) -> usize {
        let (_, mut end) = bounds(self.tree.span(collection));
        let mut node = collection;
        // An alias leads back to what stands before, and may lead in a circle.
        for _ in 0..self.tree.nodes().len() {
            let pair = self.tree.entries(node).and_then(Iterator::last);
            let last = match pair {
                Some((key, value)) => {
                    end = end.max(bounds(self.tree.span(key)).1);
                    Some(value)
                }
                None => self.tree.items(node).and_then(<[NodeId]>::last).copied(),
            };
            let Some(last) = last else { break };
            end = end.max(bounds(self.tree.span(last)).1);
            node = last;
        }
        end
    }

    fn lines_after(&mut self, end: usize, lines: String) {
        let (at, needs_break) = self.after(end);
        let lines = match needs_break {
            true => format!("\n{lines}"),
            false => lines,
        };
        self.changes.push((at, at, lines));
    }

    /// Where the first dash of a block list stands. A list as deep as its key starts behind it, where
    /// its first item or that one's anchor does; the item may be a list that has a dash of its own.
    fn dash(&self, items: &[NodeId], start: usize) -> usize {
        let first = items.first().map(|item| bounds(self.tree.span(*item)).0);
        if self.text[start..].starts_with('-') && first != Some(start) {
            return start;
        }
        let mut line_end = start;
        loop {
            let line = self.text[..line_end]
                .rfind(['\n', '\r'])
                .map_or(0, |newline| newline + 1);
            let text = self.text[line..line_end].trim_start_matches(' ');
            if text.starts_with('-') {
                return line_end - text.len();
            }
            if line == 0 {
                return start;
            }
            line_end = line - 1;
        }
    }

    fn append(&mut self, list: NodeId, items: &[NodeId], values: &[Value]) {
        let (start, end) = bounds(self.tree.span(list));
        if !self.is_flow(list) {
            let dash = self.dash(items, start);
            let lines = self.block_items(values, self.column(dash));
            return self.lines_after(self.end(list), lines);
        }
        let json: Vec<String> = values.iter().map(Value::to_string).collect();
        let last = items.last().map(|item| bounds(self.tree.span(*item)).1);
        // An alias stands where its anchor does: then the front of the list is as good.
        let (at, text) = match last.filter(|last| (start..end).contains(last)) {
            Some(last) => (last, format!(", {}", json.join(", "))),
            None => (start + 1, format!("{}, ", json.join(", "))),
        };
        self.changes.push((at, at, text));
    }

    /// Fills an empty value.
    fn fill(&mut self, mapping: NodeId, key: NodeId, value: NodeId, values: &[Value]) {
        let (mut start, mut end) = bounds(self.tree.span(value));
        if start == end {
            // Nothing was written: the place is right after the colon.
            let (_, key_end) = bounds(self.tree.span(key));
            let colon = self.text[key_end..].find(':').map_or(0, |at| at + 1);
            (start, end) = (key_end + colon, key_end + colon);
        }
        let text = match self.is_flow(mapping) {
            true => format!(" {}", Value::from(values)),
            false => {
                // A tab may end a line, but not every reader takes it.
                start = self.text[..start].trim_end_matches([' ', '\t']).len();
                let (first, _) = bounds(self.tree.span(mapping));
                let lines = self.block_items(values, self.column(first));
                format!("\n{}", lines.trim_end())
            }
        };
        self.changes.push((start, end, text));
    }

    fn insert(&mut self, mapping: NodeId, key: &str, value: &Value, last: bool) {
        let (start, _) = bounds(self.tree.span(mapping));
        if self.is_flow(mapping) {
            let is_empty = self
                .tree
                .entries(mapping)
                .is_none_or(|entries| entries.len() == 0);
            let comma = if is_empty { "" } else { ", " };
            let text = format!("{}: {value}{comma}", Value::from(key));
            return self.changes.push((start + 1, start + 1, text));
        }
        let column = self.column(start);
        let spaces = " ".repeat(column);
        let block = self.block(&json!({key: value}), column);
        match last {
            true => self.lines_after(self.end(mapping), format!("{spaces}{block}")),
            false => self
                .changes
                .push((start, start, format!("{block}{spaces}"))),
        }
    }
}

fn bounds(span: Span) -> (usize, usize) {
    (span.start as usize, span.end as usize)
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
}
