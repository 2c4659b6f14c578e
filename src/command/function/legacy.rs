//! Kustomize's legacy exec plugins.

use std::path::Path;

use serde_json::Value;

use crate::emit::YamlWriter;
use crate::function::{Edits, Mode};
use crate::lower::write_value;
use crate::pipeline::Program;
use crate::source::{Masking, Sources};
use crate::workload::manifests;

use super::super::compile::{compile_text, outcome, render};
use super::super::terminal::{Stream, colour, print, tell};
use super::super::{Failure, Outcome};
use super::{Arguments, link, made, options, parse_stream, read};

/// A legacy exec plugin: Kustomize writes the spec into a file of its own and runs the plugin in
/// the kustomization's folder; a generator prints objects, a transformer gets the objects on
/// standard input and prints them.
///
/// # Errors
/// As `run`.
pub(super) fn legacy(arguments: &Arguments, config: &Path) -> Result<Outcome, Failure> {
    let mut sources = Sources::default();
    let id = read(&mut sources, config, Masking::Spec)?;
    compile_text(
        &sources,
        id,
        Path::new("."),
        &arguments.reading.as_guest(),
        &arguments.findings,
        &options(),
        |mut run| {
            let program = run.compiled.program.take();
            let made = match &program {
                Some(program) => made(arguments, program, &mut run.compiled.findings)?,
                None => None,
            };
            tell(&render(&run, &arguments.findings, colour(Stream::Error)));
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
