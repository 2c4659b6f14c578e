//! What each stage costs over one fleet: `cargo bench --bench stages`. Every stage works on what
//! the one before it made, so that the sum of all is a build.

mod fleet;

use divan::Bencher;
use pullsecrets::credential::{self, Answers, Confidential, Decoded, Origin};
use pullsecrets::emit::{Format, Stream};
use pullsecrets::finding::Finding;
use pullsecrets::lower::{Lowering, PullSecrets, Secrecy, WorkflowBodies, WorkflowTexts};
use pullsecrets::model::Spec;
use pullsecrets::plan::Plan;
use pullsecrets::rules::{self, Checked, Situation};
use pullsecrets::source::{Masking, SourceId, Sources};
use pullsecrets::syntax::{Limits, Tree};
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

/// The fleet after the stages up to its plan, with what its spec asks to be read.
struct Planned<'a> {
    tree: &'a Tree<'a>,
    spec: &'a Spec<'a>,
    plan: &'a Plan<'a>,
    answers: &'a Answers<'a>,
    decoded: &'a Decoded,
}

fn with_tree(then: impl FnOnce(&Tree<'_>)) {
    let (sources, id) = fleet_source();
    then(&syntax::parse(sources.get(id), id, Limits::default()).tree);
}

fn with_spec(then: impl FnOnce(&Tree<'_>, &Spec<'_>)) {
    with_tree(|tree| {
        let (spec, _) = model::read(tree);
        then(tree, &spec.expect("a fleet is a spec"));
    });
}

fn with_plan(then: impl FnOnce(&Planned<'_>)) {
    with_spec(|tree, spec| {
        let (plan, _) = plan::make(spec);
        let mut answers = Answers::default();
        let password = Confidential::new(b"not-a-real-password".to_vec());
        answers.insert(Origin::File("password.txt"), Ok(password));
        let (decoded, _) = credential::decode(spec, &answers);
        then(&Planned {
            tree,
            spec,
            plan: &plan,
            answers: &answers,
            decoded: &decoded,
        });
    });
}

/// What objects share, workflows' bodies among it.
fn with_lowering<R>(fleet: &Planned<'_>, then: impl FnOnce(&Lowering<'_>, Vec<Finding>) -> R) -> R {
    let Planned {
        tree,
        spec,
        plan,
        answers,
        decoded,
    } = fleet;
    let (secrets, _) = PullSecrets::new(spec, plan, Some(decoded), Secrecy::Full);
    let (texts, _) = WorkflowTexts::render(plan, tree, &secrets, answers);
    let (workflows, _) = WorkflowBodies::read(plan, tree, &secrets, &texts);
    let (lowering, findings) = Lowering::new(spec, plan, &secrets, &workflows);
    then(&lowering, findings)
}

#[divan::bench]
fn parse(bencher: Bencher<'_, '_>) {
    let (sources, id) = fleet_source();
    bencher.bench_local(|| syntax::parse(sources.get(id), id, Limits::default()));
}

#[divan::bench]
fn read(bencher: Bencher<'_, '_>) {
    with_tree(|tree| bencher.bench_local(|| model::read(tree)));
}

#[divan::bench]
fn plan(bencher: Bencher<'_, '_>) {
    with_spec(|_, spec| bencher.bench_local(|| plan::make(spec)));
}

#[divan::bench]
fn rules(bencher: Bencher<'_, '_>) {
    with_plan(|fleet| {
        bencher.bench_local(|| {
            rules::check(&Checked {
                spec: fleet.spec,
                plan: fleet.plan,
                credentials: Some(fleet.decoded),
                situation: Situation::default(),
            })
        });
    });
}

#[divan::bench]
fn lower(bencher: Bencher<'_, '_>) {
    with_plan(|fleet| {
        bencher.bench_local(|| {
            with_lowering(fleet, |lowering, findings| {
                (lowering.in_order().count(), findings)
            })
        });
    });
}

/// Objects put together and written.
#[divan::bench]
fn emit(bencher: Bencher<'_, '_>) {
    with_plan(|fleet| {
        with_lowering(fleet, |lowering, _| {
            bencher.bench_local(|| {
                let mut stream = Stream::new(std::io::sink(), Format::Yaml);
                for planned in lowering.in_order() {
                    if let Some(object) = lowering.object(planned) {
                        stream.object(&object).expect("a sink takes everything");
                    }
                }
                stream.finish().is_ok()
            });
        });
    });
}
