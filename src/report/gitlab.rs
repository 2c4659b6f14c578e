//! `gitlab`: the JSON of GitLab's code quality reports.

use serde_json::{Value, json};

use crate::finding::{Finding, Severity};
use crate::printable::{printable, printable_json};
use crate::source::Sources;

use super::Report;
use super::location::{Fingerprints, location};

/// Renders a list of all findings.
pub(super) fn render(report: Report<'_>) -> String {
    let mut fingerprints = Fingerprints::default();
    let list: Vec<Value> = report
        .findings
        .iter()
        .map(|finding| issue(report.sources, finding, &mut fingerprints))
        .collect();
    let mut text = serde_json::to_string_pretty(&list).unwrap_or_default();
    text.push('\n');
    printable_json(text)
}

fn issue(sources: &Sources, finding: &Finding, fingerprints: &mut Fingerprints) -> Value {
    let place = location(sources, &finding.place);
    let mut description = printable(&finding.message).into_owned();
    if let Some(help) = &finding.help {
        description.push_str(" (");
        description.push_str(&printable(help));
        description.push(')');
    }
    let severity = match finding.severity {
        Severity::Error => "critical",
        Severity::Warning => "minor",
        Severity::Note => "info",
    };
    json!({
        "description": description,
        "check_name": finding.code.name(),
        "fingerprint": fingerprints.next(finding, place.path),
        "severity": severity,
        "location": {
            "path": place.path,
            "lines": {"begin": place.start.line, "end": place.end.line},
        },
    })
}
