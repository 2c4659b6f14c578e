//! How much is read, and what is said where that is not enough.

use crate::finding::{Finding, catalogue};
use crate::source::Span;

/// The bounds of what is read; the language fixes them.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Levels of mappings and lists, counted through aliases too.
    pub depth: usize,
    /// Nodes that aliases may add to those that were written.
    pub alias_nodes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            depth: 128,
            alias_nodes: 1_000_000,
        }
    }
}

impl Limits {
    /// What is said of an alias with which there are more of them than is read.
    pub(super) fn grown(&self, alias: Span) -> Finding {
        let message = format!(
            "aliases add more than {} values to those that are written",
            self.alias_nodes
        );
        catalogue::ALIAS_GROWTH
            .at(alias, message)
            .help("write the values out, or share settings by `profiles`")
    }

    /// What is said of the first value that is nested deeper than is read.
    pub(super) fn too_deep(&self, value: Span) -> Finding {
        let message = format!("values are nested deeper than {} levels", self.depth);
        catalogue::TOO_DEEP
            .at(value, message)
            .help("the language needs no more than a dozen levels: look for a bracket too many")
    }
}

/// What is said of an alias that would have no end.
pub(super) fn inside_itself(alias: Span) -> Finding {
    catalogue::ALIAS_GROWTH
        .at(alias, "this alias stands inside its own anchor")
        .help("write the value out instead of repeating it by an alias")
}
