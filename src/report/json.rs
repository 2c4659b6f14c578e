//! `json`: version 1, apart from the internal types. Its schema is `schemas/findings.schema.json`.

use serde::Serialize;

use crate::finding::Finding;
use crate::printable::{printable, printable_json};
use crate::source::{Position, Sources};

use super::place::{Located, locate, range};
use super::{Report, url};

#[derive(Serialize)]
struct Document {
    version: u32,
    findings: Vec<Entry>,
    #[serde(rename = "notRun")]
    not_run: Vec<&'static str>,
}

#[derive(Serialize)]
struct Entry {
    code: &'static str,
    severity: &'static str,
    message: String,
    help: Option<String>,
    #[serde(flatten)]
    place: Range,
    labels: Vec<Label>,
    url: String,
}

#[derive(Serialize)]
struct Label {
    message: String,
    #[serde(flatten)]
    place: Range,
}

/// A place. A finding about an argument has no file, one about a file that is no source no range.
#[derive(Serialize)]
struct Range {
    file: Option<String>,
    start: Option<Point>,
    end: Option<Point>,
}

#[derive(Serialize)]
struct Point {
    line: u32,
    column: u32,
    offset: u32,
}

impl From<Position> for Point {
    fn from(position: Position) -> Self {
        Self {
            line: position.line,
            column: position.column,
            offset: position.offset,
        }
    }
}

impl From<Located<'_>> for Range {
    fn from(located: Located<'_>) -> Self {
        match located {
            Located::Range { source, start, end } => Self {
                file: Some(source.name().to_owned()),
                start: Some(start.into()),
                end: Some(end.into()),
            },
            Located::File(path) => Self {
                file: Some(path.to_owned()),
                start: None,
                end: None,
            },
            Located::Argument(_) => Self {
                file: None,
                start: None,
                end: None,
            },
        }
    }
}

/// Renders all findings.
pub(super) fn render(report: Report<'_>) -> String {
    let document = Document {
        version: 1,
        findings: report
            .findings
            .iter()
            .map(|finding| entry(report.sources, finding))
            .collect(),
        not_run: report.not_run.iter().map(|code| code.name()).collect(),
    };
    // Strings and numbers alone: there is nothing that could fail.
    let mut json = serde_json::to_string_pretty(&document).unwrap_or_default();
    json.push('\n');
    printable_json(json)
}

fn entry(sources: &Sources, finding: &Finding) -> Entry {
    let own = (!finding.label.is_empty()).then(|| Label {
        message: printable(&finding.label).into_owned(),
        place: locate(sources, &finding.place).into(),
    });
    let others = finding.labels.iter().map(|label| Label {
        message: printable(&label.text).into_owned(),
        place: range(sources, label.span).into(),
    });
    Entry {
        code: finding.code.name(),
        severity: finding.severity.word(),
        message: printable(&finding.message).into_owned(),
        help: finding
            .help
            .as_deref()
            .map(|help| printable(help).into_owned()),
        place: locate(sources, &finding.place).into(),
        labels: own.into_iter().chain(others).collect(),
        url: url(finding.code),
    }
}
