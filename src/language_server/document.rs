//! An open document.

use std::path::PathBuf;

use lsp_types::Uri;

use crate::finding::Finding;

use super::names::Known;
use super::text::Text;
use super::{World, analysis};

/// An open document.
pub(super) struct Document {
    /// Its address as the client writes it.
    pub(super) uri: Uri,
    pub(super) path: Option<PathBuf>,
    /// Its version as the client counts.
    pub(super) version: i32,
    /// Its text.
    pub(super) text: Text,
    /// What was found in exactly this text.
    pub(super) findings: Option<Vec<Finding>>,
    /// The names of the last text that parsed.
    pub(super) known: Known,
}

/// Brings the findings of a document up to date.
pub(super) fn analyse<W: World>(world: &W, document: &mut Document) {
    if document.findings.is_some() {
        return;
    }
    let mut outside = world.outside(document.path.as_deref());
    document.findings = Some(analysis::findings(
        document.text.as_str(),
        &mut outside,
        world.now(),
        &mut document.known,
    ));
}

/// Whether a document is a spec, by its name or what it says of itself: clients may send every
/// YAML file, and other manifests are none of this server's business.
pub(super) fn is_spec(uri: &str, text: &str) -> bool {
    let name = uri.rsplit('/').next().unwrap_or(uri);
    name.contains("pullsecrets") || text.contains("pullsecrets.dev/")
}
