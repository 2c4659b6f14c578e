//! `pullsecrets check`: everything that `build` checks, as a result of its own.

use std::path::PathBuf;

use crate::finding::Code;
use crate::pipeline::Options;
use crate::plan::Selection;
use crate::report::{self, Report};
use crate::source::Sources;

use super::arguments::{self, DEFAULT_SPEC, Findings, Reading, ReportFiles, SpecFile};
use super::compile::{compile, outcome, situation};
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
    selection: arguments::Selection,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    findings: Findings,
    #[command(flatten)]
    report_files: ReportFiles,
}

/// Checks each spec and prints what was found.
///
/// # Errors
/// Where a spec cannot be read.
pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let mut files: Vec<PathBuf> = Vec::new();
    for file in arguments.files.iter().chain(&arguments.spec.file) {
        if !files.contains(file) {
            files.push(file.clone());
        }
    }
    if files.is_empty() {
        files.push(DEFAULT_SPEC.into());
    }
    let read = files.iter().map(PathBuf::as_path);
    arguments.report_files.spare(read)?;
    let options = Options {
        situation: situation(),
        credentials: arguments.credentials,
        places: true,
        selection: Selection {
            projects: arguments.selection.project.clone(),
            ..Selection::default()
        },
        ..Options::default()
    };
    // One report of all files: most formats are one document.
    let mut sources = Sources::default();
    let mut findings = Vec::new();
    let mut not_run = Vec::new();
    for file in &files {
        compile(
            file,
            &arguments.reading,
            &arguments.findings,
            &options,
            |run| {
                if let Some(source) = run.sources.first() {
                    let id = sources.adopt(source);
                    let found = run.compiled.findings.into_iter();
                    findings.extend(found.map(|finding| finding.moved_to(id)));
                }
                not_run.extend(run.compiled.not_run);
                Ok(())
            },
        )?;
    }
    not_run.sort_by_key(|code: &Code| code.name());
    not_run.dedup();
    let report = Report {
        sources: &sources,
        findings: &findings,
        not_run: &not_run,
    };
    arguments.report_files.write(report)?;
    let format = arguments.findings.output_format;
    print(report::render(report, format, colour(Stream::Out)).as_bytes())?;
    Ok(outcome(&findings))
}
