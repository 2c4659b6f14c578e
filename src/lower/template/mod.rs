//! Templates of workflow bodies: minijinja with delimiters that Argo and bash leave free, strict,
//! bounded, and such that no value can change the YAML around it.
//!
//! Expressions are `${{ … }}`, statements `{% … %}`, comments `${{# … #}}`. There is no include,
//! import or extends: a template is one file.

mod fault;
mod inserted;
mod worker;

use std::error::Error as _;
use std::fmt;
use std::io;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Kwargs, Value, ValueKind};
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, State, Template, UndefinedBehavior, filters,
};

pub use fault::Fault;
pub use inserted::{Inserted, disturbs};
pub use worker::{Compiled, Engine};

/// Steps that a template may take; the engine counts data that it makes as steps too.
const FUEL: u64 = 1_000_000;
/// The largest text that a template may render: no cluster stores a larger object.
pub const LARGEST: usize = 1_048_576;
/// Calls of macros within one another.
const RECURSION: usize = 64;

/// How far `tojson` may indent a level.
const DEEPEST_INDENT: usize = 16;
/// How many bytes of JSON are a step.
const BYTES_A_STEP: usize = 64;

/// Filters that would declare any text fit for YAML.
const REMOVED_FILTERS: [&str; 3] = ["safe", "escape", "e"];

/// What a template rendered.
pub struct Rendered {
    /// The text.
    pub text: String,
    /// Where values stand in it.
    pub inserted: Vec<Inserted>,
}

/// An engine that knows the language's delimiters and bounds; nothing where it refuses the
/// delimiters.
fn environment() -> Option<Environment<'static>> {
    let syntax = SyntaxConfig::builder()
        .variable_delimiters("${{", "}}")
        .block_delimiters("{%", "%}")
        .comment_delimiters("${{#", "#}}")
        .keep_trailing_newline(true)
        .build()
        .ok()?;
    let mut environment = Environment::new();
    environment.set_syntax(syntax);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    environment.set_recursion_limit(RECURSION);
    // With any escaping on, what a macro or a block rendered is known as text that went through
    // the formatter, and is not checked a second time.
    environment.set_auto_escape_callback(|_| AutoEscape::Custom("yaml".into()));
    environment.set_formatter(write_value);
    for name in REMOVED_FILTERS {
        environment.remove_filter(name);
    }
    environment.add_filter("tojson", tojson);
    Some(environment)
}

/// The engine's own `tojson`, with a bound on `indent`: it pays for what it writes only afterwards.
fn tojson(
    state: &State<'_, '_>,
    value: &Value,
    indent: Option<usize>,
    keywords: Kwargs,
) -> Result<Value, Error> {
    let indent = match indent {
        Some(indent) => Some(indent),
        None => keywords.get("indent")?,
    };
    keywords.assert_all_used()?;
    if indent.is_some_and(|indent| indent > DEEPEST_INDENT) {
        return Err(ErrorKind::InvalidOperation.into());
    }
    let text = filters::tojson(
        value,
        indent.map(Value::from),
        std::iter::empty::<(&str, Value)>().collect(),
    )?;
    state
        .consume_fuel(u64::try_from(text.len().unwrap_or(0) / BYTES_A_STEP).unwrap_or(u64::MAX))?;
    Ok(text)
}

/// Renders a template with these variables.
fn render(template: &Template<'_, '_>, variables: Value) -> Result<Rendered, Fault> {
    let mut out = Bounded(Vec::new());
    if let Err(error) = template.render_captured_to(variables, &mut out) {
        return Err(Fault::of(&error));
    }
    let text = String::from_utf8(out.0).map_err(|_| Fault::Mark)?;
    let (text, inserted) = inserted::separate(&text).ok_or(Fault::Mark)?;
    Ok(Rendered { text, inserted })
}

/// Whether a text of the spec may be given to templates: it must not look like our marks.
#[must_use]
pub fn is_usable(text: &str) -> bool {
    !text.contains(inserted::MARKS)
}

/// Writes a value where it can do no harm, and refuses it otherwise. What is written is marked, so
/// that its place is known afterwards.
fn write_value(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let text = match value.kind() {
        ValueKind::Undefined => return Err(ErrorKind::UndefinedError.into()),
        ValueKind::String if value.is_safe() => value.to_string(),
        ValueKind::Bool | ValueKind::Number | ValueKind::String => {
            let text = value.to_string();
            if !text.bytes().all(is_plain) {
                return Err(refuse());
            }
            text
        }
        _ => return Err(refuse()),
    };
    write!(out, "{}{text}{}", inserted::BEGIN, inserted::END)
        .map_err(|_| ErrorKind::WriteFailure.into())
}

fn refuse() -> Error {
    Error::from(ErrorKind::InvalidOperation).with_source(UnsafeValue)
}

/// What a value may hold to print as it is.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"._/:@+-".contains(&byte)
}

/// Tells our refusal from errors of the engine.
#[derive(Debug)]
struct UnsafeValue;

impl fmt::Display for UnsafeValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value that could change the YAML around it")
    }
}

impl std::error::Error for UnsafeValue {}

/// Takes what is rendered, up to the bound.
struct Bounded(Vec<u8>);

impl io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > LARGEST {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Whether an error, or one that led to it, is our refusal.
fn is_unsafe_value(error: &Error) -> bool {
    let mut next = error.source();
    while let Some(source) = next {
        if source.is::<UnsafeValue>() {
            return true;
        }
        next = source.source();
    }
    false
}

#[cfg(test)]
mod tests;
