//! `pullsecrets init`: a commented spec to start from.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;

use crate::host;

use super::arguments::DEFAULT_SPEC;
use super::terminal::{done, tell_line};
use super::{Failure, Outcome};

/// The spec that `init` writes; `check` accepts it as it is.
pub const STARTER: &str = include_str!("init.yaml");

/// Arguments of `init`.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// The file to write; `-` is standard output
    #[arg(default_value = DEFAULT_SPEC)]
    file: PathBuf,
}

/// Writes the starter; a file that is there stays as it is.
///
/// # Errors
/// Where the file exists or cannot be written.
pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let path = &arguments.file;
    if path.as_os_str() == "-" {
        return done(STARTER.as_bytes());
    }
    let shown = path.display();
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .and_then(|mut file| file.write_all(STARTER.as_bytes()));
    match written {
        Ok(()) => {
            tell_line(&format!("wrote {shown}; try `pullsecrets check {shown}`"));
            Ok(Outcome::Done)
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(Failure::new(format!("`{shown}` exists and stays as it is"))
                .help("name another file: `pullsecrets init other.yaml`"))
        }
        Err(error) => Err(Failure::new(format!(
            "`{shown}` cannot be written: {}",
            host::reason(&error)
        ))),
    }
}
