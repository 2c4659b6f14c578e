//! `github`: workflow commands, which GitHub Actions shows at the lines of a pull request.

use crate::finding::{Finding, Severity};
use crate::printable::printable;
use crate::source::Sources;

use super::Report;
use super::location::location;

/// Renders one command a finding, all findings.
pub(super) fn render(report: Report<'_>) -> String {
    let mut text = String::new();
    for finding in report.findings {
        text.push_str(&command(report.sources, finding));
        text.push('\n');
    }
    text
}

fn command(sources: &Sources, finding: &Finding) -> String {
    let name = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let place = location(sources, &finding.place);
    let mut message = printable(&finding.message).into_owned();
    if let Some(help) = &finding.help {
        message.push_str("\nhelp: ");
        message.push_str(&printable(help));
    }
    format!(
        "::{name} file={},line={},col={},endLine={},endColumn={},title={}::{}",
        property(&printable(place.path)),
        place.start.line,
        place.start.column,
        place.end.line,
        place.end.column,
        property(finding.code.name()),
        data(&message)
    )
}

/// The text of a command: it ends at a line break, and `%` introduces an escape.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A property of a command: it also ends at a comma or at the colons.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_can_end_a_command_or_a_property() {
        assert_eq!(data("100%\r\n::error::x"), "100%25%0D%0A::error::x");
        assert_eq!(property("a,title=b::c%0A"), "a%2Ctitle=b%3A%3Ac%250A");
    }
}
