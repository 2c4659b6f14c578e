//! Every folder of `golden/findings` is a case of a code: `fail` has the finding and prints
//! `fail.txt`, `pass` has it not. `UPDATE_GOLDEN=1` rewrites the printed forms.
//!
//! A folder holds the spec and what it reads, and may hold `arguments` (one a line; by default
//! `check --credentials pullsecrets.yaml`) and `environment` (NAME=value lines). The case is copied
//! before it is run; `repeat.txt` (a count, then a line) becomes a spec too large to be kept here.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod copying;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use pullsecrets::finding::Code;

use copying::copy;

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/findings");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    cases.sort();
    cases
}

/// The lines of a file of the case, where it has one.
fn lines(folder: &Path, name: &str) -> Option<Vec<String>> {
    let text = fs::read_to_string(folder.join(name)).ok()?;
    Some(text.lines().map(str::to_owned).collect())
}

fn run(case: &Path, part: &str) -> (Vec<String>, Output) {
    let place = tempfile::tempdir().unwrap();
    copy(case, &place.path().join("case"));
    // Wherever the tests run, a case lies in a Git work tree.
    let git = place.path().join(".git");
    fs::create_dir_all(git.join("refs")).unwrap();
    fs::create_dir_all(git.join("objects")).unwrap();
    fs::write(git.join("HEAD"), "ref: refs/heads/main\n").unwrap();
    let folder = &case.join(part);
    let copied = place.path().join("case").join(part);
    if let Some(repeat) = lines(folder, "repeat.txt") {
        let text = format!("{}\n", repeat[1]).repeat(repeat[0].parse().unwrap());
        fs::write(copied.join("pullsecrets.yaml"), text).unwrap();
    }
    let arguments = lines(folder, "arguments").unwrap_or_else(|| {
        ["check", "--credentials", "pullsecrets.yaml"]
            .map(str::to_owned)
            .to_vec()
    });
    let environment = lines(folder, "environment").unwrap_or_default();
    let output = Command::new(env!("CARGO_BIN_EXE_pullsecrets"))
        .args(&arguments)
        .current_dir(&copied)
        .env_clear()
        .envs(environment.iter().filter_map(|line| line.split_once('=')))
        .output()
        .unwrap();
    (arguments, output)
}

/// What a run said of the spec: findings are the result of `check` and `audit`, and go beside the
/// result of other commands.
fn said(arguments: &[String], output: &Output) -> String {
    let (findings, other) = match arguments[0].as_str() {
        "check" | "audit" => (&output.stdout, Some(&output.stderr)),
        _ => (&output.stderr, None),
    };
    let mut text = String::from_utf8(findings.clone()).unwrap();
    if let Some(other) = other.filter(|other| !other.is_empty()) {
        text.push_str("--- on standard error:\n");
        text.push_str(&String::from_utf8_lossy(other));
    }
    text
}

#[test]
fn every_case_fails_and_passes_as_recorded() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut faults = Vec::new();
    for case in cases() {
        let name = case.file_name().unwrap().to_str().unwrap().to_owned();
        assert!(Code::of(&name).is_some(), "{name} is no code");
        let mark = format!("[{name}]");

        let (arguments, output) = run(&case, "fail");
        let text = said(&arguments, &output);
        if !text.contains(&mark) {
            faults.push(format!("{name}/fail does not have the finding:\n{text}"));
        }
        let is_error = text.lines().any(|line| line.starts_with("error["));
        let status = i32::from(is_error);
        if output.status.code() != Some(status) {
            faults.push(format!("{name}/fail exits with {:?}", output.status.code()));
        }
        let golden = case.join("fail.txt");
        if update {
            fs::write(&golden, &text).unwrap();
        }
        let recorded = fs::read_to_string(&golden).unwrap_or_default();
        if recorded != text {
            faults.push(format!(
                "{name}/fail.txt differs\n--- recorded\n{recorded}\n--- printed\n{text}"
            ));
        }

        let (arguments, output) = run(&case, "pass");
        let text = said(&arguments, &output);
        if text.contains(&mark) || output.status.code() != Some(0) {
            faults.push(format!(
                "{name}/pass exits with {:?}:\n{text}",
                output.status.code()
            ));
        } else if text.contains("[PS") && update {
            // Allowed, but worth a look when cases are written.
            println!("{name}/pass has findings:\n{text}");
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}
