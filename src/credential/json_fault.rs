//! Why a text is no JSON, in the words of Go, which are those that a node logs.

use std::fmt;

/// Why a text is no JSON. Its text shows one character of the input at most.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SyntaxFault {
    /// The offset of the byte that cannot stand there.
    pub at: usize,
    reason: Reason,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Reason {
    Ended,
    TooDeep,
    Unexpected(u8, Unexpected),
}

/// What the scanner was about when a byte did not fit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Unexpected {
    BeginningOfValue,
    BeginningOfKey,
    AfterKey,
    AfterPair,
    AfterElement,
    AfterTop,
    InString,
    Escape,
    UnicodeEscape,
    InNumber,
    AfterPoint,
    InExponent,
    /// In this word, where this letter was expected.
    InWord(&'static str, char),
}

impl SyntaxFault {
    pub(super) fn ended(at: usize) -> Self {
        Self {
            at,
            reason: Reason::Ended,
        }
    }

    pub(super) fn too_deep(at: usize) -> Self {
        Self {
            at,
            reason: Reason::TooDeep,
        }
    }

    pub(super) fn unexpected(at: usize, byte: u8, context: Unexpected) -> Self {
        Self {
            at,
            reason: Reason::Unexpected(byte, context),
        }
    }
}

impl fmt::Display for SyntaxFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (byte, context) = match &self.reason {
            Reason::Ended => return formatter.write_str("unexpected end of JSON input"),
            Reason::TooDeep => return formatter.write_str("exceeded max depth"),
            Reason::Unexpected(byte, context) => (*byte, *context),
        };
        match byte {
            b'\'' => formatter.write_str("invalid character '\\''")?,
            b'"' => formatter.write_str("invalid character '\"'")?,
            _ => {
                let mut quoted = String::new();
                quote_character(char::from(byte), &mut quoted);
                write!(formatter, "invalid character '{quoted}'")?;
            }
        }
        formatter.write_str(match context {
            Unexpected::BeginningOfValue => " looking for beginning of value",
            Unexpected::BeginningOfKey => " looking for beginning of object key string",
            Unexpected::AfterKey => " after object key",
            Unexpected::AfterPair => " after object key:value pair",
            Unexpected::AfterElement => " after array element",
            Unexpected::AfterTop => " after top-level value",
            Unexpected::InString => " in string literal",
            Unexpected::Escape => " in string escape code",
            Unexpected::UnicodeEscape => " in \\u hexadecimal character escape",
            Unexpected::InNumber => " in numeric literal",
            Unexpected::AfterPoint => " after decimal point in numeric literal",
            Unexpected::InExponent => " in exponent of numeric literal",
            Unexpected::InWord(word, expected) => {
                return write!(formatter, " in literal {word} (expecting '{expected}')");
            }
        })
    }
}

/// A text in double quotes as Go's `%q` writes it: whatever does not print is escaped.
#[must_use]
pub fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        quote_character(character, &mut quoted);
    }
    quoted.push('"');
    quoted
}

/// As [`quote`], of bytes that may be no UTF-8.
#[must_use]
pub fn quote_bytes(bytes: &[u8]) -> String {
    let mut quoted = String::with_capacity(bytes.len() + 2);
    quoted.push('"');
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            quote_character(character, &mut quoted);
        }
        for byte in chunk.invalid() {
            quoted.push_str(&format!("\\x{byte:02x}"));
        }
    }
    quoted.push('"');
    quoted
}

fn quote_character(character: char, quoted: &mut String) {
    match character {
        '\u{7}' => quoted.push_str("\\a"),
        '\u{8}' => quoted.push_str("\\b"),
        '\u{c}' => quoted.push_str("\\f"),
        '\n' => quoted.push_str("\\n"),
        '\r' => quoted.push_str("\\r"),
        '\t' => quoted.push_str("\\t"),
        '\u{b}' => quoted.push_str("\\v"),
        '"' => quoted.push_str("\\\""),
        '\\' => quoted.push_str("\\\\"),
        ' '..='~' => quoted.push(character),
        '\0'..='\u{1f}' | '\u{7f}' => {
            quoted.push_str(&format!("\\x{:02x}", u32::from(character)));
        }
        _ if prints(character) => quoted.push(character),
        '\u{80}'..='\u{ffff}' => quoted.push_str(&format!("\\u{:04x}", u32::from(character))),
        _ => quoted.push_str(&format!("\\U{:08x}", u32::from(character))),
    }
}

/// Whether a character beyond ASCII shows as something: no control, format, space or unassigned
/// one. Rust escapes just those behind another character.
fn prints(character: char) -> bool {
    let mut pair = String::with_capacity(8);
    pair.push('a');
    pair.push(character);
    pair.escape_debug().count() == 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_as_go_does() {
        assert_eq!(
            quote("a\"\\\n\u{0}\u{7f}é\u{a0}\u{202e}\u{301}\u{e0001}"),
            "\"a\\\"\\\\\\n\\x00\\x7fé\\u00a0\\u202e\u{301}\\U000e0001\""
        );
        assert_eq!(quote_bytes(b"a\xff"), "\"a\\xff\"");
    }
}
