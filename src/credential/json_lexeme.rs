//! Where the strings, words and numbers of JSON end, by Go's rules, and what strings mean.

use zeroize::Zeroizing;

use super::json_fault::{SyntaxFault, Unexpected};

/// The byte at an offset; at the end a space, by which Go, too, finds out what is unfinished.
fn byte_at(text: &[u8], at: usize) -> u8 {
    text.get(at).copied().unwrap_or(b' ')
}

pub(super) fn string_end(text: &[u8], start: usize) -> Result<usize, SyntaxFault> {
    let mut at = start + 1;
    loop {
        match text.get(at) {
            None => return Err(SyntaxFault::ended(at)),
            Some(b'"') => return Ok(at + 1),
            Some(b'\\') => {
                at += 1;
                match byte_at(text, at) {
                    b'b' | b'f' | b'n' | b'r' | b't' | b'\\' | b'/' | b'"' => at += 1,
                    b'u' => {
                        for _ in 0..4 {
                            at += 1;
                            let byte = byte_at(text, at);
                            if !byte.is_ascii_hexdigit() {
                                return Err(SyntaxFault::unexpected(
                                    at,
                                    byte,
                                    Unexpected::UnicodeEscape,
                                ));
                            }
                        }
                        at += 1;
                    }
                    byte => return Err(SyntaxFault::unexpected(at, byte, Unexpected::Escape)),
                }
            }
            Some(&byte) if byte < 0x20 => {
                return Err(SyntaxFault::unexpected(at, byte, Unexpected::InString));
            }
            Some(_) => at += 1,
        }
    }
}

pub(super) fn word_end(
    text: &[u8],
    start: usize,
    word: &'static str,
) -> Result<usize, SyntaxFault> {
    for (number, expected) in word.bytes().enumerate() {
        let byte = byte_at(text, start + number);
        if byte != expected {
            return Err(SyntaxFault::unexpected(
                start + number,
                byte,
                Unexpected::InWord(word, char::from(expected)),
            ));
        }
    }
    Ok(start + word.len())
}

pub(super) fn number_end(text: &[u8], start: usize) -> Result<usize, SyntaxFault> {
    let digits = |mut at: usize, context| {
        let byte = byte_at(text, at);
        if !byte.is_ascii_digit() {
            return Err(SyntaxFault::unexpected(at, byte, context));
        }
        while byte_at(text, at).is_ascii_digit() {
            at += 1;
        }
        Ok(at)
    };
    let mut at = start;
    if byte_at(text, at) == b'-' {
        at += 1;
    }
    at = if byte_at(text, at) == b'0' {
        at + 1
    } else {
        digits(at, Unexpected::InNumber)?
    };
    if byte_at(text, at) == b'.' {
        at = digits(at + 1, Unexpected::AfterPoint)?;
    }
    if matches!(byte_at(text, at), b'e' | b'E') {
        at += 1;
        if matches!(byte_at(text, at), b'+' | b'-') {
            at += 1;
        }
        at = digits(at, Unexpected::InExponent)?;
    }
    Ok(at)
}

/// Resolves the escapes of a string that was scanned; never grows the buffer, so that no copy of
/// a credential stays behind.
pub(super) fn unquote(raw: &[u8]) -> Zeroizing<String> {
    let room = match std::str::from_utf8(raw) {
        Ok(_) => raw.len(),
        Err(_) => raw.len() * 3,
    };
    let mut text = Zeroizing::new(String::with_capacity(room));
    let mut at = 0;
    while at < raw.len() {
        if raw[at] != b'\\' {
            let end = raw[at..]
                .iter()
                .position(|byte| *byte == b'\\')
                .map_or(raw.len(), |length| at + length);
            for chunk in raw[at..end].utf8_chunks() {
                text.push_str(chunk.valid());
                text.extend(chunk.invalid().iter().map(|_| char::REPLACEMENT_CHARACTER));
            }
            at = end;
            continue;
        }
        at += 2;
        match byte_at(raw, at - 1) {
            b'b' => text.push('\u{8}'),
            b'f' => text.push('\u{c}'),
            b'n' => text.push('\n'),
            b'r' => text.push('\r'),
            b't' => text.push('\t'),
            b'u' => {
                let unit = code_unit(raw, at);
                at += 4;
                let pair = if matches!(unit, 0xd800..=0xdbff) && raw[at..].starts_with(b"\\u") {
                    let low = code_unit(raw, at + 2);
                    matches!(low, 0xdc00..=0xdfff)
                        .then(|| 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00))
                } else {
                    None
                };
                if pair.is_some() {
                    at += 6;
                }
                text.push(
                    char::from_u32(pair.unwrap_or(unit)).unwrap_or(char::REPLACEMENT_CHARACTER),
                );
            }
            byte => text.push(char::from(byte)),
        }
    }
    text
}

/// The four hexadecimal digits at an offset; the scanner has seen to it that they are there.
fn code_unit(raw: &[u8], at: usize) -> u32 {
    raw.get(at..at + 4).map_or(0, |digits| {
        digits.iter().fold(0, |unit, digit| {
            unit * 16 + char::from(*digit).to_digit(16).unwrap_or(0)
        })
    })
}
