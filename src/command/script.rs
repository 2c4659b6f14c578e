//! `pullsecrets script`: the commands that do the same by hand.

use crate::emit::Script;
use crate::lower::Secrecy;
use crate::pipeline::Options;
use crate::plan::Selection;
use crate::seal::Sealer;

use super::arguments::{self, Findings, Reading, SpecArgument};
use super::compile::{compile, outcome, render, situation};
use super::sealing::{Sealing, means};
use super::terminal::{Stream, colour, print, tell};
use super::{Failure, Outcome};

/// Arguments of `script`.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    #[command(flatten)]
    spec: SpecArgument,
    #[command(flatten)]
    selection: arguments::Selection,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    findings: Findings,
}

/// Prints the script where the spec has no error. No credential is read.
///
/// # Errors
/// Where the spec cannot be read.
pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let options = Options {
        situation: situation(),
        credentials: false,
        // Whoever runs the script reads what the spec names, which is a stranger's.
        places: true,
        secrecy: Secrecy::Redacted,
        // They are made of credentials.
        without_hashes: true,
        selection: Selection {
            projects: arguments.selection.project.clone(),
            shard: None,
        },
    };
    let path = arguments.spec.path();
    compile(
        path,
        &arguments.reading,
        &arguments.findings,
        &options,
        |run| {
            tell(&render(&run, &arguments.findings, colour(Stream::Error)));
            let ended = outcome(&run.compiled.findings);
            if let (Outcome::Done, Some(program)) = (ended, &run.compiled.program) {
                let means = means(&Sealing::default(), None, &options)?;
                let sealer = Sealer::new(program.spec, program.plan, &program.recipients, means);
                let script = Script {
                    spec: program.spec,
                    plan: program.plan,
                    lowering: program.lowering,
                };
                print(
                    script
                        .write(|planned| program.object(&sealer, planned).ok().flatten())
                        .as_bytes(),
                )?;
            }
            Ok(ended)
        },
    )
}
