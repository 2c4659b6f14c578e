//! The words of the language, and those of messages.

use std::borrow::Cow;

use crate::syntax::{Kind, NodeId, Plain, Style, Tree, plain};

use super::Reader;

/// What manifests and commands call a field, and what it is called here.
const OTHER_WORDS: [(&str, &str); 17] = [
    ("docker-email", "email"),
    ("docker-password", "password"),
    ("docker-server", "server"),
    ("docker-username", "username"),
    ("host", "server"),
    ("imagePullSecrets", "pull"),
    ("imagePullSecrets", "pullSecrets"),
    ("namespaces", "projects"),
    ("pass", "password"),
    ("registry", "registries"),
    ("secrets", "mount"),
    ("serviceAccountName", "serviceAccount"),
    ("subjects", "pullers"),
    ("templateFile", "template"),
    ("token", "password"),
    ("url", "server"),
    ("user", "username"),
];

impl Reader<'_> {
    /// The word of the language that was meant by another: the same but for case, dashes and
    /// underscores, the one that manifests spell otherwise, or else one that is a slip of the
    /// pen away.
    pub fn near_word(
        &mut self,
        written: &str,
        words: impl Iterator<Item = &'static str> + Clone,
    ) -> Option<&'static str> {
        let others = OTHER_WORDS.iter().filter(|(word, _)| *word == written);
        std::iter::once(written)
            .chain(others.map(|(_, ours)| *ours))
            .find_map(|meant| words.clone().find(|word| is_same_word(meant, word)))
            .or_else(|| self.near_names.of(written, words))
    }
}

fn is_same_word(one: &str, other: &str) -> bool {
    fn letters(word: &str) -> impl Iterator<Item = char> {
        word.chars()
            .filter(|letter| !matches!(letter, '-' | '_'))
            .map(|letter| letter.to_ascii_lowercase())
    }
    letters(one).eq(letters(other))
}

/// What a node is, in the words of messages; `null` for an empty one.
pub(super) fn kind(tree: &Tree<'_>, node: NodeId) -> &'static str {
    match &tree.node(node).kind {
        Kind::Sequence(_) => "a list",
        Kind::Mapping(_) => "a mapping",
        Kind::Scalar(_, Style::Quoted) => "text",
        Kind::Scalar(text, Style::Plain) => match plain(text) {
            Plain::Null => "null",
            Plain::Boolean(_) => "a boolean",
            Plain::Number => "a number",
            Plain::Text | Plain::Ambiguous(_) => "text",
        },
    }
}

/// A key as a message shows it: behind a colon without a space a credential may stand.
pub(super) fn shown_key(key: &str) -> Cow<'_, str> {
    match key.split_once(':') {
        Some((front, rest)) if !rest.is_empty() => Cow::Owned(format!("{front}:…")),
        _ => Cow::Borrowed(key),
    }
}

/// Names in backticks, with commas.
pub(super) fn listed(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}
