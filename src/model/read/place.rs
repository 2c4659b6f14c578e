//! Where keys and values stand, as far as an underline should reach.

use crate::model::Text;
use crate::source::{Span, Spanned};
use crate::syntax::{Kind, NodeId, Style, Tree};

/// A key that is text; the merge key of YAML 1.1 is none.
pub(super) fn key_text<'t>(tree: &'t Tree<'t>, key: NodeId) -> Option<Text<'t>> {
    match &tree.node(key).kind {
        Kind::Scalar(text, Style::Plain) if text == "<<" => None,
        Kind::Scalar(text, _) => Some(Spanned::new(text, tree.span(key))),
        _ => None,
    }
}

/// The first word of a node: of a mapping its first key, of a list its first item, so that an
/// underline does not run over many lines.
pub(super) fn head(tree: &Tree<'_>, node: NodeId) -> Span {
    let whole = tree.span(node);
    let mut first = node;
    // The depth of a tree is bounded.
    loop {
        let inner = match &tree.node(first).kind {
            Kind::Scalar(..) => None,
            Kind::Sequence(_) => tree.items(first).and_then(|items| items.first().copied()),
            Kind::Mapping(_) => tree
                .entries(first)
                .and_then(|mut entries| entries.next())
                .map(|(key, _)| key),
        };
        match inner {
            Some(inner) => first = inner,
            None => break,
        }
    }
    let first = tree.span(first);
    // What an alias brings stands elsewhere.
    match first.start >= whole.start && first.end <= whole.end && first.start < first.end {
        true => first,
        false => whole,
    }
}

/// The empty places before and after a span, where an edit inserts.
pub(super) fn around(span: Span) -> (Span, Span) {
    let before = Span {
        end: span.start,
        ..span
    };
    let after = Span {
        start: span.end,
        ..span
    };
    (before, after)
}
