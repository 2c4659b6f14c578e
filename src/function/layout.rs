//! How the collections of a YAML or JSON text are laid out in it.

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
        !self.starts_at_item(node) && self.text[start..].starts_with(['[', '{'])
    }

    /// Whether a list starts where its first item does, which may be in brackets or a list with a
    /// dash of its own: so does a block list that is as deep as its key.
    fn starts_at_item(&self, list: NodeId) -> bool {
        let first = self.tree.items(list).and_then(|items| items.first());
        first.is_some_and(|first| self.bounds(*first).0 == self.bounds(list).0)
    }

    /// How many columns stand before a byte in its line.
    pub(super) fn column(&self, at: usize) -> usize {
        at - line_start(self.text, at)
    }

    /// How many columns stand before the dashes of a block list. One that is as deep as its key
    /// starts behind its first dash, and that one's item may have its anchor or tag on a line above.
    pub(super) fn dash_column(&self, list: NodeId) -> usize {
        let (start, _) = self.bounds(list);
        if self.text[start..].starts_with('-') && !self.starts_at_item(list) {
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
