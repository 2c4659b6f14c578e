//! Numbered texts and places in them.
//!
//! Every text that the compiler looks into (the spec, a template's output, an audited manifest)
//! is registered once in [`Sources`]; from then on a place is a [`Span`]: which text, which bytes.

use std::sync::OnceLock;

use zeroize::Zeroize;

/// The number of a text in [`Sources`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SourceId(pub u32);

/// A range of bytes of one source; `start` is inclusive, `end` exclusive.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Span {
    /// The text.
    pub source: SourceId,
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Span {
    /// A span of `source` from byte `start` up to byte `end`.
    #[must_use]
    pub fn new(source: SourceId, start: usize, end: usize) -> Self {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self {
            source,
            start: clamp(start),
            end: clamp(end),
        }
    }
}

/// A value and the place where it was written.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where it was written.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Puts a value and its place together.
    #[must_use]
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }
}

/// What may be shown of a source in snippets.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Masking {
    /// A spec: scalars below `registries` are masked, see `syntax::mask`.
    Spec,
    /// A manifest of somebody else's: `data` and `stringData` are masked.
    Manifest,
    /// Rendered or foreign text of which nothing is shown.
    Hidden,
}

/// One text, its name as the user gave it, and where its lines start.
#[derive(Clone)]
pub struct Source {
    name: String,
    text: String,
    masking: Masking,
    masked: OnceLock<Option<Vec<(u32, u32)>>>,
    lines: OnceLock<Vec<u32>>,
    characters: OnceLock<Vec<usize>>,
}

/// A place for people: both numbers start at 1, columns count characters, `offset` counts bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// Offset in bytes, from 0.
    pub offset: u32,
}

impl Drop for Source {
    /// A text that is not the user's own spec may hold credentials: a Docker file, Secrets.
    fn drop(&mut self) {
        if self.masking != Masking::Spec {
            self.text.zeroize();
        }
    }
}

impl Source {
    /// A text by itself. A rendered template stays outside [`Sources`]: nothing of it is shown,
    /// and its findings stand at the place of the spec that asks for it.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>, masking: Masking) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
            masking,
            masked: OnceLock::new(),
            lines: OnceLock::new(),
            characters: OnceLock::new(),
        }
    }

    /// The name under which messages show this text (a path as given, or `<stdin>`).
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text itself.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How snippets of it are masked.
    #[must_use]
    pub fn masking(&self) -> Masking {
        self.masking
    }

    /// The byte ranges that a snippet must not show, sorted and apart; nothing where the text is
    /// none that can be looked into, and a snippet shows each line only up to its first `: `.
    /// They are found by `find` when they are first asked for: most texts are never shown.
    pub fn masked(
        &self,
        find: impl FnOnce(&Self) -> Option<Vec<(u32, u32)>>,
    ) -> Option<&[(u32, u32)]> {
        self.masked.get_or_init(|| find(self)).as_deref()
    }

    /// Offsets at which lines start; the first is 0.
    #[must_use]
    pub fn line_starts(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let mut starts = Vec::with_capacity(self.text.len() / 20);
            starts.push(0);
            for (at, byte) in (0u32..).zip(self.text.bytes()) {
                if byte == b'\n' {
                    starts.push(at + 1);
                }
            }
            starts
        })
    }

    /// How many characters stand in front of a byte, by sums of whole blocks.
    fn characters_before(&self, offset: usize) -> usize {
        let bytes = self.text.as_bytes();
        let sums = self.characters.get_or_init(|| {
            let mut sum = 0;
            bytes
                .chunks(BLOCK)
                .map(|block| {
                    let before = sum;
                    sum += characters(block);
                    before
                })
                .collect()
        });
        let block = offset / BLOCK;
        match sums.get(block) {
            Some(sum) => sum + characters(&bytes[block * BLOCK..offset]),
            None => sums.last().map_or(0, |sum| {
                sum + characters(&bytes[(sums.len() - 1) * BLOCK..offset])
            }),
        }
    }

    /// Line and column of a byte offset; an offset past the end is the end.
    #[must_use]
    pub fn position(&self, offset: u32) -> Position {
        let mut at = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let starts = self.line_starts();
        let line = starts.partition_point(|start| *start as usize <= at);
        let start = starts[line - 1] as usize;
        let column = match at - start <= BLOCK {
            true => characters(&self.text.as_bytes()[start..at]),
            // A whole file may be one line, with many findings in it.
            false => self.characters_before(at) - self.characters_before(start),
        } + 1;
        Position {
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column: u32::try_from(column).unwrap_or(u32::MAX),
            offset,
        }
    }
}

/// Bytes of which the characters are counted together.
const BLOCK: usize = 1024;

/// How many characters start in these bytes of UTF-8.
fn characters(bytes: &[u8]) -> usize {
    // A character's first byte is none of the form 10xxxxxx.
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

/// All texts of one run, numbered in the order in which they were added.
#[derive(Default)]
pub struct Sources {
    list: Vec<Source>,
}

impl Sources {
    /// Registers a text and gives it its number.
    pub fn add(
        &mut self,
        name: impl Into<String>,
        text: impl Into<String>,
        masking: Masking,
    ) -> SourceId {
        let id = SourceId(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        self.list.push(Source::new(name, text, masking));
        id
    }

    /// Registers a text of another run, with what is already known of it.
    pub fn adopt(&mut self, source: &Source) -> SourceId {
        let id = SourceId(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        self.list.push(source.clone());
        id
    }

    /// The text that was added first.
    #[must_use]
    pub fn first(&self) -> Option<&Source> {
        self.list.first()
    }

    /// The text of that number.
    ///
    /// # Panics
    /// Where the number comes from another `Sources`, which the compiler never does.
    #[must_use]
    pub fn get(&self, id: SourceId) -> &Source {
        &self.list[id.0 as usize]
    }
}

/// Where the line starts on which a byte of a text stands. A lone carriage return ends a line, as
/// in YAML.
#[must_use]
pub fn line_start(text: &str, at: usize) -> usize {
    text[..at]
        .rfind(['\n', '\r'])
        .map_or(0, |line_end| line_end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_on_lines_of_any_length() {
        let text = format!("{}\nä{}\n", "é日🎉x".repeat(2_000), "日".repeat(3_000));
        let source = Source::new("a", text.as_str(), Masking::Hidden);
        let mut line = 1;
        let mut column = 1;
        for (offset, character) in text.char_indices() {
            let found = source.position(u32::try_from(offset).unwrap());
            assert_eq!((found.line, found.column), (line, column), "{offset}");
            column += 1;
            if character == '\n' {
                line += 1;
                column = 1;
            }
        }
        let end = source.position(u32::MAX);
        assert_eq!((end.line, end.column), (3, 1));
    }
}
