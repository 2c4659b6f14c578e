//! `sarif`: version 2.1.0, for code scanning.

use serde_json::{Map, Value, json};

use crate::finding::{Code, Finding, Severity, catalogue};
use crate::printable::{printable, printable_json};
use crate::source::{Sources, Span};

use super::location::{Fingerprints, Location, location};
use super::{Report, URL, explain, url};

/// Renders one run with all findings; its rules are the codes that were found.
pub(super) fn render(report: Report<'_>) -> String {
    let rules: Vec<Code> = catalogue::ALL
        .iter()
        .copied()
        .filter(|code| report.findings.iter().any(|finding| finding.code == *code))
        .collect();
    let mut fingerprints = Fingerprints::default();
    let results: Vec<Value> = report
        .findings
        .iter()
        .map(|finding| result(report.sources, finding, &rules, &mut fingerprints))
        .collect();
    let not_run: Vec<&str> = report.not_run.iter().map(|code| code.name()).collect();
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "pullsecrets",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": URL,
                "rules": rules.iter().map(|code| rule(*code)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
            "properties": {"notRun": not_run},
        }],
    });
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    printable_json(text)
}

fn rule(code: Code) -> Value {
    let markdown = explain::markdown(code);
    json!({
        "id": code.name(),
        "shortDescription": {"text": code.summary()},
        "fullDescription": {"text": code.summary()},
        "help": {"text": explain::text(code), "markdown": markdown},
        "helpUri": url(code),
        "defaultConfiguration": {"level": level(code.severity())},
    })
}

fn level(severity: Severity) -> &'static str {
    // SARIF has the same three words.
    severity.word()
}

fn result(
    sources: &Sources,
    finding: &Finding,
    rules: &[Code],
    fingerprints: &mut Fingerprints,
) -> Value {
    let place = location(sources, &finding.place);
    let mut text = printable(&finding.message).into_owned();
    if let Some(help) = &finding.help {
        text.push_str("\nhelp: ");
        text.push_str(&printable(help));
    }
    let mut result = Map::new();
    result.insert("ruleId".into(), finding.code.name().into());
    if let Some(index) = rules.iter().position(|code| *code == finding.code) {
        result.insert("ruleIndex".into(), index.into());
    }
    result.insert("level".into(), level(finding.severity).into());
    result.insert("message".into(), json!({"text": text}));
    result.insert(
        "locations".into(),
        json!([{"physicalLocation": physical(&place)}]),
    );
    if !finding.labels.is_empty() {
        let related: Vec<Value> = finding
            .labels
            .iter()
            .enumerate()
            .map(|(index, label)| related(sources, index, label.span, &label.text))
            .collect();
        result.insert("relatedLocations".into(), related.into());
    }
    result.insert(
        "partialFingerprints".into(),
        json!({"pullsecrets/v1": fingerprints.next(finding, place.path)}),
    );
    Value::Object(result)
}

fn related(sources: &Sources, index: usize, span: Span, text: &str) -> Value {
    json!({
        "id": index + 1,
        "physicalLocation": physical(&location(sources, &span.into())),
        "message": {"text": printable(text)},
    })
}

fn physical(place: &Location<'_>) -> Value {
    json!({
        "artifactLocation": {"uri": uri(place.path)},
        "region": {
            "startLine": place.start.line,
            "startColumn": place.start.column,
            "endLine": place.end.line,
            "endColumn": place.end.column,
            "byteOffset": place.start.offset,
            "byteLength": place.end.offset.saturating_sub(place.start.offset),
        },
    })
}

/// A path as a URI reference: everything but the plain characters of paths is percent-encoded.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len() + 8);
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("a/b-c_1.yaml"), "a/b-c_1.yaml");
        assert_eq!(uri("/a b/c:d%.yaml"), "file:///a%20b/c%3Ad%25.yaml");
        assert_eq!(uri("<stdin>"), "%3Cstdin%3E");
        assert_eq!(uri("é\u{202e}"), "%C3%A9%E2%80%AE");
    }
}
