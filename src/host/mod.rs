//! The outside: files, variables, time, randomness. Beside `command` this is the only module that
//! touches any of it.
//!
//! What a spec asks for is confined ([`Files`], [`Environment`]), since a spec may come from a
//! stranger; what the user names on the command line is not ([`input`]).

pub mod clock;
mod environment;
mod files;
pub mod fresh;
pub mod git;
pub mod input;
mod links;
pub mod output;
pub mod panics;
pub mod random;
mod reason;
mod steady;
pub mod walk;
mod wildcard;
pub mod write;

use crate::credential::{Answers, Confidential, Origin, Request, Unavailable};

pub use environment::{BadGlob, Environment, REUSE_KEY};
pub use files::{Files, LARGEST};
pub use reason::reason;

/// Says of what was asked for why it could not be read, as far as that is certain without reading
/// it: what may not be read, and not what may be set or written until then.
#[must_use]
pub fn refuse<'t>(
    requests: &[Request<'t>],
    files: &Files,
    environment: &Environment,
) -> Answers<'t> {
    answers(requests, |origin| match origin {
        Origin::Env(name) => environment.refuses(name).map(Err),
        Origin::File(path) => files.refuses(path).map(Err),
    })
}

/// Reads what was asked for, each file and variable once.
#[must_use]
pub fn answer<'t>(
    requests: &[Request<'t>],
    files: &Files,
    environment: &Environment,
) -> Answers<'t> {
    answers(requests, |origin| {
        Some(match origin {
            Origin::Env(name) => environment.read(name),
            Origin::File(path) => files.read(path),
        })
    })
}

/// Asks of each file and variable once.
fn answers<'t>(
    requests: &[Request<'t>],
    ask: impl Fn(Origin<'t>) -> Option<Result<Confidential, Unavailable>>,
) -> Answers<'t> {
    let mut answers = Answers::default();
    for request in requests {
        if answers.get(request.origin).is_none()
            && let Some(answer) = ask(request.origin)
        {
            answers.insert(request.origin, answer);
        }
    }
    answers
}
