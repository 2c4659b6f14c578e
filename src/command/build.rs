//! `pullsecrets build`: compiles to a stream or into a directory.

use std::io;
use std::path::{Path, PathBuf};

use crate::emit::{self, Layout, Stream, directory};
use crate::finding::Finding;
use crate::host::git;
use crate::host::write::{self, Scope};
use crate::lower::{Object, Secrecy};
use crate::pipeline::{Options, Program};
use crate::plan::{ObjectPlan, Selection, Shard};
use crate::rules::{Destination, Situation};
use crate::seal::Sealer;

use super::arguments::{self, Findings, Reading, ReportFiles, SpecArgument};
use super::compile::{self, Run, compile, outcome, render, selected, situation};
use super::sealing::{Sealing, means};
use super::terminal::{self, colour, ended, tell};
use super::{Failure, Outcome};

/// Arguments of `build`.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    #[command(flatten)]
    spec: SpecArgument,
    /// Write a directory instead of a stream
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// How files lie in the directory
    #[arg(long, value_enum, default_value_t, requires = "output")]
    layout: LayoutName,
    /// Compare with what is in the directory and write nothing; exit 1 on a difference
    #[arg(long, requires = "output")]
    check: bool,
    /// How the stream is written
    #[arg(
        long,
        value_enum,
        default_value_t,
        value_name = "FORMAT",
        conflicts_with = "output"
    )]
    format: StreamFormat,
    /// Replace every credential by a fixed marker, so that the stream can be shown; none is read
    #[arg(long, conflicts_with = "output")]
    redact: bool,
    /// Print the Argo CD Application that applies the spec, in place of what it compiles to
    #[arg(long, conflicts_with_all = ["output", "redact", "format"])]
    argocd_application: bool,
    #[command(flatten)]
    selection: arguments::Selection,
    /// Only this part of the projects, as 3/16; the shards together are the whole
    #[arg(long, value_name = "NUMBER/COUNT")]
    shard: Option<Shard>,
    #[command(flatten)]
    sealing: Sealing,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    findings: Findings,
    #[command(flatten)]
    report_files: ReportFiles,
}

/// How a stream is spelled.
#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Default)]
enum StreamFormat {
    /// YAML documents
    #[default]
    Yaml,
    /// One v1 List
    Json,
}

/// How files lie in a directory.
#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Default)]
enum LayoutName {
    /// A folder a namespace, with kustomizations
    #[default]
    Kustomize,
    /// All in one folder
    Flat,
}

/// Compiles, and writes where there is no error.
///
/// # Errors
/// Where the spec cannot be read or the output cannot be written.
pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    if let Some(format) = arguments.output.as_deref().and_then(Path::to_str)
        && matches!(format, "json" | "yaml")
        && !Path::new(format).exists()
    {
        return Err(
            Failure::new(format!("`-o {format}` would make a directory of that name")).help(
                format!(
                    "`--format {format}` prints it; a directory of that name is `-o ./{format}`"
                ),
            ),
        );
    }
    let options = Options {
        situation: Situation {
            destination: match (&arguments.output, arguments.layout) {
                _ if arguments.argocd_application => Destination::Application,
                (None, _) => Destination::Stream,
                (Some(_), LayoutName::Kustomize) => Destination::Kustomize,
                (Some(_), LayoutName::Flat) => Destination::Flat,
            },
            inside_git: arguments.output.as_deref().is_some_and(git::would_commit),
            ..situation()
        },
        credentials: !arguments.argocd_application && !arguments.redact,
        places: arguments.redact,
        without_hashes: false,
        secrecy: match arguments.redact {
            true => Secrecy::Redacted,
            false => Secrecy::Full,
        },
        selection: Selection {
            projects: arguments.selection.project.clone(),
            shard: arguments.shard,
        },
    };
    let path = arguments.spec.path();
    arguments.report_files.spare([path].into_iter())?;
    compile(
        path,
        &arguments.reading,
        &arguments.findings,
        &options,
        |run| write_out(arguments, &options, run),
    )
}

/// Prints what was found, and writes what was made where nothing of it is an error.
fn write_out(
    arguments: &Arguments,
    options: &Options,
    mut run: Run<'_>,
) -> Result<Outcome, Failure> {
    let Some(program) = run.compiled.program.take() else {
        return report(arguments, &run);
    };
    if outcome(&run.compiled.findings) != Outcome::Done {
        return report(arguments, &run);
    }
    if arguments.argocd_application {
        let path = arguments.spec.path();
        let application = emit::application(program.spec, program.plan, &path.to_string_lossy());
        terminal::print(application.as_bytes())?;
        return report(arguments, &run);
    }
    let means = means(&arguments.sealing, arguments.output.as_deref(), options)?;
    let has_reuse_key = means.reuse_key.is_some();
    let sealer = Sealer::new(program.spec, program.plan, &program.recipients, means);
    let Some(dir) = &arguments.output else {
        let ended = report(arguments, &run)?;
        // A stream that has begun cannot be taken back, so what may fail comes first.
        let sealed = objects(&program, &sealer, |planned| program.is_sealed(planned));
        return match sealed {
            Ok(sealed) => stream(&program, sealed, arguments.format).map(|()| ended),
            Err(finding) => {
                run.compiled.findings.push(*finding);
                report(arguments, &run)
            }
        };
    };
    match objects(&program, &sealer, |_| true) {
        Ok(objects) => {
            let layout = match arguments.layout {
                LayoutName::Kustomize => Layout::Kustomize,
                LayoutName::Flat => Layout::Flat,
            };
            let files = directory(&objects, layout, options.selection.is_all());
            let findings = files_out(arguments, dir, &files, options, &program, has_reuse_key)?;
            run.compiled.findings.extend(findings);
        }
        Err(finding) => run.compiled.findings.push(*finding),
    }
    report(arguments, &run)
}

fn report(arguments: &Arguments, run: &Run<'_>) -> Result<Outcome, Failure> {
    arguments.report_files.write(compile::report(run))?;
    tell(&render(
        run,
        &arguments.findings,
        colour(terminal::Stream::Error),
    ));
    Ok(outcome(&run.compiled.findings))
}

/// Brings the directory to what was compiled, or compares. Returns what is in the way, or differs.
fn files_out(
    arguments: &Arguments,
    dir: &Path,
    files: &[emit::OutputFile],
    options: &Options,
    program: &Program<'_>,
    has_reuse_key: bool,
) -> Result<Vec<Finding>, Failure> {
    let selected = selected(&options.selection, program.spec);
    let scope = Scope::from(selected.as_ref());
    let failed = |error: write::WriteError| Failure::new(error.message());
    if arguments.check {
        let changes = write::plan(dir, files, scope).map_err(failed)?;
        let mut planned = program.lowering.in_order();
        let seals_anew = !has_reuse_key && planned.any(|planned| program.is_sealed(planned));
        return Ok(changes.differences(dir, files, seals_anew));
    }
    let changes = write::write(dir, files, scope).map_err(failed)?;
    Ok(changes.in_the_way(dir))
}

/// The objects of which `wanted` holds, in their order.
fn objects<'s>(
    program: &'s Program<'_>,
    sealer: &Sealer<'_>,
    wanted: impl Fn(&ObjectPlan<'_>) -> bool,
) -> Result<Vec<Object<'s>>, Box<Finding>> {
    let planned = program.lowering.in_order();
    planned
        .filter(|planned| wanted(planned))
        .filter_map(|planned| program.object(sealer, planned).transpose())
        .collect()
}

/// Prints every object as YAML. What could not be sealed is returned, and nothing printed.
///
/// # Errors
/// Where standard output cannot be written.
pub(super) fn print_stream(
    program: &Program<'_>,
    sealer: &Sealer<'_>,
) -> Result<Option<Box<Finding>>, Failure> {
    match objects(program, sealer, |planned| program.is_sealed(planned)) {
        Ok(sealed) => stream(program, sealed, StreamFormat::Yaml).map(|()| None),
        Err(finding) => Ok(Some(finding)),
    }
}

fn stream<'s>(
    program: &'s Program<'_>,
    sealed: Vec<Object<'s>>,
    format: StreamFormat,
) -> Result<(), Failure> {
    let format = match format {
        StreamFormat::Yaml => emit::Format::Yaml,
        StreamFormat::Json => emit::Format::Json,
    };
    let written = (|| -> io::Result<()> {
        let mut stream = Stream::new(io::stdout().lock(), format);
        let mut sealed = sealed.into_iter();
        for planned in program.lowering.in_order() {
            let object = match program.is_sealed(planned) {
                true => sealed.next(),
                false => program.lowering.object(planned),
            };
            if let Some(object) = object {
                stream.object(&object)?;
            }
        }
        stream.finish().map(drop)
    })();
    ended(written)
}
