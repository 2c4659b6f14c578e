//! `full`: for people, with the lines of the file. The only file that knows `miette`, which draws
//! the frame; what stands in the frame is a [`Window`].

use std::fmt::{self, Write as _};

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError,
    MietteSpanContents, SourceCode, SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};

use crate::finding::{Finding, Place};
use crate::printable::printable;
use crate::source::{Source, SourceId, Sources};

use super::place::{Located, RESET, locate, tag};
use super::window::{Wanted, Window};
use super::{Report, summary};

/// As many findings are printed; the rest is counted.
const SHOWN: usize = 100;

/// The first hundred findings in their order. Where there are more, the heavier ones come in
/// first: an error behind a thousand notes must be seen.
fn shown(findings: &[Finding]) -> Vec<&Finding> {
    let mut numbered: Vec<(usize, &Finding)> = findings.iter().enumerate().collect();
    if findings.len() > SHOWN {
        numbered.sort_by_key(|(_, finding)| std::cmp::Reverse(finding.severity));
        numbered.truncate(SHOWN);
        numbered.sort_by_key(|(number, _)| *number);
    }
    numbered.into_iter().map(|(_, finding)| finding).collect()
}

/// Renders the first hundred findings, a count of the rest, and a summary.
pub(super) fn render(report: Report<'_>, colour: bool) -> String {
    let mut text = String::new();
    if report.findings.is_empty() {
        return text;
    }
    let theme = GraphicalTheme {
        characters: ThemeCharacters::unicode(),
        styles: match colour {
            true => ThemeStyles::ansi(),
            false => ThemeStyles::none(),
        },
    };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_context_lines(1)
        .with_wrap_lines(false)
        .with_urls(false)
        .without_syntax_highlighting()
        .without_cause_chain();
    let shown = shown(report.findings);
    for finding in &shown {
        one(&mut text, report.sources, finding, &handler, colour);
        text.push('\n');
    }
    let left = report.findings.len().saturating_sub(SHOWN);
    if left > 0 {
        let _ = writeln!(text, "and {left} more\n");
    }
    let _ = writeln!(text, "{}", summary(report.findings));
    // `min_by_key` gives the first of the heaviest.
    let heaviest = shown
        .iter()
        .min_by_key(|finding| std::cmp::Reverse(finding.severity));
    if let Some(finding) = heaviest {
        let code = finding.code.name();
        let _ = writeln!(text, "`pullsecrets explain {code}` says more");
    }
    text
}

fn one(
    text: &mut String,
    sources: &Sources,
    finding: &Finding,
    handler: &GraphicalReportHandler,
    colour: bool,
) {
    let _ = writeln!(
        text,
        "{}: {}",
        tag(finding, colour),
        printable(&finding.message)
    );
    let own = match &finding.place {
        Place::Span(span) => Some(*span),
        _ => {
            place_alone(text, sources, finding);
            None
        }
    };
    let mut wanted: Vec<Wanted<'_>> = own
        .map(|span| Wanted {
            span,
            text: &finding.label,
            primary: true,
        })
        .into_iter()
        .collect();
    wanted.extend(finding.labels.iter().map(|label| Wanted {
        span: label.span,
        text: &label.text,
        primary: false,
    }));
    // One frame a source, the finding's own first.
    let mut drawn: Vec<SourceId> = Vec::new();
    for source in wanted.iter().map(|one| one.span.source).collect::<Vec<_>>() {
        if drawn.contains(&source) {
            continue;
        }
        drawn.push(source);
        let of_source: Vec<Wanted<'_>> = wanted
            .iter()
            .filter(|one| one.span.source == source)
            .copied()
            .collect();
        frame(text, sources.get(source), &of_source, handler);
    }
    if let Some(help) = &finding.help {
        let (start, end) = match colour {
            true => ("\u{1b}[36m", RESET),
            false => ("", ""),
        };
        let _ = writeln!(text, "  {start}help{end}: {}", printable(help));
    }
}

/// The place of a finding that has no line to show.
fn place_alone(text: &mut String, sources: &Sources, finding: &Finding) {
    let _ = match locate(sources, &finding.place) {
        Located::Range { source, .. } => writeln!(text, "  ╰─[{}]", printable(source.name())),
        Located::File(path) => writeln!(text, "  ╰─[{}]", printable(path)),
        Located::Argument(argument) => {
            writeln!(text, "  ╰─[argument {}]", printable(argument))
        }
    };
}

/// The lines around labels of one source.
fn frame(
    text: &mut String,
    source: &Source,
    wanted: &[Wanted<'_>],
    handler: &GraphicalReportHandler,
) {
    let Some(windows) = Window::all(source, wanted) else {
        for one in wanted {
            let position = source.position(one.span.start);
            let line = format!(
                "  ╰─[{}:{}:{}] {}",
                printable(source.name()),
                position.line,
                position.column,
                printable(one.text)
            );
            let _ = writeln!(text, "{}", line.trim_end());
        }
        return;
    };
    for window in windows {
        let framed = Framed {
            name: printable(source.name()).into_owned(),
            window,
        };
        let mut drawn = String::new();
        // Writing into a string fails only where `read_span` does, and that never does: every
        // mark lies in the window.
        let _ = handler.render_report(&mut drawn, &framed);
        // The first line is the message, which has been written.
        for line in drawn.lines().skip(1) {
            let _ = writeln!(text, "{}", line.trim_end());
        }
    }
}

/// A window as `miette` asks for it.
struct Framed {
    name: String,
    window: Window,
}

impl fmt::Debug for Framed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Framed")
    }
}

impl fmt::Display for Framed {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Framed {}

impl Diagnostic for Framed {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.window.marks.iter().map(|mark| {
            let words = (!mark.text.is_empty()).then(|| mark.text.clone());
            let length = mark.end - mark.start;
            match mark.primary {
                true => LabeledSpan::new_primary_with_span(words, (mark.start, length)),
                false => LabeledSpan::new(words, mark.start, length),
            }
        })))
    }
}

impl SourceCode for Framed {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let lines = &self.window.lines;
        let line_of = |offset: usize| {
            lines
                .partition_point(|line| line.start <= offset)
                .saturating_sub(1)
        };
        let start = line_of(span.offset());
        let last_byte = (span.offset() + span.len()).max(span.offset() + 1) - 1;
        let end = line_of(last_byte);
        if end >= lines.len() {
            return Err(MietteError::OutOfBounds);
        }
        let first = start.saturating_sub(before);
        let last = (end + after).min(lines.len() - 1);
        let from = lines[first].start;
        let to = lines
            .get(last + 1)
            .map_or(self.window.text.len(), |line| line.start);
        // Without lines around it `miette` asks for the numbers in the frame's head.
        let head = (before == 0 && after == 0)
            .then(|| {
                self.window
                    .marks
                    .iter()
                    .find(|mark| mark.start == span.offset())
            })
            .flatten();
        let column = head.map_or(0, |mark| mark.position.column as usize - 1);
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            &self.window.text.as_bytes()[from..to],
            (from, to - from).into(),
            lines[first].number,
            column,
            last - first + 1,
        )))
    }
}
