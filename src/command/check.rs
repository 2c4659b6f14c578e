//! `pullsecrets check`: everything that `build` checks, as a result of its own.

use std::path::PathBuf;

use crate::pipeline::Options;

use super::arguments::{DEFAULT_SPEC, Findings, Reading, SpecFile};
use super::compile::{compile, outcome, render, situation};
use super::terminal::{Stream, colour, print};
use super::{Failure, Outcome};

/// Arguments of `check`.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// The specs [default: pullsecrets.yaml]
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    spec: SpecFile,
    /// Read credentials too, and check them
    #[arg(long)]
    credentials: bool,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    findings: Findings,
}

/// Checks each spec and prints what was found.
///
/// # Errors
/// Where a spec cannot be read.
pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let mut files = arguments.files.clone();
    files.extend(arguments.spec.file.clone());
    if files.is_empty() {
        files.push(DEFAULT_SPEC.into());
    }
    let options = Options {
        situation: situation(),
        credentials: arguments.credentials,
        ..Options::default()
    };
    let mut worst = Outcome::Done;
    for file in &files {
        let (text, ended) = compile(
            file,
            &arguments.reading,
            &arguments.findings,
            &options,
            |run| {
                Ok((
                    render(&run, &arguments.findings, colour(Stream::Out)),
                    outcome(&run.compiled.findings),
                ))
            },
        )?;
        print(text.as_bytes())?;
        if ended == Outcome::Findings {
            worst = ended;
        }
    }
    Ok(worst)
}
