//! Block YAML, such that readers of YAML 1.1 and of 1.2 agree on every value.

use crate::lower::ManifestWriter;

use super::quoted::quote;

/// Keys whose written form is longer than this take the explicit form `? key`: YAML bounds the
/// others at 1,024 characters.
const LONGEST_SIMPLE_KEY: usize = 1000;

/// Writes values as block YAML, in kubectl's style: two spaces a level, lists as deep as their key.
///
/// Text stands plain only where no reader can take it for anything else: it starts with a letter,
/// `_` or `/`, has only letters, digits and `_./+=-`, and is none of the words that YAML 1.1 reads
/// as booleans or null. Everything else is in double quotes, on one line, with every character
/// escaped that YAML does not print or that ends a line somewhere.
#[derive(Default)]
pub struct YamlWriter {
    pub(super) out: String,
    frames: Vec<Frame>,
}

/// A collection that is open.
struct Frame {
    is_mapping: bool,
    /// Columns before its entries.
    indent: usize,
    is_empty: bool,
    /// Whether the first entry goes on where the writer stands (after `- `, or at the start of a
    /// document) instead of on a line of its own.
    is_inline: bool,
}

impl YamlWriter {
    /// A writer with room for so many bytes.
    #[must_use]
    pub fn with_capacity(bytes: usize) -> Self {
        Self {
            out: String::with_capacity(bytes),
            frames: Vec::with_capacity(16),
        }
    }

    /// Text between values, as it is: a comment line or `---`. Ends in a line feed.
    pub fn raw(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// What was written so far.
    #[must_use]
    pub fn written(&self) -> &str {
        &self.out
    }

    /// The whole text.
    #[must_use]
    pub fn into_string(self) -> String {
        self.out
    }

    fn indent(&mut self, columns: usize) {
        const SPACES: &str = "                                                                ";
        let mut left = columns;
        while left > 0 {
            let now = left.min(SPACES.len());
            self.out.push_str(&SPACES[..now]);
            left -= now;
        }
    }

    /// Moves to where the next entry of the innermost collection starts.
    fn begin_entry(&mut self) {
        let Some(frame) = self.frames.last_mut() else {
            return;
        };
        let is_first = std::mem::replace(&mut frame.is_empty, false);
        let (indent, is_inline, is_mapping) = (frame.indent, frame.is_inline, frame.is_mapping);
        if is_first && !is_inline {
            self.out.push('\n');
        }
        if !(is_first && is_inline) {
            self.indent(indent);
        }
        if !is_mapping {
            self.out.push_str("- ");
        }
    }

    /// Moves to where a value starts that stands on the line of its key or dash.
    fn begin_scalar(&mut self) {
        match self.frames.last() {
            Some(frame) if frame.is_mapping => self.out.push(' '),
            Some(_) => self.begin_entry(),
            None => {}
        }
    }

    fn begin(&mut self, is_mapping: bool) {
        let (indent, is_inline) = match self.frames.last() {
            None => (0, true),
            Some(parent) if parent.is_mapping => {
                (parent.indent + if is_mapping { 2 } else { 0 }, false)
            }
            Some(parent) => (parent.indent + 2, true),
        };
        if self.frames.last().is_some_and(|parent| !parent.is_mapping) {
            self.begin_entry();
        }
        self.frames.push(Frame {
            is_mapping,
            indent,
            is_empty: true,
            is_inline,
        });
    }

    fn end(&mut self, empty: &str) {
        let Some(frame) = self.frames.pop() else {
            return;
        };
        if frame.is_empty {
            if !frame.is_inline {
                self.out.push(' ');
            }
            self.out.push_str(empty);
            self.out.push('\n');
        }
    }

    fn scalar(&mut self, text: &str) {
        self.begin_scalar();
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn text(&mut self, text: &str) {
        if is_plain(text) {
            self.out.push_str(text);
        } else {
            quote(text, &mut self.out, escape);
        }
    }
}

impl ManifestWriter for YamlWriter {
    fn begin_mapping(&mut self) {
        self.begin(true);
    }

    fn end_mapping(&mut self) {
        self.end("{}");
    }

    fn begin_list(&mut self) {
        self.begin(false);
    }

    fn end_list(&mut self) {
        self.end("[]");
    }

    fn key(&mut self, key: &str) {
        self.begin_entry();
        let start = self.out.len();
        self.text(key);
        if self.out.len() - start > LONGEST_SIMPLE_KEY {
            self.out.insert_str(start, "? ");
            self.out.push('\n');
            let indent = self.frames.last().map_or(0, |frame| frame.indent);
            self.indent(indent);
        }
        self.out.push(':');
    }

    fn string(&mut self, value: &str) {
        self.begin_scalar();
        self.text(value);
        self.out.push('\n');
    }

    fn boolean(&mut self, value: bool) {
        self.scalar(if value { "true" } else { "false" });
    }

    fn number(&mut self, literal: &str) {
        self.scalar(literal);
    }

    fn null(&mut self) {
        self.scalar("null");
    }
}

/// Whether text may stand without quotes.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let Some(first) = bytes.first() else {
        return false;
    };
    if !(first.is_ascii_alphabetic() || matches!(first, b'_' | b'/')) {
        return false;
    }
    if bytes.len() <= 5 && is_word(text) {
        return false;
    }
    // Most texts are short, and most bytes are of long base64: those go by whole vectors.
    let (chunks, rest) = bytes.as_chunks::<32>();
    rest.iter().all(|byte| PLAIN[usize::from(*byte)])
        && chunks.iter().all(|chunk| {
            chunk
                .iter()
                .fold(true, |holds, byte| holds & is_plain_byte(*byte))
        })
}

/// [`is_plain_byte`] of every byte.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        plain[byte] = is_plain_byte(byte as u8);
        byte += 1;
    }
    plain
};

const fn is_plain_byte(byte: u8) -> bool {
    // Written with `|` and wrapping ranges so that it compiles to comparisons of whole vectors.
    let letter = (byte | 0x20).wrapping_sub(b'a') < 26;
    // `-` `.` `/` and the digits follow one another.
    let digit = byte.wrapping_sub(b'-') < 13;
    letter | digit | (byte == b'_') | (byte == b'+') | (byte == b'=')
}

/// The words that a reader of YAML 1.1 takes for a boolean or null.
fn is_word(text: &str) -> bool {
    let may_be = text
        .bytes()
        .next()
        .is_some_and(|first| matches!(first | 0x20, b'y' | b'n' | b'o' | b't' | b'f'));
    may_be
        && ["y", "n", "yes", "no", "on", "off", "true", "false", "null"]
            .iter()
            .any(|word| text.eq_ignore_ascii_case(word))
}

fn escape(character: char, out: &mut String) {
    use std::fmt::Write;
    // Writing into a String cannot fail.
    let _ = match u32::from(character) {
        0 => write!(out, "\\0"),
        low @ ..=0xFF => write!(out, "\\x{low:02X}"),
        high => write!(out, "\\u{high:04X}"),
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::write_value;
    use serde_json::json;

    fn yaml(value: &serde_json::Value) -> String {
        let mut writer = YamlWriter::default();
        write_value(value, &mut writer);
        writer.into_string()
    }

    #[test]
    fn lists_stand_as_deep_as_their_key() {
        let value = json!({"kind": "ServiceAccount", "imagePullSecrets": [{"name": "a"}, {"name": "b", "x": [1, true, null]}]});
        assert_eq!(
            yaml(&value),
            "kind: ServiceAccount\nimagePullSecrets:\n- name: a\n- name: b\n  x:\n  - 1\n  - true\n  - null\n"
        );
    }

    #[test]
    fn lists_in_lists_and_empty_ones() {
        let value = json!({"a": [[1, [2]], [], {}, [{}]], "b": {}, "c": [], "d": {"e": {"f": [{"g": {}}]}}});
        assert_eq!(
            yaml(&value),
            "a:\n- - 1\n  - - 2\n- []\n- {}\n- - {}\nb: {}\nc: []\nd:\n  e:\n    f:\n    - g: {}\n"
        );
    }

    #[test]
    fn roots_of_every_shape() {
        assert_eq!(yaml(&json!({})), "{}\n");
        assert_eq!(yaml(&json!([])), "[]\n");
        assert_eq!(yaml(&json!("yes")), "\"yes\"\n");
        assert_eq!(yaml(&json!([1])), "- 1\n");
    }

    #[test]
    fn quotes_are_left_out_only_where_nothing_else_can_be_read() {
        for plain in [
            "quay",
            "_x",
            "/etc",
            "a.b-c_d+e=",
            "eyJhIjoxfQ==",
            "Yess",
            "nulls",
        ] {
            assert_eq!(yaml(&json!(plain)), format!("{plain}\n"));
        }
        for quoted in [
            "", "1", "1a", "y", "NO", "Off", "~", "a b", "a:b", "#", "-a", "=", "é", "@",
        ] {
            assert_eq!(yaml(&json!(quoted)), format!("\"{quoted}\"\n"));
        }
    }
}
