//! Scalars: text, words of a choice, booleans.

use crate::finding::catalogue;
use crate::model::{Text, shell_variable};
use crate::source::{Span, Spanned};
use crate::syntax::{Kind, Plain, Style, plain};

use super::Reader;
use super::fields::Field;
use super::place::around;
use super::words::listed;

impl<'t> Reader<'t> {
    /// Text. A plain number, boolean or null is none.
    pub fn text(&mut self, field: Field<'t>) -> Option<Text<'t>> {
        self.text_or(field, |field| match field.is_item {
            true => "write the text here, or remove the item".to_owned(),
            false => format!("write the text behind `{}:`", field.key.value),
        })
    }

    /// Text, with the mend of a value that is not there.
    pub fn text_or(
        &mut self,
        field: Field<'t>,
        mend: impl FnOnce(Field<'t>) -> String,
    ) -> Option<Text<'t>> {
        let tree = self.tree;
        let span = tree.span(field.value);
        let Kind::Scalar(text, style) = &tree.node(field.value).kind else {
            match self.name_of_reference(field) {
                Some(name) => {
                    let help = format!("write the name alone: `{name}`");
                    self.wrong_type(field, "text", Some(&help));
                }
                None => self.wrong_type(field, "text", None),
            }
            return None;
        };
        let kind = match style {
            Style::Quoted => return Some(Spanned::new(text, span)),
            Style::Plain => match plain(text) {
                Plain::Text | Plain::Ambiguous(_) => return Some(Spanned::new(text, span)),
                Plain::Number => "a number",
                Plain::Boolean(_) => "a boolean",
                Plain::Null => "null",
            },
        };
        self.unquoted(field, span, kind, mend);
        None
    }

    /// The name in an item as `{name: quay}`, which is how manifests refer to a secret.
    fn name_of_reference(&self, field: Field<'t>) -> Option<&'t str> {
        let tree = self.tree;
        let entries = tree.entries(field.value).filter(|_| field.is_item)?;
        let name = tree.text(tree.get(field.value, "name")?)?;
        let is_name =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.".contains(&byte);
        (entries.len() == 1 && name.bytes().all(is_name)).then_some(name)
    }

    /// The name of a variable. The `$` of a shell is no part of it.
    pub fn variable(&mut self, field: Field<'t>) -> Option<Text<'t>> {
        if self.tree.entries(field.value).is_some() {
            self.wrong_type(
                field,
                "the name of a variable",
                Some("write the name alone: `env: NAME`"),
            );
            return None;
        }
        let text = self.filled(field)?;
        if !text.value.starts_with('$') {
            return Some(text);
        }
        let is_word = |name: &&str| {
            let mut bytes = name.bytes();
            !name.is_empty() && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        };
        let finding = catalogue::VARIABLE_UNSET.at(
            text.span,
            format!("`{}` is no name of a variable", text.value),
        );
        let finding = match shell_variable(text.value).filter(is_word) {
            Some(name) => finding
                .help(format!("write the name without `$`: `{{env: {name}}}`"))
                .edit(text.span, name),
            None => finding.help("write the name without `$`: `{env: NAME}`"),
        };
        self.report(finding);
        None
    }

    /// Text of at least one character.
    pub fn filled(&mut self, field: Field<'t>) -> Option<Text<'t>> {
        let text = self.text(field)?;
        if text.value.is_empty() {
            let finding = catalogue::MISSING_FIELD
                .at(text.span, format!("{} is an empty text", field.subject()))
                .help("write the text between the quotes");
            self.report(finding);
            return None;
        }
        Some(text)
    }

    /// A server. One with an `@` is not read on, since messages quote servers and what stands before
    /// it may be a credential.
    pub fn server(&mut self, field: Field<'t>) -> Option<Text<'t>> {
        let text = self.text(field)?;
        if text.value.contains('@') {
            let finding = catalogue::SERVER_FORM
                .at(
                    text.span,
                    "an `@` stands in the server: neither a user nor a digest belongs there",
                )
                .help("write the host alone; credentials go to `username` and `password`");
            self.report(finding);
            return None;
        }
        Some(text)
    }

    /// Below `registries` the value is not shown: it may be a password of digits.
    fn unquoted(
        &mut self,
        field: Field<'t>,
        span: Span,
        kind: &str,
        mend: impl FnOnce(Field<'t>) -> String,
    ) {
        let subject = field.subject();
        let written = self.tree.scalar(field.value).unwrap_or_default();
        let is_empty = span.start == span.end;
        if written.is_empty() && !is_empty {
            // All there is is a tag, which the parser has reported.
            return;
        }
        let finding = if is_empty {
            let place = match field.is_item {
                true => span,
                false => field.key.span,
            };
            catalogue::UNQUOTED_TEXT
                .at(place, format!("{subject} is empty, where text is expected"))
                .help(mend(field))
        } else {
            let (before, after) = around(span);
            catalogue::UNQUOTED_TEXT
                .at(span, format!("{subject} is {kind}, where text is expected"))
                .help(match self.is_private {
                    true => "put the value in quotes".to_owned(),
                    false => format!("put it in quotes: `\"{written}\"`"),
                })
                .edit(before, "\"")
                .edit(after, "\"")
        };
        self.report(finding);
    }

    /// One word of several.
    pub fn choice<T: Copy>(
        &mut self,
        field: Field<'t>,
        choices: &[(&'static str, T)],
    ) -> Option<Spanned<T>> {
        let tree = self.tree;
        let span = tree.span(field.value);
        let Kind::Scalar(text, style) = &tree.node(field.value).kind else {
            self.wrong_type(field, "a word", None);
            return None;
        };
        if let Some((_, value)) = choices.iter().find(|(word, _)| *word == text) {
            return Some(Spanned::new(*value, span));
        }
        if *style == Style::Plain && matches!(plain(text), Plain::Ambiguous(_)) {
            // The parser has reported it.
            return None;
        }
        self.unknown_choice(field, choices.iter().map(|(word, _)| *word).collect());
        None
    }

    /// Reports a word that the field does not take. Below `registries` the word is not shown.
    pub fn unknown_choice(&mut self, field: Field<'t>, words: Vec<&'static str>) {
        let subject = field.subject();
        let span = self.tree.span(field.value);
        let tree = self.tree;
        let text = tree.scalar(field.value).unwrap_or_default();
        let message = match self.is_private || text.is_empty() {
            true => format!("{subject} is none of the words that it takes"),
            false => format!("{subject} does not take `{text}`"),
        };
        let place = match span.start == span.end {
            true => field.key.span,
            false => span,
        };
        let finding = catalogue::UNKNOWN_CHOICE.at(place, message);
        let finding = match self.near_word(text, words.iter().copied()) {
            Some(meant) => finding
                .help(format!("did you mean `{meant}`?"))
                .edit(span, meant),
            None => finding.help(match words[..] {
                [only] => format!("the only word that it takes is `{only}`"),
                _ => format!("it takes one of {}", listed(&words)),
            }),
        };
        self.report(finding);
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, field: Field<'t>) -> Option<Spanned<bool>> {
        let tree = self.tree;
        let span = tree.span(field.value);
        if let Kind::Scalar(text, Style::Plain) = &tree.node(field.value).kind {
            match plain(text) {
                Plain::Boolean(value) => return Some(Spanned::new(value, span)),
                Plain::Ambiguous("the boolean true") => return Some(self.old_boolean(field, true)),
                Plain::Ambiguous("the boolean false") => {
                    return Some(self.old_boolean(field, false));
                }
                Plain::Ambiguous(_) => return None,
                Plain::Text | Plain::Number | Plain::Null => {}
            }
        }
        self.wrong_type(
            field,
            "`true` or `false`",
            Some("write `true` or `false`, without quotes"),
        );
        None
    }

    /// Reports a boolean as only YAML 1.1 knows it, which is what its writer meant. Of this place
    /// the finding of the parser, which does not know what is expected here, then goes unsaid.
    fn old_boolean(&mut self, field: Field<'t>, value: bool) -> Spanned<bool> {
        let span = self.tree.span(field.value);
        let finding = catalogue::YAML_VERSIONS_DIFFER
            .at(
                span,
                "this value is read differently by YAML 1.1 and YAML 1.2",
            )
            .label("a boolean in YAML 1.1 alone")
            .help(format!("write `{}: {value}`", field.key.value))
            .edit(span, value.to_string());
        self.report(finding);
        Spanned::new(value, span)
    }
}
