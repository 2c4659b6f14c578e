//! Comments that speak to the compiler.

use crate::source::Span;

/// A comment that may suppress a finding.
#[derive(Clone, Debug)]
pub struct Comment {
    /// From `#` to the end of the line.
    pub span: Span,
}

/// The words by which a suppression is recognised.
pub const SUPPRESSION: &str = "pullsecrets: allow";
