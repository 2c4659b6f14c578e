//! What code review tools want of a finding: a file and a line, always, and a fingerprint that
//! stays when lines move.

use aws_lc_rs::digest::{SHA256, digest};
use hashbrown::HashMap;

use crate::finding::{Finding, Place};
use crate::source::{Position, Sources};

use super::place::{Located, locate};

/// A file and a range in it.
pub(super) struct Location<'a> {
    /// The path, without a leading `./`.
    pub path: &'a str,
    /// The first character.
    pub start: Position,
    /// After the last character.
    pub end: Position,
}

const START: Position = Position {
    line: 1,
    column: 1,
    offset: 0,
};

/// The location of a place. These tools drop or refuse what has none: a finding about a file is
/// placed at its start, one about an argument at the start of the spec.
pub(super) fn location<'a>(sources: &'a Sources, place: &'a Place) -> Location<'a> {
    let (path, start, end) = match locate(sources, place) {
        Located::Range { source, start, end } => (source.name(), start, end),
        Located::File(path) => (path, START, START),
        Located::Argument(_) => {
            let name = sources
                .first()
                .map_or("pullsecrets.yaml", |source| source.name());
            (name, START, START)
        }
    };
    Location {
        path: path.strip_prefix("./").unwrap_or(path),
        start,
        end,
    }
}

/// Fingerprints: of code, file and message, and of how many like it came before; so a finding
/// keeps its own when lines above it come and go.
#[derive(Default)]
pub(super) struct Fingerprints {
    seen: HashMap<[u8; 32], u32>,
}

impl Fingerprints {
    /// The fingerprint of the next finding, in hexadecimal digits.
    pub(super) fn next(&mut self, finding: &Finding, path: &str) -> String {
        let text = format!("{}\0{path}\0{}", finding.code.name(), finding.message);
        let mut hash = [0; 32];
        hash.copy_from_slice(digest(&SHA256, text.as_bytes()).as_ref());
        let count = self.seen.entry(hash).or_insert(0);
        *count += 1;
        if *count > 1 {
            let repeated = format!("{text}\0{count}");
            hash.copy_from_slice(digest(&SHA256, repeated.as_bytes()).as_ref());
        }
        hash.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::catalogue;

    #[test]
    fn fingerprints_do_not_depend_on_lines_and_do_not_repeat() {
        let finding = |line: &str, message: &str| {
            catalogue::UNDEFINED_PROFILE.at(Place::Argument(line.into()), message)
        };
        let mut first = Fingerprints::default();
        let one = first.next(&finding("1", "a"), "x.yaml");
        let two = first.next(&finding("2", "a"), "x.yaml");
        let other = first.next(&finding("2", "b"), "x.yaml");
        assert_eq!(one.len(), 64);
        assert!(one != two && two != other && one != other);
        let mut second = Fingerprints::default();
        assert_eq!(second.next(&finding("9", "a"), "x.yaml"), one);
        assert_ne!(second.next(&finding("9", "b"), "y.yaml"), other);
        assert_eq!(second.next(&finding("10", "a"), "x.yaml"), two);
    }
}
