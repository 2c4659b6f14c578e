//! Names that may stand where somebody types.

use lsp_types::{CompletionItem, CompletionItemKind, CompletionList, CompletionTextEdit, TextEdit};

use super::context::{self, Expected};
use super::document::Document;
use super::names::{Known, with_spec};
use super::text::Encoding;

/// The most names that are proposed at once; the client asks again as more is typed.
const MOST: usize = 500;

/// The names that are expected at a byte.
pub(super) fn of(document: &Document, offset: usize, encoding: Encoding) -> Option<CompletionList> {
    let (expected, start) = context::at(&document.text, offset)?;
    let typed = document.text.as_str().get(start..offset)?;
    // After `project/` an account is typed.
    if typed.contains('/') {
        return None;
    }
    // Those of the last text that parsed: while somebody types there is no time to read it anew,
    // and mostly nothing to read. Right after opening nothing is known yet.
    let fresh;
    let known = match document.known.is_empty() {
        false => &document.known,
        true => {
            let mut read = Known::default();
            let _ = with_spec(document.text.as_str(), |spec| read.update(spec));
            fresh = read;
            &fresh
        }
    };
    let lists: &[(&str, &Vec<String>)] = match expected {
        Expected::PullSecrets => &[
            ("registry", &known.registries),
            ("secret of several registries", &known.secrets),
        ],
        Expected::Registries => &[("registry", &known.registries)],
        Expected::Profiles => &[("profile", &known.profiles)],
        Expected::Projects => &[("project", &known.projects)],
    };
    let range = document.text.range(start, offset, encoding);
    let mut names = lists
        .iter()
        .flat_map(|(what, names)| names.iter().map(move |name| (*what, name)))
        .filter(|(_, name)| name.contains(typed) && name.as_str() != typed);
    let items: Vec<CompletionItem> = names
        .by_ref()
        .take(MOST)
        .map(|(what, name)| CompletionItem {
            label: name.clone(),
            kind: Some(CompletionItemKind::REFERENCE),
            detail: Some(what.to_owned()),
            text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(range, name.clone()))),
            ..CompletionItem::default()
        })
        .collect();
    Some(CompletionList {
        is_incomplete: names.next().is_some(),
        items,
    })
}
