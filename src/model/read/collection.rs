//! Lists and mappings from names.

use std::borrow::Cow;

use crate::finding::catalogue;
use crate::model::{Names, Text, TextMap};
use crate::syntax::{AGE_IDENTITY, Kind, NodeId, quoted};

use super::Reader;
use super::fields::Field;
use super::place::{around, key_text};

/// A mend repeats as many names of a list.
const FEW_NAMES: usize = 5;

impl<'t> Reader<'t> {
    /// A mapping from names to parts. A part that cannot be read keeps its name.
    pub fn names<T>(
        &mut self,
        field: Field<'t>,
        help: &str,
        mut read: impl FnMut(&mut Self, Field<'t>) -> Option<T>,
    ) -> Option<Names<'t, T>> {
        let tree = self.tree;
        let Some(entries) = tree.entries(field.value) else {
            match self.list_of_names(field.value) {
                Some(names) => {
                    let key = field.key.value;
                    let help = format!("write `{key}: {{{}: {{}}}}`", names.join(": {}, "));
                    self.wrong_type(field, "a mapping of names", Some(&help));
                }
                None => self.wrong_type(field, "a mapping of names", Some(help)),
            }
            return None;
        };
        let mut names = Names::default();
        names.reserve(entries.len());
        for (key, value) in entries {
            // The parser reports keys that are no text, and the merge key.
            if let Some(name) = key_text(tree, key) {
                let part = read(self, Field::new(name, value));
                names.push(name, part);
            }
        }
        Some(names)
    }

    /// The items of a short list that are names and nothing else, to be repeated in a mend; nothing
    /// below `registries`, where they may be anything.
    pub fn list_of_names(&self, list: NodeId) -> Option<Vec<&'t str>> {
        let items = self.tree.items(list).filter(|_| !self.is_private)?;
        let is_name = |text: &&str| {
            text.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        };
        let name = |item: &NodeId| self.tree.text(*item).filter(is_name);
        let names: Option<Vec<&str>> = items.iter().take(FEW_NAMES + 1).map(name).collect();
        names.filter(|names| (1..=FEW_NAMES).contains(&names.len()))
    }

    /// The items of a list.
    pub fn items(&mut self, field: Field<'t>, help: &str) -> Option<&'t [NodeId]> {
        let tree = self.tree;
        let items = tree.items(field.value);
        if items.is_none() {
            self.wrong_type(field, "a list", Some(help));
        }
        items
    }

    /// A list whose items are read one by one; those that cannot be read are left out.
    pub fn good_items<T>(
        &mut self,
        field: Field<'t>,
        help: &str,
        mut read: impl FnMut(&mut Self, Field<'t>) -> Option<T>,
    ) -> Option<Vec<T>> {
        let items = self.items(field, help)?;
        let mut good = Vec::with_capacity(items.len());
        for item in items {
            good.extend(read(self, field.item(*item)));
        }
        Some(good)
    }

    /// A list of names. One with an item that is no text is broken as a whole: nobody knows what
    /// that item named.
    pub fn texts(&mut self, field: Field<'t>) -> Option<Vec<Text<'t>>> {
        let tree = self.tree;
        if let Some(name) = tree.text(field.value) {
            self.one_text(field, name);
            return None;
        }
        let Some(items) = tree.items(field.value) else {
            let name = field.key.value;
            let help = format!("write `{name}: [NAME]`, or `{name}: []` for none");
            self.wrong_type(field, "a list", Some(&help));
            return None;
        };
        let mut texts = Vec::with_capacity(items.len());
        for item in items {
            texts.extend(self.text(field.item(*item)));
        }
        (texts.len() == items.len()).then_some(texts)
    }

    /// Reports a name that stands where a list of names is expected.
    fn one_text(&mut self, field: Field<'t>, name: &'t str) {
        let span = self.tree.span(field.value);
        let (before, after) = around(span);
        let shown = match name.starts_with(|first: char| first.is_ascii_alphanumeric()) {
            // Somebody may have taken the private key for the recipient.
            _ if name.contains(AGE_IDENTITY) => Cow::Borrowed("RECIPIENT"),
            true => Cow::Borrowed(name),
            false => quoted(name),
        };
        let finding = catalogue::WRONG_TYPE
            .at(
                span,
                format!("{} is text, where a list is expected", field.subject()),
            )
            .help(format!(
                "write it in brackets: `{}: [{shown}]`",
                field.key.value
            ))
            .edit(before, "[")
            .edit(after, "]");
        self.report(finding);
    }

    /// A list of at least one name.
    pub fn some_texts(&mut self, field: Field<'t>) -> Option<Vec<Text<'t>>> {
        let texts = self.texts(field)?;
        if texts.is_empty() {
            self.empty_list(field);
            return None;
        }
        Some(texts)
    }

    /// Reports a list without items where one at least is needed.
    pub fn empty_list(&mut self, field: Field<'t>) {
        let finding = catalogue::MISSING_FIELD
            .at(
                self.tree.span(field.value),
                format!("{} is an empty list", field.subject()),
            )
            .help("add an item to it");
        self.report(finding);
    }

    /// Keys and texts, as labels and annotations are.
    pub fn text_map(&mut self, field: Field<'t>) -> Option<TextMap<'t>> {
        let tree = self.tree;
        let Some(entries) = tree.entries(field.value) else {
            let help = format!("write `{}: {{KEY: \"VALUE\"}}`", field.key.value);
            self.wrong_type(field, "a mapping from keys to texts", Some(&help));
            return None;
        };
        let mut map = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let Some(key) = key_text(tree, key) else {
                continue;
            };
            let field = Field::new(key, value);
            let mend = |_| "write the text, or `\"\"` where it is empty".to_owned();
            if let Some(text) = self.text_or(field, mend) {
                map.push((key, text));
            }
        }
        // The first of a key that stands twice counts: the sort is stable.
        map.sort_by_key(|(key, _)| key.value);
        map.dedup_by_key(|(key, _)| key.value);
        Some(map)
    }

    /// A mapping of anything; its node.
    pub fn mapping(&mut self, field: Field<'t>, help: &str) -> Option<NodeId> {
        match self.tree.node(field.value).kind {
            Kind::Mapping(_) => Some(field.value),
            _ => {
                self.wrong_type(field, "a mapping", Some(help));
                None
            }
        }
    }
}
