//! JSON as Go's `encoding/json` reads it, which is what every node does: the same texts are
//! refused, with the same words, and escapes and bytes that are no UTF-8 come out the same.
//!
//! The text becomes a flat list of nodes, each knowing its bytes and where its subtree ends;
//! nothing recurses on the input.

use zeroize::Zeroizing;

use super::json_fault::{SyntaxFault, Unexpected};
use super::json_lexeme::{number_end, string_end, unquote, word_end};

/// How deep lists and objects may lie in each other before Go gives up.
const DEEPEST: usize = 10_000;

/// What a node is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum JsonKind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool,
    /// A number.
    Number,
    /// A string, or a key.
    String,
    /// A list.
    Array,
    /// An object: keys and values in turn.
    Object,
}

impl JsonKind {
    /// What Go says where a value of this kind stands in the place of another: `into` names that.
    #[must_use]
    pub fn cannot_be(self, into: &str) -> String {
        format!("json: cannot unmarshal {} into Go {into}", self.word())
    }

    /// The word that Go's messages use.
    fn word(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool => "bool",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }
}

#[derive(Clone, Copy)]
struct Node {
    kind: JsonKind,
    start: u32,
    end: u32,
    /// The number of the first node behind this one's subtree.
    after: u32,
}

/// A parsed text.
pub struct Json<'b> {
    text: &'b [u8],
    nodes: Vec<Node>,
}

/// One value of a [`Json`].
#[derive(Clone, Copy)]
pub struct JsonValue<'j, 'b> {
    json: &'j Json<'b>,
    number: u32,
}

/// What the scanner expects next.
#[derive(Clone, Copy)]
enum Expect {
    /// A value; after `[` also `]`.
    Value { or_end: bool },
    /// A key; after `{` also `}`.
    Key { or_end: bool },
    /// `:`.
    Colon,
    /// `,`, the end of what is open, or nothing more.
    More,
}

impl<'b> Json<'b> {
    /// Parses a whole text.
    ///
    /// # Errors
    /// Where the text is not one JSON value.
    pub fn parse(text: &'b [u8]) -> Result<Self, SyntaxFault> {
        let mut nodes = Vec::new();
        let mut open: Vec<u32> = Vec::new();
        let mut expect = Expect::Value { or_end: false };
        let mut at = 0;
        loop {
            while matches!(text.get(at), Some(b' ' | b'\t' | b'\r' | b'\n')) {
                at += 1;
            }
            let Some(&byte) = text.get(at) else {
                return match (expect, open.is_empty()) {
                    (Expect::More, true) => Ok(Self { text, nodes }),
                    _ => Err(SyntaxFault::ended(at)),
                };
            };
            let here = at;
            let wrong = |context| Err(SyntaxFault::unexpected(here, byte, context));
            match expect {
                Expect::Value { or_end: true } if byte == b']' => {
                    at += 1;
                    close(&mut nodes, &mut open, at);
                    expect = Expect::More;
                }
                Expect::Key { or_end: true } if byte == b'}' => {
                    at += 1;
                    close(&mut nodes, &mut open, at);
                    expect = Expect::More;
                }
                Expect::Value { .. } => {
                    let (kind, end) = match byte {
                        b'{' => (JsonKind::Object, at + 1),
                        b'[' => (JsonKind::Array, at + 1),
                        b'"' => (JsonKind::String, string_end(text, at)?),
                        b'-' | b'0'..=b'9' => (JsonKind::Number, number_end(text, at)?),
                        b't' => (JsonKind::Bool, word_end(text, at, "true")?),
                        b'f' => (JsonKind::Bool, word_end(text, at, "false")?),
                        b'n' => (JsonKind::Null, word_end(text, at, "null")?),
                        _ => return wrong(Unexpected::BeginningOfValue),
                    };
                    let number = push(&mut nodes, kind, at, end);
                    expect = match kind {
                        JsonKind::Object => Expect::Key { or_end: true },
                        JsonKind::Array => Expect::Value { or_end: true },
                        _ => Expect::More,
                    };
                    if matches!(kind, JsonKind::Object | JsonKind::Array) {
                        if open.len() == DEEPEST {
                            return Err(SyntaxFault::too_deep(at));
                        }
                        open.push(number);
                    }
                    at = end;
                }
                Expect::Key { .. } => {
                    if byte != b'"' {
                        return wrong(Unexpected::BeginningOfKey);
                    }
                    let end = string_end(text, at)?;
                    push(&mut nodes, JsonKind::String, at, end);
                    at = end;
                    expect = Expect::Colon;
                }
                Expect::Colon => {
                    if byte != b':' {
                        return wrong(Unexpected::AfterKey);
                    }
                    at += 1;
                    expect = Expect::Value { or_end: false };
                }
                Expect::More => {
                    let Some(&parent) = open.last() else {
                        return wrong(Unexpected::AfterTop);
                    };
                    let object = nodes[parent as usize].kind == JsonKind::Object;
                    at += 1;
                    match (object, byte) {
                        (true, b',') => expect = Expect::Key { or_end: false },
                        (false, b',') => expect = Expect::Value { or_end: false },
                        (true, b'}') | (false, b']') => close(&mut nodes, &mut open, at),
                        (true, _) => return wrong(Unexpected::AfterPair),
                        (false, _) => return wrong(Unexpected::AfterElement),
                    }
                }
            }
        }
    }

    /// The one value of the text.
    #[must_use]
    pub fn root(&self) -> JsonValue<'_, 'b> {
        JsonValue {
            json: self,
            number: 0,
        }
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn push(nodes: &mut Vec<Node>, kind: JsonKind, start: usize, end: usize) -> u32 {
    let number = offset(nodes.len());
    nodes.push(Node {
        kind,
        start: offset(start),
        end: offset(end),
        after: number + 1,
    });
    number
}

fn close(nodes: &mut [Node], open: &mut Vec<u32>, end: usize) {
    let after = offset(nodes.len());
    if let Some(number) = open.pop() {
        let node = &mut nodes[number as usize];
        node.end = offset(end);
        node.after = after;
    }
}

impl<'j, 'b> JsonValue<'j, 'b> {
    fn node(self) -> Node {
        self.json.nodes[self.number as usize]
    }

    /// What it is.
    #[must_use]
    pub fn kind(self) -> JsonKind {
        self.node().kind
    }

    /// The offsets of its first byte and of the byte behind its last.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        let node = self.node();
        node.start as usize..node.end as usize
    }

    /// The keys and values of an object in their written order, repeated keys too; nothing for
    /// what is no object.
    pub fn members(self) -> impl Iterator<Item = (JsonValue<'j, 'b>, JsonValue<'j, 'b>)> {
        let node = self.node();
        let end = if node.kind == JsonKind::Object {
            node.after
        } else {
            self.number
        };
        let mut next = self.number + 1;
        let json = self.json;
        std::iter::from_fn(move || {
            if next >= end {
                return None;
            }
            let key = JsonValue { json, number: next };
            let value = JsonValue {
                json,
                number: next + 1,
            };
            next = value.node().after;
            Some((key, value))
        })
    }

    /// The value under a key of an object, the last where it is repeated.
    #[must_use]
    pub fn member(self, name: &str) -> Option<JsonValue<'j, 'b>> {
        self.members()
            .filter(|(key, _)| key.text().is_some_and(|key| *key == name))
            .last()
            .map(|(_, value)| value)
    }

    /// The value as it stands in the text.
    #[must_use]
    pub fn written(self) -> &'b [u8] {
        &self.json.text[self.range()]
    }

    /// The text of a string, escapes resolved: a half of a surrogate pair and every byte that is
    /// no UTF-8 is U+FFFD. Nothing for what is no string.
    #[must_use]
    pub fn text(self) -> Option<Zeroizing<String>> {
        let node = self.node();
        if node.kind != JsonKind::String {
            return None;
        }
        Some(unquote(
            &self.json.text[node.start as usize + 1..node.end as usize - 1],
        ))
    }
}

/// Appends a JSON text without the blanks between its parts; everything else as it stands. What
/// is appended is never longer than the text.
pub fn push_compact(out: &mut Vec<u8>, json: &[u8]) {
    let mut in_string = false;
    let mut escaped = false;
    for byte in json {
        if in_string {
            in_string = escaped || *byte != b'"';
            escaped = !escaped && *byte == b'\\';
        } else if matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
            continue;
        } else {
            in_string = *byte == b'"';
        }
        out.push(*byte);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> String {
        Json::parse(text.as_bytes())
            .err()
            .map(|fault| fault.to_string())
            .unwrap_or_default()
    }

    #[test]
    fn refuses_with_the_words_of_go() {
        for (text, words) in [
            ("", "unexpected end of JSON input"),
            ("{\"a\":", "unexpected end of JSON input"),
            ("-", "invalid character ' ' in numeric literal"),
            (
                "1.x",
                "invalid character 'x' after decimal point in numeric literal",
            ),
            (
                "1e+",
                "invalid character ' ' in exponent of numeric literal",
            ),
            ("01", "invalid character '1' after top-level value"),
            (
                "tru",
                "invalid character ' ' in literal true (expecting 'e')",
            ),
            ("[1 2]", "invalid character '2' after array element"),
            ("{\"a\" 1}", "invalid character '1' after object key"),
            (
                "{\"a\":1 \"b\"}",
                "invalid character '\"' after object key:value pair",
            ),
            ("\"\n\"", "invalid character '\\n' in string literal"),
            ("\"\\x\"", "invalid character 'x' in string escape code"),
            (
                "\"\\u12g4\"",
                "invalid character 'g' in \\u hexadecimal character escape",
            ),
            (
                "'a'",
                "invalid character '\\'' looking for beginning of value",
            ),
        ] {
            assert_eq!(fault(text), words, "{text}");
        }
        assert_eq!(fault(&"[".repeat(10_001)), "exceeded max depth");
        assert_eq!(fault(&"[".repeat(10_000)), "unexpected end of JSON input");
    }

    #[test]
    fn resolves_escapes_and_replaces_what_is_no_text() {
        let read = |text: &[u8]| {
            let json = Json::parse(text).ok()?;
            json.root().text().map(|text| text.to_string())
        };
        assert_eq!(
            read(br#""\ud83d\ude00\u00e9\/\t""#).as_deref(),
            Some("😀é/\t")
        );
        assert_eq!(read(br#""\ud83dx""#).as_deref(), Some("\u{fffd}x"));
        assert_eq!(read(b"\"\xe2\x82\"").as_deref(), Some("\u{fffd}\u{fffd}"));
    }

    #[test]
    fn walks_members_past_nested_values() {
        let json = Json::parse(br#"{"a":{"x":[1,{}]},"b":null}"#).ok().unwrap();
        let keys: Vec<_> = json
            .root()
            .members()
            .map(|(key, value)| (key.text().unwrap().to_string(), value.range()))
            .collect();
        assert_eq!(keys, [("a".to_owned(), 5..17), ("b".to_owned(), 22..26)]);
    }
}
