//! The lines around a finding: masked, escaped, cut to a readable length, and nothing else of the
//! text. Offsets of what is shown are offsets of the window, not of the text.

use std::collections::BTreeMap;

use crate::printable;
use crate::source::{Masking, Position, Source, Span};
use crate::syntax;

/// What stands in place of a credential, whatever its length.
const MASK: &str = "********";

/// A line is cut to about as many characters when it is longer.
const LONGEST_LINE: usize = 160;

/// How many characters in front of a label stay when a line is cut.
const BEFORE_LABEL: usize = 60;

/// A line as it is shown.
pub(super) struct Line {
    /// Its number, from 0.
    pub number: usize,
    /// Where it starts in [`Window::text`].
    pub start: usize,
}

/// A label of the window.
pub(super) struct Mark {
    /// Its range in [`Window::text`]; never over the end of a line.
    pub start: usize,
    /// Its end.
    pub end: usize,
    /// Where it starts in the source.
    pub position: Position,
    /// The words.
    pub text: String,
    /// Whether it is the finding's own place.
    pub primary: bool,
}

/// Lines around some spans of one source.
pub(super) struct Window {
    /// What is shown; every line ends in a newline.
    pub text: String,
    /// The lines of the text.
    pub lines: Vec<Line>,
    /// The labels.
    pub marks: Vec<Mark>,
}

/// A span to show.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'a> {
    /// Where.
    pub span: Span,
    /// The words.
    pub text: &'a str,
    /// Whether it is the finding's own place.
    pub primary: bool,
}

/// As many lines between two labels are shown; over a wider gap each label has its own window.
const WIDEST_GAP: usize = 2;

impl Window {
    /// The windows that show some spans of a source, the finding's own place first. Nothing of a
    /// source that is hidden as a whole.
    pub(super) fn all(source: &Source, wanted: &[Wanted<'_>]) -> Option<Vec<Self>> {
        let line = |one: &Wanted<'_>| source.position(one.span.start).line as usize;
        let mut sorted = wanted.to_vec();
        sorted.sort_by_key(|one| one.span.start);
        let mut windows: Vec<Self> = sorted
            .chunk_by(|left, right| line(right) - line(left) <= WIDEST_GAP + 1)
            .map(|near| Self::around(source, near))
            .collect::<Option<_>>()?;
        windows.sort_by_key(|window| !window.marks.iter().any(|mark| mark.primary));
        Some(windows)
    }

    /// The window around spans that are near each other, with one line before and after.
    fn around(source: &Source, wanted: &[Wanted<'_>]) -> Option<Self> {
        if source.masking() == Masking::Hidden {
            return None;
        }
        // The line after the last newline is no line of the text.
        let starts = source.line_starts();
        let total = match starts.last() {
            Some(last) if *last as usize == source.text().len() => starts.len() - 1,
            _ => starts.len(),
        };
        // By line: what is wanted there.
        let mut shown: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (index, one) in wanted.iter().enumerate() {
            let line = source.position(one.span.start).line as usize - 1;
            shown.entry(line).or_default().push(index);
        }
        let first = shown.keys().next().copied().unwrap_or_default();
        let last = shown.keys().next_back().copied().unwrap_or_default();
        for near in first.saturating_sub(1)..(last + 2).min(total) {
            shown.entry(near).or_default();
        }
        let mut window = Self {
            text: String::new(),
            lines: Vec::new(),
            marks: Vec::new(),
        };
        for (number, indexes) in shown {
            window.line(source, number, indexes.iter().map(|index| &wanted[*index]));
        }
        Some(window)
    }

    fn line<'a>(
        &mut self,
        source: &Source,
        number: usize,
        wanted: impl Iterator<Item = &'a Wanted<'a>> + Clone,
    ) {
        let (start, end) = line_range(source, number);
        let focus = wanted
            .clone()
            .map(|one| one.span.start as usize)
            .min()
            .unwrap_or(start);
        let drawn = Drawn::new(source, (start, end), focus);
        let base = self.text.len();
        for one in wanted {
            let from = base + drawn.at(one.span.start as usize);
            let to = base + drawn.after((one.span.end as usize).min(end));
            self.marks.push(Mark {
                start: from,
                // A label needs something to stand under; the newline will do.
                end: to.max(from + 1),
                position: source.position(one.span.start),
                text: printable::printable(one.text).into_owned(),
                primary: one.primary,
            });
        }
        self.lines.push(Line {
            number,
            start: base,
        });
        self.text.push_str(&drawn.text);
        self.text.push('\n');
    }
}

/// The bytes of a line without its line break.
fn line_range(source: &Source, number: usize) -> (usize, usize) {
    let starts = source.line_starts();
    let text = source.text();
    let start = starts[number] as usize;
    let end = starts
        .get(number + 1)
        .map_or(text.len(), |next| *next as usize);
    let line = text[start..end].trim_end_matches(['\n', '\r']);
    (start, start + line.len())
}

/// The part of a very long line that can be shown at all: whoever writes a whole file in one line
/// must not be able to have it walked for each finding.
fn near(text: &str, start: usize, end: usize, focus: usize) -> (usize, usize) {
    let reach = LONGEST_LINE * 8;
    let mut from = focus.saturating_sub(reach).max(start);
    let mut to = focus.saturating_add(2 * reach).min(end).max(from);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    while !text.is_char_boundary(to) {
        to += 1;
    }
    (from, to.max(from))
}

/// A line as it is shown, and where each of its bytes went.
struct Drawn {
    text: String,
    /// Offset in the source, offset in the text, end in the text; ascending.
    pieces: Vec<(usize, usize, usize)>,
}

impl Drawn {
    fn new(source: &Source, line: (usize, usize), focus: usize) -> Self {
        let mut drawn = Self {
            text: String::new(),
            pieces: Vec::new(),
        };
        let (start, end) = near(source.text(), line.0, line.1, focus);
        let masks = masks_of(source, line, (start, end));
        let mut masks = masks.iter().peekable();
        let line = &source.text()[start..end];
        // Where a long line is cut: some characters in front of what is meant.
        let first = line[..focus.clamp(start, end) - start]
            .char_indices()
            .rev()
            .nth(BEFORE_LABEL)
            .map_or(start, |(at, _)| start + at);
        let is_long = line.chars().count() > LONGEST_LINE;
        let mut count = 0;
        let mut masked_to = 0;
        for (offset, character) in line.char_indices() {
            let at = start + offset;
            while masks.peek().is_some_and(|(_, to)| *to <= at) {
                masks.next();
            }
            if is_long && at < first {
                continue;
            }
            if is_long && at == first && at > start {
                drawn.put(at, "…");
            }
            if is_long && count >= LONGEST_LINE {
                drawn.put(at, "…");
                break;
            }
            match masks.peek() {
                Some((from, to)) if *from <= at => {
                    if masked_to != *to {
                        masked_to = *to;
                        drawn.put(at, MASK);
                        count += MASK.len();
                    }
                }
                _ => {
                    let begin = drawn.text.len();
                    match character {
                        '\t' => drawn.text.push('\t'),
                        _ => printable::push(&mut drawn.text, character),
                    }
                    drawn.pieces.push((at, begin, drawn.text.len()));
                    count += 1;
                }
            }
        }
        drawn
    }

    fn put(&mut self, at: usize, text: &str) {
        let begin = self.text.len();
        self.text.push_str(text);
        self.pieces.push((at, begin, self.text.len()));
    }

    /// Where the byte at `offset` of the source is shown.
    fn at(&self, offset: usize) -> usize {
        match self.pieces.partition_point(|piece| piece.0 <= offset) {
            0 => 0,
            after => {
                let (from, start, end) = self.pieces[after - 1];
                let is_last = after == self.pieces.len();
                // Past the end of the line, but not inside a mask that ends the line.
                if is_last && offset > from && &self.text[start..end] != MASK {
                    end
                } else {
                    start
                }
            }
        }
    }

    /// Where what stands in front of `offset` ends.
    fn after(&self, offset: usize) -> usize {
        match self.pieces.partition_point(|piece| piece.0 < offset) {
            0 => 0,
            after => self.pieces[after - 1].2,
        }
    }
}

/// The byte ranges of the shown part of a line that must not be seen, ascending.
fn masks_of(source: &Source, line: (usize, usize), shown: (usize, usize)) -> Vec<(usize, usize)> {
    let (start, end) = shown;
    let Some(masked) = syntax::masked(source) else {
        // What is hidden is told by the beginning of the line, shown or not.
        return unparsed(&source.text()[line.0..line.1])
            .map(|from| ((line.0 + from).max(start), end))
            .filter(|(from, to)| from < to)
            .into_iter()
            .collect();
    };
    let first = masked.partition_point(|(_, to)| *to as usize <= start);
    masked[first..]
        .iter()
        .take_while(|(from, _)| (*from as usize) < end)
        .map(|(from, to)| ((*from as usize).max(start), (*to as usize).min(end)))
        .collect()
}

/// Where the part of a line starts that is not shown because the text did not parse: after its
/// first `: `. A line without one may be the rest of a credential, and is shown only where it is
/// a key by itself or nothing but brackets.
fn unparsed(line: &str) -> Option<usize> {
    if let Some(at) = line.find(": ").or_else(|| line.find(":\t")) {
        // In front of it the rest of a credential may stand, from the line above.
        let front = line[..at].trim_start_matches(['-', ' ', '\t', '{', '[']);
        if front.contains([',', ' ', '\t']) {
            return Some(at - front.len());
        }
        let rest = line[at + 2..].trim_start();
        return (!rest.is_empty()).then(|| line.len() - rest.len());
    }
    let trimmed = line.trim();
    let is_key = trimmed
        .strip_suffix(':')
        .is_some_and(|key| !key.contains([' ', '"', '\'']));
    let is_structure = trimmed
        .chars()
        .all(|character| "[]{},:-# \t%&*!|>@`\"'".contains(character));
    if is_key || is_structure {
        return None;
    }
    let content = line.trim_start().trim_start_matches(['-', ' ']);
    // A field of the language is no credential, and tells where its colon or space is missing.
    let shown = match syntax::leading_field(content) {
        Some((_, rest)) if rest.trim().is_empty() => return None,
        Some((word, rest)) if rest.starts_with([':', ' ']) => word.len() + 1,
        _ => 0,
    };
    Some(line.len() - content.len() + shown)
}
