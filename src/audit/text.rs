//! One text of manifests: what is in it, or why it cannot be audited.

use crate::finding::{Finding, catalogue};
use crate::source::{Source, SourceId};
use crate::syntax::{Comment, Limits, Tree, parse_stream};
use crate::workload::{Manifest, manifests};

use super::template;

/// A text of manifests, parsed.
pub struct Text<'s> {
    pub(super) id: SourceId,
    source: &'s Source,
    pub(super) tree: Tree<'s>,
    comments: Vec<Comment>,
    fault: Option<Finding>,
}

impl<'s> Text<'s> {
    /// Parses a text. Where it is no YAML, or a template of YAML, it holds no manifest, and
    /// [`Self::fault`] says why. `undecoded` is what is wrong with its bytes.
    #[must_use]
    pub fn read(source: &'s Source, id: SourceId, undecoded: Option<Finding>) -> Self {
        let mut text = Self {
            id,
            source,
            tree: Tree::default(),
            comments: Vec::new(),
            fault: undecoded.map(unreadable),
        };
        if text.fault.is_some() {
            return text;
        }
        let parsed = parse_stream(source, id, Limits::default());
        text.comments = parsed.comments;
        let written = source.text();
        let unparsed = parsed.tree.roots().is_empty() && !parsed.findings.is_empty();
        let expression = match unparsed {
            true => template::unparsed(written),
            false => template::taken_for_mapping(written, &parsed.tree),
        };
        if let Some(range) = expression {
            text.fault = Some(template::finding(id, written, range));
        } else if unparsed {
            text.fault = parsed.findings.into_iter().next().map(unreadable);
        }
        // A key that stands twice is the server's to refuse.
        text.tree = parsed.tree;
        text
    }

    /// Why nothing in it can be audited.
    #[must_use]
    pub fn fault(&self) -> Option<&Finding> {
        self.fault.as_ref()
    }

    /// Comments that may silence findings.
    #[must_use]
    pub fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// The text as written.
    pub(super) fn written(&self) -> &str {
        self.source.text()
    }

    /// Its objects; none where it cannot be audited.
    pub(super) fn manifests(&self) -> Vec<Manifest<'_>> {
        match self.fault {
            Some(_) => Vec::new(),
            None => manifests(&self.tree),
        }
    }
}

/// What is wrong with a text, as a finding of the audit.
fn unreadable(finding: Finding) -> Finding {
    let code = catalogue::MANIFEST_UNREADABLE;
    let of_spec = [
        catalogue::TOO_DEEP,
        catalogue::ALIAS_GROWTH,
        catalogue::SPEC_TOO_LARGE,
    ];
    let help = match of_spec.contains(&finding.code) {
        true => Some(
            "no program of Kubernetes takes such a file: split it, and write values out".to_owned(),
        ),
        false => finding.help,
    };
    Finding {
        code,
        severity: code.severity(),
        help,
        edits: Vec::new(),
        ..finding
    }
}
