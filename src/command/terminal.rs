//! The way out: standard output, standard error, colour.

use std::io::{self, IsTerminal, Write};

use crate::printable::printable;

use super::{Failure, Outcome};

/// Writes a result to standard output. A closed pipe is no error: whoever reads has enough.
///
/// # Errors
/// Where standard output cannot be written for another reason.
pub fn print(result: &[u8]) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    ended(out.write_all(result).and_then(|()| out.flush()))
}

/// What comes of writing to standard output.
///
/// # Errors
/// As those of [`print()`].
pub fn ended(written: io::Result<()>) -> Result<(), Failure> {
    match written {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(Failure::new(format!(
            "standard output cannot be written: {}",
            crate::host::reason(&error)
        ))),
    }
}

/// Writes to standard error; where that is closed there is nobody to tell.
pub fn tell(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

/// Writes one line to standard error. Names of files in it may be a stranger's: what would start a
/// line of its own, or do something to the terminal, is written out.
pub fn tell_line(line: &str) {
    tell(&format!("{}\n", printable(line)));
}

/// Prints why a command could not do its work.
pub fn complain(failure: &Failure) {
    tell_line(&format!("error: {}", failure.message));
    if let Some(help) = &failure.help {
        tell_line(&format!("  help: {help}"));
    }
}

/// Whether colour may be used on standard output or standard error: a terminal, and neither
/// `NO_COLOR` nor a dumb terminal.
#[must_use]
pub fn colour(stream: Stream) -> bool {
    let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
        || std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    !refused
        && match stream {
            Stream::Out => io::stdout().is_terminal(),
            Stream::Error => io::stderr().is_terminal(),
        }
}

/// One of the two streams.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stream {
    /// Standard output: results.
    Out,
    /// Standard error: everything else.
    Error,
}

/// Prints a whole result and ends well.
///
/// # Errors
/// As [`print()`].
pub fn done(result: &[u8]) -> Result<Outcome, Failure> {
    print(result).map(|()| Outcome::Done)
}
