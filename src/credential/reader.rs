//! From answers to bytes and texts that can be used; what cannot is reported once.

use hashbrown::HashSet;

use crate::finding::{Code, Finding, catalogue};
use crate::model::{Text, Value};
use crate::source::Span;

use super::{Answers, Origin};

/// Reads answers and gathers findings.
pub(super) struct Reader<'a> {
    answers: &'a Answers<'a>,
    pub(super) findings: Vec<Finding>,
    /// What was said of which origin: one faulty file makes one finding, however often it is used.
    said: HashSet<(Origin<'a>, Code)>,
}

/// A value that was read.
pub(super) struct ReadValue<'a> {
    pub(super) text: &'a str,
    pub(super) place: Span,
    /// `, from variable …`, `, from file …`, or nothing where the value is written in the spec.
    pub(super) from: String,
}

impl<'a> Reader<'a> {
    pub(super) fn new(answers: &'a Answers<'a>) -> Self {
        Self {
            answers,
            findings: Vec::new(),
            said: HashSet::new(),
        }
    }

    /// Reports what is wrong with an origin, unless that was said.
    pub(super) fn say(&mut self, origin: Origin<'a>, finding: Finding) {
        if self.said.insert((origin, finding.code)) {
            self.findings.push(finding);
        }
    }

    /// The bytes of an origin; nothing where they were not asked for or could not be read.
    fn bytes(&self, origin: Origin<'a>) -> Option<&'a [u8]> {
        // A failure is reported by whoever fulfilled the request.
        Some(self.answers.get(origin)?.ok()?.expose())
    }

    /// The text of an origin, which must be UTF-8 without a byte-order mark.
    pub(super) fn text(&mut self, origin: Origin<'a>, span: Span) -> Option<&'a str> {
        let bytes = self.bytes(origin)?;
        let fault = match bytes {
            [0xef, 0xbb, 0xbf, ..] => "starts with a byte-order mark",
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "is UTF-16, not UTF-8",
            _ => match std::str::from_utf8(bytes) {
                Ok(text) => return Some(text),
                Err(_) => "is not UTF-8",
            },
        };
        let message = format!("{} {fault}", words(origin));
        let help = "save it as UTF-8 without a byte-order mark";
        let finding = catalogue::CREDENTIAL_ENCODING.at(span, message).help(help);
        self.say(origin, finding);
        None
    }

    /// The text of a file.
    pub(super) fn file(&mut self, path: Text<'a>) -> Option<&'a str> {
        self.text(Origin::File(path.value), path.span)
    }

    /// The text of a value. One newline at the end of a file is trimmed, which is said; one
    /// at the end of a variable is said alone.
    pub(super) fn value(&mut self, value: &Value<'a>) -> Option<ReadValue<'a>> {
        let place = value.span();
        let origin = match value {
            Value::Literal(text) => {
                return Some(ReadValue {
                    text: text.value,
                    place,
                    from: String::new(),
                });
            }
            Value::Env(name) => Origin::Env(name.value),
            Value::File(path) => Origin::File(path.value),
        };
        let mut text = self.text(origin, place)?;
        if let Some(trimmed) = text.strip_suffix('\n') {
            // A variable is taken as it is, as the command that the Secret is held against does.
            let (what, help) = match origin {
                Origin::File(_) => {
                    text = trimmed.strip_suffix('\r').unwrap_or(trimmed);
                    let help = "write it without one: `printf %s \"$VALUE\" > FILE`".to_owned();
                    ("was left out", help)
                }
                Origin::Env(name) => {
                    let help = format!("set it without one: `export {name}=\"$(cat FILE)\"`");
                    ("becomes a part of the credential", help)
                }
            };
            let message = format!("{} ends in a newline, which {what}", words(origin));
            let finding = catalogue::TRAILING_NEWLINE.at(place, message).help(help);
            self.say(origin, finding);
        }
        Some(ReadValue {
            text,
            place,
            from: format!(", from {},", words(origin)),
        })
    }
}

/// An origin in the words of messages.
pub(super) fn words(origin: Origin<'_>) -> String {
    match origin {
        Origin::Env(name) => format!("variable `{name}`"),
        Origin::File(path) => format!("file `{path}`"),
    }
}
