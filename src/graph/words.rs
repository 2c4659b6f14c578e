//! The words that all drawings use.

use std::borrow::Cow;

use crate::model::Form;

use super::fold::{Grant, Group};
use super::gather::{Kind, Secret};

/// The words for every account of the cluster.
pub(super) const EVERYONE: &str = "every account of the cluster";

/// The most characters of one line of a label: Graphviz takes no text of many thousands, and
/// nobody reads one.
const LONGEST: usize = 200;

/// A line of a label, cut where it is too long.
pub(super) fn short(line: &str) -> Cow<'_, str> {
    match line.char_indices().nth(LONGEST) {
        None => Cow::Borrowed(line),
        Some((end, _)) => Cow::Owned(format!("{}…", &line[..end])),
    }
}

/// What a grant allows, from the puller's side.
pub(super) fn grant_words(grant: &Grant) -> String {
    match grant.puller {
        None => "may pull its images".to_owned(),
        Some(_) => format!("may pull its images ({})", grant.pullers),
    }
}

/// The words for a secret: its name, and what it is where it is no plain one.
pub(super) fn secret_lines(secret: &Secret<'_>) -> Vec<String> {
    let mut lines = vec![secret.name.to_owned()];
    lines.extend(note(secret).map(str::to_owned));
    lines
}

/// What a secret is, where it is no plain one.
pub(super) fn note(secret: &Secret<'_>) -> Option<&'static str> {
    match secret.kind {
        Kind::WholeFile => Some("a whole file"),
        Kind::Existing => Some("made by somebody else"),
        Kind::Global => Some("global pull secret of every node"),
        Kind::Entries => match secret.form {
            Form::Secret => None,
            form => Some(form.word()),
        },
    }
}

/// The words for a group of projects.
pub(super) fn group_lines(group: &Group<'_>) -> Vec<String> {
    let mut lines = vec![group.label()];
    lines.extend(group.names());
    if group.unmanaged {
        lines.push("not managed".to_owned());
    }
    lines
}
