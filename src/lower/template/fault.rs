//! Why a template did not render, in words of ours: those of the engine repeat the template.

use std::error::Error as _;

use minijinja::{Error, ErrorKind};

use crate::finding::{Finding, catalogue};
use crate::model::Text;

/// Why a template did not render. A line is that of the template, from 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// It does not parse.
    Syntax(Option<usize>),
    /// It names something that does not exist: a variable, a filter, a test, a function.
    Unknown(Option<usize>, &'static str),
    /// It does something that its values do not allow.
    Operation(Option<usize>),
    /// A value that could change the YAML around it.
    UnsafeValue(Option<usize>),
    /// It took too many steps, or called itself too deeply.
    OutOfFuel(Option<usize>),
    /// It renders more than fits.
    TooLarge,
    /// It holds a character by which values are marked.
    Mark,
}

impl Fault {
    /// Sorts an error of the engine.
    pub(super) fn of(error: &Error) -> Self {
        let line = innermost_line(error);
        if super::is_unsafe_value(error) {
            return Self::UnsafeValue(line);
        }
        match innermost_kind(error) {
            ErrorKind::OutOfFuel => Self::OutOfFuel(line),
            ErrorKind::SyntaxError | ErrorKind::BadEscape | ErrorKind::InvalidDelimiter => {
                Self::Syntax(line)
            }
            ErrorKind::UndefinedError => Self::Unknown(line, "variable"),
            ErrorKind::UnknownFilter => Self::Unknown(line, "filter"),
            ErrorKind::UnknownTest => Self::Unknown(line, "test"),
            ErrorKind::UnknownFunction => Self::Unknown(line, "function"),
            ErrorKind::UnknownMethod => Self::Unknown(line, "method"),
            ErrorKind::WriteFailure => Self::TooLarge,
            // The engine names a recursion that is too deep by its text alone.
            ErrorKind::InvalidOperation
                if error
                    .detail()
                    .is_some_and(|detail| detail.contains("recursion limit")) =>
            {
                Self::OutOfFuel(line)
            }
            _ => Self::Operation(line),
        }
    }

    /// What to say of it, at the path of the template in the spec.
    #[must_use]
    pub fn finding(self, file: Text<'_>) -> Finding {
        let path = file.value;
        let place = |line: Option<usize>| match line {
            Some(line) => format!("line {line} of the template `{path}`"),
            None => format!("the template `{path}`"),
        };
        let (code, message, help) = match self {
            Self::Syntax(line) => (
                catalogue::TEMPLATE_FAILS,
                format!("{} does not parse", place(line)),
                "expressions are `${{ … }}`, statements `{% … %}`, comments `${{# … #}}`; there \
                 is no `include`, `import` or `extends`",
            ),
            Self::Unknown(line, what) => (
                catalogue::TEMPLATE_FAILS,
                format!("{} uses a {what} that does not exist", place(line)),
                match what {
                    "variable" => {
                        "there are `project`, `serviceAccount`, `pullSecrets` and `vars`: add \
                         what is missing below `vars:`"
                    }
                    "filter" => "`tojson` makes text of any value fit for YAML",
                    _ => "compute the value in the spec, and hand it over below `vars:`",
                },
            ),
            Self::Operation(line) => (
                catalogue::TEMPLATE_FAILS,
                format!(
                    "{} does something that its values do not allow",
                    place(line)
                ),
                "look at the kinds of the values there: text, number, list or mapping",
            ),
            Self::UnsafeValue(line) => (
                catalogue::UNSAFE_VALUE,
                format!(
                    "{} prints a value that could change the YAML around it",
                    place(line)
                ),
                "print it as `${{ … | tojson }}`, without quotes around it",
            ),
            Self::OutOfFuel(line) => (
                catalogue::TEMPLATE_FUEL,
                format!("{} takes too many steps", place(line)),
                "look for a loop over a large range, or a macro that calls itself without end",
            ),
            Self::TooLarge => (
                catalogue::TEMPLATE_FAILS,
                format!("{} renders more than {} bytes", place(None), super::LARGEST),
                "no cluster stores a larger object: split the workflow",
            ),
            Self::Mark => (
                catalogue::TEMPLATE_FAILS,
                format!("{} holds U+FDD0 or U+FDD1, which no text has", place(None)),
                "remove the character",
            ),
        };
        code.at(file.span, message).help(help)
    }
}

/// Errors inside macros and blocks are wrapped; the innermost says what happened.
fn chain(error: &Error) -> impl Iterator<Item = &Error> {
    let mut next = Some(error);
    std::iter::from_fn(move || {
        let this: &Error = next?;
        next = this.source().and_then(|source| source.downcast_ref());
        Some(this)
    })
}

fn innermost_kind(error: &Error) -> ErrorKind {
    chain(error).last().map_or(error.kind(), Error::kind)
}

fn innermost_line(error: &Error) -> Option<usize> {
    chain(error).filter_map(Error::line).last()
}
