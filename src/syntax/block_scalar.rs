//! Where a block scalar (`|`, `>`) stands as a whole.

use crate::source::line_start;

/// The parser's range of a block scalar is its content with the line breaks behind it. This is
/// the range from the indicator to the last character of the content: what has to be replaced to
/// replace the value, and what has to be masked to hide it.
pub(super) fn whole(text: &str, start: usize, end: usize) -> (usize, usize) {
    let before = text[..start].trim_ascii_end();
    let content = text[start..end.max(start)].trim_ascii_end();
    let line = line_start(before, before.len());
    // An empty block scalar ends where the next token starts; its header is still the last line.
    let start = indicator(&before[line..]).map_or(start, |at| line + at);
    let end = match content.is_empty() {
        true => before.len().max(start),
        false => end.max(start).min(text.len()),
    };
    let end = start + text[start..end].trim_ascii_end().len();
    (start, end)
}

/// Where the indicator stands in the line that opens a block scalar: in front of it white space
/// or nothing, behind it at most a number, a sign and a comment.
fn indicator(line: &str) -> Option<usize> {
    line.match_indices(['|', '>']).map(|(at, _)| at).find(|at| {
        let (before, behind) = (&line[..*at], &line[at + 1..]);
        let rest =
            behind.trim_start_matches(['+', '-', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
        before.chars().next_back().is_none_or(char::is_whitespace)
            && (rest.trim().is_empty()
                || rest.starts_with([' ', '\t']) && rest.trim_start().starts_with('#'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_indicator_is_told_from_the_text_around_it() {
        assert_eq!(indicator("key: |"), Some(5));
        assert_eq!(indicator("key: |2- # a > b"), Some(5));
        assert_eq!(indicator("\"a | b\": >-"), Some(9));
        assert_eq!(indicator("- >"), Some(2));
        assert_eq!(indicator("|"), Some(0));
        assert_eq!(indicator("no block"), None);
    }

    #[test]
    fn the_range_goes_from_the_indicator_to_the_last_character() {
        let text = "a: |\n\n  one\n  two\n\nb: x\n";
        let start = text.find("one").unwrap();
        let end = text.find("b:").unwrap();
        let (from, to) = whole(text, start, end);
        assert_eq!(&text[from..to], "|\n\n  one\n  two");
    }
}
