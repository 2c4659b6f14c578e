//! The command itself, twice into one directory: an unchanged build changes no file, a changed
//! password exactly its own.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use crate::build::key_path;
use crate::copying::copy;
use crate::peers::peer;

/// An example, copied to where it can be changed, and the directory that it is built to.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn of(example: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let from = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("examples")
            .join(example);
        copy(&from, folder.path());
        Self { folder }
    }

    fn output(&self) -> PathBuf {
        self.folder.path().join("manifests")
    }

    fn build(&self, arguments: &[&str]) {
        let output = Command::new(env!("CARGO_BIN_EXE_pullsecrets"))
            .current_dir(self.folder.path())
            .env_remove("PULLSECRETS_REUSE_KEY")
            .args(["build", "-o", "manifests"])
            .args(arguments)
            .output()
            .expect("runs");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
    }

    /// Every file that was written: its bytes and when.
    fn files(&self) -> BTreeMap<PathBuf, (Vec<u8>, SystemTime)> {
        let mut found = BTreeMap::new();
        let mut folders = vec![self.output()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let modified = fs::metadata(&path).and_then(|data| data.modified());
                    let bytes = fs::read(&path).expect("a file");
                    found.insert(path, (bytes, modified.expect("a time")));
                }
            }
        }
        found
    }
}

/// The names of files that are not the same as before.
fn changed(place: &Place, before: &BTreeMap<PathBuf, (Vec<u8>, SystemTime)>) -> Vec<String> {
    let after = place.files();
    assert!(after.keys().eq(before.keys()));
    let changed = after.iter().filter(|(path, file)| before[*path] != **file);
    changed
        .map(|(path, _)| {
            let below = path.strip_prefix(place.output()).expect("below");
            below.display().to_string()
        })
        .collect()
}

#[test]
fn an_unchanged_build_changes_no_file_and_a_password_exactly_its_own() {
    let key = key_path("reuse.test-key.txt");
    let key = ["--reuse-key", key.to_str().expect("text")];
    for (example, expected) in [
        (
            "sealed-secret",
            &[
                "project-a/sealedsecret-quay.yaml",
                "project-b/sealedsecret-acme-pull.yaml",
            ][..],
        ),
        ("sops", &["project-a/secret-quay.yaml"][..]),
    ] {
        let place = Place::of(example);
        place.build(&key);
        let first = place.files();
        place.build(&key);
        assert_eq!(changed(&place, &first), [""; 0]);
        fs::write(place.folder.path().join("secrets/quay-token"), "another").expect("written");
        place.build(&key);
        assert_eq!(changed(&place, &first), expected);
    }
}

#[test]
fn a_check_without_the_key_says_what_is_missing() {
    let key = key_path("reuse.test-key.txt");
    let key = ["--reuse-key", key.to_str().expect("text")];
    let place = Place::of("sealed-secret");
    place.build(&key);
    let check = |key: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_pullsecrets"))
            .current_dir(place.folder.path())
            .args(["build", "-o", "manifests", "--check"])
            .args(key)
            .output()
            .expect("runs");
        let said = String::from_utf8(output.stderr).expect("text");
        (output.status.code(), said)
    };
    assert_eq!(check(&key), (Some(0), String::new()));
    let (status, said) = check(&[]);
    assert_eq!(status, Some(1));
    assert_eq!(said.matches("error[PS0608]").count(), 2, "{said}");
    assert_eq!(said.matches("(`--reuse-key FILE`)").count(), 2, "{said}");
}

#[test]
fn a_key_in_the_environment_serves_as_well() {
    let place = Place::of("sealed-secret");
    let build = || {
        let status = Command::new(env!("CARGO_BIN_EXE_pullsecrets"))
            .current_dir(place.folder.path())
            .env("PULLSECRETS_REUSE_KEY", "a key for tests alone")
            .args(["build", "-o", "manifests"])
            .status();
        assert!(status.expect("runs").success());
    };
    build();
    let first = place.files();
    build();
    assert_eq!(changed(&place, &first), [""; 0]);
}

#[test]
fn without_a_key_everything_that_is_sealed_is_sealed_anew() {
    let place = Place::of("sealed-secret");
    place.build(&[]);
    let first = place.files();
    place.build(&[]);
    let sealed = [
        "project-a/sealedsecret-quay.yaml",
        "project-b/sealedsecret-acme-pull.yaml",
    ];
    assert_eq!(changed(&place, &first), sealed);
}

#[test]
fn sops_reads_the_files_of_a_directory() {
    let place = Place::of("sops");
    place.build(&[]);
    let Some(mut sops) = peer("sops") else {
        return;
    };
    let output = sops
        .env("SOPS_AGE_KEY_FILE", key_path("age.test-key.txt"))
        .arg("decrypt")
        .arg(place.output().join("project-a/secret-quay.yaml"))
        .output()
        .expect("runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let text = String::from_utf8(output.stdout).expect("text");
    assert!(text.contains("name: quay"), "{text}");
}
