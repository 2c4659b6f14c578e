//! Where values stand in what a template rendered, and whether one of them changed the YAML.
//!
//! A value of harmless characters may still do harm at a place for which it was not made: `a:`
//! makes a mapping of a list's item, a text in JSON's quotes between quotes of the template ends
//! those. So every value is marked while the template renders, and afterwards each must lie inside
//! one scalar, or be a whole collection.

use crate::source::line_start;
use crate::syntax::{Kind, Tree};

/// Stands before a value. Unicode keeps both for the use inside programs.
pub(super) const BEGIN: char = '\u{fdd0}';
/// Stands behind a value.
pub(super) const END: char = '\u{fdd1}';
/// Both.
pub(super) const MARKS: [char; 2] = [BEGIN, END];

/// Bytes of the rendered text that are a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Inserted {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last.
    pub end: u32,
}

/// Takes the marks out of a text. Nothing where they do not pair, or the text is too long to count.
pub(super) fn separate(marked: &str) -> Option<(String, Vec<Inserted>)> {
    let mut text = String::with_capacity(marked.len());
    let mut open = Vec::new();
    let mut inserted = Vec::new();
    let mut rest = marked;
    while let Some(at) = rest.find(MARKS) {
        text.push_str(&rest[..at]);
        let here = u32::try_from(text.len()).ok()?;
        if rest[at..].starts_with(BEGIN) {
            open.push(here);
        } else {
            inserted.push(Inserted {
                start: open.pop()?,
                end: here,
            });
        }
        rest = &rest[at + BEGIN.len_utf8()..];
    }
    text.push_str(rest);
    open.is_empty().then_some((text, inserted))
}

/// The first value that does not lie inside one scalar (or is a whole one, a whole collection in
/// brackets, or inside a comment) of what was parsed from the text.
#[must_use]
pub fn disturbs(text: &str, inserted: &[Inserted], tree: &Tree<'_>) -> Option<Inserted> {
    if inserted.is_empty() {
        return None;
    }
    let mut scalars = Vec::new();
    let mut collections = Vec::new();
    for node in tree.nodes() {
        let span = (node.span.start, node.span.end);
        match node.kind {
            Kind::Scalar(..) => scalars.push(span),
            Kind::Sequence(_) | Kind::Mapping(_) => collections.push(span),
        }
    }
    scalars.sort_unstable();
    collections.sort_unstable();
    inserted.iter().copied().find(|value| {
        let before = scalars.partition_point(|span| span.0 <= value.start);
        // Scalars do not overlap, but an empty one may start where another ends.
        let inside = scalars[..before]
            .iter()
            .rev()
            .take(2)
            .any(|span| value.end <= span.1 && span.0 < span.1);
        // A block collection may begin with nothing but the value too: `-` as a list's item.
        let whole = || {
            text[value.start as usize..].starts_with(['[', '{'])
                && collections.binary_search(&(value.start, value.end)).is_ok()
        };
        !inside && !whole() && !is_comment(text, *value, &scalars)
    })
}

/// Whether a value stands in a comment: behind a `#` of its line that belongs to no scalar.
fn is_comment(text: &str, value: Inserted, scalars: &[(u32, u32)]) -> bool {
    let (start, end) = (value.start as usize, value.end as usize);
    if text[start..end].contains(['\n', '\r']) {
        return false;
    }
    let line = line_start(text, start);
    let bytes = text.as_bytes();
    (line..start).any(|at| {
        let blank_before = at == line || matches!(bytes[at - 1], b' ' | b'\t');
        bytes[at] == b'#' && blank_before && {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            let before = scalars.partition_point(|span| span.0 <= at);
            before == 0 || scalars[before - 1].1 <= at
        }
    })
}
