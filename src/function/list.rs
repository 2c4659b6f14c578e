//! The parts of a ResourceList.

use crate::finding::{Finding, catalogue};
use crate::model::Spec;
use crate::syntax::{Kind, NodeId, Tree};
use crate::workload::{Manifest, manifests};

/// The annotation of the spec that says what the function does.
pub const MODE: &str = "pullsecrets.dev/mode";

/// What the function does with the items.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Mode {
    /// Adds what was compiled.
    #[default]
    Generate,
    /// Also writes pull secrets into the pods among the items that must name them themselves.
    Transform,
}

/// Reads the mode from the spec's annotation; `generate` where there is none.
///
/// # Errors
/// A finding where it is neither `generate` nor `transform`.
pub fn mode(spec: &Spec<'_>) -> Result<Mode, Box<Finding>> {
    let annotation = spec.annotations.iter().find(|(key, _)| key.value == MODE);
    match annotation.map(|(_, value)| value) {
        None => Ok(Mode::Generate),
        Some(value) if value.value == "generate" => Ok(Mode::Generate),
        Some(value) if value.value == "transform" => Ok(Mode::Transform),
        Some(value) => Err(Box::new(
            catalogue::UNKNOWN_CHOICE
                .at(
                    value.span,
                    format!("`{}` is no mode of the function", value.value),
                )
                .help(format!("write `{MODE}: transform`, or leave it out")),
        )),
    }
}

/// A ResourceList: its tree and where its parts stand.
pub struct ResourceList<'t> {
    /// The tree.
    pub tree: &'t Tree<'t>,
    /// The list itself.
    pub root: NodeId,
    /// `functionConfig`: the spec.
    pub config: NodeId,
}

impl<'t> ResourceList<'t> {
    /// Finds the parts.
    ///
    /// # Errors
    /// What is wrong with the list, and the mend.
    pub fn of(tree: &'t Tree<'t>) -> Result<Self, (&'static str, &'static str)> {
        let kind = |root| tree.get(root, "kind").and_then(|kind| tree.scalar(kind));
        let root = tree
            .root()
            .filter(|root| kind(*root) == Some("ResourceList"));
        let Some(root) = root else {
            return Err((
                "standard input holds no ResourceList",
                "Kustomize writes one to its functions; `pullsecrets build` compiles a file",
            ));
        };
        let config = tree.get(root, "functionConfig");
        match config.filter(|config| matches!(tree.node(*config).kind, Kind::Mapping(_))) {
            Some(config) => Ok(Self { tree, root, config }),
            None => Err((
                "the ResourceList has no `functionConfig`",
                "give the function a `pullsecrets.yaml` as its config",
            )),
        }
    }

    /// The text with nothing but the spec in it, each part of it on its line and in its column: so
    /// it is read by the same rules as a file, and what is found in it stands where it was read.
    #[must_use]
    pub fn config_text(&self, text: &str) -> String {
        let span = self.tree.span(self.config);
        let (start, end) = (span.start as usize, span.end as usize);
        let blank = |text: &str| -> String {
            text.bytes()
                .map(|byte| if byte == b'\n' { '\n' } else { ' ' })
                .collect()
        };
        [
            &blank(&text[..start]),
            &text[start..end],
            &blank(&text[end..]),
        ]
        .concat()
    }

    /// The objects among the items.
    #[must_use]
    pub fn items(&self) -> Vec<Manifest<'t>> {
        manifests(self.tree)
    }
}
