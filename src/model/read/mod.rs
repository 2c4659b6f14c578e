//! Tree to model: the only reporter of shape.
//!
//! One file a part of the language. Each reads all of its fields before it gives up, so that
//! every fault of a part is reported, and each fault once. A part that cannot be read is left
//! out where it has no name, and keeps its name without a value where it has one.

mod cluster;
mod collection;
mod document;
mod elsewhere;
mod external;
mod fields;
mod grant;
mod output;
mod place;
mod platform;
mod project;
mod registry;
mod scalar;
mod secret;
mod service_account;
mod value;
mod words;
mod workflow;

use crate::finding::{Finding, MOST_FINDINGS, NearNames};
use crate::syntax::Tree;

use super::Spec;

/// What reads: the tree and what was found wrong with it.
struct Reader<'t> {
    tree: &'t Tree<'t>,
    findings: Vec<Finding>,
    near_names: NearNames,
    /// Whether a part below `registries` is being read, of which no value is shown.
    is_private: bool,
}

impl Reader<'_> {
    /// Keeps a finding, as long as there are not too many.
    fn report(&mut self, finding: Finding) {
        if self.findings.len() < MOST_FINDINGS {
            self.findings.push(finding);
        }
    }
}

/// Reads the spec: every finding of shape, and the model of what is well formed. There is no
/// model where nothing can be made of the text: it is empty, no mapping, or something else's file.
pub fn read<'t>(tree: &'t Tree<'t>) -> (Option<Spec<'t>>, Vec<Finding>) {
    let mut reader = Reader {
        tree,
        findings: Vec::new(),
        near_names: NearNames::default(),
        is_private: false,
    };
    // Without a root the parser has reported why.
    let spec = tree.root().and_then(|root| reader.document(root));
    (spec, reader.findings)
}
