//! An open text, and its places in the client's units.

use lsp_types::{Position, Range};

/// In which units the columns of positions count; client and server agree on one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// What every client speaks: code units of UTF-16.
    #[default]
    Utf16,
    /// Characters.
    Utf32,
}

impl Encoding {
    /// The first of the client's encodings, in its order, that costs nothing here, otherwise the
    /// first that is known, otherwise the protocol's own.
    #[must_use]
    pub fn agreed<'a>(offered: impl Iterator<Item = &'a str> + Clone) -> Self {
        if offered.clone().any(|word| word == "utf-8") {
            return Self::Utf8;
        }
        offered
            .filter_map(|word| match word {
                "utf-16" => Some(Self::Utf16),
                "utf-32" => Some(Self::Utf32),
                _ => None,
            })
            .next()
            .unwrap_or_default()
    }

    /// The protocol's word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16 => "utf-16",
            Self::Utf32 => "utf-32",
        }
    }

    fn width(self, character: char) -> usize {
        match self {
            Self::Utf8 => character.len_utf8(),
            Self::Utf16 => character.len_utf16(),
            Self::Utf32 => 1,
        }
    }
}

/// A text and where its lines start.
pub struct Text {
    text: String,
    /// Offsets; the first is 0.
    lines: Vec<usize>,
}

impl Text {
    /// A text as the client sent it.
    #[must_use]
    pub fn new(text: String) -> Self {
        let lines = line_starts(&text);
        Self { text, lines }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// A line without its end; empty where there is none of that number (from 0).
    #[must_use]
    pub fn line(&self, number: usize) -> &str {
        let Some(start) = self.lines.get(number) else {
            return "";
        };
        let end = self.lines.get(number + 1).copied();
        self.text[*start..end.unwrap_or(self.text.len())].trim_end_matches(['\n', '\r'])
    }

    /// The number of the line in which an offset lies, and where that line starts.
    #[must_use]
    pub fn line_of(&self, offset: usize) -> (usize, usize) {
        let line = self.lines.partition_point(|start| *start <= offset);
        let line = line.saturating_sub(1);
        (line, self.lines[line])
    }

    /// The position of a byte; one past the end is the end, one inside of a character its start.
    #[must_use]
    pub fn position(&self, offset: usize, encoding: Encoding) -> Position {
        let mut at = offset.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let (line, start) = self.line_of(at);
        let before = &self.text[start..at];
        let column: usize = match encoding {
            Encoding::Utf8 => before.len(),
            _ => before.chars().map(|each| encoding.width(each)).sum(),
        };
        let clamp = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Position::new(clamp(line), clamp(column))
    }

    /// The byte of a position; a column past the end of its line is that end, a line past the last
    /// is the end of the text, as the protocol demands.
    #[must_use]
    pub fn offset(&self, position: Position, encoding: Encoding) -> usize {
        let line = position.line as usize;
        let Some(start) = self.lines.get(line) else {
            return self.text.len();
        };
        let content = self.line(line);
        let mut left = position.character as usize;
        for (at, character) in content.char_indices() {
            let width = encoding.width(character);
            if left < width {
                return start + at;
            }
            left -= width;
        }
        start + content.len()
    }

    /// The range of some bytes.
    #[must_use]
    pub fn range(&self, start: usize, end: usize, encoding: Encoding) -> Range {
        Range::new(self.position(start, encoding), self.position(end, encoding))
    }

    /// Replaces a range, or everything where there is none.
    pub fn change(&mut self, range: Option<Range>, new: String, encoding: Encoding) {
        match range {
            None => self.text = new,
            Some(range) => {
                let start = self.offset(range.start, encoding);
                let end = self.offset(range.end, encoding).max(start);
                self.text.replace_range(start..end, &new);
            }
        }
        self.lines = line_starts(&self.text);
    }
}

/// The protocol knows three ends of lines: `\n`, `\r\n` and `\r`.
fn line_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut starts = vec![0];
    for (at, byte) in bytes.iter().enumerate() {
        let ends = *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
        if ends {
            starts.push(at + 1);
        }
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_comes_back_in_every_encoding() {
        let text = Text::new("é日🎉x: 1\r\nzwei\rdrei\n\n🎉".to_owned());
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            for (offset, character) in text.as_str().char_indices() {
                if character == '\n' && text.as_str()[..offset].ends_with('\r') {
                    continue;
                }
                let position = text.position(offset, encoding);
                assert_eq!(text.offset(position, encoding), offset, "{encoding:?}");
            }
        }
        assert_eq!(text.position(9, Encoding::Utf16), Position::new(0, 4));
        assert_eq!(text.position(9, Encoding::Utf8), Position::new(0, 9));
        assert_eq!(text.position(9, Encoding::Utf32), Position::new(0, 3));
        assert_eq!(text.line(2), "drei");
    }

    #[test]
    fn positions_that_are_none_are_the_nearest() {
        let text = Text::new("🎉a\nb".to_owned());
        let at = |line, column| text.offset(Position::new(line, column), Encoding::Utf16);
        assert_eq!((at(0, 1), at(0, 2), at(0, 99)), (0, 4, 5));
        assert_eq!((at(1, 99), at(7, 0)), (7, 7));
    }

    #[test]
    fn changes_replace_ranges() {
        let mut text = Text::new("a: 🎉\nb: 2\n".to_owned());
        let range = Range::new(Position::new(0, 3), Position::new(1, 0));
        text.change(Some(range), "1\r\n".to_owned(), Encoding::Utf16);
        assert_eq!(text.as_str(), "a: 1\r\nb: 2\n");
        assert_eq!(text.line(1), "b: 2");
        let backwards = Range::new(Position::new(1, 0), Position::new(0, 0));
        text.change(Some(backwards), "x".to_owned(), Encoding::Utf16);
        assert_eq!(text.as_str(), "a: 1\r\nxb: 2\n");
        text.change(None, "neu".to_owned(), Encoding::Utf16);
        assert_eq!(text.as_str(), "neu");
    }
}
