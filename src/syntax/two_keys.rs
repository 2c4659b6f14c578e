//! Two keys on one line, `password: env: QUAY`: YAML wants the inner one in braces or below.

use super::fault::Explained;
use super::leading_field;

/// What is wrong with the line of a byte at which the parser gave up, where it has a field behind
/// another key.
pub(super) fn explain(text: &str, at: usize) -> Option<Explained> {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[start..].lines().next()?;
    let (key, value) = line.split_once(": ")?;
    let inner = value.trim_start_matches(' ');
    let (field, rest) = leading_field(inner)?;
    let is_key = rest.starts_with(": ") || rest.trim_end() == ":";
    if !is_key {
        return None;
    }
    let start = start + line.len() - inner.len();
    let outer =
        leading_field(key.trim_start_matches([' ', '-'])).filter(|(_, rest)| rest.is_empty());
    let help = match (outer, field) {
        (Some((outer, _)), "env") => format!("write `{outer}: {{env: NAME}}`"),
        (Some((outer, _)), "file") => format!("write `{outer}: {{file: PATH}}`"),
        _ => format!("put `{field}:` on a line of its own, indented below the key that holds it"),
    };
    Some(Explained {
        span: start..start + field.len() + 1,
        message: format!("`{field}:` stands behind another key on one line"),
        help,
    })
}
