//! Lines on which a colon is missing, or the space behind it or behind a dash: YAML takes them for
//! text, and stumbles over what follows.

use std::ops::Range;

use super::fault::Explained;
use super::leading_field;

/// As many lines above the place where the parser gave up are looked at: a text runs over more of
/// them the more of them lack their colon.
const LINES: usize = 50;

/// The first line that explains an error which the parser reports at a byte of a text.
pub(super) fn explain(text: &str, at: usize) -> Option<Explained> {
    let before = &text[..at];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    let mut below = &text[line_end..];
    let mut found = look(text, line_start..line_end, below);
    let mut end = line_start;
    for _ in 0..LINES {
        let Some(newline) = end.checked_sub(1) else {
            break;
        };
        below = &text[newline..];
        let start = text[..newline].rfind('\n').map_or(0, |before| before + 1);
        let line = text[start..newline].trim();
        match look(text, start..newline, below) {
            Some(above) => found = Some(above),
            None if line.is_empty() || line.starts_with('#') => {}
            None => break,
        }
        end = start;
    }
    found
}

/// What is wrong with a line; `below` is the text behind it.
fn look(text: &str, line: Range<usize>, below: &str) -> Option<Explained> {
    let written = &text[line.clone()];
    let entry = written.trim_start_matches(' ');
    let content = entry.trim_start_matches([' ', '-']);
    let start = line.end - content.len();
    let content = content.trim_end();
    let found = |length: usize, message: String, help: String| Explained {
        span: start..start + length,
        message,
        help,
    };
    let behind_dash = entry.strip_prefix('-').unwrap_or_default();
    if behind_dash.trim_end() == content && !content.is_empty() {
        return Some(Explained {
            span: start - 1..start,
            message: "a space is missing behind `-`".to_owned(),
            help: "write `- `, and the entry behind the space".to_owned(),
        });
    }
    if let Some((word, rest)) = leading_field(content) {
        if let Some(value) = rest.strip_prefix(':') {
            let is_text = value.starts_with(|first: char| !first.is_whitespace());
            return is_text.then(|| {
                found(
                    word.len() + 1,
                    format!("a space is missing behind `{word}:`"),
                    format!("write `{word}: `, and the value behind the space"),
                )
            });
        }
        let has_none = rest.is_empty() || rest.starts_with(' ') && !has_colon(rest);
        return has_none.then(|| {
            found(
                word.len(),
                format!("a colon is missing behind `{word}`"),
                format!("write `{word}:`"),
            )
        });
    }
    // A name of the user's own is one only where something is indented below it.
    let is_name = !content.is_empty()
        && content
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte));
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let next = below.lines().find(|line| !line.trim().is_empty())?;
    (is_name && has_colon(next) && indent(next) > indent(written)).then(|| {
        found(
            content.len(),
            "a colon is missing at the end of this line".to_owned(),
            "write a `:` behind the name".to_owned(),
        )
    })
}

fn has_colon(line: &str) -> bool {
    line.contains(": ") || line.trim_end().ends_with(':')
}
