//! The parser's errors in our words: its own would repeat parts of the text.

use std::ops::Range;

use granit_parser::{ErrorKind, ScanError};

use crate::finding::{Finding, catalogue};
use crate::source::{SourceId, Span};

use super::{missing_colon, two_keys};

/// What explains an error of the parser better than the place where it gave up.
pub(super) struct Explained {
    /// The bytes to mark: a field with its colon, or all of a line that may be a name.
    pub(super) span: Range<usize>,
    /// What is wrong.
    pub(super) message: String,
    /// The mend.
    pub(super) help: String,
}

/// The finding of an error of the parser: at the line that explains it, or else at the character
/// where the parser gave up. `open` is where the innermost open collection starts.
pub(super) fn syntax_error(
    text: &str,
    id: SourceId,
    error: &ScanError,
    open: Option<usize>,
) -> Finding {
    let mut at = error.marker().byte_offset().unwrap_or(0).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    if matches!(error.kind(), ErrorKind::TabInPlainScalar) {
        // The parser tells where the text starts; the tab is in it, or starts the next line.
        at += text[at..].find('\t').unwrap_or(0);
    }
    let kind = error.kind();
    let bracket = || open_bracket(text, open?, at);
    let explained = if is_of_keys(kind) {
        missing_colon::explain(text, at)
            .or_else(|| two_keys::explain(text, at))
            .or_else(bracket)
    } else if is_of_brackets(kind) {
        bracket()
    } else {
        None
    };
    if let Some(found) = explained {
        let place = Span::new(id, found.span.start, found.span.end);
        return catalogue::SYNTAX.at(place, found.message).help(found.help);
    }
    let next = text[at..].chars().next();
    let end = at + next.filter(|c| *c != '\n').map_or(0, char::len_utf8);
    let (message, help) = explain(kind);
    catalogue::SYNTAX
        .at(Span::new(id, at, end), message)
        .help(help)
}

/// Whether an error may come of a colon that is missing.
fn is_of_keys(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::MappingValueNotAllowed
            | ErrorKind::InvalidColonPlacement
            | ErrorKind::SimpleKeyExpected
            | ErrorKind::InvalidSimpleKey
            | ErrorKind::ExpectedBlockMappingKey
            | ErrorKind::MappingKeyNotAllowed
            | ErrorKind::InvalidIndentation
    )
}

/// Whether an error may come of a bracket that is open, lines above.
fn is_of_brackets(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::UnclosedFlowCollection { .. }
            | ErrorKind::UnexpectedEofFlowSequence
            | ErrorKind::UnexpectedEofFlowMapping
            | ErrorKind::UnexpectedEofImplicitFlowMapping
            | ErrorKind::ExpectedFlowMappingSeparator
            | ErrorKind::ExpectedFlowSequenceSeparator
    )
}

/// The bracket that opens the innermost collection, where it stands lines above.
fn open_bracket(text: &str, open: usize, at: usize) -> Option<Explained> {
    let close = match text.as_bytes().get(open)? {
        b'[' => ']',
        b'{' => '}',
        _ => return None,
    };
    text.get(open..at)?.contains('\n').then(|| Explained {
        span: open..open + 1,
        message: "the bracket that is opened here is not closed".to_owned(),
        help: format!("add the closing `{close}`, and separate what is inside by `, `"),
    })
}

/// What is wrong, and the mend.
fn explain(kind: &ErrorKind) -> (&'static str, &'static str) {
    match kind {
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar
        | ErrorKind::TabInIndentation => (
            "a tab stands where YAML allows only spaces",
            "indent with spaces",
        ),
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => (
            "a quoted text is not closed",
            "add the closing quote, and double a quote that belongs to the text",
        ),
        ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofImplicitFlowMapping => {
            ("a bracket is not closed", "add the closing `]` or `}`")
        }
        ErrorKind::MisplacedFlowCollectionEnd | ErrorKind::MismatchedFlowCollectionEnd { .. } => (
            "a closing bracket does not belong to an open one",
            "remove it, or open a bracket of the same kind before it",
        ),
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator => (
            "a comma or a closing bracket is missing here",
            "separate entries inside brackets by `, `",
        ),
        ErrorKind::UnknownAnchor => (
            "an alias names an anchor that is not defined before it",
            "define it by `&name` first; quote a text that starts with `*`",
        ),
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate
        | ErrorKind::InvalidUnicodeEscape => (
            "an escape in double quotes is not one that YAML has",
            "write `\\\\` for a backslash, or use single quotes",
        ),
        ErrorKind::UnexpectedCharacter { .. } | ErrorKind::InvalidBlockScalarHeader => (
            "a character stands where YAML allows none",
            "quote the text if the character belongs to it",
        ),
        ErrorKind::BomInsideDocument => (
            "a byte-order mark stands inside the text",
            "remove it; the file is UTF-8 without a mark",
        ),
        ErrorKind::MappingValueNotAllowed
        | ErrorKind::InvalidColonPlacement
        | ErrorKind::SimpleKeyExpected
        | ErrorKind::InvalidSimpleKey => (
            "a `: ` or a key stands where none is allowed",
            "quote a text that holds `: `, and indent keys of one mapping alike",
        ),
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::BlockSequenceEntryNotAllowed
        | ErrorKind::MappingKeyNotAllowed
        | ErrorKind::InvalidIndentation => (
            "the indentation fits no open mapping or list",
            "indent the entries of one mapping or list alike",
        ),
        _ => (
            "this is not YAML",
            "look at the line before this one too: the mistake may have started there",
        ),
    }
}
