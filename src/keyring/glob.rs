//! Patterns for one label of a host, with the signs of Go's `filepath.Match`: `*`, `?`, `[…]` and
//! the backslash.

/// What came of holding one sign of a pattern against a text.
enum Step {
    /// It fits: so many bytes of the pattern and of the text are behind it.
    Fits(usize, usize),
    /// It does not fit.
    Differs,
    /// The pattern has no good form.
    Malformed,
}

impl Step {
    fn when(fits: bool, pattern: usize, text: usize) -> Self {
        match fits {
            true => Self::Fits(pattern, text),
            false => Self::Differs,
        }
    }
}

/// Whether a pattern fits a whole text; a pattern of bad form fits nothing.
pub(super) fn fits(pattern: &[u8], text: &[u8]) -> bool {
    let mut pattern_at = 0;
    let mut text_at = 0;
    // Where to go on when a later part does not fit: behind the last `*`, one byte further.
    let mut retry: Option<(usize, usize)> = None;
    loop {
        let step = match pattern.get(pattern_at) {
            Some(b'*') => {
                pattern_at += 1;
                retry = Some((pattern_at, text_at));
                continue;
            }
            None if text_at == text.len() => return true,
            None => Step::Differs,
            Some(sign) => one(*sign, &pattern[pattern_at..], &text[text_at..]),
        };
        match (step, retry) {
            (Step::Fits(pattern_step, text_step), _) => {
                pattern_at += pattern_step;
                text_at += text_step;
            }
            // A `*` never takes a slash.
            (Step::Differs, Some((behind, from))) if from < text.len() && text[from] != b'/' => {
                pattern_at = behind;
                text_at = from + 1;
                retry = Some((behind, from + 1));
            }
            (Step::Differs | Step::Malformed, _) => return false,
        }
    }
}

/// Holds the first sign of a pattern against the start of a text.
fn one(sign: u8, pattern: &[u8], text: &[u8]) -> Step {
    let next = text.first();
    match sign {
        b'?' => Step::when(next.is_some_and(|next| *next != b'/'), 1, first(text).1),
        b'[' => class(pattern, text).unwrap_or(Step::Malformed),
        b'\\' => match pattern.get(1) {
            Some(escaped) => Step::when(next == Some(escaped), 2, 1),
            None => Step::Malformed,
        },
        _ => Step::when(next == Some(&sign), 1, 1),
    }
}

/// Holds `[…]` against the start of a text; nothing where it has no good form.
fn class(pattern: &[u8], text: &[u8]) -> Option<Step> {
    let (character, width) = first(text);
    let mut at = 1;
    let negated = pattern.get(at) == Some(&b'^');
    at += usize::from(negated);
    let mut found = false;
    let mut ranges = 0;
    loop {
        if pattern.get(at) == Some(&b']') && ranges > 0 {
            at += 1;
            break;
        }
        let low = bound(pattern, &mut at)?;
        let high = if pattern.get(at) == Some(&b'-') {
            at += 1;
            bound(pattern, &mut at)?
        } else {
            low
        };
        found |= character.is_some_and(|character| (low..=high).contains(&character));
        ranges += 1;
    }
    Some(Step::when(
        character.is_some() && found != negated,
        at,
        width,
    ))
}

/// A bound of a range; something must follow it.
fn bound(pattern: &[u8], at: &mut usize) -> Option<char> {
    match pattern.get(*at)? {
        b'-' | b']' => return None,
        b'\\' => *at += 1,
        _ => {}
    }
    let (character, width) = first(pattern.get(*at..)?);
    *at += width;
    (*at < pattern.len()).then_some(character?)
}

/// The first character of a text and its width; a byte that is no UTF-8 is U+FFFD.
fn first(text: &[u8]) -> (Option<char>, usize) {
    let chunk = text[..text.len().min(4)].utf8_chunks().next();
    match chunk.map(|chunk| chunk.valid().chars().next()) {
        None => (None, 0),
        Some(Some(character)) => (Some(character), character.len_utf8()),
        Some(None) => (Some(char::REPLACEMENT_CHARACTER), 1),
    }
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn fits_as_go_does() {
        for (pattern, text, expected) in [
            ("*", "", true),
            ("*", "abc", true),
            ("a*c", "abbc", true),
            ("a*c", "abcd", false),
            ("**", "x", true),
            ("a*b*c", "aXbYbZc", true),
            ("?", "é", true),
            ("?", "", false),
            ("[a-c]x", "bx", true),
            ("[^a-c]x", "bx", false),
            ("[^a-c]x", "éx", true),
            ("[]a]", "]", false),
            ("[a", "a", false),
            ("[-]", "-", false),
            ("\\*", "*", true),
            ("a\\", "a", false),
            ("*/", "a/", true),
            ("a*", "a/b", false),
        ] {
            let found = fits(pattern.as_bytes(), text.as_bytes());
            assert_eq!(found, expected, "{pattern} {text}");
        }
    }
}
