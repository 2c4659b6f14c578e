//! Typed access to the fields of a mapping: which are there, which are unknown, which are missing.

use crate::finding::catalogue;
use crate::model::Text;
use crate::source::Span;
use crate::syntax::{Kind, NodeId, Style};

use super::Reader;
use super::elsewhere::{elsewhere, list_of};
use super::place::{head, key_text};
use super::words::{kind, listed, shown_key};

/// A value and the words for it: a field of a mapping, or an item of a list.
#[derive(Clone, Copy)]
pub(super) struct Field<'t> {
    /// The key; for an item the key of its list.
    pub key: Text<'t>,
    /// The value.
    pub value: NodeId,
    /// Whether it is an item of the list under that key.
    pub is_item: bool,
}

impl<'t> Field<'t> {
    /// A field of a mapping.
    pub fn new(key: Text<'t>, value: NodeId) -> Self {
        Self {
            key,
            value,
            is_item: false,
        }
    }

    /// An item of this list.
    pub fn item(self, value: NodeId) -> Self {
        Self {
            value,
            is_item: true,
            ..self
        }
    }

    /// How a message names it.
    pub fn subject(&self) -> String {
        match self.is_item {
            true => format!("an item of `{}`", shown_key(self.key.value)),
            false => format!("`{}`", shown_key(self.key.value)),
        }
    }
}

/// What is known of a mapping beside its fields.
#[derive(Clone, Copy)]
pub(super) struct Part {
    /// The whole mapping.
    pub span: Span,
    /// Where a finding on what is missing points: the key, or the start of an item.
    pub place: Span,
    /// What the mapping is, for messages: `a registry`.
    pub what: &'static str,
    /// Whether every key was understood; if not, what seems missing may stand under one that
    /// was not, and is not reported.
    is_understood: bool,
    /// The fields (by their place in the list of names) that a mistyped key seems to mean.
    mistaken: u32,
}

impl Part {
    /// Whether the mapping says what its fields say. One with a mistyped key says something else,
    /// and is not taken for more than a name.
    pub fn is_sound(&self) -> bool {
        self.mistaken == 0
    }

    /// Whether every key was understood.
    pub fn is_understood(&self) -> bool {
        self.is_understood
    }

    /// Whether a mistyped key seems to mean the field of that number.
    pub fn seems_to_mean(&self, field: usize) -> bool {
        self.mistaken & (1 << field) != 0
    }
}

impl<'t> Reader<'t> {
    /// The fields of a mapping in the order of `names`; anything else than a mapping, and fields
    /// of other names, are reported.
    pub fn fields<const N: usize>(
        &mut self,
        field: Field<'t>,
        what: &'static str,
        names: &[&'static str; N],
    ) -> Option<(Part, [Option<Field<'t>>; N])> {
        const { assert!(N <= 32, "`Part::mistaken` has a bit a field") };
        let tree = self.tree;
        let Some(entries) = tree.entries(field.value) else {
            if let Some((written, name)) = self.field_without_space(field.value, names) {
                self.missing_space(written, name);
                return None;
            }
            let list = list_of(what).zip(self.list_of_names(field.value));
            let help = match list {
                Some((list, items)) => {
                    format!(
                        "write `{}: {{{list}: [{}]}}`",
                        field.key.value,
                        items.join(", ")
                    )
                }
                None => format!("write a mapping with {}", listed(names)),
            };
            self.wrong_type(field, "a mapping", Some(&help));
            return None;
        };
        let mut given = [None; N];
        let mut unknown = Vec::new();
        let mut bare = Vec::new();
        let mut part = Part {
            span: tree.span(field.value),
            place: match field.is_item {
                true => head(tree, field.value),
                false => field.key.span,
            },
            what,
            is_understood: true,
            mistaken: 0,
        };
        for (key, value) in entries {
            let Some(name) = key_text(tree, key) else {
                // The parser reports keys that are no text, and the merge key.
                part.is_understood = false;
                continue;
            };
            match names.iter().position(|known| *known == name.value) {
                Some(number) if given[number].is_none() => {
                    given[number] = Some(Field::new(name, value));
                }
                // The parser reports keys that stand twice; the first counts.
                Some(_) => {}
                // It may be the credential itself, which is not said: `password: {hunter2}`.
                None if !name.value.contains(':') && tree.is_bare(key, value) => bare.push(name),
                None => unknown.push(name),
            }
        }
        for name in unknown {
            self.unknown_field(name, &mut part, names, &given);
        }
        for name in bare {
            part.is_understood = false;
            self.report(
                catalogue::UNKNOWN_FIELD
                    .at(
                        name.span,
                        format!("a text stands where fields of {what} belong"),
                    )
                    .help(format!("the fields of {what} are {}", listed(names))),
            );
        }
        Some((part, given))
    }

    /// Reports a field that the language does not know there.
    fn unknown_field<const N: usize>(
        &mut self,
        name: Text<'t>,
        part: &mut Part,
        names: &[&'static str; N],
        given: &[Option<Field<'t>>; N],
    ) {
        part.is_understood = false;
        if let Some((field, _)) = name.value.split_once(':')
            && let Some(number) = names.iter().position(|known| *known == field)
        {
            part.mistaken |= 1 << number;
            self.missing_space(name, field);
            return;
        }
        let finding = catalogue::UNKNOWN_FIELD.at(
            name.span,
            format!("`{}` is no field of {}", shown_key(name.value), part.what),
        );
        let absent = names
            .iter()
            .zip(given)
            .filter(|(_, field)| field.is_none())
            .map(|(name, _)| *name);
        if let Some(place) = elsewhere(part.what, name.value) {
            if let Some(number) = names.iter().position(|known| *known == place.field) {
                part.mistaken |= 1 << number;
            }
            self.report(finding.help(place.mend));
            return;
        }
        let finding = match self.near_word(name.value, absent) {
            Some(meant) => {
                if let Some(number) = names.iter().position(|known| *known == meant) {
                    part.mistaken |= 1 << number;
                }
                finding
                    .help(format!("did you mean `{meant}`?"))
                    .edit(name.span, meant)
            }
            None => finding.help(match self.near_word(name.value, names.iter().copied()) {
                Some(meant) => format!(
                    "`{meant}` stands here already: remove `{}`",
                    shown_key(name.value)
                ),
                None => format!("the fields of {} are {}", part.what, listed(names)),
            }),
        };
        self.report(finding);
    }

    /// The text in the place of a mapping, and the field that it starts with, where there is only
    /// no space behind the field's colon.
    pub fn field_without_space(
        &self,
        value: NodeId,
        names: &[&'static str],
    ) -> Option<(Text<'t>, &'static str)> {
        let tree = self.tree;
        let Kind::Scalar(text, Style::Plain) = &tree.node(value).kind else {
            return None;
        };
        let (field, rest) = text.split_once(':')?;
        let name = names.iter().find(|name| **name == field)?;
        let written = Text::new(text.as_ref(), tree.span(value));
        (!rest.is_empty()).then_some((written, *name))
    }

    /// Reports a field whose colon has no space behind it, which makes its value a part of its name.
    pub fn missing_space(&mut self, written: Text<'t>, field: &str) {
        let finding = catalogue::UNKNOWN_FIELD
            .at(
                written.span,
                format!("a space is missing behind `{field}:`"),
            )
            .help(format!("write `{field}: `, and the value behind the space"));
        let width = (written.span.end - written.span.start) as usize;
        // Only what stands in the file as it is has its colon where the text has it.
        let finding = match u32::try_from(field.len() + 1) {
            Ok(behind) if width == written.value.len() => {
                let at = written.span.start + behind;
                let place = Span {
                    start: at,
                    end: at,
                    ..written.span
                };
                finding.edit(place, " ")
            }
            _ => finding,
        };
        self.report(finding);
    }

    /// Reads a field that must be there. `example` is what the help proposes to add.
    pub fn required<T>(
        &mut self,
        part: &Part,
        field: Option<Field<'t>>,
        name: &str,
        example: &str,
        read: impl FnOnce(&mut Self, Field<'t>) -> Option<T>,
    ) -> Option<T> {
        if let Some(field) = field {
            return read(self, field);
        }
        self.missing(part, name, example);
        None
    }

    /// Reports that a field is missing.
    pub fn missing(&mut self, part: &Part, name: &str, example: &str) {
        if part.is_understood {
            let finding = catalogue::MISSING_FIELD
                .at(part.place, format!("{} needs `{name}`", part.what))
                .label(format!("`{name}` is missing"))
                .help(format!("add `{example}`"));
            self.report(finding);
        }
    }

    /// Reports that a credential has no source.
    pub fn no_source(&mut self, part: &Part, message: impl Into<String>, help: impl Into<String>) {
        if part.is_understood {
            let finding = catalogue::CREDENTIAL_SOURCE
                .at(part.place, message)
                .help(help);
            self.report(finding);
        }
    }

    /// The only one of several fields that each say the same; `none` and `several` are what is
    /// reported where there is another number of them: a message and the mend. The message of
    /// `several` follows the names of the two that stand first.
    pub fn only_source<const N: usize>(
        &mut self,
        part: &Part,
        sources: [Option<Field<'t>>; N],
        none: [&str; 2],
        several: [&str; 2],
    ) -> Option<Field<'t>> {
        let mut given: Vec<Field<'t>> = sources.into_iter().flatten().collect();
        given.sort_by_key(|field| field.key.span.start);
        match given[..] {
            [] => {
                let [message, help] = none;
                self.no_source(part, message, help);
                None
            }
            [only] => Some(only),
            [first, second, ..] => {
                let [what, help] = several;
                let finding = catalogue::CREDENTIAL_SOURCE
                    .at(
                        second.key.span,
                        format!(
                            "`{}` and `{}` both {what}",
                            first.key.value, second.key.value
                        ),
                    )
                    .also(first.key.span, "the other source")
                    .help(help);
                self.report(finding);
                None
            }
        }
    }

    /// Reads a field that may be left out: `Some(None)` where it is, `None` where it is broken.
    #[expect(clippy::option_option, reason = "left out and broken are two things")]
    pub fn optional<T>(
        &mut self,
        field: Option<Field<'t>>,
        read: impl FnOnce(&mut Self, Field<'t>) -> Option<T>,
    ) -> Option<Option<T>> {
        match field {
            None => Some(None),
            Some(field) => read(self, field).map(Some),
        }
    }

    /// Reports a value of another type than is expected. Where the value may run over many lines
    /// or has no letter the finding stands at its key.
    pub fn wrong_type(&mut self, field: Field<'t>, expected: &str, help: Option<&str>) {
        let tree = self.tree;
        let is = match kind(tree, field.value) {
            "null" => "is empty".to_owned(),
            kind => format!("is {kind}"),
        };
        let span = head(tree, field.value);
        let is_short = tree
            .scalar(field.value)
            .is_some_and(|text| !text.is_empty());
        let finding = catalogue::WRONG_TYPE
            .at(
                match field.is_item || is_short {
                    true => span,
                    false => field.key.span,
                },
                format!("{} {is}, where {expected} is expected", field.subject()),
            )
            .help(match help {
                Some(help) => help.to_owned(),
                None => format!("write {expected} here"),
            });
        self.report(finding);
    }

    /// The field, unless it has no value: a part of the top level that is empty counts as left
    /// out, as it does for `kubectl`.
    pub fn section(&self, field: Option<Field<'t>>) -> Option<Field<'t>> {
        field.filter(|field| kind(self.tree, field.value) != "null")
    }
}
