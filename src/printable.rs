//! Text of strangers, made safe to print.
//!
//! A name in a spec may hold an escape sequence that clears the terminal, or a character that
//! turns the direction of what follows. Every format prints such characters as what they are.

use std::borrow::Cow;

/// Whether a character would do something to the terminal or to the text around it instead of
/// being seen: controls, line and paragraph separators, bidirectional marks and overrides,
/// characters without width, tags.
#[must_use]
pub fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// The text with hidden characters written out: `\n`, `\t`, `\r`, and `\u{202e}` for the rest.
/// A backslash stays as it is: the result is read by people, nothing reads it back.
#[must_use]
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        push(&mut shown, character);
    }
    Cow::Owned(shown)
}

/// Appends one character as [`printable`] writes it.
pub fn push(shown: &mut String, character: char) {
    if is_hidden(character) {
        shown.extend(match character {
            '\n' | '\r' | '\t' => character.escape_default().to_string().chars().collect(),
            _ => character.escape_unicode().collect::<Vec<_>>(),
        });
    } else {
        shown.push(character);
    }
}

/// JSON whose hidden characters are JSON's own escapes: they stand in strings alone, so that
/// what a program reads from it is the same.
#[must_use]
pub fn printable_json(json: String) -> String {
    let hidden = |character: char| character != '\n' && is_hidden(character);
    if !json.contains(hidden) {
        return json;
    }
    let mut shown = String::with_capacity(json.len() + 16);
    let mut units = [0; 2];
    for character in json.chars() {
        if hidden(character) {
            for unit in character.encode_utf16(&mut units) {
                shown.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            shown.push(character);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_written_out() {
        assert_eq!(printable("a\u{202e}b"), "a\\u{202e}b");
        assert_eq!(printable("\u{1b}[2J\n\t\r"), "\\u{1b}[2J\\n\\t\\r");
        assert_eq!(printable("\u{7f}\u{85}\u{2028}"), "\\u{7f}\\u{85}\\u{2028}");
    }

    #[test]
    fn what_is_seen_stays() {
        assert!(matches!(printable("grün \\ 日本 🎉"), Cow::Borrowed(_)));
    }

    #[test]
    fn json_means_the_same_after_escaping() {
        let name = "a\u{202e}\u{e0041}\u{2029}b\u{7f}";
        let json = printable_json(serde_json::Value::from(name).to_string());
        assert!(json.is_ascii());
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), name);
    }
}
