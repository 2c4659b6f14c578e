//! `pullsecrets diff`: what a build would change in a directory, or in objects of a cluster.

use std::path::{Path, PathBuf};

use crate::diff::{self, Against, Differ, Wanted};
use crate::emit::to_value;
use crate::finding::{Finding, Severity};
use crate::host::write::{self, Scope};
use crate::kubernetes::DOCKER_CONFIG_TYPE;
use crate::lower::{Body, Custom, Object};
use crate::model::{Form, WorkflowName};
use crate::pipeline::{Options, Program};
use crate::plan::{Content, ObjectPlan, Selection};
use crate::report::{self, Report};
use crate::seal::{Means, Sealer};
use crate::source::{Masking, Source, SourceId, Sources};
use crate::syntax::{self, Limits, parse_stream};

use super::arguments::{self, Findings, Reading, SpecFile};
use super::compile::{compile, outcome, render, selected, situation};
use super::sealing::{Sealing, means};
use super::terminal::{Stream, colour, print, tell};
use super::{Failure, Outcome, inputs};

/// Arguments of `diff`.
#[derive(clap::Args, Debug)]
#[command(
    override_usage = "pullsecrets diff [OPTIONS] --output <DIR>\n       pullsecrets diff [OPTIONS] <LIVE>...",
    after_help = "Exit status: 0 nothing would change, 1 something would, 2 it could not be compared."
)]
pub struct Arguments {
    /// What `oc get secrets,serviceaccounts,rolebindings -A -o yaml` (or json) printed: files,
    /// folders of them; `-` is standard input
    #[arg(value_name = "LIVE", required_unless_present = "output")]
    live: Vec<PathBuf>,
    /// Compare with the directory that `build -o DIR` wrote
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    #[command(flatten)]
    spec: SpecFile,
    /// How differences are printed
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: DiffFormat,
    /// Read no credential: what is in Secrets is not compared
    #[arg(long)]
    no_credentials: bool,
    #[command(flatten)]
    selection: arguments::Selection,
    #[command(flatten)]
    sealing: Sealing,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    findings: Findings,
}

/// A format of differences.
#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Default)]
enum DiffFormat {
    /// For people
    #[default]
    Text,
    /// JSON, version 1
    Json,
}

/// Compares and prints what differs.
///
/// # Errors
/// Where the spec or what is there cannot be read.
pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let path = arguments.spec.path();
    if let (Some(output), Some(live)) = (&arguments.output, arguments.live.first()) {
        let live = live.display().to_string();
        let failure = Failure::new(format!(
            "either `{}` or `-o {}` can be compared, not both",
            live.escape_debug(),
            output.display().to_string().escape_debug()
        ));
        return Err(
            failure.help("what stands without an option are live objects; -f FILE names the spec")
        );
    }
    inputs::apart(path, &arguments.live, "the live objects")?;
    let mut sources = Sources::default();
    let mut live = Vec::new();
    for input in inputs::read(&arguments.live)? {
        if is_spec(&input.bytes) {
            return Err(Failure::new(format!(
                "`{}` is a spec, and no object of a cluster",
                input.name
            ))
            .help("-f FILE names the spec; objects are what `oc get … -o yaml` prints"));
        }
        let (id, fault) = syntax::decode(&mut sources, &input.name, input.bytes, Masking::Manifest);
        live.push((id, fault));
    }
    let options = Options {
        situation: situation(),
        credentials: !arguments.no_credentials,
        selection: Selection {
            projects: arguments.selection.project.clone(),
            shard: None,
        },
        ..Options::default()
    };
    let findings = &arguments.findings;
    compile(path, &arguments.reading, findings, &options, |mut run| {
        // What is no error is `check`'s to say.
        run.compiled
            .findings
            .retain(|finding| finding.severity == Severity::Error);
        let ended = outcome(&run.compiled.findings);
        let Some(program) = (run.compiled.program.as_ref()).filter(|_| ended == Outcome::Done)
        else {
            tell(&render(&run, findings, colour(Stream::Error)));
            return Ok(Outcome::Failed);
        };
        let mut means = means(&arguments.sealing, arguments.output.as_deref(), &options)?;
        if means.reuse_key.is_some() {
            for (id, _) in &live {
                means.earlier.add(sources.get(*id).text());
            }
        }
        let keeps_sealed = means.reuse_key.is_some();
        let wanted = wanted(program, means)?;
        let differ = match &arguments.output {
            Some(dir) => directory(wanted, keeps_sealed, program, dir, &options.selection)?,
            None => {
                let speaks_for = |project: &str| {
                    program.spec.projects.number(project).is_some()
                        && options.selection.holds(project)
                };
                let labels = &program.spec.output.labels;
                let labels = labels
                    .iter()
                    .map(|(key, value)| (key.value.to_owned(), value.value.to_owned()));
                let against = Against::Cluster {
                    speaks_for: &speaks_for,
                    labels: labels.collect(),
                };
                let mut differ = Differ::new(wanted, against, keeps_sealed);
                if let Err(fault) = add(&mut differ, &sources, &live) {
                    tell(&faulty(&sources, *fault));
                    return Ok(Outcome::Failed);
                }
                return end(&differ.finish(), arguments.format);
            }
        };
        end(&differ.finish(), arguments.format)
    })
}

/// Prints what came of it.
fn end(diff: &diff::Diff, format: DiffFormat) -> Result<Outcome, Failure> {
    let text = match format {
        DiffFormat::Text => diff::text(diff),
        DiffFormat::Json => diff::json(diff),
    };
    print(text.as_bytes())?;
    Ok(match diff.is_empty() {
        true => Outcome::Done,
        false => Outcome::Findings,
    })
}

/// Every object that the build makes.
fn wanted(program: &Program<'_>, means: Means) -> Result<Vec<Wanted>, Failure> {
    let sealer = Sealer::new(program.spec, program.plan, &program.recipients, means);
    let mut all = Vec::new();
    for planned in program.lowering.in_order() {
        let object = program
            .object(&sealer, planned)
            .map_err(|finding| Failure::new(finding.message))?;
        let plain = match program.is_sealed(planned) {
            true => program.lowering.object(planned),
            false => None,
        };
        all.push(match object {
            Some(object) => Wanted {
                object: to_value(&object),
                plain: plain.as_ref().map(to_value),
                is_known: true,
                unnamed: unnamed(program, planned),
            },
            None => Wanted {
                object: to_value(&unread(program, planned)),
                plain: None,
                is_known: false,
                unnamed: None,
            },
        });
    }
    Ok(all)
}

/// What stands before the hash in the name of a workflow that may name Secrets whose own hashes are
/// not known.
fn unnamed(program: &Program<'_>, planned: &ObjectPlan<'_>) -> Option<String> {
    let Content::Workflow(project, position) = planned.content else {
        return None;
    };
    let project = &program.plan.projects[project as usize];
    let WorkflowName::Hash(prefix) = project.workflows[position as usize].workflow.name else {
        return None;
    };
    let secrets = program.lowering.secrets();
    let mut ids = project.pull_secrets.iter();
    let is_unknown = ids.any(|(id, _)| secrets.lacks_hash(*id));
    is_unknown.then(|| prefix.value.to_owned())
}

/// Whether a text is a spec of ours.
fn is_spec(text: &[u8]) -> bool {
    let mut lines = text.split(|byte| *byte == b'\n');
    lines.any(|line| line.trim_ascii_end() == b"kind: PullSecrets")
}

/// What is known of a Secret whose credentials were not read.
fn unread<'s>(program: &'s Program<'_>, planned: &'s ObjectPlan<'_>) -> Object<'s> {
    let form = match planned.content {
        Content::PullSecret(id) => program.plan.pull_secret(id).form,
        _ => Form::Secret,
    };
    let mut fields = serde_json::Map::new();
    let (api_version, kind) = match form {
        Form::SealedSecret => ("bitnami.com/v1alpha1", "SealedSecret"),
        _ => {
            fields.insert("type".to_owned(), DOCKER_CONFIG_TYPE.into());
            ("v1", "Secret")
        }
    };
    Object {
        metadata: program.lowering.metadata(planned),
        body: Body::Custom(Custom {
            api_version,
            kind,
            fields,
        }),
    }
}

/// The differences from a directory.
fn directory<'a>(
    wanted: Vec<Wanted>,
    keeps_sealed: bool,
    program: &Program<'_>,
    dir: &Path,
    selection: &Selection,
) -> Result<Differ<'a>, Failure> {
    let selected = selected(selection, program.spec);
    let scope = Scope::from(selected.as_ref());
    let mut differ = Differ::new(wanted, Against::Directory, keeps_sealed);
    write::earlier(dir, scope, |_, text| {
        let source = Source::new("", text, Masking::Hidden);
        differ.add(&parse_stream(&source, SourceId(0), Limits::default()).tree);
    })
    .map_err(|error| Failure::new(error.message()))?;
    Ok(differ)
}

/// Takes the live objects in; the first text that is none is an error.
fn add(
    differ: &mut Differ<'_>,
    sources: &Sources,
    live: &[(SourceId, Option<Finding>)],
) -> Result<(), Box<Finding>> {
    for (id, fault) in live {
        if let Some(fault) = fault {
            return Err(Box::new(fault.clone()));
        }
        let parsed = parse_stream(sources.get(*id), *id, Limits::default());
        if parsed.tree.roots().is_empty()
            && let Some(fault) = parsed.findings.into_iter().next()
        {
            return Err(Box::new(fault));
        }
        differ.add(&parsed.tree);
    }
    Ok(())
}

fn faulty(sources: &Sources, fault: Finding) -> String {
    let report = Report {
        sources,
        findings: &[fault],
        not_run: &[],
    };
    report::render(report, report::Format::Full, colour(Stream::Error))
}
