//! Findings for code review: several formats in one run, by the real command, read by the real
//! programs.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod peers;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

const SPEC: &str = "\
apiVersion: pullsecrets.dev/v1
kind: PullSecrets
metadata: {name: acme}
registries:
  quay:
    server: quay.io/acme
    username: zebra-crossing
    password: correct-horse
  vendor:
    server: registry.example.com
    authFile: {file: auth.json}
  legacy:
    server: legacy.example.com
    auth: {env: REVIEW_TEST_AUTH}
  unused:
    server: unused.example.com
    username: zebra-crossing
    passwrod: battery-staple
projects:
  project-a:
    pullSecrets: [qauy, vendor, legacy]
";

/// Credentials that stand in the spec, in a file and in a variable.
const CREDENTIALS: [&str; 5] = [
    "zebra-crossing",
    "correct-horse",
    "battery-staple",
    "file-secret",
    "variable-secret",
];

const FORMATS: [&str; 6] = ["full", "concise", "json", "sarif", "github", "gitlab"];

fn place(spec: &str) -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("pullsecrets.yaml"), spec).unwrap();
    let auth = r#"{"auths":{"registry.example.com":{"auth":"file-secret!"}}}"#;
    fs::write(place.path().join("auth.json"), auth).unwrap();
    place
}

fn run(place: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_pullsecrets"))
        .args(arguments)
        .current_dir(place)
        .env("REVIEW_TEST_AUTH", "variable-secret!")
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn one_run_writes_several_formats() {
    let place = place(SPEC);
    fs::write(
        place.path().join("pod.yaml"),
        "apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: project-a}\nspec: {containers: [{name: a, image: other.example.com/a}]}\n",
    )
    .unwrap();
    for command in [
        &["check", "--credentials"][..],
        &["build"],
        &["build", "-o", "out"],
        &["audit", "pod.yaml"],
    ] {
        let files: Vec<String> = FORMATS
            .iter()
            .map(|format| format!("--output-file={format}={format}.out"))
            .collect();
        let mut arguments = command.to_vec();
        arguments.extend(files.iter().map(String::as_str));
        let output = run(place.path(), &arguments);
        assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
        for format in FORMATS {
            let mut arguments = command.to_vec();
            arguments.extend(["--output-format", format]);
            let alone = run(place.path(), &arguments);
            let printed = [alone.stdout, alone.stderr].concat();
            let written = fs::read(place.path().join(format!("{format}.out"))).unwrap();
            assert_eq!(text(&written), text(&printed), "{command:?} {format}");
            assert!(!printed.is_empty());
        }
    }
}

#[test]
fn no_format_prints_a_credential() {
    let good = SPEC.replace("qauy", "quay").replace("passwrod", "password");
    for spec in [
        SPEC,
        &good,
        &SPEC.replace("kind:", "kind: ["),
        &format!("{SPEC}: :\n"),
    ] {
        let place = place(spec);
        for format in FORMATS {
            for command in ["check", "build"] {
                let mut arguments = vec![command, "--output-format", format];
                if command == "check" {
                    arguments.push("--credentials");
                }
                let output = run(place.path(), &arguments);
                let printed = text(&[output.stdout, output.stderr].concat());
                assert!(printed.contains("PS0"), "{printed}");
                for credential in CREDENTIALS {
                    assert!(!printed.contains(credential), "{format}: {printed}");
                }
            }
        }
    }
}

#[test]
fn what_is_no_format_or_no_path_is_refused() {
    let place = place(SPEC);
    for (argument, words) in [
        ("sarif", "FORMAT=PATH"),
        ("sarif=", "FORMAT=PATH"),
        ("xml=a", "full, concise, json, sarif, github, gitlab"),
        ("sarif=missing/a", "`missing/a` cannot be written"),
    ] {
        let output = run(place.path(), &["check", "--output-file", argument]);
        assert_eq!(output.status.code(), Some(2), "{argument}");
        assert!(
            text(&output.stderr).contains(words),
            "{}",
            text(&output.stderr)
        );
    }
}

/// What a format says in each finding under these keys.
fn fingerprints(place: &Path, format: &str) -> Vec<String> {
    let output = run(place, &["check", "--output-format", format]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let (list, pointer) = match format {
        "sarif" => (
            &report["runs"][0]["results"],
            "/partialFingerprints/pullsecrets~1v1",
        ),
        _ => (&report, "/fingerprint"),
    };
    let mut found: Vec<String> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| {
            finding
                .pointer(pointer)
                .unwrap()
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    found.sort();
    found
}

#[test]
fn fingerprints_stay_when_lines_move() {
    let before = place(SPEC);
    let moved = SPEC.replace("registries:\n", "# one\n# more\nregistries:\n  # line\n");
    let after = place(&moved);
    for format in ["sarif", "gitlab"] {
        let kept = fingerprints(before.path(), format);
        assert!(kept.len() > 2);
        assert!(kept.windows(2).all(|pair| pair[0] != pair[1]), "{kept:?}");
        assert_eq!(kept, fingerprints(after.path(), format));
    }
}

/// A slip must not put findings, or a picture, in place of the spec.
#[test]
fn what_a_command_reads_it_does_not_replace() {
    let place = place(SPEC);
    let spec = place.path().join("pullsecrets.yaml");
    std::os::unix::fs::symlink("pullsecrets.yaml", place.path().join("link")).unwrap();
    fs::hard_link(&spec, place.path().join("again")).unwrap();
    fs::write(place.path().join("pod.yaml"), "kind: Pod\n").unwrap();
    for (arguments, named) in [
        (
            &["check", "--output-file", "sarif=pullsecrets.yaml"][..],
            "pullsecrets.yaml",
        ),
        (
            &["check", "link", "--output-file", "json=./pullsecrets.yaml"],
            "./pullsecrets.yaml",
        ),
        (
            &[
                "check",
                "--output-file",
                "full=x",
                "--output-file",
                "json=again",
            ],
            "again",
        ),
        (&["build", "--output-file", "sarif=link"], "link"),
        (
            &["audit", "pod.yaml", "--output-file", "sarif=pod.yaml"],
            "pod.yaml",
        ),
        (
            &["audit", "pod.yaml", "--output-file", "sarif=link"],
            "link",
        ),
        (
            &["graph", "--format", "html", "-o", "pullsecrets.yaml"],
            "pullsecrets.yaml",
        ),
    ] {
        let output = run(place.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let message = format!("`{named}` cannot be written: this command reads it");
        assert!(text(&output.stderr).contains(&message), "{arguments:?}");
    }
    assert_eq!(fs::read_to_string(&spec).unwrap(), SPEC);
    assert_eq!(
        fs::read(place.path().join("pod.yaml")).unwrap(),
        b"kind: Pod\n"
    );
    assert!(!place.path().join("x").exists());
    // What the last run wrote into a folder that is audited is no input of anybody's.
    for _ in 0..2 {
        let arguments = [
            "audit",
            ".",
            "-f",
            "link",
            "--output-file",
            "json=findings.json",
        ];
        assert_ne!(run(place.path(), &arguments).status.code(), Some(2));
    }
    // Standard input may be the file that is named.
    let output = Command::new(env!("CARGO_BIN_EXE_pullsecrets"))
        .args(["check", "-", "--output-file", "json=pullsecrets.yaml"])
        .current_dir(place.path())
        .stdin(fs::File::open(&spec).unwrap())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
}

/// Standard output is written where it is open, be it a file.
#[test]
fn a_report_may_go_to_standard_output_that_is_a_file() {
    let place = place(SPEC);
    let path = place.path().join("out");
    let output = Command::new(env!("CARGO_BIN_EXE_pullsecrets"))
        .args(["graph", "--format", "html", "-o", "/dev/stdout"])
        .current_dir(place.path())
        .stdout(fs::File::create(&path).unwrap())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(fs::read_to_string(&path).unwrap().contains("<html"));
}

#[test]
fn sarif_is_valid() {
    let place = place(SPEC);
    run(place.path(), &["check", "--output-file", "sarif=a.sarif"]);
    let sarif: Value =
        serde_json::from_slice(&fs::read(place.path().join("a.sarif")).unwrap()).unwrap();
    for rule in sarif["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .unwrap()
    {
        let code = rule["id"].as_str().unwrap();
        let explained = run(place.path(), &["explain", code]);
        let help = rule["help"]["text"].as_str().unwrap();
        let last = help.trim_end().lines().last().unwrap();
        assert!(text(&explained.stdout).contains(last), "{code}");
    }
    let Some(mut tool) = peers::peer("sarif-multitool") else {
        return;
    };
    let output = tool
        .args([
            "validate",
            "a.sarif",
            "--output",
            "verdict.sarif",
            "--quiet",
        ])
        .args(["--rule-kind", "Sarif;Ghas", "--level", "Error;Warning;Note"])
        .current_dir(place.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    let verdict = fs::read(place.path().join("verdict.sarif")).unwrap();
    let verdict: Value = serde_json::from_slice(&verdict).unwrap();
    let said = verdict["runs"][0]["results"].as_array().unwrap();
    // It says nothing at all of a file that it could not read.
    assert!(!said.is_empty());
    let faults: Vec<String> = said
        .iter()
        .filter(|result| result["level"] != "note")
        .map(|result| format!("{} {}", result["ruleId"], result["message"]))
        .collect();
    assert_eq!(faults, [] as [String; 0]);
}

/// What README shows writes what it says.
#[test]
fn the_line_of_readme_works() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(readme).unwrap();
    let (_, section) = readme.split_once("### Code review").unwrap();
    let (_, block) = section.split_once("```sh\n").unwrap();
    let (line, _) = block.split_once("\n```").unwrap();
    let words: Vec<&str> = line.split(' ').collect();
    assert_eq!(words[0], "pullsecrets");
    let place = place(SPEC);
    let output = run(place.path(), &words[1..]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("::error file=pullsecrets.yaml,"));
    for file in ["findings.sarif", "gl-code-quality-report.json"] {
        let written = fs::read(place.path().join(file)).unwrap();
        serde_json::from_slice::<Value>(&written).unwrap();
    }
}
