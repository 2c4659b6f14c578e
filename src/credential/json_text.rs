//! Well-formed JSON as slices of its text, so that nothing of a credential file is copied but what
//! is asked for, and what is copied is wiped.

use serde::de::IgnoredAny;
use zeroize::Zeroizing;

/// One JSON value, as it stands in a text that was checked as a whole.
#[derive(Clone, Copy)]
pub struct JsonText<'a>(&'a str);

/// What a JSON value is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum JsonKind {
    /// `{…}`
    Object,
    /// `[…]`
    List,
    /// `"…"`
    Text,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// `null`
    Null,
}

impl<'a> JsonText<'a> {
    /// The text, where it is one JSON value of at most 128 levels.
    #[must_use]
    pub fn of(text: &'a str) -> Option<Self> {
        serde_json::from_str::<IgnoredAny>(text)
            .ok()
            .map(|_| Self(text.trim_matches(BLANK)))
    }

    /// What it is.
    #[must_use]
    pub fn kind(self) -> JsonKind {
        match self.0.as_bytes().first() {
            Some(b'{') => JsonKind::Object,
            Some(b'[') => JsonKind::List,
            Some(b'"') => JsonKind::Text,
            Some(b't' | b'f') => JsonKind::Boolean,
            Some(b'n') => JsonKind::Null,
            _ => JsonKind::Number,
        }
    }

    /// Keys and values of an object in their order, repeated ones too; nothing for other kinds.
    #[must_use]
    pub fn members(self) -> Members<'a> {
        Members {
            rest: match self.kind() {
                JsonKind::Object => &self.0[1..],
                _ => "",
            },
        }
    }

    /// The text of a string, escapes resolved; half a surrogate pair is U+FFFD, as in Go.
    #[must_use]
    pub fn text(self) -> Option<Zeroizing<String>> {
        let inner = self.0.strip_prefix('"')?.strip_suffix('"')?;
        // No escape is shorter than what it stands for.
        let mut out = Zeroizing::new(String::with_capacity(inner.len()));
        let mut rest = inner;
        while let Some(at) = rest.find('\\') {
            out.push_str(&rest[..at]);
            let (character, taken) = unescape(&rest[at..]);
            out.push(character);
            rest = &rest[at + taken..];
        }
        out.push_str(rest);
        Some(out)
    }

    /// A number without its fraction; one that is too large is the largest.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a cast from f64 cuts the fraction and saturates, which is what is promised"
    )]
    pub fn number(self) -> Option<i64> {
        (self.kind() == JsonKind::Number)
            .then(|| self.0.parse::<f64>().ok())
            .flatten()
            .map(|number| number as i64)
    }

    /// The value as it stands.
    #[must_use]
    pub fn as_str(self) -> &'a str {
        self.0
    }

    /// How many bytes [`JsonText::push_compact`] appends at most.
    #[must_use]
    pub fn length(self) -> usize {
        self.0.len()
    }

    /// Appends the value without the blanks between its parts; everything else as it stands.
    pub fn push_compact(self, out: &mut Vec<u8>) {
        let mut in_string = false;
        let mut escaped = false;
        for byte in self.0.bytes() {
            if in_string {
                in_string = escaped || byte != b'"';
                escaped = !escaped && byte == b'\\';
            } else if matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
                continue;
            } else {
                in_string = byte == b'"';
            }
            out.push(byte);
        }
    }
}

/// What may stand between the parts of JSON.
const BLANK: [char; 4] = [' ', '\t', '\n', '\r'];

/// The members of an object.
pub struct Members<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Members<'a> {
    type Item = (JsonText<'a>, JsonText<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let key = self.value()?;
        let value = self.value()?;
        Some((key, value))
    }
}

impl<'a> Members<'a> {
    /// The next key or value. The text is known to be well-formed, so that what separates values
    /// need not be looked at.
    fn value(&mut self) -> Option<JsonText<'a>> {
        let start = self
            .rest
            .find(|character| !matches!(character, ' ' | '\t' | '\n' | '\r' | ',' | ':'))?;
        let rest = &self.rest[start..];
        if rest.starts_with('}') {
            self.rest = "";
            return None;
        }
        let (value, tail) = rest.split_at(value_length(rest.as_bytes()));
        self.rest = tail;
        Some(JsonText(value))
    }
}

/// The length of the value at the start of these bytes.
fn value_length(bytes: &[u8]) -> usize {
    let mut depth = 0usize;
    let mut in_string = false;
    let mut escaped = false;
    for (at, byte) in bytes.iter().enumerate() {
        if in_string {
            in_string = escaped || *byte != b'"';
            escaped = !escaped && *byte == b'\\';
            if !in_string && depth == 0 {
                return at + 1;
            }
            continue;
        }
        match byte {
            b'"' => in_string = true,
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth <= 1 => return if depth == 1 { at + 1 } else { at },
            b'}' | b']' => depth -= 1,
            b',' | b' ' | b'\t' | b'\n' | b'\r' if depth == 0 => return at,
            _ => {}
        }
    }
    bytes.len()
}

/// The character of the escape at the start of a text, and the bytes that it takes.
fn unescape(text: &str) -> (char, usize) {
    let bytes = text.as_bytes();
    match bytes.get(1) {
        Some(b'b') => ('\u{8}', 2),
        Some(b'f') => ('\u{c}', 2),
        Some(b'n') => ('\n', 2),
        Some(b'r') => ('\r', 2),
        Some(b't') => ('\t', 2),
        Some(b'u') => {
            let first = unit(bytes, 2);
            let second = match (first, bytes.get(6..8)) {
                (0xd800..=0xdbff, Some(b"\\u")) => Some(unit(bytes, 8)),
                _ => None,
            };
            match second {
                Some(low @ 0xdc00..=0xdfff) => {
                    let number = 0x10000 + ((first - 0xd800) << 10) + (low - 0xdc00);
                    (char::from_u32(number).unwrap_or('\u{fffd}'), 12)
                }
                _ => (
                    char::from_u32(first).unwrap_or('\u{fffd}'),
                    6.min(bytes.len()),
                ),
            }
        }
        Some(other) if other.is_ascii() => (char::from(*other), 2),
        // A checked text has no such escape.
        _ => ('\u{fffd}', 1),
    }
}

/// Four hexadecimal digits at a place.
fn unit(bytes: &[u8], at: usize) -> u32 {
    bytes.iter().skip(at).take(4).fold(0, |number, digit| {
        number << 4 | char::from(*digit).to_digit(16).unwrap_or_default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn members(text: &str) -> Vec<(String, String)> {
        JsonText::of(text)
            .unwrap()
            .members()
            .map(|(key, value)| {
                let mut compact = Vec::new();
                value.push_compact(&mut compact);
                (
                    key.text().unwrap().to_string(),
                    String::from_utf8(compact).unwrap(),
                )
            })
            .collect()
    }

    #[test]
    fn finds_members_in_their_order() {
        let text = " {\"a\" : 1 ,\"b\":[ {}, \"]\" ] , \"c\":{\"d\" : \"}\\\"\" },\"a\":null,\"e\":-1.5e3}\n";
        let expected = [
            ("a", "1"),
            ("b", "[{},\"]\"]"),
            ("c", "{\"d\":\"}\\\"\"}"),
            ("a", "null"),
            ("e", "-1.5e3"),
        ];
        let expected: Vec<_> = expected
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
            .collect();
        assert_eq!(members(text), expected);
    }

    #[test]
    fn what_is_no_object_has_no_members() {
        for text in ["{}", "{ }", "[1]", "\"x\"", "1", "null", "true"] {
            assert!(members(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_not_json() {
        for text in [
            "",
            " ",
            "{bad",
            "{\"a\":1,}",
            "{} x",
            "\u{feff}{}",
            "// c\n{}",
        ] {
            assert!(JsonText::of(text).is_none(), "{text}");
        }
        assert!(JsonText::of(&"[".repeat(100_000)).is_none());
    }

    #[test]
    fn resolves_escapes() {
        let text = |json: &str| JsonText::of(json).unwrap().text().unwrap().to_string();
        assert_eq!(text(r#""a\"\\\/\b\f\n\r\tz""#), "a\"\\/\u{8}\u{c}\n\r\tz");
        assert_eq!(text(r#""\u00e9\ud83d\ude00é""#), "é😀é");
        assert_eq!(
            text(r#""\ud83dx\ude00\ud83d\u0041""#),
            "\u{fffd}x\u{fffd}\u{fffd}A"
        );
    }

    proptest::proptest! {
        #[test]
        fn agrees_with_another_reader(text in "[ -~\u{80}-\u{2030}\n]{0,40}", key in "[a-c\"\\\\{}:, ]{0,6}") {
            let json = serde_json::json!({ &key: [&text, {"x": &key}], "other": &text });
            for printed in [json.to_string(), serde_json::to_string_pretty(&json).unwrap()] {
                let checked = JsonText::of(&printed).unwrap();
                let mut compact = Vec::new();
                checked.push_compact(&mut compact);
                assert_eq!(String::from_utf8(compact).unwrap(), json.to_string());
                for (key, value) in checked.members() {
                    let key = key.text().unwrap();
                    let mut compact = Vec::new();
                    value.push_compact(&mut compact);
                    assert_eq!(String::from_utf8(compact).unwrap(), json[key.as_str()].to_string());
                }
            }
        }

        #[test]
        fn never_panics(text in ".{0,60}") {
            if let Some(json) = JsonText::of(&text) {
                let _ = json.text();
                assert!(json.members().count() <= text.len());
            }
        }
    }
}
