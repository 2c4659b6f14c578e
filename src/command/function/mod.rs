//! `pullsecrets function`: a Kustomize (KRM) function, and Kustomize's legacy exec plugin.

mod legacy;
mod resource_list;

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::emit;
use crate::finding::Finding;
use crate::function::{Edits, Mode, additions, mode, renames};
use crate::host::input;
use crate::pipeline::{Options, Program};
use crate::rules::{Destination, Situation};
use crate::seal::Sealer;
use crate::source::{Masking, Source, SourceId, Sources};
use crate::syntax::{self, Limits, Parsed, Tree};
use crate::workload::Manifest;

use super::arguments::{Findings, Reading};
use super::compile::{outcome, situation};
use super::sealing::{Sealing, means};
use super::{Failure, Outcome};

/// Arguments of `function`.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Serve Kustomize's legacy exec plugins: read the spec from CONFIG, print manifests
    #[arg(long, value_name = "CONFIG")]
    legacy: Option<PathBuf>,
    /// Arguments that Kustomize adds; the language has no use for them
    #[arg(hide = true, requires = "legacy")]
    rest: Vec<String>,
    #[command(flatten)]
    sealing: Sealing,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    findings: Findings,
}

/// Compiles the spec that Kustomize hands over, and gives back what it is to take.
///
/// # Errors
/// Where the input is not what Kustomize writes, or the output cannot be written.
pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    match &arguments.legacy {
        Some(config) => legacy::legacy(arguments, config),
        None => resource_list::function(arguments),
    }
}

fn options() -> Options {
    Options {
        situation: Situation {
            destination: Destination::Function,
            ..situation()
        },
        credentials: true,
        ..Options::default()
    }
}

/// Reads a text and registers it; `-` is standard input.
fn read(sources: &mut Sources, path: &Path, masking: Masking) -> Result<SourceId, Failure> {
    let input = input::read(path, syntax::MAX_BYTES)
        .map_err(|error| Failure::unreadable(path, error.message()))?;
    let (id, fault) = syntax::decode(sources, &input.name, input.bytes, masking);
    match fault {
        Some(fault) => Err(Failure::unreadable(Path::new(&input.name), &fault.message)),
        None => Ok(id),
    }
}

/// Every object that Kustomize takes, and the mode; nothing where there is an error.
fn made(
    arguments: &Arguments,
    program: &Program<'_>,
    findings: &mut Vec<Finding>,
) -> Result<Option<(Vec<Value>, Mode)>, Failure> {
    let mode = match mode(program.spec) {
        Ok(mode) => mode,
        Err(finding) => {
            findings.push(*finding);
            return Ok(None);
        }
    };
    if outcome(findings) != Outcome::Done {
        return Ok(None);
    }
    let means = means(&arguments.sealing, None, &options())?;
    let sealer = Sealer::new(program.spec, program.plan, &program.recipients, means);
    match objects(program, &sealer) {
        Ok(objects) => Ok(Some((objects, mode))),
        Err(finding) => {
            findings.push(*finding);
            Ok(None)
        }
    }
}

/// Every object but those without a name, which Kustomize refuses and a finding has reported.
fn objects(program: &Program<'_>, sealer: &Sealer<'_>) -> Result<Vec<Value>, Box<Finding>> {
    let mut made = Vec::with_capacity(program.plan.objects.len());
    for planned in program.lowering.in_order() {
        if let Some(object) = program.object(sealer, planned)?
            && !object.metadata.generate
        {
            made.push(emit::to_value(&object));
        }
    }
    Ok(made)
}

/// Writes pull secrets into the pods that must name them themselves, and final names wherever pods
/// and service accounts name them.
fn link(program: &Program<'_>, tree: &Tree<'_>, items: &[Manifest<'_>], edits: &mut Edits<'_>) {
    let secrets = program.lowering.secrets();
    let kind = program.spec.platform.kind();
    let hashed = secrets.hashed_names(program.plan);
    let renames = renames(tree, items, program.plan, &hashed);
    for rename in &renames {
        edits.replace(rename.node, &rename.name.into());
    }
    let name_of = |id| secrets.name(id);
    for addition in additions(tree, items, program.plan, kind, name_of, &renames) {
        let names: Vec<Value> = addition
            .names
            .iter()
            .map(|name| serde_json::json!({"name": name}))
            .collect();
        edits.extend(addition.pod, "imagePullSecrets", &names, false);
    }
}

fn parse_stream(source: &Source, id: SourceId) -> Result<Parsed<'_>, Failure> {
    let parsed = syntax::parse_stream(source, id, Limits::default());
    match parsed.findings.first() {
        Some(fault) => Err(Failure::new(format!(
            "standard input is no YAML: {}",
            fault.message
        ))),
        None => Ok(parsed),
    }
}
