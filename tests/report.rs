//! Every output format over a fixed set of findings, hostile names among them, held to files under
//! `golden/report`. `UPDATE_GOLDEN=1` rewrites them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod recorded;

use std::path::Path;

use pullsecrets::finding::{Finding, Place, Severity, catalogue};
use pullsecrets::report::{Format, Report, render};
use pullsecrets::source::{Masking, SourceId, Sources, Span};

use recorded::hold;

const SPEC: &str = "\
apiVersion: pullsecrets.dev/v1
kind: PullSecrets
registries:
  quay:
    server: quay.io
    username: marked-user
    password: marked-word
projects:
  project-a:
    pullSecrets: [qay]
  \"pro\u{202e}ject\": {pullSecrets: [quay, quay]}
  long: {create: {annotations: {note: \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}}, nope: 1}
";

/// A text with a mistake in it, of which nothing behind `: ` may be shown.
const BROKEN: &str = "registries:\n  quay:\n    password: \"marked-word\n      and-more\n";

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
    let hidden = sources.add("rendered", "password: marked-word\n", Masking::Hidden);
    let at = |source, words| span(&sources, source, words);
    let findings = vec![
        catalogue::EMPTY_CREDENTIAL
            .at(at(spec, "marked-word"), "the password is refused")
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
            .at(at(broken, "\"marked-word"), "a quoted text is not closed")
            .help("add the closing quote"),
        catalogue::TEMPLATE_RESULT.at(at(hidden, "marked-word"), "the template yields no workflow"),
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

fn json(format: Format) -> serde_json::Value {
    serde_json::from_str(&rendered(format, false)).unwrap()
}

#[test]
fn every_format_is_as_recorded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/report");
    for format in Format::ALL {
        let text = match format {
            Format::Sarif => without_explanations(json(format)),
            _ => rendered(format, false),
        };
        let ending = match serde_json::from_str::<serde_json::Value>(&text) {
            Ok(_) => "json",
            Err(_) => "txt",
        };
        hold(&folder.join(format!("{}.{ending}", format.word())), &text);
    }
}

/// The words of the explanations are not held here.
fn without_explanations(mut sarif: serde_json::Value) -> String {
    let rules = &mut sarif["runs"][0]["tool"]["driver"]["rules"];
    for rule in rules.as_array_mut().unwrap() {
        for words in ["shortDescription", "fullDescription", "help"] {
            rule[words]["text"] = "…".into();
        }
        rule["help"]["markdown"] = "…".into();
    }
    serde_json::to_string_pretty(&sarif).unwrap()
        + "
"
}

#[test]
fn sarif_has_what_code_scanning_needs() {
    let sarif = json(Format::Sarif);
    assert_eq!(sarif["version"], "2.1.0");
    let run = &sarif["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), fixture().findings.len());
    let mut fingerprints = std::collections::BTreeSet::new();
    for result in results {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(rule["helpUri"].as_str().unwrap().starts_with("https://"));
        assert!(!rule["help"]["text"].as_str().unwrap().is_empty());
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().unwrap();
        assert!(uri.is_ascii() && !uri.contains([' ', '<', ':']), "{uri}");
        let number = |key: &str| place["region"][key].as_u64().unwrap();
        assert!(number("startLine") >= 1 && number("startColumn") >= 1);
        assert!(
            (number("startLine"), number("startColumn"))
                <= (number("endLine"), number("endColumn"))
        );
        let fingerprint = &result["partialFingerprints"]["pullsecrets/v1"];
        assert!(fingerprints.insert(fingerprint.as_str().unwrap().to_owned()));
    }
    let ids: Vec<&str> = rules
        .iter()
        .map(|rule| rule["id"].as_str().unwrap())
        .collect();
    assert!(ids.is_sorted_by(|one, other| one < other));
}

#[test]
fn github_commands_are_one_line_each() {
    let text = rendered(Format::Github, false);
    assert_eq!(text.lines().count(), fixture().findings.len());
    for line in text.lines() {
        let command = line.strip_prefix("::").unwrap();
        let (properties, _) = command.split_once("::").unwrap();
        let (name, properties) = properties.split_once(' ').unwrap();
        assert!(["error", "warning", "notice"].contains(&name), "{line}");
        let names: Vec<&str> = properties
            .split(',')
            .map(|property| property.split_once('=').unwrap().0)
            .collect();
        assert_eq!(
            names,
            ["file", "line", "col", "endLine", "endColumn", "title"]
        );
    }
}

#[test]
fn gitlab_fingerprints_are_unique() {
    let list: Vec<serde_json::Value> =
        serde_json::from_str(&rendered(Format::Gitlab, false)).unwrap();
    let fingerprints: std::collections::BTreeSet<&str> = list
        .iter()
        .map(|issue| issue["fingerprint"].as_str().unwrap())
        .collect();
    assert_eq!(fingerprints.len(), list.len());
    for issue in &list {
        assert!(issue["location"]["lines"]["begin"].as_u64().unwrap() >= 1);
        assert!(!issue["location"]["path"].as_str().unwrap().is_empty());
    }
}

#[test]
fn json_is_what_its_schema_says() {
    let schema = include_str!("../schemas/findings.schema.json");
    let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let json = json(Format::Json);
    let faults: Vec<String> = validator
        .iter_errors(&json)
        .map(|fault| format!("{} at {}", fault, fault.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    // The schema is strict enough to notice a field that it does not know.
    let mut other = json;
    other["findings"][0]["snippet"] = "x".into();
    assert!(!validator.is_valid(&other));
}

#[test]
fn no_format_prints_a_masked_text_or_a_hidden_character() {
    for format in Format::ALL {
        for colour in [false, true] {
            let text = rendered(format, colour);
            assert!(!text.contains("marked-word"), "{format:?}");
            assert!(!text.contains("marked-user"), "{format:?}");
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
fn an_error_behind_a_thousand_notes_is_among_the_hundred_that_full_prints() {
    let mut sources = Sources::default();
    let text = "a: b\n".repeat(1001);
    let spec = sources.add("many.yaml", text.as_str(), Masking::Spec);
    let line = |number: usize| Span::new(spec, number * 5, number * 5 + 1);
    let mut findings: Vec<Finding> = (0..1000)
        .map(|number| catalogue::PINNED_SECRET_LATER.at(line(number), "later"))
        .collect();
    findings.push(catalogue::UNKNOWN_FIELD.at(line(1000), "the one that matters"));
    let full = render(
        Report {
            sources: &sources,
            findings: &findings,
            not_run: &[],
        },
        Format::Full,
        false,
    );
    assert!(full.contains("the one that matters"), "{full}");
    assert_eq!(full.matches("note[PS0410]").count(), 99);
    assert!(full.contains("and 901 more"), "{full}");
    assert!(
        full.contains("`pullsecrets explain PS0006` says more"),
        "{full}"
    );
}

#[test]
fn full_prints_a_hundred_and_counts_the_rest() {
    let mut sources = Sources::default();
    let spec = sources.add("many.yaml", "a: 1\n".repeat(150), Masking::Spec);
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
fn a_file_in_one_line_is_shown_in_part() {
    let filler = "é, ".repeat(100_000);
    let parses = format!("list: [{filler}here, {filler}'marked-word']\n");
    let broken = format!("password: marked-word {filler}here marked: word {filler}\n[");
    for (text, is_shown) in [(parses, true), (broken, false)] {
        let mut sources = Sources::default();
        let spec = sources.add("one.yaml", text, Masking::Manifest);
        let findings: Vec<Finding> = (0..200)
            .map(|_| catalogue::UNKNOWN_FIELD.at(span(&sources, spec, "here"), "no"))
            .collect();
        let report = Report {
            sources: &sources,
            findings: &findings,
            not_run: &[],
        };
        let full = render(report, Format::Full, false);
        assert!(full.len() < 100_000, "{}", full.len());
        assert_eq!(full.contains("here"), is_shown);
        assert!(!full.contains("marked"));
    }
}

#[test]
fn places_of_json_count_characters_and_bytes() {
    let json = json(Format::Json);
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

#[test]
fn several_files_are_one_document() {
    let case = |code: &str| {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/golden/findings");
        format!("{folder}/{code}/fail/pullsecrets.yaml")
    };
    let check = |format: &str| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_pullsecrets"))
            .args(["check", "--output-format", format])
            .args([case("PS0103"), case("PS0001"), case("PS0104")])
            .env_clear()
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stdout).unwrap()
    };
    let json: serde_json::Value = serde_json::from_str(&check("json")).unwrap();
    let mut files: Vec<&str> = json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["file"].as_str().unwrap())
        .collect();
    files.dedup();
    assert_eq!(files, [case("PS0103"), case("PS0001"), case("PS0104")]);
    for format in ["sarif", "gitlab"] {
        serde_json::from_str::<serde_json::Value>(&check(format)).unwrap();
    }
    assert!(check("github").starts_with("::error file=/"));
    assert_eq!(check("full").matches("says more").count(), 1);
}
