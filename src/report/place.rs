//! Places of findings as lines and columns.

use crate::finding::Place;
use crate::source::{Position, Source, SourceId, Sources, Span};

/// Where a finding is, as formats print it.
pub(super) enum Located<'a> {
    /// A range of a source.
    Range {
        /// The source.
        source: &'a Source,
        /// Its first character.
        start: Position,
        /// After its last character.
        end: Position,
    },
    /// A file of which no part is meant.
    File(&'a str),
    /// A command-line argument.
    Argument(&'a str),
}

/// Line and column of a place.
pub(super) fn locate<'a>(sources: &'a Sources, place: &'a Place) -> Located<'a> {
    match place {
        Place::Span(span) => range(sources, *span),
        Place::Source(id) => range(sources, first_byte(*id)),
        Place::Path(path) => Located::File(path),
        Place::Argument(argument) => Located::Argument(argument),
    }
}

/// The place of a finding that is about a whole source, for formats that need a line.
fn first_byte(id: SourceId) -> Span {
    Span::new(id, 0, 0)
}

/// Line and column of a span.
pub(super) fn range(sources: &Sources, span: Span) -> Located<'_> {
    let source = sources.get(span.source);
    let start = source.position(span.start);
    Located::Range {
        source,
        start,
        end: source.position(span.end.max(span.start)),
    }
}

/// Severity and code in front of a message, with colours where they are asked for.
pub(super) fn tag(finding: &crate::finding::Finding, colour: bool) -> String {
    let tag = format!("{}[{}]", finding.severity.word(), finding.code.name());
    match colour {
        true => format!("{}{tag}{RESET}", paint(finding.severity)),
        false => tag,
    }
}

/// The escape sequence that ends a colour.
pub(super) const RESET: &str = "\u{1b}[0m";

/// The escape sequence of a severity's colour.
fn paint(severity: crate::finding::Severity) -> &'static str {
    match severity {
        crate::finding::Severity::Error => "\u{1b}[1;31m",
        crate::finding::Severity::Warning => "\u{1b}[1;33m",
        crate::finding::Severity::Note => "\u{1b}[1;36m",
    }
}
