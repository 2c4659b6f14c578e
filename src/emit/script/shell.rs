//! Words of a shell.

use std::borrow::Cow;

/// A word as a shell reads it back: as it is where no character means anything to a shell,
/// otherwise in single quotes.
pub(super) fn quote(word: &str) -> Cow<'_, str> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_./:@%+=,-".contains(&byte);
    if !word.is_empty() && word.bytes().all(plain) {
        return Cow::Borrowed(word);
    }
    // A NUL cannot stand in a script; no name or path that compiles holds one.
    Cow::Owned(format!(
        "'{}'",
        word.replace('\0', "").replace('\'', r"'\''")
    ))
}

/// A path as an argument: one that starts with a dash would be read as an option.
pub(super) fn path(path: &str) -> Cow<'_, str> {
    match path.starts_with('-') {
        true => Cow::Owned(quote(&format!("./{path}")).into_owned()),
        false => quote(path),
    }
}

/// Whether a shell can name a variable so.
pub(super) fn is_variable(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes
        .next()
        .is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// A variable's name made of words: `quay-io`, `password` to `QUAY_IO_PASSWORD`.
pub(super) fn variable(words: &[&str]) -> String {
    let mut name = words.join("_");
    name = name
        .chars()
        .map(|character| match character.is_ascii_alphanumeric() {
            true => character.to_ascii_uppercase(),
            false => '_',
        })
        .collect();
    if name.starts_with(|first: char| first.is_ascii_digit()) {
        name.insert(0, '_');
    }
    name
}

/// The end of a text that a command reads from the script: a word that no line of the text is.
pub(super) fn delimiter(text: &str) -> String {
    let mut word = "MANIFEST".to_owned();
    while text.lines().any(|line| line == word) {
        word.push('_');
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_from_a_shell() {
        let words = [
            "", "plain", "a b", "it's", "$(id)", "`id`", "\"", "\\", "a\nb", "*", "~", "-n", "ü",
            "'",
        ];
        for word in words {
            let script = format!("printf %s {}", quote(word));
            let output = std::process::Command::new("sh")
                .args(["-c", &script])
                .output();
            let printed = output.expect("a shell runs").stdout;
            assert_eq!(String::from_utf8_lossy(&printed), word, "{script}");
        }
    }

    #[test]
    fn the_end_of_a_text_is_no_line_of_it() {
        assert_eq!(delimiter("a\nMANIFEST\nMANIFEST_\n"), "MANIFEST__");
    }
}
