//! Findings as the results of a function.

use serde_json::{Map, Value, json};

use crate::finding::{Finding, Place, Severity};
use crate::printable::printable;
use crate::source::{SourceId, Span};
use crate::syntax::{NodeId, Tree};

/// The annotations that name the file of an object, the newer first.
const PATHS: [&str; 2] = [
    "internal.config.kubernetes.io/path",
    "config.kubernetes.io/path",
];

/// An object of the list that findings may be about: the spec, or an item.
pub struct Origin<'t> {
    tree: &'t Tree<'t>,
    node: NodeId,
    source: SourceId,
}

impl<'t> Origin<'t> {
    /// The object at a node of a text's tree.
    #[must_use]
    pub fn new(tree: &'t Tree<'t>, node: NodeId, source: SourceId) -> Self {
        Self { tree, node, source }
    }

    fn span(&self) -> Span {
        self.tree.span(self.node)
    }

    fn text(&self, path: &[&str]) -> Option<&'t str> {
        self.tree.scalar(self.tree.under(self.node, path)?)
    }

    /// `resourceRef`: what the object calls itself.
    fn reference(&self) -> Value {
        let parts = [
            ("apiVersion", &["apiVersion"][..]),
            ("kind", &["kind"]),
            ("name", &["metadata", "name"]),
            ("namespace", &["metadata", "namespace"]),
        ];
        let known = parts
            .into_iter()
            .filter_map(|(key, path)| Some((key, self.text(path)?)));
        Value::Object(
            known
                .map(|(key, text)| (key.to_owned(), printable(text).into()))
                .collect(),
        )
    }

    /// The file that an annotation says the object came from.
    fn file(&self) -> Option<&'t str> {
        PATHS
            .iter()
            .find_map(|name| self.text(&["metadata", "annotations", name]))
    }
}

/// `results`, one a finding. What is in no object is said of the first, the spec.
#[must_use]
pub fn results(findings: &[Finding], origins: &[Origin<'_>]) -> Vec<Value> {
    findings
        .iter()
        .map(|finding| {
            let found = origins.iter().find(|origin| match &finding.place {
                Place::Span(place) => origin.source == place.source && holds(origin.span(), *place),
                _ => false,
            });
            result(finding, found.or(origins.first()))
        })
        .collect()
}

fn holds(span: Span, place: Span) -> bool {
    span.start <= place.start && place.end <= span.end
}

fn result(finding: &Finding, origin: Option<&Origin<'_>>) -> Value {
    let mut message = format!("{}: {}", finding.code.name(), printable(&finding.message));
    if let Some(help) = &finding.help {
        message.push_str("; help: ");
        message.push_str(&printable(help));
    }
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "info",
    };
    let mut result = Map::new();
    result.insert("message".into(), message.into());
    result.insert("severity".into(), severity.into());
    if let Some(origin) = origin {
        result.insert("resourceRef".into(), origin.reference());
        if let Some(path) = field(finding, origin) {
            result.insert("field".into(), json!({"path": path}));
        }
        if let Some(file) = origin.file() {
            result.insert("file".into(), json!({"path": printable(file)}));
        }
    }
    result.insert("tags".into(), json!({"code": finding.code.name()}));
    result.into()
}

/// The path of the field at which a finding stands: the deepest whose key or value holds it.
fn field(finding: &Finding, origin: &Origin<'_>) -> Option<String> {
    let Place::Span(place) = &finding.place else {
        return None;
    };
    if place.source != origin.source {
        return None;
    }
    let tree = origin.tree;
    let holds = |span: Span| holds(span, *place);
    let mut path = String::new();
    let mut node = origin.node;
    loop {
        if let Some(mut entries) = tree.entries(node) {
            let found =
                entries.find(|(key, value)| holds(tree.span(*key)) || holds(tree.span(*value)));
            let Some((key, value)) = found else { break };
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(&printable(tree.scalar(key).unwrap_or_default()));
            if holds(tree.span(key)) {
                break;
            }
            node = value;
        } else if let Some(items) = tree.items(node) {
            let found = items.iter().position(|item| holds(tree.span(*item)));
            let Some(number) = found else { break };
            path.push_str(&format!("[{number}]"));
            node = items[number];
        } else {
            break;
        }
    }
    (!path.is_empty()).then_some(path)
}
