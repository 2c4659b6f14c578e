//! Words of a shell.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::printable::is_hidden;

/// A word as bash reads it back: as it is where no character means anything to a shell, otherwise
/// in single quotes. Characters that are not seen are written as escapes, so that a script that is
/// printed can neither steer a terminal nor hold a line that a CI takes for a command.
pub(super) fn quote(word: &str) -> Cow<'_, str> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_./:@%+=,-".contains(&byte);
    if !word.is_empty() && word.bytes().all(plain) {
        return Cow::Borrowed(word);
    }
    if !word.contains(is_hidden) {
        return Cow::Owned(format!("'{}'", word.replace('\'', r"'\''")));
    }
    let mut quoted = "$'".to_owned();
    for character in word.chars() {
        match character {
            // It cannot stand in a script; no name or path that compiles holds one.
            '\0' => {}
            '\'' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted.push_str("\\n"),
            character if is_hidden(character) => {
                // Bytes, which mean the same whatever the locale.
                let mut bytes = [0; 4];
                for byte in character.encode_utf8(&mut bytes).bytes() {
                    let _ = write!(quoted, "\\{byte:03o}");
                }
            }
            character => quoted.push(character),
        }
    }
    quoted.push('\'');
    Cow::Owned(quoted)
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
            "",
            "plain",
            "a b",
            "it's",
            "$(id)",
            "`id`",
            "\"",
            "\\",
            "a\nb",
            "*",
            "~",
            "-n",
            "ü",
            "'",
            "a\n::error::b",
            "\u{1b}[2J",
            "\u{202e}'\\\n7",
            "\u{85}1",
        ];
        for word in words {
            let script = format!("printf %s {}", quote(word));
            assert!(!script.contains(is_hidden), "{script}");
            let output = std::process::Command::new("bash")
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
