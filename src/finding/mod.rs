//! What the compiler has to say: plain data, a code, a place, the user's words and a mend.
//!
//! How a finding is printed is the business of `report`; here is only what it is.

pub mod catalogue;

mod near_name;

use crate::source::{SourceId, Span};

pub use catalogue::Code;
pub use near_name::NearNames;

/// As many findings of one stage are kept: a text of 64 MiB has room for millions, and each takes
/// more memory than what it is about.
pub const MOST_FINDINGS: usize = 100_000;

/// How much a finding weighs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// Worth knowing; never an error, whatever is denied.
    Note,
    /// Works, but is likely not what is wanted; an error under `--deny`.
    Warning,
    /// Would not work, or would break something; nothing is written.
    Error,
}

impl Severity {
    /// The word that every format uses.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Where a finding belongs.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Place {
    /// Bytes of a source.
    Span(Span),
    /// A whole source, where no part of it is to blame (an empty file, say).
    Source(SourceId),
    /// A file that is not a source: an output, or one that cannot be read.
    Path(String),
    /// A command-line argument, as typed.
    Argument(String),
}

impl From<Span> for Place {
    fn from(span: Span) -> Self {
        Self::Span(span)
    }
}

/// A second place that a finding points at, with a few words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is there: lowercase, no final period.
    pub text: String,
}

/// One thing to say. Built by [`Code::at`], so that one without a place cannot exist.
///
/// Style of texts: lowercase, no final period, the user's words in backticks, no Rust names.
/// Never a credential, never a library's own message (those echo values).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// Which finding it is.
    pub code: Code,
    /// The weight; the code's own unless `--deny` raised it.
    pub severity: Severity,
    /// What is wrong, in the user's words.
    pub message: String,
    /// Where.
    pub place: Place,
    /// A few words under the underline; may be empty.
    pub label: String,
    /// Other places that matter.
    pub labels: Vec<Label>,
    /// The mend, such that it can be pasted.
    pub help: Option<String>,
    /// A change of the text that mends it, where one is certain; editors offer it.
    pub edits: Vec<Edit>,
}

/// A replacement of a span by a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// By what.
    pub text: String,
}

impl Code {
    /// A finding of this code at a place.
    #[must_use]
    pub fn at(self, place: impl Into<Place>, message: impl Into<String>) -> Finding {
        Finding {
            code: self,
            severity: self.severity(),
            message: message.into(),
            place: place.into(),
            label: String::new(),
            labels: Vec::new(),
            help: None,
            edits: Vec::new(),
        }
    }
}

impl Finding {
    /// Sets the words under the underline.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.label = text.into();
        self
    }

    /// Points at a second place.
    #[must_use]
    pub fn also(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    /// Sets the mend.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Adds a change of the text that an editor may offer.
    #[must_use]
    pub fn edit(mut self, span: Span, text: impl Into<String>) -> Self {
        self.edits.push(Edit {
            span,
            text: text.into(),
        });
        self
    }

    /// The finding with its places in another source: for a text that was looked into by itself,
    /// and is reported among others under its number there.
    #[must_use]
    pub fn moved_to(mut self, source: SourceId) -> Self {
        let moved = |span: Span| Span { source, ..span };
        self.place = match self.place {
            Place::Span(span) => Place::Span(moved(span)),
            Place::Source(_) => Place::Source(source),
            other => other,
        };
        for label in &mut self.labels {
            label.span = moved(label.span);
        }
        for edit in &mut self.edits {
            edit.span = moved(edit.span);
        }
        self
    }

    /// The order of reports: source as given, place, code.
    #[must_use]
    pub fn order(&self) -> (u32, u32, u32, &'static str) {
        match &self.place {
            Place::Span(span) => (span.source.0, span.start, span.end, self.code.name()),
            Place::Source(source) => (source.0, 0, 0, self.code.name()),
            Place::Path(_) | Place::Argument(_) => (u32::MAX, 0, 0, self.code.name()),
        }
    }
}
