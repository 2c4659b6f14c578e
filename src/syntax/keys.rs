//! The keys of a mapping: text, each once, and no merge key.

use hashbrown::HashMap;

use crate::finding::{Finding, MOST_FINDINGS, catalogue};
use crate::source::Span;

use super::node::{Kind, NodeId, Style, Tree};

use super::scalar::{is_plain_text, quoted};

/// Up to as many keys are compared with each other, which is quicker than hashing them; nearly
/// every mapping is as small.
const FEW: usize = 8;

/// Reports keys that stand twice and, of a spec (`strict`), keys that are no text and the merge
/// key.
pub(super) fn check_keys(
    tree: &Tree<'_>,
    mapping: NodeId,
    strict: bool,
    findings: &mut Vec<Finding>,
) {
    let Some(entries) = tree.entries(mapping) else {
        return;
    };
    let mut seen = Seen::with_capacity(entries.len());
    for (key, _) in entries {
        if findings.len() >= MOST_FINDINGS {
            return;
        }
        let span = tree.span(key);
        let Kind::Scalar(text, style) = &tree.node(key).kind else {
            if strict {
                findings.push(key_not_text(span));
            }
            continue;
        };
        if strict && *style == Style::Plain {
            if text == "<<" {
                findings.push(
                    catalogue::MERGE_KEY
                        .at(span, "the merge key `<<` is not part of YAML 1.2")
                        .help("share settings by `profiles` and `use: [NAME]`"),
                );
                continue;
            }
            if !is_plain_text(text) {
                findings.push(key_not_text(span).edit(span, quoted(text)));
                continue;
            }
        }
        if let Some(first) = seen.insert(text, span) {
            findings.push(
                catalogue::DUPLICATE_KEY
                    .at(
                        span,
                        match text.split_once(':') {
                            // Behind a colon without a space a credential may stand.
                            Some((front, _)) => {
                                format!(
                                    "a key that starts with `{front}:` stands twice in this mapping"
                                )
                            }
                            None => format!("the key `{text}` stands twice in this mapping"),
                        },
                    )
                    .also(first, "it stands here first")
                    .help("remove one of the two"),
            );
        }
    }
}

fn key_not_text(span: Span) -> Finding {
    catalogue::KEY_NOT_TEXT
        .at(span, "this key is not text")
        .help("put the key in quotes")
}

/// The keys of a mapping so far, each at its first place.
enum Seen<'a> {
    Few(Vec<(&'a str, Span)>),
    Many(HashMap<&'a str, Span>),
}

impl<'a> Seen<'a> {
    fn with_capacity(count: usize) -> Self {
        match count <= FEW {
            true => Self::Few(Vec::with_capacity(count)),
            false => Self::Many(HashMap::with_capacity(count)),
        }
    }

    /// Adds a key; where it is there already, its first place.
    fn insert(&mut self, key: &'a str, span: Span) -> Option<Span> {
        let before = match self {
            Self::Few(keys) => keys
                .iter()
                .find(|(one, _)| *one == key)
                .map(|found| found.1),
            Self::Many(keys) => keys.get(key).copied(),
        };
        if before.is_none() {
            match self {
                Self::Few(keys) => keys.push((key, span)),
                Self::Many(keys) => {
                    keys.insert(key, span);
                }
            }
        }
        before
    }
}
