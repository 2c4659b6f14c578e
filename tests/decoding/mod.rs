//! A spec from text to decoded credentials, with what it reads given by the test.

use pullsecrets::credential::{Answers, Confidential, Decoded, Origin, Request, decode};
use pullsecrets::finding::Finding;
use pullsecrets::model::{Spec, read};
use pullsecrets::plan::{self, Plan};
use pullsecrets::rules::{self, Checked, Situation};
use pullsecrets::source::{Masking, Source, SourceId};
use pullsecrets::syntax::{Limits, parse};

/// The second at which tests run: 2026-01-01.
pub const NOW: i64 = 1_767_225_600;

/// What lies outside the spec.
#[derive(Default)]
pub struct Outside<'a> {
    /// Paths and contents.
    pub files: Vec<(&'a str, &'a [u8])>,
    /// Variables and values.
    pub variables: Vec<(&'a str, &'a [u8])>,
}

/// What came of a spec.
pub struct Outcome<'a> {
    pub spec: &'a Spec<'a>,
    pub plan: &'a Plan<'a>,
    pub requests: &'a [Request<'a>],
    pub decoded: &'a Decoded,
    /// Findings of decoding and of every rule.
    pub findings: &'a [Finding],
}

/// Takes a spec to its credentials. What is asked for and not given is left unanswered.
///
/// # Panics
/// Where the spec has a finding of shape or of references.
pub fn with_outcome(text: &str, outside: &Outside<'_>, look: impl FnOnce(&Outcome<'_>)) {
    let source = Source::new("pullsecrets.yaml", text, Masking::Spec);
    let parsed = parse(&source, SourceId(0), Limits::default());
    assert_eq!(parsed.findings, [], "{text}");
    let (spec, findings) = read(&parsed.tree);
    assert_eq!(findings, [], "{text}");
    let spec = spec.expect("a spec");
    let (plan, findings) = plan::make(&spec);
    assert_eq!(findings, [], "{text}");
    let requests = plan::requests(&spec, &plan, |_| true);
    let mut answers = Answers::default();
    for request in &requests {
        let (list, name) = match request.origin {
            Origin::File(path) => (&outside.files, path),
            Origin::Env(name) => (&outside.variables, name),
        };
        if let Some((_, bytes)) = list.iter().find(|(given, _)| *given == name) {
            answers.insert(request.origin, Ok(Confidential::copy(bytes)));
        }
    }
    let (decoded, mut findings) = decode(&spec, &answers);
    let checked = Checked {
        spec: &spec,
        plan: &plan,
        credentials: Some(&decoded),
        situation: Situation {
            now: NOW,
            ..Situation::default()
        },
    };
    findings.extend(rules::check(&checked).0);
    look(&Outcome {
        spec: &spec,
        plan: &plan,
        requests: &requests,
        decoded: &decoded,
        findings: &findings,
    });
}

/// A spec of these parts, and a project that pulls with `pull`.
pub fn spec_of(parts: &str, pull: &str) -> String {
    format!(
        "apiVersion: pullsecrets.dev/v1\nkind: PullSecrets\n{parts}\nprojects:\n  project-a:\n    pullSecrets: [{pull}]\n"
    )
}
