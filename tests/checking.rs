//! What `check` takes, prints and ends with, held to the real binary.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const SPEC: &str = "\
apiVersion: pullsecrets.dev/v1
kind: PullSecrets
metadata: {name: acme}
registries:
  quay: {server: quay.io, username: u, password: {file: quay.txt}}
  other: {server: other.io, username: u, password: {file: missing.txt}}
projects:
  project-a: {pullSecrets: [quay]}
  project-b: {pullSecrets: [other]}
";

fn place() -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("pullsecrets.yaml"), SPEC).unwrap();
    fs::write(place.path().join("quay.txt"), "not-a-password").unwrap();
    place
}

fn check(place: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_pullsecrets"))
        .args(["check", "--output-format", "concise"])
        .args(arguments)
        .current_dir(place)
        .output()
        .unwrap()
}

/// What is printed, and the exit status.
fn said(place: &Path, arguments: &[&str]) -> (String, Option<i32>) {
    let output = check(place, arguments);
    let text = String::from_utf8(output.stdout).unwrap();
    (text, output.status.code())
}

#[test]
fn a_selection_reads_what_its_projects_need() {
    let place = place();
    let nothing = (String::new(), Some(0));
    assert_eq!(said(place.path(), &[]), nothing);
    let (text, status) = said(place.path(), &["--credentials"]);
    assert!(text.contains("PS0206"), "{text}");
    assert_eq!(status, Some(1));
    let only = ["--credentials", "--project", "project-a"];
    assert_eq!(said(place.path(), &only), nothing);
    let (text, status) = said(place.path(), &["--project", "project-z"]);
    assert_eq!((text.as_str(), status), ("", Some(2)));
}

#[test]
fn files_are_reported_in_the_order_in_which_they_are_given() {
    let place = place();
    for (name, project) in [("z.yaml", "Bad"), ("a.yaml", "Worse")] {
        let text = SPEC.replace("project-b", project);
        fs::write(place.path().join(name), text).unwrap();
    }
    let (text, status) = said(place.path(), &["z.yaml", "pullsecrets.yaml", "a.yaml"]);
    let files: Vec<&str> = text
        .lines()
        .filter_map(|line| line.split(':').next())
        .collect();
    assert_eq!(files, ["z.yaml", "a.yaml"]);
    assert_eq!(status, Some(1));
    // One that cannot be read ends the run: what it holds is not known.
    assert_eq!(said(place.path(), &["z.yaml", "none.yaml"]).1, Some(2));
}

#[test]
fn a_warning_is_no_failure_until_it_is_denied() {
    let place = place();
    let text = SPEC.replace("{file: quay.txt}", "not-a-password");
    fs::write(place.path().join("pullsecrets.yaml"), text).unwrap();
    assert_eq!(said(place.path(), &[]).1, Some(0));
    assert_eq!(said(place.path(), &["--deny", "warnings"]).1, Some(1));
    assert_eq!(said(place.path(), &["--deny", "PS0217"]).1, Some(1));
    assert_eq!(said(place.path(), &["--deny", "PS0218"]).1, Some(0));
    let allowed = ["--allow", "PS0217", "--deny", "warnings"];
    assert_eq!(said(place.path(), &allowed), (String::new(), Some(0)));
    assert_eq!(said(place.path(), &["--deny", "PS9999"]).1, Some(2));
}
