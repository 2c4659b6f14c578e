//! What the reader says of shape: one finding a fault, at its place, with a mend that works, and
//! never a value that may be a credential.

use std::path::Path;

use pullsecrets::finding::{Edit, Finding, Place};
use pullsecrets::model::{Lookup, Spec, read};
use pullsecrets::source::{Masking, Source, SourceId};
use pullsecrets::syntax::{Limits, parse};

const HEAD: &str = "apiVersion: pullsecrets.dev/v1\nkind: PullSecrets\n";

fn with_read<T>(text: &str, then: impl FnOnce(Option<Spec<'_>>, Vec<Finding>) -> T) -> T {
    let source = Source::new("pullsecrets.yaml", text, Masking::Spec);
    let parsed = parse(&source, SourceId(0), Limits::default());
    assert!(parsed.findings.is_empty(), "{:?}", parsed.findings);
    let (spec, mut findings) = read(&parsed.tree);
    findings.sort_by_key(Finding::order);
    then(spec, findings)
}

/// Code, underlined text and help of every finding of a spec with this body.
fn said(body: &str) -> Vec<String> {
    let text = format!("{HEAD}{body}");
    with_read(&text, |_, findings| {
        findings
            .iter()
            .map(|finding| {
                let place = match &finding.place {
                    Place::Span(span) => &text[span.start as usize..span.end as usize],
                    _ => "",
                };
                let help = finding.help.as_deref().unwrap_or_default();
                format!("{} {place} | {help}", finding.code.name())
            })
            .collect()
    })
}

#[test]
fn one_fault_is_one_finding() {
    // Each of these could draw a second finding: what a mistyped key hides is not missing too.
    for (body, expected) in [
        (
            "registries: {quay: {server: q, username: u, passwrod: x}}",
            "PS0006 passwrod | did you mean `password`?",
        ),
        (
            "registries: {quay: {host: q, username: u, password: {env: P}}}",
            "PS0006 host | did you mean `server`?",
        ),
        (
            "registries: {quay: {server: q, credentials: {env: P}}}",
            "PS0006 credentials | the fields of a registry are `server`, `username`, `password`, \
             `email`, `auth`, `authFile`, `external`, `authServer`, `authSecretName` and `secrets`",
        ),
        (
            "registries: {quay: {server: q, auth: {}}}",
            "PS0205 auth | write `auth: {env: NAME}` or `auth: {file: PATH}`",
        ),
        (
            "registries: {quay: {server: q, auth: {evn: A}}}",
            "PS0006 evn | did you mean `env`?",
        ),
        (
            "registries: {quay: {server: q, auth: {env: \"\"}}}",
            "PS0009 \"\" | write the text between the quotes",
        ),
        (
            "registries: {quay: {server: q, external: {store: {name: v}, username: {key: k}}}}",
            "PS0009 external | add `password: {key: KEY}`",
        ),
        (
            "registries: {quay: {server: q, auth: {env: A}, authSecretName: sso}}",
            "PS0009 quay | add `authServer: HOST`",
        ),
        (
            "registries: {quay: }",
            "PS0007 quay | write a mapping with `server`, `username`, `password`, `email`, \
             `auth`, `authFile`, `external`, `authServer`, `authSecretName` and `secrets`",
        ),
        (
            "projects: {a: {workflows: [{naming: hash, entrypoint: e}]}}",
            "PS0009 naming | add `name: NAME` or `generateName: PREFIX-`",
        ),
        (
            "projects: {a: {workflows: [{name: w, vars: {}}]}}",
            "PS0009 name | add `template: PATH`",
        ),
        (
            "projects: {a: {create: null}}",
            "PS0007 null | write `create: true`, or `create: {labels: {KEY: \"VALUE\"}}`",
        ),
        (
            "projects: {a: {use: team}}",
            "PS0007 team | write it in brackets: `use: [team]`",
        ),
        (
            "grants: [{imagesIn: a, pullers: \"*\"}]",
            "PS0007 \"*\" | write it in brackets: `pullers: [\"*\"]`",
        ),
        (
            "platform: {link: pined}",
            "PS0010 pined | did you mean `pinned`?",
        ),
        (
            "allow: [{code: PS0412}]",
            "PS0009 code | add `because: REASON`",
        ),
    ] {
        assert_eq!(said(body), [expected], "{body}");
    }
}

#[test]
fn several_faults_are_several_findings() {
    let said = said(
        "registries: {quay: {username: 7}}\nprojects: {a: {pullSecret: [quay], managed: \"no\"}}\n",
    );
    let codes: Vec<&str> = said.iter().map(|said| &said[..6]).collect();
    assert_eq!(codes, ["PS0009", "PS0205", "PS0019", "PS0006", "PS0007"]);
}

#[test]
fn a_broken_part_keeps_its_name() {
    let text = format!(
        "{HEAD}registries: {{quay: {{server: q}}}}\nsecrets: []\nprojetcs: {{a: {{}}}}\nprofiles: {{}}\n"
    );
    with_read(&text, |spec, findings| {
        assert_eq!(findings.len(), 3);
        let spec = spec.expect("a spec");
        assert!(spec.incomplete);
        assert!(matches!(spec.registries.look_up("quay"), Lookup::Broken));
        assert!(matches!(spec.registries.look_up("other"), Lookup::Unknown));
        // Any name may have stood in what could not be read.
        assert!(matches!(spec.secrets.look_up("other"), Lookup::Broken));
        assert!(matches!(spec.projects.look_up("other"), Lookup::Broken));
        assert!(matches!(spec.profiles.look_up("other"), Lookup::Unknown));
    });
}

#[test]
fn defaults_that_cannot_be_read_are_not_taken_for_none() {
    for defaults in [
        "defaults: {use: team}",
        "defaults: []",
        "default: {use: [team]}",
    ] {
        let text = format!("{HEAD}{defaults}\n");
        with_read(&text, |spec, findings| {
            assert_eq!(findings.len(), 1, "{defaults}");
            assert!(spec.is_some_and(|spec| spec.defaults_unknown), "{defaults}");
        });
    }
}

#[test]
fn what_is_no_spec_is_said_once() {
    for (text, code) in [
        ("[]", "PS0007"),
        ("just text", "PS0007"),
        ("~", "PS0017"),
        ("{}", "PS0009"),
        ("{auths: {quay.io: {auth: aHVudGVyMg==}}}", "PS0009"),
        (
            "{apiVersion: pullsecrets.dev/v2, kind: PullSecrets, new: field}",
            "PS0008",
        ),
        ("{apiVersion: v1, kind: PullSecrets, data: {}}", "PS0008"),
    ] {
        with_read(text, |spec, findings| {
            let codes: Vec<&str> = findings.iter().map(|finding| finding.code.name()).collect();
            assert_eq!(codes, [code], "{text}");
            assert!(spec.is_none(), "{text}");
        });
    }
    // A slip in `kind` does not hide what else is wrong.
    with_read(
        "{apiVersion: pullsecrets.dev/v1, kind: PullSecret, grants: 1}",
        |spec, findings| {
            assert!(spec.is_some());
            assert_eq!(findings.len(), 2);
        },
    );
}

#[test]
fn an_empty_text_is_an_empty_spec() {
    for text in ["", "\n", "# a comment\n", "---\n", "--- # a comment\n"] {
        let source = Source::new("pullsecrets.yaml", text, Masking::Spec);
        let parsed = parse(&source, SourceId(0), Limits::default());
        let (spec, findings) = read(&parsed.tree);
        let codes: Vec<&str> = parsed
            .findings
            .iter()
            .chain(&findings)
            .map(|finding| finding.code.name())
            .collect();
        assert_eq!(codes, ["PS0017"], "{text:?}");
        assert!(spec.is_none());
    }
}

/// The text after the edits of a finding.
fn edited(text: &str, edits: &[Edit]) -> String {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| edit.span.start);
    let mut text = text.to_owned();
    for edit in edits.into_iter().rev() {
        text.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
    }
    text
}

#[test]
fn edits_mend_what_they_belong_to() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/findings");
    let mut count = 0;
    for code in ["PS0006", "PS0007", "PS0008", "PS0010", "PS0019"] {
        let path = folder.join(code).join("fail/pullsecrets.yaml");
        let text = std::fs::read_to_string(path).expect("a case");
        let found = with_read(&text, |_, findings| findings);
        for finding in found.iter().filter(|finding| !finding.edits.is_empty()) {
            let mended = edited(&text, &finding.edits);
            let Place::Span(span) = &finding.place else {
                panic!("an edit has a place");
            };
            let left = with_read(&mended, |_, findings| findings);
            assert!(
                left.iter().all(|other| match &other.place {
                    Place::Span(place) => {
                        place.start != span.start || other.message != finding.message
                    }
                    _ => true,
                }),
                "{mended}"
            );
            count += 1;
        }
    }
    assert!(count > 12, "{count}");
}

/// Every text of a finding.
fn texts(finding: &Finding) -> String {
    let mut all = format!("{} {} {:?}", finding.message, finding.label, finding.help);
    all.extend(finding.labels.iter().map(|label| label.text.as_str()));
    all.extend(finding.edits.iter().map(|edit| edit.text.as_str()));
    all
}

#[test]
fn no_value_below_registries_is_shown() {
    let registry = "\
registries:
  quay:
    server: SERVER
    username: USERNAME
    password: PASSWORD
    email: EMAIL
    auth: AUTH
    authFile: AUTHFILE
    external: EXTERNAL
    authServer: AUTHSERVER
    authSecretName: AUTHSECRETNAME
    secrets: SECRETS
    passwd: PASSWD
";
    let places = [
        "SERVER",
        "USERNAME",
        "PASSWORD",
        "EMAIL",
        "AUTHFILE",
        "EXTERNAL",
        "AUTHSERVER",
        "AUTHSECRETNAME",
        "SECRETS",
        "PASSWD",
        ": AUTH\n",
    ];
    let values = [
        "hunter2",
        "\"hunter2\"",
        "314159",
        "[hunter2, 314159]",
        "{env: 314159, file: [hunter2]}",
        "{passwrod: hunter2}",
        "{env: hunter2, file: hunter2}",
        "{store: hunter2, username: hunter2, generator: {kind: hunter2, name: 314159}}",
        "{store: {kind: hunter2}, username: {key: {hidden: hunter2}}, refreshInterval: hunter2}",
    ];
    for place in places {
        for value in values {
            let value = match place {
                ": AUTH\n" => format!(": {value}\n"),
                _ => value.to_owned(),
            };
            let text = format!("{HEAD}{}", registry.replacen(place, &value, 1));
            with_read(&text, |_, findings| {
                assert!(!findings.is_empty());
                for finding in findings {
                    let texts = texts(&finding);
                    assert!(
                        !texts.contains("hunter2") && !texts.contains("314159"),
                        "{texts}"
                    );
                }
            });
        }
    }
}

#[test]
fn values_of_unknown_fields_are_not_shown_anywhere() {
    let text = format!(
        "{HEAD}registrys: {{quay: {{password: hunter2}}}}\noutput: {{token: hunter2}}\n\
         projects: {{a: {{pulSecrets: [hunter2], serviceAccounts: {{b: {{pul: hunter2}}}}}}}}\n"
    );
    with_read(&text, |_, findings| {
        assert_eq!(findings.len(), 4);
        for finding in findings {
            assert!(!texts(&finding).contains("hunter2"), "{finding:?}");
        }
    });
}

#[test]
fn findings_of_shape_are_bounded() {
    let mut text = format!("{HEAD}projects:\n");
    for number in 0..120_000 {
        text.push_str(&format!("  p{number}: {{x: 1}}\n"));
    }
    with_read(&text, |_, findings| assert_eq!(findings.len(), 100_000));
}
