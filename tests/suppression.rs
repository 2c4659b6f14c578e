//! What silences findings, and what is said of it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use pullsecrets::finding::{Code, Finding, Place, Severity, catalogue};
use pullsecrets::model::Allow;
use pullsecrets::source::{Masking, SourceId, Sources, Span, Spanned};
use pullsecrets::suppression::{Options, apply};
use pullsecrets::syntax::{Limits, parse};

struct Case {
    sources: Sources,
    spec: SourceId,
}

impl Case {
    fn new(text: &str) -> Self {
        let mut sources = Sources::default();
        let spec = sources.add("a.yaml", text, Masking::Spec);
        Self { sources, spec }
    }

    fn at(&self, code: Code, words: &str) -> Finding {
        let text = self.sources.get(self.spec).text();
        let start = text.find(words).unwrap();
        code.at(Span::new(self.spec, start, start + words.len()), "wrong")
    }

    fn apply(&self, findings: Vec<Finding>, options: &Options, not_run: &[Code]) -> Vec<Finding> {
        self.apply_with(findings, &[], options, not_run)
    }

    fn apply_with(
        &self,
        findings: Vec<Finding>,
        allow: &[Allow<'_>],
        options: &Options,
        not_run: &[Code],
    ) -> Vec<Finding> {
        let source = self.sources.get(self.spec);
        let parsed = parse(source, self.spec, Limits::default());
        assert_eq!(parsed.findings, []);
        apply(
            findings,
            &self.sources,
            &parsed.comments,
            allow,
            options,
            not_run,
        )
    }
}

/// Code, severity and the text at the place.
fn said(case: &Case, findings: &[Finding]) -> Vec<String> {
    findings
        .iter()
        .map(|finding| {
            let place = match &finding.place {
                Place::Span(span) => {
                    let text = case.sources.get(span.source).text();
                    text[span.start as usize..span.end as usize].to_owned()
                }
                other => format!("{other:?}"),
            };
            format!(
                "{} {} {place}",
                finding.code.name(),
                finding.severity.word()
            )
        })
        .collect()
}

#[test]
fn a_comment_silences_its_own_line_and_the_one_below() {
    let case = Case::new(
        "\
a: 1 # pullsecrets: allow PS0412 because of the vendor
# pullsecrets: allow PS0412 because of the vendor
# another comment
# pullsecrets: allow PS0406, ps0217 because reasons
b: 2
c: 3
",
    );
    let findings = vec![
        case.at(catalogue::GRANT_TOO_WIDE, "a: 1"),
        case.at(catalogue::GRANT_TOO_WIDE, "b: 2"),
        case.at(catalogue::GRANT_IN_OWN_PROJECT, "2\n"),
        case.at(catalogue::LITERAL_PASSWORD, "b: 2"),
        case.at(catalogue::LITERAL_PASSWORD, "c: 3"),
    ];
    let left = case.apply(findings.clone(), &Options::default(), &[]);
    assert_eq!(said(&case, &left), ["PS0217 warning c: 3"]);
    let all = Options {
        no_suppressions: true,
        ..Options::default()
    };
    assert_eq!(case.apply(findings, &all, &[]).len(), 5);
}

#[test]
fn what_silences_nothing_is_said() {
    let case = Case::new(
        "\
# pullsecrets: allow PS0412 because of the vendor

a: 1 # pullsecrets: allow PS0406, PS0702, PS0601 because of the vendor
",
    );
    let findings = vec![case.at(catalogue::GRANT_TOO_WIDE, "a: 1")];
    let left = case.apply(findings.clone(), &Options::default(), &[]);
    assert_eq!(
        said(&case, &left),
        [
            "PS0901 warning PS0412",
            "PS0412 warning a: 1",
            "PS0901 warning PS0406"
        ]
    );
    let not_run = [catalogue::GRANT_TOO_WIDE, catalogue::GRANT_IN_OWN_PROJECT];
    let left = case.apply(findings.clone(), &Options::default(), &not_run);
    assert_eq!(said(&case, &left), ["PS0412 warning a: 1"]);
    let audit = Options {
        audit: true,
        ..Options::default()
    };
    let left = case.apply(findings, &audit, &[]);
    assert_eq!(
        said(&case, &left),
        ["PS0412 warning a: 1", "PS0901 warning PS0702"]
    );
}

#[test]
fn errors_are_never_silenced() {
    let case = Case::new("a: 1 # pullsecrets: allow PS0103 because we say so\n");
    let findings = vec![case.at(catalogue::UNDEFINED_PULL_SECRET, "a: 1")];
    let options = Options {
        allow: vec![catalogue::UNDEFINED_PULL_SECRET],
        ..Options::default()
    };
    let left = case.apply(findings, &options, &[]);
    assert_eq!(
        said(&case, &left),
        [
            "PS0103 error a: 1",
            "PS0903 error PS0103",
            "PS0903 error Argument(\"--allow PS0103\")",
        ]
    );
}

#[test]
fn a_suppression_has_codes_and_a_reason() {
    let case = Case::new(
        "\
a: 1 # pullsecrets: allow PS0412
b: 1 # pullsecrets: allow PS0412 because
c: 1 # pullsecrets: allow because we can
d: 1 # pullsecrets: allow PS9999, PS0412, all because we can
e: 1 # a comment on `pullsecrets: allow PS0412`
",
    );
    let findings = ["a: 1", "b: 1", "d: 1"]
        .map(|words| case.at(catalogue::GRANT_TOO_WIDE, words))
        .to_vec();
    let left = case.apply(findings, &Options::default(), &[]);
    assert_eq!(
        said(&case, &left),
        [
            "PS0412 warning a: 1",
            "PS0902 warning # pullsecrets: allow PS0412",
            "PS0412 warning b: 1",
            "PS0902 warning # pullsecrets: allow PS0412 because",
            "PS0902 warning # pullsecrets: allow because we can",
            "PS0902 warning PS9999",
            "PS0902 warning all",
        ]
    );
}

#[test]
fn the_file_and_the_command_silence_too() {
    let case = Case::new("[PS0412, PS0406, PS0103, PS1, PS0901, a, b]\n");
    let text = case.sources.get(case.spec).text();
    let allow: Vec<Allow<'_>> = text[1..text.len() - 2]
        .split(", ")
        .take(5)
        .map(|word| {
            let start = text.find(word).unwrap();
            let span = Span::new(case.spec, start, start + word.len());
            Allow {
                code: Spanned::new(word, span),
                because: Spanned::new("so", span),
            }
        })
        .collect();
    let findings = vec![
        case.at(catalogue::GRANT_TOO_WIDE, "a"),
        case.at(catalogue::GRANT_TOO_WIDE, "b"),
        case.at(catalogue::LITERAL_PASSWORD, "b"),
        catalogue::GRANT_TOO_WIDE.at(Place::Source(case.spec), "wrong"),
    ];
    let left = case.apply_with(findings.clone(), &allow, &Options::default(), &[]);
    assert_eq!(
        said(&case, &left),
        [
            "PS0901 warning PS0406",
            "PS0903 error PS0103",
            "PS0902 warning PS1",
            "PS0901 warning PS0901",
            "PS0217 warning b",
        ]
    );
    let options = Options {
        allow: vec![catalogue::LITERAL_PASSWORD, catalogue::UNUSED_SUPPRESSION],
        ..Options::default()
    };
    let left = case.apply_with(findings, &allow, &options, &[]);
    assert_eq!(
        said(&case, &left),
        ["PS0903 error PS0103", "PS0902 warning PS1"]
    );
}

#[test]
fn deny_raises_warnings_and_no_notes() {
    let case = Case::new("[a, b, c]\n");
    let findings = || {
        vec![
            case.at(catalogue::TOKEN_SERVICE, "c"),
            case.at(catalogue::LITERAL_PASSWORD, "b"),
            case.at(catalogue::GRANT_TOO_WIDE, "a"),
        ]
    };
    let severities = |options: &Options| {
        case.apply(findings(), options, &[])
            .iter()
            .map(|finding| finding.severity)
            .collect::<Vec<_>>()
    };
    use Severity::{Error, Note, Warning};
    assert_eq!(severities(&Options::default()), [Warning, Warning, Note]);
    let all = Options {
        deny_warnings: true,
        ..Options::default()
    };
    assert_eq!(severities(&all), [Error, Error, Note]);
    let some = Options {
        deny: vec![catalogue::TOKEN_SERVICE, catalogue::GRANT_TOO_WIDE],
        ..Options::default()
    };
    assert_eq!(severities(&some), [Error, Warning, Note]);
}

#[test]
fn each_place_and_code_stands_once_and_in_order() {
    let case = Case::new("[a, b, c]\n");
    let path = |path: &str| catalogue::FILE_IN_THE_WAY.at(Place::Path(path.into()), "wrong");
    let findings = vec![
        path("b"),
        path("a"),
        case.at(catalogue::UNDEFINED_PROFILE, "c"),
        case.at(catalogue::UNDEFINED_PULL_SECRET, "c"),
        case.at(catalogue::UNDEFINED_PROFILE, "a"),
        case.at(catalogue::UNDEFINED_PROFILE, "c"),
        path("a"),
    ];
    let left = case.apply(findings, &Options::default(), &[]);
    assert_eq!(
        said(&case, &left),
        [
            "PS0104 error a",
            "PS0103 error c",
            "PS0104 error c",
            "PS0607 error Path(\"a\")",
            "PS0607 error Path(\"b\")",
        ]
    );
}

#[test]
fn one_fault_is_said_once() {
    let case = Case::new("a: 1\nb: 2 # pullsecrets: allow PS0218 because of the vendor\n");
    let findings = vec![
        // A shape that is wrong: nothing else is said of the text.
        case.at(catalogue::UNQUOTED_TEXT, "a: 1"),
        case.at(catalogue::INVALID_NAME, "a: 1"),
        case.at(catalogue::LITERAL_PASSWORD, "a: 1"),
        case.at(catalogue::LITERAL_PASSWORD, "1"),
        // An error: what is only unwise waits, and what silences it is not unused.
        case.at(catalogue::EMPTY_CREDENTIAL, "b: 2"),
        case.at(catalogue::BROKEN_AUTH, "b: 2"),
        case.at(catalogue::TRAILING_NEWLINE, "b: 2"),
        case.at(catalogue::TOKEN_SERVICE, "b: 2"),
    ];
    let deny = Options {
        deny_warnings: true,
        ..Options::default()
    };
    for options in [Options::default(), deny] {
        let left = case.apply(findings.clone(), &options, &[]);
        let codes: Vec<&str> = left.iter().map(|finding| finding.code.name()).collect();
        assert_eq!(codes, ["PS0019", "PS0217", "PS0204", "PS0214"]);
    }
}
