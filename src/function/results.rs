//! Findings as the results of a function.

use serde_json::{Map, Value, json};

use crate::finding::{Finding, Place, Severity};
use crate::printable::printable;
use crate::source::{SourceId, Span};
use crate::syntax::{NodeId, Tree};

/// What findings are about: the spec in the list.
pub struct Origin<'a> {
    /// The tree of the spec's text.
    pub tree: &'a Tree<'a>,
    /// The spec's node in it.
    pub root: NodeId,
    /// The number of the spec's text.
    pub source: SourceId,
    /// `metadata.name`.
    pub name: Option<&'a str>,
    /// `metadata.namespace` has no meaning for a spec; the file that it came from has, where an
    /// annotation tells.
    pub file: Option<&'a str>,
}

/// `results`, one a finding.
#[must_use]
pub fn results(findings: &[Finding], origin: Option<&Origin<'_>>) -> Vec<Value> {
    findings
        .iter()
        .map(|finding| result(finding, origin))
        .collect()
}

fn result(finding: &Finding, origin: Option<&Origin<'_>>) -> Value {
    let mut message = format!("{}: {}", finding.code.name(), printable(&finding.message));
    if let Some(help) = &finding.help {
        message.push_str("; help: ");
        message.push_str(&printable(help));
    }
    let mut result = Map::new();
    result.insert("message".into(), message.into());
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "info",
    };
    result.insert("severity".into(), severity.into());
    if let Some(origin) = origin {
        let mut reference = Map::new();
        reference.insert("apiVersion".into(), "pullsecrets.dev/v1".into());
        reference.insert("kind".into(), "PullSecrets".into());
        reference.extend(origin.name.map(|name| ("name".to_owned(), name.into())));
        result.insert("resourceRef".into(), reference.into());
        if let Some(path) = field(finding, origin) {
            result.insert("field".into(), json!({"path": path}));
        }
        if let Some(file) = origin.file {
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
    let holds = |span: Span| span.start <= place.start && place.end <= span.end;
    let mut path = String::new();
    let mut node = origin.root;
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
