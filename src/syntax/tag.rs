//! Where a tag stands: the parser tells of it with the value behind it.

/// The range of the tag in front of a value; an anchor may stand between them.
pub(super) fn before(text: &str, value: usize) -> Option<(usize, usize)> {
    let mut end = value;
    for _ in 0..2 {
        let front = text[..end].trim_end();
        let start = front.rfind(char::is_whitespace).map_or(0, |at| {
            at + front[at..].chars().next().map_or(1, char::len_utf8)
        });
        // Inside brackets a tag follows without a space.
        let token = front[start..].trim_start_matches(['[', '{', ',']);
        let start = front.len() - token.len();
        match token.as_bytes().first() {
            Some(b'!') => return Some((start, front.len())),
            Some(b'&') => end = start,
            _ => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag_in<'t>(text: &'t str, value: &str) -> Option<&'t str> {
        before(text, text.find(value).unwrap()).map(|(start, end)| &text[start..end])
    }

    #[test]
    fn a_tag_is_found_in_front_of_its_value() {
        assert_eq!(tag_in("a: !!str 12", "12"), Some("!!str"));
        assert_eq!(tag_in("a: !t &x\n  b: c", "b"), Some("!t"));
        assert_eq!(tag_in("a: &x !t b", "b"), Some("!t"));
        assert_eq!(tag_in("[!t x]", "x"), Some("!t"));
        assert_eq!(tag_in("!!map\na: b", "a: b"), Some("!!map"));
        assert_eq!(tag_in("a: b", "b"), None);
    }
}
