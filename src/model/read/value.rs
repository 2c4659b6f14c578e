//! Where a value comes from: literals, `{env: NAME}`, `{file: PATH}`, and entries of files.

use crate::finding::catalogue;
use crate::model::{AuthFile, Text, Value};
use crate::syntax::{Kind, is_token};

use super::Reader;
use super::fields::Field;

impl<'t> Reader<'t> {
    /// A literal, `{env: NAME}` or `{file: PATH}`.
    pub fn value(&mut self, field: Field<'t>) -> Option<Value<'t>> {
        match self.tree.node(field.value).kind {
            Kind::Scalar(..) => {
                if let Some((written, name)) =
                    self.field_without_space(field.value, &["env", "file"])
                {
                    let key = field.key.value;
                    let finding = catalogue::CREDENTIAL_SOURCE
                        .at(
                            written.span,
                            format!("a space is missing behind `{name}:`, which makes this text"),
                        )
                        .help(format!(
                            "write `{key}: {{{name}: …}}`; put it in quotes where it is the {key} itself"
                        ));
                    self.report(finding);
                    return None;
                }
                let mend = |field: Field<'_>| {
                    let name = field.key.value;
                    format!("write `{name}: {{env: NAME}}` or `{name}: {{file: PATH}}`")
                };
                self.text_or(field, mend).map(Value::Literal)
            }
            Kind::Sequence(_) => {
                self.wrong_type(
                    field,
                    "text, `{env: NAME}` or `{file: PATH}`",
                    Some("write `{env: NAME}` for the variable that holds it"),
                );
                None
            }
            Kind::Mapping(_) => {
                let (part, [env, file]) = self.fields(field, "a value", &["env", "file"])?;
                let name = field.key.value;
                if let Some(source) = [env, file]
                    .into_iter()
                    .flatten()
                    .find(|source| self.tree.text(source.value).is_some_and(is_token))
                {
                    self.token(name, source);
                    return None;
                }
                let from_env = self.optional(env, Self::variable);
                let from_file = self.optional(file, Self::filled);
                match (env, file) {
                    (Some(env), Some(file)) => {
                        let (first, second) = in_order(env, file);
                        let finding = catalogue::CREDENTIAL_SOURCE
                            .at(
                                second.key.span,
                                format!("`{name}` comes from a variable and from a file"),
                            )
                            .also(first.key.span, "the other source")
                            .help("keep one of `env` and `file`");
                        self.report(finding);
                        None
                    }
                    (None, None) => {
                        self.no_source(
                            &part,
                            format!("`{name}` does not say where it comes from"),
                            format!("write `{name}: {{env: NAME}}` or `{name}: {{file: PATH}}`"),
                        );
                        None
                    }
                    (Some(_), None) => from_env?.map(Value::Env),
                    (None, Some(_)) => from_file?.map(Value::File),
                }
                .filter(|_| part.is_sound())
            }
        }
    }

    /// Reports a token in the place of a name, and does not say it.
    fn token(&mut self, of: &str, source: Field<'t>) {
        let what = match source.key.value {
            "env" => "name of a variable",
            _ => "path of a file",
        };
        let finding = catalogue::CREDENTIAL_SOURCE
            .at(
                self.tree.span(source.value),
                format!("a token stands where the {what} belongs"),
            )
            .label("everyone who can read the file has it")
            .help(format!(
                "take it out and revoke it, put a new one into a variable or a file, and name that: `{of}: {{env: NAME}}` or `{of}: {{file: PATH}}`"
            ));
        self.report(finding);
    }

    /// `authFile` of a registry: an entry of a Docker or Podman file.
    pub fn auth_file_entry(&mut self, field: Field<'t>) -> Option<AuthFile<'t>> {
        self.plain_path(field)?;
        let (part, [file, server]) = self.fields(field, "`authFile`", &["file", "server"])?;
        let file = self.required(&part, file, "file", "file: PATH", Self::filled);
        let server = self.optional(server, Self::filled);
        Some(AuthFile {
            file: file?,
            server: server?,
        })
        .filter(|_| part.is_sound())
    }

    /// `{file: PATH}`: where only a file makes sense. `what` names the part for messages.
    pub fn file(&mut self, field: Field<'t>, what: &'static str) -> Option<Text<'t>> {
        self.plain_path(field)?;
        let (part, [file]) = self.fields(field, what, &["file"])?;
        let file = self.required(&part, file, "file", "file: PATH", Self::filled);
        file.filter(|_| part.is_sound())
    }

    /// Reports a path that is written without `file:`.
    fn plain_path(&mut self, field: Field<'t>) -> Option<()> {
        if self.tree.text(field.value).is_none() {
            return Some(());
        }
        let help = format!("write `{}: {{file: PATH}}`", field.key.value);
        self.wrong_type(field, "a mapping", Some(&help));
        None
    }
}

/// Two fields in the order in which they were written.
pub(super) fn in_order<'t>(one: Field<'t>, other: Field<'t>) -> (Field<'t>, Field<'t>) {
    match one.key.span.start <= other.key.span.start {
        true => (one, other),
        false => (other, one),
    }
}
