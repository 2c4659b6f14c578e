//! The function: a ResourceList in, a ResourceList out.

use std::path::Path;

use crate::audit::{self, Text};
use crate::finding::Finding;
use crate::function::{Edits, Mode, Origin, ResourceList, place, results};
use crate::report::{self, Report};
use crate::source::{Masking, Source, SourceId, Sources};
use crate::workload::manifests;

use super::super::audit::settled;
use super::super::compile::{Run, compile_text, outcome};
use super::super::terminal::{Stream, colour, print, tell};
use super::super::{Failure, Outcome};
use super::{Arguments, link, made, options, parse_stream, read};

/// Compiles the spec of the list on standard input and prints the list with what came of it.
///
/// # Errors
/// Where standard input holds no such list, or the output cannot be written.
pub(super) fn function(arguments: &Arguments) -> Result<Outcome, Failure> {
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
        &arguments.reading.as_guest(),
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
    let mut to_audit = None;
    if let Some(program) = &program
        && let Some((objects, mode)) = made(arguments, program, &mut run.compiled.findings)?
    {
        let replaced = place(list, objects, &mut edits);
        if mode == Mode::Transform {
            let mut items = list.items();
            items.retain(|item| !replaced.contains(&item.node));
            link(program, list.tree, &items, &mut edits);
            to_audit = Some(program);
        }
    }
    let changed = edits.apply();
    // The texts of the run, and what was made of the list, which is audited as it goes out.
    let mut sources = Sources::default();
    for id in [SourceId(0), config] {
        let source = run.sources.get(id);
        sources.add(source.name(), source.text(), source.masking());
    }
    let out = sources.add("<stdout>", changed, Masking::Manifest);
    let mut findings = std::mem::take(&mut run.compiled.findings);
    if let Some(program) = to_audit {
        let texts = [Text::read(sources.get(out), out, None)];
        let options = audit::Options::default();
        let audited = settled(
            program,
            &sources,
            &texts,
            Vec::new(),
            options,
            &arguments.findings,
        )?;
        findings.extend(audited);
    }
    let report = Report {
        sources: &sources,
        findings: &findings,
        not_run: &run.compiled.not_run,
    };
    let format = arguments.findings.output_format;
    tell(&report::render(report, format, colour(Stream::Error)));
    print(with_results(sources.get(out), out, (list, config), &findings)?.as_bytes())?;
    Ok(outcome(&findings))
}

/// The list that goes out, with the findings as its results.
fn with_results(
    changed: &Source,
    id: SourceId,
    (list, config): (&ResourceList<'_>, SourceId),
    findings: &[Finding],
) -> Result<String, Failure> {
    if findings.is_empty() {
        return Ok(changed.text().to_owned());
    }
    let parsed = parse_stream(changed, id)?;
    let tree = &parsed.tree;
    let mut origins = vec![Origin::new(list.tree, list.config, config)];
    let items = manifests(tree);
    origins.extend(items.iter().map(|item| Origin::new(tree, item.node, id)));
    let mut edits = Edits::new(changed.text(), tree);
    if let Some(root) = tree.root() {
        edits.extend(root, "results", &results(findings, &origins), true);
    }
    Ok(edits.apply())
}
