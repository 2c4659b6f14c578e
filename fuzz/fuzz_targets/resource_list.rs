//! A Kustomize function: what goes out is a list again, with everything that came in.

#![no_main]

use fuzzed::mutate::mutate;
use fuzzed::{compile, decode, options};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use pullsecrets::emit::to_value;
use pullsecrets::finding::Severity;
use pullsecrets::function::{
    Edits, Origin, ResourceList, additions, mode, place, renames, results,
};
use pullsecrets::source::{Masking, Source, SourceId};
use pullsecrets::syntax::{Limits, parse_stream};

fuzz_target!(|data: &[u8]| {
    let (sources, id, None) = decode(data, Masking::Manifest) else {
        return;
    };
    let text = sources.get(id).text();
    let parsed = parse_stream(sources.get(id), id, Limits::default());
    if !parsed.findings.is_empty() {
        return;
    }
    let Ok(list) = ResourceList::of(&parsed.tree) else {
        return;
    };
    let config = Source::new("config", list.config_text(text), Masking::Spec);
    let mut options = options(3);
    options.situation.inside_git = false;
    let changed = compile(&config, SourceId(1), &options, |compiled| {
        let mut edits = Edits::new(text, &parsed.tree);
        let is_clean = compiled
            .findings
            .iter()
            .all(|finding| finding.severity != Severity::Error);
        let program = compiled.program.as_ref().filter(|_| is_clean);
        if let Some(program) = program.filter(|program| mode(program.spec).is_ok()) {
            let objects = program
                .lowering
                .in_order()
                .filter(|planned| !program.is_sealed(planned))
                .filter_map(|planned| program.lowering.object(planned))
                .filter(|object| !object.metadata.generate)
                .map(|object| to_value(&object))
                .collect();
            let replaced = place(&list, objects, &mut edits);
            let mut items = list.items();
            items.retain(|item| !replaced.contains(&item.node));
            let kind = program.spec.platform.kind();
            let secrets = program.lowering.secrets();
            let hashed = secrets.hashed_names(program.plan);
            let renames = renames(&parsed.tree, &items, program.plan, &hashed);
            for rename in &renames {
                edits.replace(rename.node, &rename.name.into());
            }
            let name_of = |id| secrets.name(id);
            for addition in additions(&parsed.tree, &items, program.plan, kind, name_of, &renames) {
                let names = addition
                    .names
                    .iter()
                    .map(|name| serde_json::json!({"name": name}));
                let names: Vec<_> = names.collect();
                edits.extend(addition.pod, "imagePullSecrets", &names, false);
            }
        }
        let origins = [Origin::new(&parsed.tree, list.config, SourceId(1))];
        let results = results(&compiled.findings, &origins);
        edits.extend(list.root, "results", &results, true);
        edits.apply()
    });
    let source = Source::new("out", changed, Masking::Hidden);
    let out = parse_stream(&source, SourceId(2), Limits::default());
    assert!(out.findings.is_empty(), "the output is read again");
    let out = ResourceList::of(&out.tree)
        .ok()
        .expect("it is a list again");
    assert!(out.items().len() >= list.items().len(), "nothing is lost");
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate(data, size, max_size, seed, 0)
});
