//! Text in double quotes, as YAML and JSON have it: on one line, with every character escaped
//! that ends a line somewhere, that is not printed, or that misleads a terminal or a reviewer.

/// Writes text in double quotes. `escape` writes the characters whose escapes differ by format.
pub(super) fn quote(text: &str, out: &mut String, escape: impl Fn(char, &mut String)) {
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.find(needs_escape) {
        out.push_str(&rest[..at]);
        let mut left = rest[at..].chars();
        match left.next() {
            Some('"') => out.push_str("\\\""),
            Some('\\') => out.push_str("\\\\"),
            Some('\n') => out.push_str("\\n"),
            Some('\t') => out.push_str("\\t"),
            Some('\r') => out.push_str("\\r"),
            Some(other) => escape(other, out),
            None => {}
        }
        rest = left.as_str();
    }
    out.push_str(rest);
    out.push('"');
}

fn needs_escape(character: char) -> bool {
    matches!(
        character,
        '"' | '\\' | '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{2028}' | '\u{2029}'
            | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}'
    ) || is_bidirectional(character)
}

/// Characters that turn the direction of text: a reviewer must see them.
fn is_bidirectional(character: char) -> bool {
    matches!(
        character,
        '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
    )
}
