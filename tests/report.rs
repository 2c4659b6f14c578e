//! Every output format over a fixed set of findings, hostile names among them, held to files under
//! `golden/report`. `UPDATE_GOLDEN=1` rewrites them.

use std::fs;
use std::path::Path;

use pullsecrets::finding::{Finding, Place, Severity, catalogue};
use pullsecrets::report::{Format, Report, render};
use pullsecrets::source::{Masking, SourceId, Sources, Span};

const SPEC: &str = "\
apiVersion: pullsecrets.dev/v1
kind: PullSecrets
registries:
  quay:
    server: quay.io
    username: acme+ci
    password: hunter2
projects:
  project-a:
    pullSecrets: [qay]
  \"pro\u{202e}ject\": {pullSecrets: [quay, quay]}
  long: {annotation: \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\", nope: 1}
";

/// A text with a mistake in it, of which nothing behind `: ` may be shown.
const BROKEN: &str = "registries:\n  quay:\n    password: \"hunter2\n      and-more\n";

struct Fixture {
    sources: Sources,
    findings: Vec<Finding>,
}

fn span(sources: &Sources, source: SourceId, words: &str) -> Span {
    let start = sources.get(source).text().find(words).unwrap();
    Span::new(source, start, start + words.len())
}

fn fixture() -> Fixture {
    let mut sources = Sources::default();
    let spec = sources.add("team a/pull,secrets:100%.yaml", SPEC, Masking::Spec);
    let manifest = sources.add(
        "deploy\u{1b}[31m.yaml",
        "kind: Pod\nspec:\n  containers:\n  - image: quay.io/acme/app:1\n",
        Masking::Manifest,
    );
    let broken = sources.add("broken.yaml", BROKEN, Masking::Spec);
    let hidden = sources.add("rendered", "password: hunter2\n", Masking::Hidden);
    let secrets: Vec<(u32, u32)> = ["acme+ci", "hunter2"]
        .iter()
        .map(|words| span(&sources, spec, words))
        .map(|span| (span.start, span.end))
        .collect();
    sources.get(spec).set_masked(secrets);
    sources.get(manifest).set_masked(Vec::new());

    let at = |source, words| span(&sources, source, words);
    let findings = vec![
        catalogue::EMPTY_CREDENTIAL
            .at(at(spec, "hunter2"), "the password is refused")
            .label("this one"),
        catalogue::UNDEFINED_PULL_SECRET
            .at(at(spec, "qay"), "`qay` is neither a registry nor a secret")
            .label("not defined")
            .also(at(spec, "quay"), "this name is near")
            .help("did you mean `quay`?")
            .edit(at(spec, "qay"), "quay"),
        catalogue::INVALID_NAME
            .at(
                at(spec, "\"pro\u{202e}ject\""),
                "`pro\u{202e}ject` is no name\n::error::of a project\r\n",
            )
            .label("100% wrong"),
        catalogue::UNUSED_DEFINITION.at(at(spec, "nope"), "`nope` is used by nothing"),
        catalogue::TOKEN_SERVICE.at(at(spec, "quay.io"), "the token service is never looked up"),
        catalogue::IMAGE_NOT_COVERED
            .at(
                at(manifest, "quay.io/acme/app:1"),
                "no pull secret of this pod covers `quay.io/acme/app`",
            )
            .also(at(spec, "qay"), "the project pulls with this alone")
            .help("add `quay` to `projects.project-a.pullSecrets`"),
        catalogue::SYNTAX
            .at(at(broken, "\"hunter2"), "a quoted text is not closed")
            .help("add the closing quote"),
        catalogue::TEMPLATE_RESULT.at(at(hidden, "hunter2"), "the template yields no workflow"),
        catalogue::EMPTY_SPEC.at(Place::Source(spec), "the file is empty"),
        catalogue::FILE_IN_THE_WAY
            .at(
                Place::Path("out/secret-quay.yaml".into()),
                "no build wrote this file",
            )
            .help("move it away"),
        {
            let mut raised = catalogue::PLAIN_SECRET_IN_GIT.at(
                Place::Argument("-o out".into()),
                "plain Secrets would lie in a Git work tree",
            );
            raised.severity = Severity::Error;
            raised
        },
    ];
    Fixture { sources, findings }
}

fn rendered(format: Format, colour: bool) -> String {
    let Fixture { sources, findings } = fixture();
    let report = Report {
        sources: &sources,
        findings: &findings,
        not_run: &[catalogue::BROKEN_AUTH],
    };
    render(report, format, colour)
}

fn hold(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("golden/report")
        .join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, text).unwrap();
    }
    let golden = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(golden, text, "{} differs", path.display());
}

#[test]
fn full_is_as_recorded() {
    hold("full.txt", &rendered(Format::Full, false));
}

#[test]
fn concise_is_as_recorded() {
    hold("concise.txt", &rendered(Format::Concise, false));
}

#[test]
fn json_is_as_recorded() {
    hold("json.json", &rendered(Format::Json, false));
}

#[test]
fn no_format_prints_a_masked_text_or_a_hidden_character() {
    for format in Format::ALL {
        for colour in [false, true] {
            let text = rendered(format, colour);
            assert!(!text.contains("hunter2"), "{format:?}");
            assert!(!text.contains("acme+ci"), "{format:?}");
            assert!(!text.contains("and-more"), "{format:?}");
            let hidden = text.chars().find(|character| {
                pullsecrets::printable::is_hidden(*character)
                    && *character != '\n'
                    && !(colour && *character == '\u{1b}')
            });
            assert_eq!(hidden, None, "{format:?}");
            assert!(!text.contains("\u{1b}[31m.yaml"));
        }
    }
}

#[test]
fn colours_change_nothing_but_colours() {
    for format in [Format::Full, Format::Concise] {
        let mut plain = String::new();
        let mut rest = rendered(format, true);
        while let Some(at) = rest.find("\u{1b}[") {
            plain.push_str(&rest[..at]);
            let end = rest[at..].find('m').unwrap();
            rest = rest[at + end + 1..].to_owned();
        }
        plain.push_str(&rest);
        assert_eq!(plain, rendered(format, false));
    }
}

#[test]
fn full_prints_a_hundred_and_counts_the_rest() {
    let mut sources = Sources::default();
    let spec = sources.add("many.yaml", "a: 1\n".repeat(150), Masking::Spec);
    sources.get(spec).set_masked(Vec::new());
    let findings: Vec<Finding> = (0..150)
        .map(|line| catalogue::UNKNOWN_FIELD.at(Span::new(spec, line * 5, line * 5 + 1), "no"))
        .collect();
    let report = Report {
        sources: &sources,
        findings: &findings,
        not_run: &[],
    };
    let full = render(report, Format::Full, false);
    assert_eq!(full.matches("error[PS0006]").count(), 100);
    assert!(full.contains("and 50 more\n"));
    assert!(full.contains("150 errors\n"));
    let json: serde_json::Value =
        serde_json::from_str(&render(report, Format::Json, false)).unwrap();
    assert_eq!(json["findings"].as_array().unwrap().len(), 150);
}

#[test]
fn places_of_json_count_characters_and_bytes() {
    let json: serde_json::Value = serde_json::from_str(&rendered(Format::Json, false)).unwrap();
    assert_eq!(json["version"], 1);
    assert_eq!(json["notRun"], serde_json::json!(["PS0214"]));
    let name = &json["findings"][2];
    let offset = SPEC.find("\"pro\u{202e}ject\"").unwrap();
    assert_eq!(
        name["start"],
        serde_json::json!({"line": 11, "column": 3, "offset": offset})
    );
    // The bidirectional character is three bytes and one column.
    assert_eq!(
        name["end"],
        serde_json::json!({"line": 11, "column": 13, "offset": offset + 12})
    );
    assert_eq!(json["findings"][9]["start"], serde_json::Value::Null);
    assert_eq!(json["findings"][10]["severity"], "error");
}
