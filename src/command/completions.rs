//! `pullsecrets completions`: completions for shells.

use super::terminal::done;
use super::{Failure, Outcome};

/// Arguments of `completions`.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// The shell
    shell: clap_complete::Shell,
}

/// Prints the completions of a shell.
///
/// # Errors
/// Where standard output cannot be written.
pub fn run(arguments: &Arguments, mut command: clap::Command) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "pullsecrets", &mut script);
    done(&script)
}
