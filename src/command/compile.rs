//! The way in that commands share: read the spec, compile it with what the outside gives, settle
//! which findings count.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::credential::{Answers, Request};
use crate::finding::{Finding, NearNames, Severity};
use crate::host::{self, Environment, Files, clock, input};
use crate::kubernetes::GLOBAL_PULL_SECRET;
use crate::model::Spec;
use crate::pipeline::{self, Compiled, Options, Outside};
use crate::plan::Selection;
use crate::report::{self, Report};
use crate::source::{Masking, SourceId, Sources};
use crate::{suppression, syntax};

use super::arguments::{self, Reading};
use super::{Failure, Outcome};

/// The files and variables that a spec may read.
pub(super) struct Confined {
    files: Files,
    environment: Environment,
}

impl Outside for Confined {
    fn answer<'t>(&mut self, requests: &[Request<'t>]) -> Answers<'t> {
        host::answer(requests, &self.files, &self.environment)
    }

    fn refuse<'t>(&mut self, requests: &[Request<'t>]) -> Answers<'t> {
        host::refuse(requests, &self.files, &self.environment)
    }
}

/// What a compilation found and made, and the texts that findings point into.
pub struct Run<'a> {
    /// The texts.
    pub sources: &'a Sources,
    /// The compilation; its findings are settled and sorted.
    pub compiled: Compiled<'a>,
}

/// Reads and compiles the spec at `path` and hands the result to `then`.
///
/// # Errors
/// Where the spec cannot be read, or an argument is none.
pub fn compile<R>(
    path: &Path,
    reading: &Reading,
    findings: &arguments::Findings,
    options: &Options,
    then: impl FnOnce(Run<'_>) -> Result<R, Failure>,
) -> Result<R, Failure> {
    let input = input::read(path, syntax::MAX_BYTES).map_err(|error| {
        let failure = Failure::unreadable(path, error.message());
        match error {
            input::InputError::Missing if path == Path::new(arguments::DEFAULT_SPEC) => {
                failure.help("`pullsecrets init` writes one to start from; -f FILE names another")
            }
            _ => failure,
        }
    })?;
    let suppressions = findings.suppressions()?;
    let mut outside = confine(&input.folder, reading)?;
    let mut sources = Sources::default();
    let (id, fault) = syntax::decode(&mut sources, &input.name, input.bytes, Masking::Spec);
    if let Some(fault) = fault {
        let compiled = Compiled {
            findings: vec![fault],
            comments: &[],
            not_run: Vec::new(),
            program: None,
        };
        return then(Run {
            sources: &sources,
            compiled,
        });
    }
    compile_source(&sources, id, &mut outside, &suppressions, options, then)
}

/// Compiles a text that was read already: the files that it names lie in `folder`.
///
/// # Errors
/// Where an argument is none.
pub fn compile_text<R>(
    sources: &Sources,
    id: SourceId,
    folder: &Path,
    reading: &Reading,
    findings: &arguments::Findings,
    options: &Options,
    then: impl FnOnce(Run<'_>) -> Result<R, Failure>,
) -> Result<R, Failure> {
    let suppressions = findings.suppressions()?;
    let mut outside = confine(folder, reading)?;
    compile_source(sources, id, &mut outside, &suppressions, options, then)
}

fn compile_source<R>(
    sources: &Sources,
    id: SourceId,
    outside: &mut Confined,
    suppressions: &suppression::Options,
    options: &Options,
    then: impl FnOnce(Run<'_>) -> Result<R, Failure>,
) -> Result<R, Failure> {
    pipeline::compile(sources.get(id), id, options, outside, |mut compiled| {
        if let Some(program) = &compiled.program {
            unknown_projects(&options.selection, program.spec)?;
        }
        settle(&mut compiled, sources, suppressions);
        then(Run { sources, compiled })
    })
}

/// Opens the folders and variables that may be read.
pub(super) fn confine(folder: &Path, reading: &Reading) -> Result<Confined, Failure> {
    let files =
        Files::new(folder, &reading.allow_path).map_err(|(path, reason): (PathBuf, _)| {
            Failure::new(format!("`{}` cannot be opened: {reason}", path.display()))
        })?;
    let everything = ["*".to_owned()];
    let globs = match reading.allow_env.as_slice() {
        [] => &everything,
        globs => globs,
    };
    let environment = Environment::new(globs).map_err(|glob| {
        Failure::new(format!(
            "`{}` is no pattern of names",
            glob.0.escape_debug()
        ))
        .help("write a name with `*` and `?`, as --allow-env 'PULLSECRETS_*'")
    })?;
    Ok(Confined { files, environment })
}

/// A project that is selected but not defined selects nothing: that is a slip of the command line.
fn unknown_projects(selection: &Selection, spec: &Spec<'_>) -> Result<(), Failure> {
    for name in &selection.projects {
        if spec.projects.number(name).is_none() && name != GLOBAL_PULL_SECRET.0 {
            let failure = Failure::new(format!(
                "--project names `{}`, which this spec does not define",
                name.escape_debug()
            ));
            let names = spec.projects.iter().map(|named| named.name.value);
            return Err(match NearNames::default().of(name, names) {
                Some(near) => failure.help(format!("did you mean `{near}`?")),
                None => failure,
            });
        }
    }
    Ok(())
}

/// The projects that a selection holds, the one of the global pull secret among them; nothing
/// where it holds everything.
pub(super) fn selected(selection: &Selection, spec: &Spec<'_>) -> Option<BTreeSet<String>> {
    let names = spec.projects.iter().map(|named| named.name.value);
    let held = names
        .chain([GLOBAL_PULL_SECRET.0])
        .filter(|name| selection.holds(name))
        .map(str::to_owned);
    (!selection.is_all()).then(|| held.collect())
}

/// Applies suppressions and denials, and sorts.
fn settle(compiled: &mut Compiled<'_>, sources: &Sources, options: &suppression::Options) {
    let allow = compiled
        .program
        .as_ref()
        .map_or(&[][..], |program| &program.spec.allow);
    compiled.findings = suppression::apply(
        std::mem::take(&mut compiled.findings),
        sources,
        compiled.comments,
        allow,
        options,
        &compiled.not_run,
    );
}

/// The situation of a run that writes no directory.
#[must_use]
pub fn situation() -> crate::rules::Situation {
    crate::rules::Situation {
        now: clock::now(),
        ..Default::default()
    }
}

/// What a run found, as formats take it.
#[must_use]
pub fn report<'a>(run: &'a Run<'_>) -> Report<'a> {
    Report {
        sources: run.sources,
        findings: &run.compiled.findings,
        not_run: &run.compiled.not_run,
    }
}

/// Renders findings in the format that the arguments ask for.
#[must_use]
pub fn render(run: &Run<'_>, arguments: &arguments::Findings, colour: bool) -> String {
    report::render(report(run), arguments.output_format, colour)
}

/// How a run ends by its findings.
#[must_use]
pub fn outcome(findings: &[Finding]) -> Outcome {
    match findings
        .iter()
        .any(|finding| finding.severity == Severity::Error)
    {
        true => Outcome::Findings,
        false => Outcome::Done,
    }
}
