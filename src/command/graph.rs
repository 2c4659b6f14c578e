//! `pullsecrets graph`: a picture of who pulls what from where.

use std::path::PathBuf;

use clap::ValueEnum;

use crate::graph::{self, Graph, Page, Picture};
use crate::host;
use crate::pipeline::{Options, Program};

use super::arguments::{Findings, Reading, SpecArgument};
use super::compile::{Run, compile, outcome, render, situation};
use super::terminal::{Stream, colour, print, tell};
use super::{Failure, Outcome, inputs};

/// Arguments of `graph`.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    #[command(flatten)]
    spec: SpecArgument,
    /// How the picture is drawn
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    /// Write it into this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    findings: Findings,
}

/// A format of pictures.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Format {
    /// A drawing, for browsers and READMEs
    #[default]
    Svg,
    /// For Git forges, which draw it in Markdown
    Mermaid,
    /// For Graphviz
    Dot,
    /// A page to look around in: who may pull what, why, and the findings
    Html,
}

/// Draws the spec where it has no error; the page shows errors too. No credential is read.
///
/// # Errors
/// Where the spec cannot be read, or the picture cannot be written.
pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let options = Options {
        situation: situation(),
        ..Options::default()
    };
    let path = arguments.spec.path();
    if let Some(output) = &arguments.output {
        inputs::spared(output, [path].into_iter())?;
    }
    let findings = &arguments.findings;
    compile(path, &arguments.reading, findings, &options, |run| {
        tell(&render(&run, findings, colour(Stream::Error)));
        let ended = outcome(&run.compiled.findings);
        // The page shows errors at their places.
        let drawn = ended == Outcome::Done || arguments.format == Format::Html;
        if let Some(program) = &run.compiled.program
            && drawn
        {
            write(arguments, &draw(arguments.format, &run, program))?;
        }
        Ok(ended)
    })
}

fn draw(format: Format, run: &Run<'_>, program: &Program<'_>) -> String {
    let graph = Graph::new(program.spec, program.plan);
    let picture = Picture::new(&graph);
    match format {
        Format::Svg => graph::svg(&picture),
        Format::Mermaid => graph::mermaid(&picture),
        Format::Dot => graph::dot(&picture),
        Format::Html => graph::html(&Page {
            picture: &picture,
            sources: run.sources,
            findings: &run.compiled.findings,
        }),
    }
}

fn write(arguments: &Arguments, picture: &str) -> Result<(), Failure> {
    match &arguments.output {
        None => print(picture.as_bytes()),
        Some(path) => host::output::write(path, picture.as_bytes())
            .map_err(|why| Failure::unwritable(path, why)),
    }
}
