//! `pullsecrets explain`: what a finding means.

use crate::finding::{Code, catalogue};
use crate::report::explain;

use super::terminal::{Stream, colour, done};
use super::{Failure, Outcome};

/// Arguments of `explain`.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// The code, as PS0101; without it all codes are listed
    code: Option<String>,
}

/// Prints the explanation of a code, or the list of all.
///
/// # Errors
/// Where there is no such code.
pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let Some(name) = &arguments.code else {
        return done(explain::list().as_bytes());
    };
    let Some(code) = Code::of(name) else {
        let last = catalogue::ALL.last().map_or("", |code| code.name());
        return Err(
            Failure::new(format!("there is no finding `{}`", name.escape_debug())).help(format!(
                "codes are PS and four digits, up to {last}; `pullsecrets explain` lists them"
            )),
        );
    };
    done(explain::one(code, colour(Stream::Out)).as_bytes())
}
