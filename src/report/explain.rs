//! What `explain` prints: the explanation of a code, and the list of all.

use std::fmt::Write as _;

use crate::finding::{Code, catalogue};

/// The explanation of a code as Markdown.
#[must_use]
pub fn markdown(code: Code) -> String {
    let mut text = format!("# {} ({})\n\n", code.name(), code.severity().word());
    for line in code.explanation().lines() {
        text.push_str(line.strip_prefix(' ').unwrap_or(line).trim_end());
        text.push('\n');
    }
    text
}

/// The explanation of a code for a terminal: headings alone on their line, examples indented.
#[must_use]
pub fn text(code: Code) -> String {
    one(code, false)
}

/// The same, headings bold where `colour` asks.
#[must_use]
pub fn one(code: Code, colour: bool) -> String {
    let (bold, plain) = match colour {
        true => ("\u{1b}[1m", "\u{1b}[0m"),
        false => ("", ""),
    };
    let mut text = String::new();
    let mut in_example = false;
    for line in markdown(code).lines() {
        if line.starts_with("```") {
            in_example = !in_example;
            continue;
        }
        let heading = line.strip_prefix("## ").or_else(|| line.strip_prefix("# "));
        match heading {
            Some(heading) if !in_example => {
                let _ = writeln!(text, "{bold}{heading}{plain}");
            }
            _ if in_example && !line.is_empty() => {
                let _ = writeln!(text, "    {line}");
            }
            _ => {
                let _ = writeln!(text, "{line}");
            }
        }
    }
    text
}

/// Every code, one a line: code, severity, summary.
#[must_use]
pub fn list() -> String {
    let mut text = String::new();
    for code in catalogue::ALL {
        let _ = writeln!(
            text,
            "{}  {:<7}  {}",
            code.name(),
            code.severity().word(),
            code.summary().trim_end_matches('.')
        );
    }
    text
}
