//! A spec through all stages, with made-up files and variables. The first byte chooses options.

#![no_main]

use fuzzed::mutate::mutate;
use fuzzed::{compile, decode, emit_all, options, report};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use pullsecrets::source::Masking;

fuzz_target!(|data: &[u8]| {
    let Some((choice, data)) = data.split_first() else {
        return;
    };
    let (sources, id, fault) = decode(data, Masking::Spec);
    let mut findings: Vec<_> = fault.into_iter().collect();
    if findings.is_empty() {
        let options = options(*choice);
        findings = compile(sources.get(id), id, &options, |mut compiled| {
            emit_all(&mut compiled, &options);
            compiled.findings
        });
    }
    findings.truncate(100);
    report(&sources, &findings, usize::from(*choice >> 5));
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate(data, size, max_size, seed, 1)
});
