//! Every finding has a spec that shows it and one that does not, and prints what is recorded.
//!
//! `golden/findings/PSNNNN/fail` and `pass` each hold a `pullsecrets.yaml` and what it reads,
//! `fail.txt` beside them what the command says of the first. `arguments` (one a line) and
//! `environment` (NAME=value lines) in a folder replace the defaults. `UPDATE_GOLDEN=1` rewrites
//! the recorded texts.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use pullsecrets::finding::{Code, catalogue};

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/findings")
}

/// The codes that have a folder, sorted.
fn codes() -> Vec<String> {
    let mut codes: Vec<String> = fs::read_dir(golden())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    codes.sort();
    codes
}

/// What the command said of a case, and whether it was content.
struct Said {
    text: String,
    status: Option<i32>,
}

/// Runs a case in a copy of its folder: a work tree of Git, wherever the tests run, and writable.
fn run(code: &str, case: &str) -> Said {
    let place = tempfile::tempdir().unwrap();
    copy(&golden().join(code), place.path());
    fs::create_dir_all(place.path().join(".git/refs")).unwrap();
    fs::create_dir_all(place.path().join(".git/objects")).unwrap();
    fs::write(place.path().join(".git/HEAD"), "ref: refs/heads/main\n").unwrap();
    let folder = place.path().join(case);
    let lines = |name: &str| {
        fs::read_to_string(folder.join(name))
            .ok()
            .map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>())
    };
    let arguments = lines("arguments").unwrap_or_else(|| {
        ["check", "--credentials", "pullsecrets.yaml"]
            .map(str::to_owned)
            .to_vec()
    });
    let environment = lines("environment").unwrap_or_default();
    let output = Command::new(env!("CARGO_BIN_EXE_pullsecrets"))
        .args(&arguments)
        .current_dir(&folder)
        .env_clear()
        .envs(environment.iter().map(|line| line.split_once('=').unwrap()))
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    Said {
        text: String::from_utf8(text).unwrap(),
        status: output.status.code(),
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_symlink() {
            std::os::unix::fs::symlink(fs::read_link(entry.path()).unwrap(), target).unwrap();
        } else if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn every_folder_is_a_code_and_holds_both_cases() {
    for code in codes() {
        assert!(Code::of(&code).is_some(), "{code} is no code");
        for case in ["fail", "pass"] {
            assert!(golden().join(&code).join(case).is_dir(), "{code}/{case}");
        }
    }
}

#[test]
fn failing_cases_print_what_is_recorded() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1");
    let mut differing = Vec::new();
    for code in codes() {
        let said = run(&code, "fail");
        assert!(
            said.text.contains(&format!("[{code}]")),
            "{code} is not reported:\n{}",
            said.text
        );
        let weight = Code::of(&code).unwrap().severity().word();
        let expected = i32::from(said.text.contains("error["));
        assert_eq!(
            said.status,
            Some(expected),
            "{code} ({weight}):\n{}",
            said.text
        );
        let path = golden().join(&code).join("fail.txt");
        if update {
            fs::write(&path, &said.text).unwrap();
        } else if fs::read_to_string(&path).ok().as_ref() != Some(&said.text) {
            differing.push(code);
        }
    }
    assert_eq!(
        differing,
        Vec::<String>::new(),
        "run again with UPDATE_GOLDEN=1, and look at what changed"
    );
}

#[test]
fn passing_cases_are_not_reported() {
    let mut reported = String::new();
    for code in codes() {
        let said = run(&code, "pass");
        let is_content = said.status == Some(0)
            && !said.text.contains(&format!("[{code}]"))
            && !said.text.contains("error[");
        if !is_content {
            reported.push_str(&format!("{code}:\n{}\n", said.text));
        }
    }
    assert_eq!(reported, "");
}

#[test]
fn every_explanation_has_its_four_sections() {
    for code in catalogue::ALL {
        let explanation = code.explanation();
        let headings: Vec<&str> = explanation
            .lines()
            .map(str::trim)
            .filter(|line| line.starts_with("## "))
            .collect();
        assert_eq!(
            headings,
            [
                "## What it means",
                "## Why it matters",
                "## Example",
                "## Use instead"
            ],
            "{code:?}"
        );
    }
}

#[test]
fn codes_are_unique_and_in_order() {
    let names: Vec<&str> = catalogue::ALL.iter().map(|code| code.name()).collect();
    let sorted: BTreeSet<&str> = names.iter().copied().collect();
    assert_eq!(names, sorted.into_iter().collect::<Vec<_>>());
}
