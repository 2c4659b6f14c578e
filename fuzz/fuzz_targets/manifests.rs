//! Manifests, audited by a spec with something of everything.

#![no_main]

use fuzzed::mutate::mutate;
use fuzzed::{compile, decode, options, report};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use pullsecrets::audit::{Options, Text, audit};
use pullsecrets::resolve::Facts;
use pullsecrets::source::{Masking, Source, SourceId};

const SPEC: &str = "apiVersion: pullsecrets.dev/v1
kind: PullSecrets
metadata: {name: acme}
registries:
  quay: {server: quay.io/acme, username: u, password: {env: T}}
  any: {server: '*.example.com', username: u, password: {env: T}}
secrets:
  both: {registries: [quay, any]}
projects:
  a: {pullSecrets: [quay], serviceAccounts: {default: {}, b: {link: workload}}}
  b: {pullSecrets: [both, any]}
grants:
  - {imagesIn: b, pullers: [a/default]}
";

fuzz_target!(|data: &[u8]| {
    let (sources, id, fault) = decode(data, Masking::Manifest);
    let spec = Source::new("spec", SPEC, Masking::Spec);
    let findings = compile(&spec, SourceId(1), &options(8), |compiled| {
        let program = compiled.program.as_ref().expect("the spec is right");
        let facts = Facts {
            spec: program.spec,
            plan: program.plan,
            decoded: program.decoded,
            secrets: program.lowering.secrets(),
        };
        let texts = [Text::read(sources.get(id), id, fault)];
        let strict = Options {
            namespace: Some("a"),
            strict: true,
        };
        let mut findings = audit(facts, &texts, Options::default());
        findings.extend(audit(facts, &texts, strict));
        findings
    });
    // Places in the spec are those of another text here.
    let mut findings: Vec<_> = findings
        .into_iter()
        .filter(|finding| !format!("{finding:?}").contains("SourceId(1)"))
        .collect();
    findings.truncate(100);
    report(&sources, &findings, data.len());
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate(data, size, max_size, seed, 0)
});
