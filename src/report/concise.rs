//! `concise`: one line a finding, as compilers print them and editors read them.

use crate::finding::Finding;
use crate::printable::printable;
use crate::source::Sources;

use super::Report;
use super::place::{Located, locate, tag};

/// Renders `file:line:column: error[PS0101] message`, all findings.
pub(super) fn render(report: Report<'_>, colour: bool) -> String {
    let mut text = String::new();
    for finding in report.findings {
        text.push_str(&line(report.sources, finding, colour));
        text.push('\n');
    }
    text
}

fn line(sources: &Sources, finding: &Finding, colour: bool) -> String {
    let place = match locate(sources, &finding.place) {
        Located::Range { source, start, .. } => {
            format!(
                "{}:{}:{}: ",
                printable(source.name()),
                start.line,
                start.column
            )
        }
        Located::File(path) => format!("{}: ", printable(path)),
        Located::Argument(argument) => format!("{}: ", printable(argument)),
    };
    format!(
        "{place}{} {}",
        tag(finding, colour),
        printable(&finding.message)
    )
}
