//! How the collections of a YAML or JSON text are laid out in it.

use std::ops::Range;

use crate::source::line_start;
use crate::syntax::{NodeId, Tree};

/// A text and the tree that was read from it.
pub(super) struct Layout<'s> {
    pub(super) text: &'s str,
    pub(super) tree: &'s Tree<'s>,
}

impl Layout<'_> {
    /// The first byte of a node and the byte after its last.
    pub(super) fn bounds(&self, node: NodeId) -> (usize, usize) {
        let span = self.tree.span(node);
        (span.start as usize, span.end as usize)
    }

    /// Whether a collection is written in brackets.
    pub(super) fn is_flow(&self, node: NodeId) -> bool {
        let (start, _) = self.bounds(node);
        !self.starts_with_a_part(node) && self.text[start..].starts_with(['[', '{'])
    }

    /// Whether a collection starts where its first item or key does, which may be in brackets or a
    /// list with a dash of its own: so do block mappings, and a block list that is as deep as its
    /// key.
    fn starts_with_a_part(&self, node: NodeId) -> bool {
        let item = self.tree.items(node).and_then(|items| items.first());
        let key = || Some(self.tree.entries(node)?.next()?.0);
        let first = item.copied().or_else(key);
        first.is_some_and(|first| self.bounds(first).0 == self.bounds(node).0)
    }

    /// How many columns stand before a byte in its line.
    pub(super) fn column(&self, at: usize) -> usize {
        at - line_start(self.text, at)
    }

    /// How many columns stand before the dashes of a block list. One that is as deep as its key
    /// starts behind its first dash, and that one's item may have its anchor or tag on a line above.
    pub(super) fn dash_column(&self, list: NodeId) -> usize {
        let (start, _) = self.bounds(list);
        if self.text[start..].starts_with('-') && !self.starts_with_a_part(list) {
            return self.column(start);
        }
        self.text[..start]
            .rsplit(['\n', '\r'])
            .find_map(|line| {
                let content = line.trim_start_matches(' ');
                content.starts_with('-').then(|| line.len() - content.len())
            })
            .unwrap_or_else(|| self.column(start))
    }

    /// Where the empty value of an entry stands, and whether the colon before it is written: it is
    /// not in `? key`, nor in `{key}`. An alias stands where it is written itself, so that what it
    /// means stays as it is.
    pub(super) fn empty_value(
        &self,
        mapping: NodeId,
        key: NodeId,
        value: NodeId,
    ) -> (Range<usize>, bool) {
        let (start, end) = self.bounds(value);
        let (_, key_end) = self.bounds(key);
        // The reader puts what is not written on its colon, behind its anchor, or on what follows.
        let colon = [self.content(key_end), start].into_iter().find(|at| {
            *at == key_end && self.text[*at..].starts_with(':') || self.is_colon(*at, mapping)
        });
        let Some(colon) = colon else {
            // In brackets, a key and its colon are on one line: it comes right behind the key. The
            // key may be an alias, though, of one that stands elsewhere.
            let is_missing = start == end;
            let is_near = (key_end..=self.content(key_end)).contains(&start);
            return match is_missing && is_near && self.is_flow(mapping) {
                true => (key_end..key_end, false),
                false => (start..end, !is_missing),
            };
        };
        let at = self.content(colon + 1);
        if self.text[at..].starts_with('*') {
            let is_end = |next: char| next.is_ascii_whitespace() || ",]}".contains(next);
            let length = self.text[at..].find(is_end);
            let end = length.map_or(self.text.len(), |length| at + length);
            return (at..end, true);
        }
        let start = start.max(colon + 1);
        (start..end.max(start), true)
    }

    /// Whether a colon stands here that ends a key of a mapping.
    fn is_colon(&self, at: usize, mapping: NodeId) -> bool {
        let ends =
            |next: char| next.is_ascii_whitespace() || self.is_flow(mapping) && ",}".contains(next);
        let behind = self.text[at..].strip_prefix(':');
        behind.is_some_and(|behind| behind.chars().next().is_none_or(ends))
    }

    /// The first byte that is neither blank nor in a comment.
    fn content(&self, mut at: usize) -> usize {
        loop {
            at = self.text.len() - self.text[at..].trim_ascii_start().len();
            if !self.text[at..].starts_with('#') {
                return at;
            }
            at = self.text[at..]
                .find(['\n', '\r'])
                .map_or(self.text.len(), |end| at + end);
        }
    }

    /// Where lines go that follow a block: in front of the line on which the next thing stands, so
    /// that blank lines which belong to a block scalar stay with it. The flag asks for a line break
    /// first.
    pub(super) fn after(&self, end: usize) -> (usize, bool) {
        match self.text[end..].find(|character: char| !character.is_ascii_whitespace()) {
            None => (self.text.len(), !self.text.ends_with(['\n', '\r'])),
            Some(next) => match line_start(self.text, end + next) {
                line if line >= end => (line, false),
                _ => (end, true),
            },
        }
    }
}
