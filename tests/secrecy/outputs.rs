//! Every command that reads a spec.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Output;

use crate::commands;
use crate::marks::{assert_silent, shown, traces};
use crate::specs::{files, specs};

/// All files below a folder.
pub fn below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => found.push(path),
            }
        }
    }
    found
}

/// A folder with the files that specs read, and which they are.
pub fn folder() -> (tempfile::TempDir, Vec<PathBuf>) {
    let place = tempfile::tempdir().unwrap();
    for (name, content) in files() {
        fs::write(place.path().join(name), content).unwrap();
    }
    let inputs = below(place.path());
    (place, inputs)
}

/// Runs a command that may show no credential at all.
fn silent(place: &Path, arguments: &[&str], name: &str, traces: &[String]) {
    let output = commands::command(place, arguments).output().unwrap();
    let Output {
        stdout,
        stderr,
        status,
    } = output;
    let what = format!("{arguments:?} of {name}");
    assert!(
        status.code().is_some_and(|code| code <= 2),
        "{what}: {status}"
    );
    assert_silent(&what, &stdout, traces);
    assert_silent(&what, &stderr, traces);
}

/// Looks through what commands have written: a credential stands in plain Secrets alone, and those
/// are the owner's.
pub fn assert_files_silent(place: &Path, inputs: &[PathBuf], name: &str, traces: &[String]) {
    for path in below(place) {
        if inputs.contains(&path) {
            continue;
        }
        let shown = format!("{} of {name}", path.display());
        let is_temporary = path.file_name().unwrap().to_string_lossy().starts_with('.');
        assert!(!is_temporary, "{shown} was left behind");
        let bytes = fs::read(&path).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        match text.contains("\nkind: Secret\n") {
            true => {
                let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
                assert_eq!(mode, 0o600, "{shown}");
            }
            false => assert_silent(&shown, &bytes, traces),
        }
    }
}

#[test]
fn no_command_shows_a_credential() {
    let traces = traces();
    let specs = specs();
    // Two at a time, each in a folder of its own.
    let (first, second) = specs.split_at(specs.len() / 2);
    std::thread::scope(|scope| {
        scope.spawn(|| search(first, &traces));
        search(second, &traces);
    });
}

fn search(specs: &[(&str, String, bool)], traces: &[String]) {
    let (place, mut inputs) = folder();
    let place = place.path();
    let spec_path = place.join("pullsecrets.yaml");
    inputs.push(spec_path.clone());
    for (name, spec, builds) in specs {
        fs::write(&spec_path, spec).unwrap();
        for arguments in commands::with_objects() {
            let built = commands::command(place, &arguments).output().unwrap();
            let said = String::from_utf8_lossy(&built.stderr);
            let what = format!("{arguments:?} of {name}");
            // The objects go to standard output, with the credentials in them. Not so where they
            // are sealed, or where there is nothing to print.
            if *builds {
                assert_eq!(built.status.code(), Some(0), "{what}: {said}");
                let is_carried = shown(&built.stdout, traces).is_some();
                assert_eq!(is_carried, *name != "sealed", "{what}");
            }
            assert_silent(&what, &built.stderr, traces);
        }
        let alone = match *name {
            "literal" => commands::without_a_spec(),
            _ => Vec::new(),
        };
        for arguments in commands::of_a_spec().iter().chain(&alone) {
            silent(place, arguments, name, traces);
        }
        for command in ["build", "check", "audit"] {
            let arguments = commands::with_report_files(command);
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            silent(place, &arguments, name, traces);
            if *builds {
                for format in commands::FINDINGS {
                    let report = place.join(format!("{command}-report.{format}"));
                    assert!(report.exists(), "{} of {name}", report.display());
                }
            }
        }
        assert_files_silent(place, &inputs, name, traces);
        if *builds {
            let is_written = below(&place.join("out"))
                .iter()
                .any(|path| shown(&fs::read(path).unwrap(), traces).is_some());
            assert_eq!(is_written, *name != "sealed", "{name}");
        }
        // What this spec built is another's earlier build.
        let _ = fs::remove_dir_all(place.join("earlier"));
        let _ = fs::rename(place.join("out"), place.join("earlier"));
        for folder in ["flat", "reported"] {
            let _ = fs::remove_dir_all(place.join(folder));
        }
    }
}
