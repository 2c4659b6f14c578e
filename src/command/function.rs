//! `pullsecrets function`: a Kustomize (KRM) function, and Kustomize's legacy exec plugin.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::emit::{self, YamlWriter};
use crate::finding::Finding;
use crate::function::{Edits, Mode, Origin, ResourceList, additions, mode, place, results};
use crate::host::input;
use crate::lower::write_value;
use crate::pipeline::{Options, Program};
use crate::rules::{Destination, Situation};
use crate::seal::Sealer;
use crate::source::{Masking, Source, SourceId, Sources};
use crate::syntax::{self, Limits, Parsed, Tree};
use crate::workload::{Manifest, manifests};

use super::arguments::{Findings, Reading};
use super::compile::{Run, compile_text, outcome, render, situation};
use super::sealing::{Sealing, means};
use super::terminal::{Stream as To, colour, print, tell};
use super::{Failure, Outcome};

/// The variables that a function may read, unless --allow-env says otherwise: whoever runs
/// `kustomize build` has many, and the spec may be a stranger's.
const VARIABLES: &str = "PULLSECRETS_*";

/// The annotations that name the file of an object, the newer first.
const PATHS: [&str; 2] = [
    "internal.config.kubernetes.io/path",
    "config.kubernetes.io/path",
];

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
        Some(config) => legacy(arguments, config),
        None => function(arguments),
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

fn reading(arguments: &Arguments) -> Reading {
    let mut reading = arguments.reading.clone();
    if reading.allow_env.is_empty() {
        reading.allow_env.push(VARIABLES.to_owned());
    }
    reading
}

/// Reads a text and registers it; `-` is standard input.
fn read(sources: &mut Sources, path: &Path, masking: Masking) -> Result<SourceId, Failure> {
    let failed = |name: &str, why: &str| Failure::new(format!("`{name}` cannot be read: {why}"));
    let shown = path.display().to_string();
    let input =
        input::read(path, syntax::MAX_BYTES).map_err(|error| failed(&shown, error.message()))?;
    let (id, fault) = syntax::decode(sources, &input.name, input.bytes, masking);
    match fault {
        Some(fault) => Err(failed(&input.name, &fault.message)),
        None => Ok(id),
    }
}

fn function(arguments: &Arguments) -> Result<Outcome, Failure> {
    let mut sources = Sources::default();
    let all = read(&mut sources, Path::new("-"), Masking::Manifest)?;
    let text = sources.get(all).text().to_owned();
    let whole = Source::new("<stdin>", text.as_str(), Masking::Manifest);
    let parsed = parse_stream(&whole, all)?;
    let list = ResourceList::of(&parsed.tree)
        .map_err(|(message, help)| Failure::new(message).help(help))?;
    let config = sources.add("<stdin>", list.config_text(&text), Masking::Spec);
    compile_text(
        &sources,
        config,
        Path::new("."),
        &reading(arguments),
        &arguments.findings,
        &options(),
        |run| give_back(arguments, &list, &text, config, run),
    )
}

/// Prints the list with what was made and what was found.
fn give_back(
    arguments: &Arguments,
    list: &ResourceList<'_>,
    text: &str,
    config: SourceId,
    mut run: Run<'_>,
) -> Result<Outcome, Failure> {
    let program = run.compiled.program.take();
    let mut edits = Edits::new(text, list.tree);
    if let Some(program) = &program
        && let Some((objects, mode)) = made(arguments, program, &mut run.compiled.findings)?
    {
        let replaced = place(list, objects, &mut edits);
        if mode == Mode::Transform {
            let mut items = list.items();
            items.retain(|item| !replaced.contains(&item.node));
            link(program, list.tree, &items, &mut edits);
        }
    }
    let file = PATHS
        .iter()
        .find_map(|name| list.annotation(list.config, name));
    let origin = program.as_ref().and_then(|program| {
        Some(Origin {
            tree: program.tree,
            root: program.tree.root()?,
            source: config,
            name: program.spec.name.map(|name| name.value),
            file: file.map(|file| file.value),
        })
    });
    let found = results(&run.compiled.findings, origin.as_ref());
    edits.extend(list.root, "results", &found, true);
    tell(&render(&run, &arguments.findings, colour(To::Error)));
    print(edits.apply().as_bytes())?;
    Ok(outcome(&run.compiled.findings))
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

/// Writes pull secrets into the pods that must name them themselves.
fn link(program: &Program<'_>, tree: &Tree<'_>, items: &[Manifest<'_>], edits: &mut Edits<'_>) {
    let secrets = program.lowering.secrets();
    let kind = program.spec.platform.kind();
    for addition in additions(tree, items, program.plan, kind, |id| secrets.name(id)) {
        let names: Vec<Value> = addition
            .names
            .iter()
            .map(|name| serde_json::json!({"name": name}))
            .collect();
        edits.extend(addition.pod, "imagePullSecrets", &names, false);
    }
}

/// A legacy exec plugin: Kustomize writes the spec into a file of its own and runs the plugin in
/// the kustomization's folder; a generator prints objects, a transformer gets the objects on
/// standard input and prints them.
fn legacy(arguments: &Arguments, config: &Path) -> Result<Outcome, Failure> {
    let mut sources = Sources::default();
    let id = read(&mut sources, config, Masking::Spec)?;
    compile_text(
        &sources,
        id,
        Path::new("."),
        &reading(arguments),
        &arguments.findings,
        &options(),
        |mut run| {
            let program = run.compiled.program.take();
            let made = match &program {
                Some(program) => made(arguments, program, &mut run.compiled.findings)?,
                None => None,
            };
            tell(&render(&run, &arguments.findings, colour(To::Error)));
            if let (Some(program), Some((objects, mode))) = (&program, made) {
                match mode {
                    Mode::Generate => print(&stream(&objects))?,
                    Mode::Transform => transform(program)?,
                }
            }
            Ok(outcome(&run.compiled.findings))
        },
    )
}

/// Objects as YAML documents.
fn stream(objects: &[Value]) -> Vec<u8> {
    let mut writer = YamlWriter::default();
    for (number, object) in objects.iter().enumerate() {
        if number > 0 {
            writer.raw("---\n");
        }
        write_value(object, &mut writer);
    }
    writer.into_string().into_bytes()
}

/// Prints the objects of standard input, with pull secrets in the pods that must name them. It
/// adds none: Kustomize takes from a transformer of this kind only what it gave.
fn transform(program: &Program<'_>) -> Result<(), Failure> {
    let mut sources = Sources::default();
    let id = read(&mut sources, Path::new("-"), Masking::Manifest)?;
    let source = sources.get(id);
    let parsed = parse_stream(source, id)?;
    let mut edits = Edits::new(source.text(), &parsed.tree);
    link(program, &parsed.tree, &manifests(&parsed.tree), &mut edits);
    print(edits.apply().as_bytes())
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
