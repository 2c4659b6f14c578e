//! What each stage costs over one fleet: `cargo bench --bench stages`. Every stage works on what
//! the one before it made, so that the sum of all is a build.

mod fleet;

use divan::Bencher;
use pullsecrets::credential::{self, Answers, Confidential, Origin};
use pullsecrets::emit::{Format, Stream};
use pullsecrets::lower::{Lowering, PullSecrets, Secrecy, WorkflowBodies, WorkflowTexts};
use pullsecrets::rules::{self, Checked, Situation};
use pullsecrets::source::{Masking, SourceId, Sources};
use pullsecrets::{model, plan, syntax};

/// How many projects the fleet has.
const PROJECTS: usize = 10_000;

fn main() {
    divan::main();
}

/// The fleet's spec as a source.
fn fleet_source() -> (Sources, SourceId) {
    let mut sources = Sources::default();
    let id = sources.add("pullsecrets.yaml", fleet::spec(PROJECTS), Masking::Spec);
    (sources, id)
}

/// What the fleet's spec asks to be read.
fn answers() -> Answers<'static> {
    let mut answers = Answers::default();
    let password = Confidential::new(b"not-a-real-password".to_vec());
    answers.insert(Origin::File("password.txt"), Ok(password));
    answers
}

#[divan::bench]
fn parse(bencher: Bencher<'_, '_>) {
    let (sources, id) = fleet_source();
    bencher.bench_local(|| syntax::parse(sources.get(id), id, syntax::Limits::default()));
}

#[divan::bench]
fn read(bencher: Bencher<'_, '_>) {
    let (sources, id) = fleet_source();
    let parsed = syntax::parse(sources.get(id), id, syntax::Limits::default());
    bencher.bench_local(|| model::read(&parsed.tree));
}

#[divan::bench]
fn plan(bencher: Bencher<'_, '_>) {
    let (sources, id) = fleet_source();
    let parsed = syntax::parse(sources.get(id), id, syntax::Limits::default());
    let (spec, _) = model::read(&parsed.tree);
    let spec = spec.expect("a fleet is a spec");
    bencher.bench_local(|| plan::make(&spec));
}

#[divan::bench]
fn rules(bencher: Bencher<'_, '_>) {
    let (sources, id) = fleet_source();
    let parsed = syntax::parse(sources.get(id), id, syntax::Limits::default());
    let (spec, _) = model::read(&parsed.tree);
    let spec = spec.expect("a fleet is a spec");
    let (plan, _) = plan::make(&spec);
    let answers = answers();
    let (decoded, _) = credential::decode(&spec, &answers);
    bencher.bench_local(|| {
        rules::check(&Checked {
            spec: &spec,
            tree: &parsed.tree,
            plan: &plan,
            credentials: Some(&decoded),
            situation: Situation::default(),
        })
    });
}

/// What objects share, workflows' bodies among it.
#[divan::bench]
fn lower(bencher: Bencher<'_, '_>) {
    let (sources, id) = fleet_source();
    let parsed = syntax::parse(sources.get(id), id, syntax::Limits::default());
    let (spec, _) = model::read(&parsed.tree);
    let spec = spec.expect("a fleet is a spec");
    let (plan, _) = plan::make(&spec);
    let answers = answers();
    let (decoded, _) = credential::decode(&spec, &answers);
    bencher.bench_local(|| {
        let (secrets, _) = PullSecrets::new(&spec, &plan, Some(&decoded), Secrecy::Full);
        let (texts, _) = WorkflowTexts::render(&plan, &parsed.tree, &secrets, &answers);
        let (workflows, _) = WorkflowBodies::read(&plan, &parsed.tree, &secrets, &texts);
        let (lowering, findings) = Lowering::new(&spec, &plan, &secrets, &workflows);
        (lowering.in_order().count(), findings)
    });
}

/// Objects put together and written.
#[divan::bench]
fn emit(bencher: Bencher<'_, '_>) {
    let (sources, id) = fleet_source();
    let parsed = syntax::parse(sources.get(id), id, syntax::Limits::default());
    let (spec, _) = model::read(&parsed.tree);
    let spec = spec.expect("a fleet is a spec");
    let (plan, _) = plan::make(&spec);
    let answers = answers();
    let (decoded, _) = credential::decode(&spec, &answers);
    let (secrets, _) = PullSecrets::new(&spec, &plan, Some(&decoded), Secrecy::Full);
    let (texts, _) = WorkflowTexts::render(&plan, &parsed.tree, &secrets, &answers);
    let (workflows, _) = WorkflowBodies::read(&plan, &parsed.tree, &secrets, &texts);
    let (lowering, _) = Lowering::new(&spec, &plan, &secrets, &workflows);
    bencher.bench_local(|| {
        let mut stream = Stream::new(std::io::sink(), Format::Yaml);
        for planned in lowering.in_order() {
            if let Some(object) = lowering.object(planned) {
                stream.object(&object).expect("a sink takes everything");
            }
        }
        stream.finish().is_ok()
    });
}
