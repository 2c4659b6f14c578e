//! The tree: an arena of nodes, children as ranges of one list, aliases shared.

use std::borrow::Cow;
use std::ops::Range;

use crate::source::Span;

/// The number of a node in its [`Tree`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct NodeId(pub(super) u32);

/// How a scalar was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Style {
    /// Without quotes: YAML decides whether it is text, a number, a boolean or null.
    Plain,
    /// In single or double quotes, or as a block: always text.
    Quoted,
}

/// What a node is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Kind<'s> {
    /// Text, number, boolean or null: the text after escapes were resolved, and how it was written.
    Scalar(Cow<'s, str>, Style),
    /// A list: a range of the tree's children.
    Sequence(Range<u32>),
    /// A mapping: a range of the tree's children, key and value in turn.
    Mapping(Range<u32>),
}

/// A node and its place.
#[derive(Clone, Debug)]
pub struct Node<'s> {
    /// What it is.
    pub kind: Kind<'s>,
    /// Where it stands; an alias stands where its anchor does.
    pub span: Span,
}

/// The parsed text. It borrows scalars from the text wherever YAML's escapes allow.
#[derive(Debug, Default)]
pub struct Tree<'s> {
    pub(super) nodes: Vec<Node<'s>>,
    pub(super) children: Vec<NodeId>,
    pub(super) roots: Vec<NodeId>,
}

impl<'s> Tree<'s> {
    /// The first document's node; nothing where there is none.
    #[must_use]
    pub fn root(&self) -> Option<NodeId> {
        self.roots.first().copied()
    }

    /// The node of every document.
    #[must_use]
    pub fn roots(&self) -> &[NodeId] {
        &self.roots
    }

    /// A node by its number.
    #[must_use]
    pub fn node(&self, id: NodeId) -> &Node<'s> {
        &self.nodes[id.0 as usize]
    }

    /// Every node, children before the collection that they belong to or after it.
    #[must_use]
    pub fn nodes(&self) -> &[Node<'s>] {
        &self.nodes
    }

    /// Where a node stands.
    #[must_use]
    pub fn span(&self, id: NodeId) -> Span {
        self.node(id).span
    }

    /// The text of a scalar, however it was written; nothing for lists and mappings.
    #[must_use]
    pub fn scalar(&self, id: NodeId) -> Option<&str> {
        match &self.node(id).kind {
            Kind::Scalar(text, _) => Some(text),
            _ => None,
        }
    }

    /// The text of a scalar that YAML reads as text (quoted, or plain and neither a number, a
    /// boolean nor null).
    #[must_use]
    pub fn text(&self, id: NodeId) -> Option<&str> {
        match &self.node(id).kind {
            Kind::Scalar(text, Style::Quoted) => Some(text),
            Kind::Scalar(text, Style::Plain) if super::scalar::is_plain_text(text) => Some(text),
            _ => None,
        }
    }

    /// The items of a list.
    #[must_use]
    pub fn items(&self, id: NodeId) -> Option<&[NodeId]> {
        match &self.node(id).kind {
            Kind::Sequence(range) => Some(&self.children[range.start as usize..range.end as usize]),
            _ => None,
        }
    }

    /// Whether a key of a mapping has not even a colon, as in `{key}`.
    #[must_use]
    pub fn is_bare(&self, key: NodeId, value: NodeId) -> bool {
        let [key, value] = [key, value].map(|node| self.span(node));
        value.start == value.end && value.start == key.end
    }

    /// The keys and values of a mapping, in their written order.
    #[must_use]
    pub fn entries(&self, id: NodeId) -> Option<impl ExactSizeIterator<Item = (NodeId, NodeId)>> {
        match &self.node(id).kind {
            Kind::Mapping(range) => Some(
                self.children[range.start as usize..range.end as usize]
                    .chunks_exact(2)
                    .map(|pair| (pair[0], pair[1])),
            ),
            _ => None,
        }
    }

    /// The value under a key of a mapping.
    #[must_use]
    pub fn get(&self, id: NodeId, key: &str) -> Option<NodeId> {
        self.entries(id)?
            .find(|(name, _)| self.scalar(*name) == Some(key))
            .map(|(_, value)| value)
    }

    /// The value under a path of keys.
    #[must_use]
    pub fn under(&self, id: NodeId, path: &[&str]) -> Option<NodeId> {
        path.iter().try_fold(id, |node, key| self.get(node, key))
    }
}
