//! JSON text as Go's `encoding/json` writes it, since `kubectl create secret docker-registry` does.
//!
//! Go escapes `<`, `>` and `&` so that the text may stand in HTML, U+2028 and U+2029 so that it may
//! stand in JavaScript, and writes everything else that is printable as it is. Control characters
//! have short forms where JSON knows one (since Go 1.22 also `\b` and `\f`).

/// How many bytes [`push_string`] appends for this text, quotes included. Credentials are written
/// into buffers of exactly this size, since a buffer that grows leaves copies behind.
#[must_use]
pub fn string_length(text: &str) -> usize {
    2 + pieces(text).map(|piece| piece.length()).sum::<usize>()
}

/// Appends text in quotes, escaped.
pub fn push_string(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    for piece in pieces(text) {
        match piece {
            Piece::Plain(plain) => out.extend_from_slice(plain.as_bytes()),
            Piece::Short(letter) => out.extend_from_slice(&[b'\\', letter]),
            Piece::Number(number) => {
                out.extend_from_slice(b"\\u");
                for shift in [12, 8, 4, 0] {
                    out.push(b"0123456789abcdef"[usize::from(number >> shift & 0xf)]);
                }
            }
        }
    }
    out.push(b'"');
}

/// A part of a text and how it is written.
enum Piece<'a> {
    /// As it is.
    Plain(&'a str),
    /// A backslash and this letter.
    Short(u8),
    /// `\u` and four digits.
    Number(u16),
}

impl Piece<'_> {
    fn length(&self) -> usize {
        match self {
            Self::Plain(text) => text.len(),
            Self::Short(_) => 2,
            Self::Number(_) => 6,
        }
    }
}

/// The escape of a character and the bytes that it takes in the text.
fn escape(bytes: &[u8]) -> Option<(Piece<'static>, usize)> {
    let piece = match bytes {
        [b'"', ..] => Piece::Short(b'"'),
        [b'\\', ..] => Piece::Short(b'\\'),
        [0x08, ..] => Piece::Short(b'b'),
        [0x0c, ..] => Piece::Short(b'f'),
        [b'\n', ..] => Piece::Short(b'n'),
        [b'\r', ..] => Piece::Short(b'r'),
        [b'\t', ..] => Piece::Short(b't'),
        [control @ (0..=0x1f | b'<' | b'>' | b'&'), ..] => Piece::Number(u16::from(*control)),
        [0xe2, 0x80, 0xa8, ..] => return Some((Piece::Number(0x2028), 3)),
        [0xe2, 0x80, 0xa9, ..] => return Some((Piece::Number(0x2029), 3)),
        _ => return None,
    };
    Some((piece, 1))
}

fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if let Some((piece, taken)) = escape(rest.as_bytes()) {
            rest = &rest[taken..];
            return Some(piece);
        }
        let bytes = rest.as_bytes();
        let plain = (1..bytes.len())
            .find(|at| escape(&bytes[*at..]).is_some())
            .unwrap_or(bytes.len());
        let (head, tail) = rest.split_at(plain);
        rest = tail;
        Some(Piece::Plain(head))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        let mut out = Vec::new();
        push_string(&mut out, text);
        assert_eq!(out.len(), string_length(text));
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn escapes_what_go_escapes() {
        assert_eq!(written(""), r#""""#);
        assert_eq!(written(r#"a"b\c/d"#), r#""a\"b\\c/d""#);
        assert_eq!(
            written("<>&\u{2028}\u{2029}"),
            r#""\u003c\u003e\u0026\u2028\u2029""#
        );
        assert_eq!(
            written("\0\u{1}\u{8}\t\n\u{b}\u{c}\r\u{1f}\u{7f}"),
            "\"\\u0000\\u0001\\b\\t\\n\\u000b\\f\\r\\u001f\u{7f}\""
        );
    }

    #[test]
    fn leaves_other_text_as_it_is() {
        assert_eq!(
            written("é\u{2027}\u{202a}😀\u{feff}"),
            "\"é\u{2027}\u{202a}😀\u{feff}\""
        );
    }

    #[test]
    fn reads_back_as_what_was_written() {
        for number in 0..0x3000 {
            let Some(character) = char::from_u32(number) else {
                continue;
            };
            let text = format!("a{character}b{character}");
            assert_eq!(
                serde_json::from_str::<String>(&written(&text)).unwrap(),
                text
            );
        }
    }
}
