//! `pullsecrets audit`: whether the workloads in manifests can pull their images.

use std::path::{Path, PathBuf};

use crate::audit::{self, Text};
use crate::finding::{Code, Finding, Place, Severity, catalogue};
use crate::host::input::Input;
use crate::pipeline::{Options, Program};
use crate::report::{self, Report};
use crate::resolve::Facts;
use crate::source::{Masking, SourceId, Sources};
use crate::{suppression, syntax};

use super::arguments::{Findings, Reading, ReportFiles, SpecFile};
use super::compile::{compile, outcome, render, situation};
use super::inputs::{self, Found};
use super::terminal::{Stream, colour, print};
use super::{Failure, Outcome};

/// Arguments of `audit`.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Files and folders of manifests; `-` is standard input
    #[arg(value_name = "MANIFEST", required = true)]
    manifests: Vec<PathBuf>,
    #[command(flatten)]
    spec: SpecFile,
    /// The project of objects that name none, as kubectl apply -n would have it; may be left out
    /// where the spec has one project
    #[arg(short, long, value_name = "NAME")]
    namespace: Option<String>,
    /// Report images of registries that the spec does not know, too
    #[arg(long)]
    strict: bool,
    /// Read the spec's credentials too: what is in whole files counts
    #[arg(long)]
    credentials: bool,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    findings: Findings,
    #[command(flatten)]
    report_files: ReportFiles,
}

/// The manifests, as they were read.
#[derive(Default)]
struct Manifests {
    sources: Sources,
    /// Each text, and what is wrong with its bytes.
    texts: Vec<(SourceId, Option<Finding>)>,
    /// What was found on the way to them.
    findings: Vec<Finding>,
}

/// Audits the manifests and prints what was found.
///
/// # Errors
/// Where the spec or a manifest cannot be read.
pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let path = arguments.spec.path();
    inputs::apart(path, &arguments.manifests, "the manifests")?;
    let read = arguments.manifests.iter().map(PathBuf::as_path);
    arguments.report_files.spare(read.chain([path]))?;
    let manifests = Manifests::read(&arguments.manifests)?;
    let options = Options {
        situation: situation(),
        credentials: arguments.credentials,
        ..Options::default()
    };
    // What weighs in the manifests need not weigh in the spec: `check` is for that.
    let of_spec = Findings {
        output_format: arguments.findings.output_format,
        ..Findings::default()
    };
    compile(path, &arguments.reading, &of_spec, &options, |mut run| {
        run.compiled
            .findings
            .retain(|finding| finding.severity == Severity::Error);
        let ended = outcome(&run.compiled.findings);
        let Some(program) = run
            .compiled
            .program
            .as_ref()
            .filter(|_| ended == Outcome::Done)
        else {
            arguments.report_files.write(super::compile::report(&run))?;
            print(render(&run, &of_spec, colour(Stream::Out)).as_bytes())?;
            return Ok(Outcome::Findings);
        };
        of_program(arguments, program, &manifests)
    })
}

fn of_program(
    arguments: &Arguments,
    program: &Program<'_>,
    manifests: &Manifests,
) -> Result<Outcome, Failure> {
    let texts: Vec<Text<'_>> = manifests
        .texts
        .iter()
        .map(|(id, fault)| Text::read(manifests.sources.get(*id), *id, fault.clone()))
        .collect();
    let options = audit::Options {
        namespace: arguments.namespace.as_deref(),
        strict: arguments.strict,
    };
    let found = settled(
        program,
        &manifests.sources,
        &texts,
        manifests.findings.clone(),
        options,
        &arguments.findings,
    )?;
    let report = Report {
        sources: &manifests.sources,
        findings: &found,
        not_run: &[],
    };
    arguments.report_files.write(report)?;
    let format = arguments.findings.output_format;
    print(report::render(report, format, colour(Stream::Out)).as_bytes())?;
    Ok(outcome(&found))
}

/// Audits texts by a compiled spec and settles which findings count, those among them that were
/// found `before`.
///
/// # Errors
/// Where an argument names no finding.
pub(super) fn settled(
    program: &Program<'_>,
    sources: &Sources,
    texts: &[Text<'_>],
    before: Vec<Finding>,
    options: audit::Options<'_>,
    arguments: &Findings,
) -> Result<Vec<Finding>, Failure> {
    let facts = Facts {
        spec: program.spec,
        plan: program.plan,
        decoded: program.decoded,
        secrets: program.lowering.secrets(),
    };
    let mut found = before;
    found.extend(audit::audit(facts, texts, options));
    let mut suppressions = arguments.suppressions()?;
    suppressions.audit = true;
    // The spec's `allow` speaks of all workloads, and these may be few: none of it is unused.
    let allowed = program.spec.allow.iter();
    let codes = allowed.filter_map(|allow| Code::of(allow.code.value));
    suppressions
        .allow
        .extend(codes.filter(|code| code.may_be_silenced()));
    let comments: Vec<_> = texts
        .iter()
        .flat_map(|text| text.comments().iter().cloned())
        .collect();
    let not_run = match options.strict {
        true => Vec::new(),
        false => vec![catalogue::REGISTRY_NOT_KNOWN],
    };
    Ok(suppression::apply(
        found,
        sources,
        &comments,
        &[],
        &suppressions,
        &not_run,
    ))
}

impl Manifests {
    fn read(paths: &[PathBuf]) -> Result<Self, Failure> {
        let mut manifests = Self::default();
        inputs::each(paths, |found| {
            match found {
                Found::Text(input) => manifests.text(input),
                Found::Chart(folder) => manifests.findings.push(not_rendered(&folder)),
                Found::Unreadable(path, why) => manifests.findings.push(
                    catalogue::MANIFEST_UNREADABLE
                        .at(place(&path), format!("it cannot be read: {why}")),
                ),
            }
            Ok(())
        })?;
        Ok(manifests)
    }

    fn text(&mut self, input: Input) {
        let text = syntax::decode(
            &mut self.sources,
            &input.name,
            input.bytes,
            Masking::Manifest,
        );
        self.texts.push(text);
    }
}

fn not_rendered(chart: &Path) -> Finding {
    let path = chart.to_string_lossy();
    // A path that a shell takes otherwise is left to the user.
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    let path = match path.chars().all(plain) {
        true => &path,
        false => "CHART",
    };
    catalogue::TEMPLATE_NOT_RENDERED
        .at(
            place(&chart.join("templates")),
            "this is a Helm chart: what its pods pull is known only once it is rendered",
        )
        .help(format!(
            "render it, as by `helm template {path} | pullsecrets audit -`, and audit what comes out"
        ))
}

fn place(path: &Path) -> Place {
    Place::Path(path.to_string_lossy().into_owned())
}
