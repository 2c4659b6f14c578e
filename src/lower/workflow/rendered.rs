//! What a template rendered, as an object's parts: its `spec`, and the labels and annotations that
//! a whole object may carry. Nothing of the text is ever shown.

use std::borrow::Cow;

use crate::finding::{Finding, Place, catalogue};
use crate::lower::Pairs;
use crate::lower::template::{Inserted, disturbs};
use crate::model::{Text, WorkflowKind};
use crate::rules::kubernetes_name::{key_fault, value_fault};
use crate::source::{Source, SourceId, Span};
use crate::syntax::{Limits, NodeId, Tree, parse};

/// The text stands outside the numbered sources; its spans never leave this module's findings.
const OUTSIDE: SourceId = SourceId(u32::MAX);

/// What a whole object may have at its top. A `status` is the cluster's.
const OBJECT_KEYS: [&str; 4] = ["apiVersion", "kind", "metadata", "spec"];

/// Parts of an object that a template rendered.
pub(super) struct Parts<'a> {
    pub(super) tree: Tree<'a>,
    pub(super) spec: NodeId,
    pub(super) labels: Pairs<'a>,
    pub(super) annotations: Pairs<'a>,
}

/// A text that is being taken apart.
#[derive(Clone, Copy)]
pub(super) struct Rendering<'a> {
    /// The path of the template in the spec.
    pub(super) file: Text<'a>,
    /// What it rendered.
    pub(super) source: &'a Source,
}

impl<'a> Rendering<'a> {
    /// Takes the text apart.
    pub(super) fn parts(
        self,
        inserted: &[Inserted],
        kind: WorkflowKind,
    ) -> Result<Parts<'a>, Box<Finding>> {
        let parsed = parse(self.source, OUTSIDE, Limits::default());
        if let Some(value) = disturbs(self.source.text(), inserted, &parsed.tree)
            && parsed.tree.root().is_some()
        {
            return Err(self.disturbed(value));
        }
        if let Some(finding) = parsed.findings.first() {
            return Err(self.not_yaml(finding));
        }
        let tree = parsed.tree;
        let whole = |root| {
            tree.entries(root).is_some_and(|entries| {
                entries
                    .filter_map(|(key, _)| tree.scalar(key))
                    .any(|key| OBJECT_KEYS.contains(&key))
            })
        };
        let (spec, labels, annotations) = match tree.root() {
            Some(root) if whole(root) => self.object(&tree, root, kind)?,
            Some(root) if tree.entries(root).is_some() => (root, Vec::new(), Vec::new()),
            _ => {
                return Err(self.result(
                    None,
                    format!("renders no `{}` and no `spec` of one", kind.word()),
                    "it renders one mapping: a whole object, or what stands under its `spec:`"
                        .to_owned(),
                ));
            }
        };
        Ok(Parts {
            labels: owned(labels),
            annotations: owned(annotations),
            spec,
            tree,
        })
    }

    /// The parts of a whole object.
    fn object<'t>(
        self,
        tree: &'t Tree<'_>,
        root: NodeId,
        kind: WorkflowKind,
    ) -> Result<(NodeId, Strings<'t>, Strings<'t>), Box<Finding>> {
        for (key, value) in tree.entries(root).into_iter().flatten() {
            let (span, name) = (tree.span(key), tree.scalar(key));
            match name {
                Some("apiVersion") if tree.text(value) != Some("argoproj.io/v1alpha1") => {
                    return Err(self.result(
                        Some(span),
                        "renders an object of another `apiVersion`".to_owned(),
                        "write `apiVersion: argoproj.io/v1alpha1`, or leave it out".to_owned(),
                    ));
                }
                Some("kind") if tree.text(value) != Some(kind.word()) => {
                    return Err(self.result(
                        Some(span),
                        format!("renders an object that is no `{}`", kind.word()),
                        format!(
                            "write `kind: {}` in the template, or set `kind` beside `template` in \
                             the spec",
                            kind.word()
                        ),
                    ));
                }
                Some(name) if OBJECT_KEYS.contains(&name) => {}
                _ => {
                    return Err(self.result(
                        Some(span),
                        "renders an object with a field that it does not have".to_owned(),
                        "an object has `apiVersion`, `kind`, `metadata` and `spec`".to_owned(),
                    ));
                }
            }
        }
        let (labels, annotations) = match tree.get(root, "metadata") {
            Some(metadata) => self.metadata(tree, metadata)?,
            None => (Vec::new(), Vec::new()),
        };
        match tree.get(root, "spec") {
            Some(spec) if tree.entries(spec).is_some() => Ok((spec, labels, annotations)),
            _ => Err(self.result(
                None,
                "renders an object without a `spec`".to_owned(),
                "write what runs under `spec:`".to_owned(),
            )),
        }
    }

    /// Labels and annotations. Name and namespace may be there and are replaced; what else could
    /// stand in `metadata` is the cluster's, or could reach further than the spec says.
    fn metadata<'t>(
        self,
        tree: &'t Tree<'_>,
        metadata: NodeId,
    ) -> Result<(Strings<'t>, Strings<'t>), Box<Finding>> {
        let Some(entries) = tree.entries(metadata) else {
            return Err(self.result(
                Some(tree.span(metadata)),
                "renders a `metadata` that is no mapping".to_owned(),
                "write `metadata: {labels: {…}, annotations: {…}}`, or leave it out".to_owned(),
            ));
        };
        let mut labels = Vec::new();
        let mut annotations = Vec::new();
        for (key, value) in entries {
            match tree.scalar(key) {
                Some("name" | "generateName" | "namespace") => {}
                Some("labels") => labels = self.strings(tree, value, is_label)?,
                Some("annotations") => {
                    annotations = self.strings(tree, value, is_annotation)?;
                }
                _ => {
                    return Err(self.result(
                        Some(tree.span(key)),
                        "renders a field of `metadata` other than labels and annotations"
                            .to_owned(),
                        "remove it: the compiler writes name and namespace itself".to_owned(),
                    ));
                }
            }
        }
        Ok((labels, annotations))
    }

    fn strings<'t>(
        self,
        tree: &'t Tree<'_>,
        mapping: NodeId,
        is_valid: fn(&str, &str) -> bool,
    ) -> Result<Strings<'t>, Box<Finding>> {
        let pairs: Option<Strings<'t>> = tree.entries(mapping).and_then(|entries| {
            entries
                .map(|(key, value)| Some((tree.scalar(key)?, tree.text(value)?)))
                .collect()
        });
        let mut pairs = pairs.ok_or_else(|| {
            self.result(
                Some(tree.span(mapping)),
                "renders labels or annotations that are no mapping of text to text".to_owned(),
                "put numbers and booleans in quotes".to_owned(),
            )
        })?;
        if pairs.iter().any(|(key, value)| !is_valid(key, value)) {
            return Err(self.result(
                Some(tree.span(mapping)),
                "renders a label or annotation that Kubernetes refuses".to_owned(),
                "keys and the values of labels have at most 63 letters, digits, `-`, `_` and `.`, \
                 with a letter or digit at both ends"
                    .to_owned(),
            ));
        }
        pairs.sort_unstable();
        Ok(pairs)
    }

    /// The line of a place, for people.
    pub(super) fn line(self, span: Span) -> u32 {
        self.source.position(span.start).line
    }

    fn result(self, span: Option<Span>, message: String, help: String) -> Box<Finding> {
        let place = span.map_or_else(String::new, |span| {
            format!(" in line {} of what it renders", self.line(span))
        });
        let message = format!("the template `{}` {message}{place}", self.file.value);
        Box::new(
            catalogue::TEMPLATE_RESULT
                .at(self.file.span, message)
                .help(help),
        )
    }

    fn disturbed(self, value: Inserted) -> Box<Finding> {
        let line = self.source.position(value.start).line;
        let message = format!(
            "a value changes the YAML around it in line {line} of what the template `{}` renders",
            self.file.value
        );
        Box::new(
            catalogue::UNSAFE_VALUE
                .at(self.file.span, message)
                .help("print it as `${{ … | tojson }}`, without quotes around it"),
        )
    }

    /// The parser's findings quote the text, so that only what they are is told.
    fn not_yaml(self, finding: &Finding) -> Box<Finding> {
        let span = match &finding.place {
            Place::Span(span) => Some(*span),
            _ => None,
        };
        let code = finding.code;
        let (message, help) = if code == catalogue::SEVERAL_DOCUMENTS {
            (
                "renders several documents, the second",
                "one template makes one workflow",
            )
        } else if code == catalogue::DUPLICATE_KEY {
            ("renders a key twice", "remove one of the two")
        } else if code == catalogue::YAML_VERSIONS_DIFFER {
            (
                "renders a value that YAML 1.1 and 1.2 read differently",
                "put it in quotes, or print it as `${{ … | tojson }}`",
            )
        } else if code == catalogue::SYNTAX {
            (
                "renders text that is not YAML",
                "look at indentation, quotes and brackets",
            )
        } else {
            (
                "renders YAML that the spec could not hold either",
                "tags, merge keys, and keys that are no text are not part of the language",
            )
        };
        self.result(span, message.to_owned(), help.to_owned())
    }
}

/// Keys and texts that borrow from a tree.
type Strings<'t> = Vec<(&'t str, &'t str)>;

fn is_label(key: &str, value: &str) -> bool {
    key_fault(key).is_none() && value_fault(value).is_none()
}

/// The API server takes capital letters before the slash of an annotation's key.
fn is_annotation(key: &str, _: &str) -> bool {
    key_fault(&key.to_lowercase()).is_none()
}

fn owned<'a>(pairs: Strings<'_>) -> Pairs<'a> {
    pairs
        .into_iter()
        .map(|(key, value)| (Cow::Owned(key.to_owned()), Cow::Owned(value.to_owned())))
        .collect()
}
