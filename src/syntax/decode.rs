//! Bytes to text: how large a text may be, and what is no text.

use crate::finding::{Finding, Place, catalogue};
use crate::source::{Masking, SourceId, Sources, Span};

/// The largest spec or manifest that is read: 64 MiB.
pub const MAX_BYTES: usize = 64 << 20;

/// Registers the bytes of a file as a source. Where they are no text that can be parsed, the
/// source holds what could be read before the fault, and a finding says what is wrong.
///
/// Whoever reads the file may stop after [`MAX_BYTES`] and one more byte.
pub fn decode(
    sources: &mut Sources,
    name: &str,
    mut bytes: Vec<u8>,
    masking: Masking,
) -> (SourceId, Option<Finding>) {
    // kubectl reads manifests with a mark; a spec with one would not be read by every program.
    if masking == Masking::Manifest && bytes.starts_with(UTF8_MARK) {
        bytes.drain(..UTF8_MARK.len());
    }
    let fault = fault(&bytes);
    let end = match &fault {
        Some((Fault::Character { .. } | Fault::NotUtf8, at)) => *at,
        Some(_) => 0,
        None => bytes.len(),
    };
    bytes.truncate(end);
    // A manifest that is no text may be anything that a link leads to: none of it is shown.
    let masking = match (&fault, masking) {
        (Some(_), Masking::Manifest) => Masking::Hidden,
        _ => masking,
    };
    // What is left was checked above.
    let text = String::from_utf8(bytes).unwrap_or_default();
    let id = sources.add(name, text, masking);
    let finding = fault.map(|(fault, at)| fault.finding(id, at));
    (id, finding)
}

const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";

/// Why bytes are no text.
enum Fault {
    TooLarge,
    Mark,
    Utf16,
    NotUtf8,
    Character { code: u32 },
}

impl Fault {
    fn finding(self, id: SourceId, at: usize) -> Finding {
        let here: Place = Span::new(id, at, at).into();
        match self {
            Self::TooLarge => catalogue::SPEC_TOO_LARGE
                .at(Place::Source(id), "the file is larger than 64 MiB")
                .help("split it, for example one file a team or a cluster"),
            Self::Mark => catalogue::NOT_UTF8
                .at(Place::Source(id), "the file starts with a byte-order mark")
                .help("save it as UTF-8 without a byte-order mark"),
            Self::Utf16 => catalogue::NOT_UTF8
                .at(Place::Source(id), "the file is UTF-16, not UTF-8")
                .help("save it as UTF-8 without a byte-order mark"),
            Self::NotUtf8 => catalogue::NOT_UTF8
                .at(here, "the file is not UTF-8 from here on")
                .help("save it as UTF-8; if it is no text at all, another file was meant"),
            Self::Character { code: 0 } => catalogue::NOT_UTF8
                .at(here, "the file holds a NUL byte here: it is no text")
                .help("name a YAML file; one that is UTF-16 without a mark must be saved as UTF-8"),
            Self::Character { code } => catalogue::NOT_UTF8
                .at(
                    here,
                    format!("the control character U+{code:04X} may not stand in YAML"),
                )
                .help(format!(
                    "remove it, or write it as `\\u{code:04x}` in double quotes"
                )),
        }
    }
}

fn fault(bytes: &[u8]) -> Option<(Fault, usize)> {
    if bytes.len() > MAX_BYTES {
        return Some((Fault::TooLarge, 0));
    }
    if bytes.starts_with(UTF8_MARK) {
        return Some((Fault::Mark, 0));
    }
    let is_utf16 = bytes.starts_with(b"\xff\xfe")
        || bytes.starts_with(b"\xfe\xff")
        // Without a mark: the second or the first byte of a pair is 0 in ASCII text.
        || matches!(bytes, [a, 0, b, 0, ..] | [0, a, 0, b, ..] if *a != 0 && *b != 0);
    if is_utf16 {
        return Some((Fault::Utf16, 0));
    }
    let (text, invalid_at) = match std::str::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let at = error.valid_up_to();
            (
                std::str::from_utf8(&bytes[..at]).unwrap_or_default(),
                Some(at),
            )
        }
    };
    if let Some((at, code)) = forbidden_character(text) {
        return Some((Fault::Character { code }, at));
    }
    invalid_at.map(|at| (Fault::NotUtf8, at))
}

/// The first character that YAML does not allow to stand unescaped: C0 and C1 controls but tab,
/// line breaks and U+0085, DEL, U+FFFE and U+FFFF.
fn forbidden_character(text: &str) -> Option<(usize, u32)> {
    let may_start = |byte: u8| {
        (byte < 0x20) & (byte != b'\t') & (byte != b'\n') & (byte != b'\r')
            | (byte == 0x7f)
            | (byte == 0xc2)
            | (byte == 0xef)
    };
    // Blocks without a branch inside are quick, and nearly every block is innocent.
    for (block, bytes) in text.as_bytes().chunks(64).enumerate() {
        if !bytes.iter().fold(false, |any, byte| any | may_start(*byte)) {
            continue;
        }
        for (offset, byte) in bytes.iter().enumerate() {
            let at = block * 64 + offset;
            if may_start(*byte)
                && let Some(character) = text[at..].chars().next()
                && is_forbidden(character)
            {
                return Some((at, character.into()));
            }
        }
    }
    None
}

fn is_forbidden(character: char) -> bool {
    matches!(
        character,
        '\0'..='\u{8}'
            | '\u{b}'
            | '\u{c}'
            | '\u{e}'..='\u{1f}'
            | '\u{7f}'..='\u{84}'
            | '\u{86}'..='\u{9f}'
            | '\u{fffe}'
            | '\u{ffff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(bytes: &[u8], masking: Masking) -> (String, Option<(&'static str, String, Place)>) {
        let mut sources = Sources::default();
        let (id, finding) = decode(&mut sources, "a.yaml", bytes.to_vec(), masking);
        (
            sources.get(id).text().to_owned(),
            finding.map(|finding| (finding.code.name(), finding.message, finding.place)),
        )
    }

    fn code(bytes: &[u8]) -> Option<&'static str> {
        outcome(bytes, Masking::Spec).1.map(|found| found.0)
    }

    #[test]
    fn text_passes_untouched() {
        for text in [
            "",
            "a: 1\r\n\tb\n",
            "grün: \u{85}日本 🎉 \u{feff}\u{a0}\u{f000}",
        ] {
            assert_eq!(
                outcome(text.as_bytes(), Masking::Spec),
                (text.to_owned(), None)
            );
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(code(b"\xef\xbb\xbfa: 1"), Some("PS0016"));
        assert_eq!(code(b"\xff\xfea\0:\0"), Some("PS0016"));
        assert_eq!(code(b"a\0:\0 \0"), Some("PS0016"));
        assert_eq!(code(b"\0a\0:\0 "), Some("PS0016"));
        assert_eq!(code(b"\x7fELF\x02\x01\x01\0\0"), Some("PS0016"));
        assert_eq!(code(b"\x1f\x8b\x08\0\0\0\0\0"), Some("PS0016"));
    }

    #[test]
    fn a_fault_stands_where_it_is() {
        let (text, found) = outcome(b"a: 1\nb: gr\xfcn\n", Masking::Spec);
        assert_eq!(text, "a: 1\nb: gr");
        let (code, _, place) = found.unwrap();
        assert_eq!(code, "PS0016");
        assert_eq!(place, Span::new(SourceId(0), 10, 10).into());
        // The control character comes first, in a block of its own.
        let mut bytes = vec![b'a'; 200];
        bytes.extend(b"\x1b[2J \xff");
        let (_, message, place) = outcome(&bytes, Masking::Spec).1.unwrap();
        assert!(message.contains("U+001B"), "{message}");
        assert_eq!(place, Span::new(SourceId(0), 200, 200).into());
        for character in ["\u{9b}", "\u{7f}", "\u{ffff}"] {
            assert_eq!(code.len(), 6);
            assert!(outcome(character.as_bytes(), Masking::Spec).1.is_some());
        }
    }

    #[test]
    fn a_manifest_may_have_a_mark() {
        let (text, found) = outcome(b"\xef\xbb\xbfkind: Pod\n", Masking::Manifest);
        assert_eq!((text.as_str(), found), ("kind: Pod\n", None));
    }

    #[test]
    fn the_limit_is_64_mib() {
        let mut bytes = vec![b' '; MAX_BYTES];
        assert_eq!(code(&bytes), None);
        bytes.push(b' ');
        assert_eq!(code(&bytes), Some("PS0004"));
    }
}
