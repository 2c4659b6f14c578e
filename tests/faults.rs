//! What may go wrong while a directory is written: afterwards every file is old or new, and whole.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test that cannot go on fails, and one that cannot run says so"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Barrier;
use std::time::Duration;

use pullsecrets::emit::OutputFile;
use pullsecrets::host::write::{Scope, write};

/// How many projects the builds below have.
const PROJECTS: usize = 20;

/// The files of a build; those of two versions differ in every byte that may.
fn build(version: char) -> Vec<OutputFile> {
    let mut files: Vec<OutputFile> = (0..PROJECTS)
        .flat_map(|number| ["secret-quay", "kustomization"].map(|name| (number, name)))
        .map(|(number, name)| OutputFile {
            path: format!("p{number}/{name}.yaml"),
            bytes: content(&format!(" for p{number}"), version),
            is_confidential: name == "secret-quay",
        })
        .collect();
    files.push(OutputFile {
        path: "kustomization.yaml".to_owned(),
        bytes: content("", version),
        is_confidential: false,
    });
    files
}

fn content(owner: &str, version: char) -> Vec<u8> {
    let body = version.to_string().repeat(5000);
    format!("# Written by pullsecrets{owner}. More.\n{body}\n").into_bytes()
}

/// How many files of the build are of this version, whole.
fn whole(dir: &Path, version: char) -> usize {
    build(version)
        .iter()
        .filter(|file| fs::read(dir.join(&file.path)).is_ok_and(|bytes| bytes == file.bytes))
        .count()
}

/// Paths of all files below a folder that are not temporary.
fn files_below(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => found.push(path),
            }
        }
    }
    found
}

fn is_temporary(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "tmp")
}

/// Not a test of its own: the process that `killed_at_any_point` starts and kills.
#[test]
fn child_that_writes_without_end() {
    let Some(dir) = std::env::var_os("PULLSECRETS_TEST_WRITE_INTO") else {
        return;
    };
    for version in ['b', 'c'].into_iter().cycle() {
        write(Path::new(&dir), &build(version), Scope::Whole).unwrap();
    }
}

#[test]
fn killed_at_any_point_each_file_is_whole_and_the_next_run_cleans_up() {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("out");
    write(&dir, &build('a'), Scope::Whole).unwrap();
    let mut temporary = 0;
    for round in 0..200_u64 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "child_that_writes_without_end", "--nocapture"])
            .env("PULLSECRETS_TEST_WRITE_INTO", &dir)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        // Spread over the first writes: a different point of the work in each round.
        std::thread::sleep(Duration::from_micros(1500 + round * 137 % 20_000));
        child.kill().unwrap();
        child.wait().unwrap();
        let total: usize = ['a', 'b', 'c']
            .map(|version| whole(&dir, version))
            .iter()
            .sum();
        assert_eq!(total, 2 * PROJECTS + 1, "round {round}");
        let files = files_below(&dir);
        temporary += files.iter().filter(|path| is_temporary(path)).count();
        let others = files.iter().filter(|path| !is_temporary(path)).count();
        assert_eq!(others, total);
    }
    println!("{temporary} temporary files were left in 200 kills");
    write(&dir, &build('a'), Scope::Whole).unwrap();
    assert_eq!(whole(&dir, 'a'), 2 * PROJECTS + 1);
    assert_eq!(files_below(&dir).len(), 2 * PROJECTS + 1);
}

#[test]
fn two_builds_at_once_leave_one_of_the_two() {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("out");
    for _ in 0..20 {
        let start = Barrier::new(2);
        std::thread::scope(|threads| {
            for version in ['a', 'b'] {
                let (dir, start) = (&dir, &start);
                threads.spawn(move || {
                    start.wait();
                    write(dir, &build(version), Scope::Whole).unwrap();
                });
            }
        });
        let counts = ['a', 'b'].map(|version| whole(&dir, version));
        assert!(counts.contains(&(2 * PROJECTS + 1)), "{counts:?}");
        assert_eq!(files_below(&dir).len(), 2 * PROJECTS + 1);
    }
}

/// A small file system of its own; none where this machine does not let us mount one.
struct Mount(tempfile::TempDir);

impl Mount {
    fn new(size: &str) -> Option<Self> {
        let place = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount")
            .args([
                "-t",
                "tmpfs",
                "-o",
                &format!("size={size},mode=700"),
                "tmpfs",
            ])
            .arg(place.path())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success());
        if !mounted {
            println!("no file system can be mounted here: nothing was tested on one");
        }
        mounted.then(|| Self(place))
    }

    fn read_only(&self) {
        let status = Command::new("mount")
            .args(["-o", "remount,ro"])
            .arg(self.0.path())
            .status();
        assert!(status.unwrap().success());
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).status();
    }
}

#[test]
fn a_full_disk_changes_nothing() {
    // Room for one version and a half.
    let Some(mount) = Mount::new("500k") else {
        return;
    };
    let dir = mount.0.path().join("out");
    write(&dir, &build('a'), Scope::Whole).unwrap();
    let error = write(&dir, &build('b'), Scope::Whole).unwrap_err();
    assert!(
        error.message().ends_with("no space is left"),
        "{}",
        error.message()
    );
    assert!(error.message().starts_with("cannot write `"));
    assert_eq!(whole(&dir, 'a'), 2 * PROJECTS + 1);
    assert_eq!(files_below(&dir).len(), 2 * PROJECTS + 1);

    // A first build that does not fit leaves no folder behind.
    let Some(mount) = Mount::new("100k") else {
        return;
    };
    let dir = mount.0.path().join("out");
    write(&dir, &build('a'), Scope::Whole).unwrap_err();
    assert_eq!(fs::read_dir(&dir).unwrap().count(), 0);
}

#[test]
fn a_read_only_file_system_is_said_in_words() {
    let Some(mount) = Mount::new("1m") else {
        return;
    };
    let dir = mount.0.path().join("out");
    write(&dir, &build('a'), Scope::Whole).unwrap();
    mount.read_only();
    assert!(write(&dir, &build('a'), Scope::Whole).unwrap().is_empty());
    let error = write(&dir, &build('b'), Scope::Whole).unwrap_err();
    assert!(
        error.message().ends_with("the file system is read-only"),
        "{}",
        error.message()
    );
    assert_eq!(whole(&dir, 'a'), 2 * PROJECTS + 1);
    let error = write(&mount.0.path().join("other"), &build('a'), Scope::Whole).unwrap_err();
    assert!(error.message().starts_with("cannot create the folder `"));
}

#[test]
fn a_credential_that_changes_while_it_is_read_is_old_or_new() {
    use pullsecrets::host::Files;
    use std::sync::atomic::{AtomicBool, Ordering};
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("token");
    let versions = ["a".repeat(300_000), "b".repeat(300_000)];
    fs::write(&path, &versions[0]).unwrap();
    let files = Files::new(place.path(), &[]).unwrap();
    let stop = AtomicBool::new(false);
    std::thread::scope(|threads| {
        threads.spawn(|| {
            for version in versions.iter().cycle() {
                if stop.load(Ordering::Relaxed) {
                    break;
                }
                // Replaced whole, the way secrets are rotated.
                let next = place.path().join("next");
                fs::write(&next, version).unwrap();
                fs::rename(&next, &path).unwrap();
            }
        });
        for _ in 0..300 {
            let content = files.read("token").ok().unwrap();
            let text = content.expose_text().unwrap();
            assert!(versions.iter().any(|version| version == text));
        }
        stop.store(true, Ordering::Relaxed);
    });
}

#[test]
fn a_spec_that_is_written_meanwhile_is_one_version_or_an_error() {
    use pullsecrets::host::input;
    use std::io::{Seek, Write};
    use std::sync::atomic::{AtomicBool, Ordering};
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("pullsecrets.yaml");
    let versions = ["a".repeat(300_000), "b".repeat(400_000)];
    fs::write(&path, &versions[0]).unwrap();
    let mut file = fs::File::options().write(true).open(&path).unwrap();
    let stop = AtomicBool::new(false);
    let mixed = std::thread::scope(|threads| {
        threads.spawn(|| {
            for version in versions.iter().cycle() {
                if stop.load(Ordering::Relaxed) {
                    break;
                }
                // As editors do it that keep the file: emptied, then written.
                file.set_len(0).unwrap();
                file.rewind().unwrap();
                file.write_all(version.as_bytes()).unwrap();
                std::thread::sleep(Duration::from_micros(300));
            }
        });
        let is_mixed = |bytes: &[u8]| bytes.iter().any(|byte| *byte != bytes[0]);
        let mut mixed = Vec::new();
        for number in 0..100_000 {
            if number >= 500 && !mixed.is_empty() {
                break;
            }
            if let Ok(input) = input::read(&path, 1 << 20) {
                mixed.push(is_mixed(&input.bytes));
            }
        }
        stop.store(true, Ordering::Relaxed);
        mixed
    });
    assert!(!mixed.is_empty(), "some reads find a whole version");
    assert!(!mixed.contains(&true));
}

#[test]
fn a_credential_that_is_swapped_for_something_else_leads_nowhere() {
    use pullsecrets::host::Files;
    use std::os::unix::fs::symlink;
    use std::sync::atomic::{AtomicBool, Ordering};
    let place = tempfile::tempdir().unwrap();
    let inside = place.path().join("inside");
    fs::create_dir_all(inside.join("deep")).unwrap();
    fs::create_dir(place.path().join("outside")).unwrap();
    fs::write(place.path().join("outside/token"), "outside").unwrap();
    fs::write(inside.join("deep/token"), "inside").unwrap();
    let files = Files::new(&inside, &[]).unwrap();
    let stop = AtomicBool::new(false);
    let leaked = std::thread::scope(|threads| {
        threads.spawn(|| {
            let [deep, kept, token] = ["deep", "kept", "deep/token"].map(|name| inside.join(name));
            // The pipe has no writer: whoever opens it waits, if it waits at all.
            let pipe = inside.join("pipe");
            let mode = rustix::fs::Mode::from_raw_mode(0o600);
            let kind = rustix::fs::FileType::Fifo;
            rustix::fs::mknodat(rustix::fs::CWD, &pipe, kind, mode, 0).unwrap();
            while !stop.load(Ordering::Relaxed) {
                // The folder becomes a link that leads out, and a folder again.
                fs::rename(&deep, &kept).unwrap();
                symlink("../outside", &deep).unwrap();
                fs::remove_file(&deep).unwrap();
                fs::rename(&kept, &deep).unwrap();
                // The file becomes a link, a pipe, and a file again.
                let aside = inside.join("aside");
                fs::rename(&token, &aside).unwrap();
                symlink("../../outside/token", &token).unwrap();
                fs::rename(&pipe, &token).unwrap();
                fs::rename(&token, &pipe).unwrap();
                fs::rename(&aside, &token).unwrap();
                // Now and then it is what it was for long enough to be read.
                std::thread::sleep(Duration::from_micros(200));
            }
        });
        let mut leaked = Vec::new();
        for number in 0..1_000_000 {
            if number >= 20_000 && !leaked.is_empty() {
                break;
            }
            if let Ok(content) = files.read("deep/token") {
                leaked.push(content.expose() != b"inside");
            }
        }
        stop.store(true, Ordering::Relaxed);
        leaked
    });
    assert!(!leaked.is_empty(), "some reads find the file");
    assert!(!leaked.contains(&true));
}

#[test]
fn a_credential_that_grows_without_end_is_bounded() {
    use pullsecrets::credential::Unavailable;
    use pullsecrets::host::{Files, LARGEST};
    use std::io::Write;
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("token");
    let mut file = fs::File::create(&path).unwrap();
    let files = Files::new(place.path(), &[]).unwrap();
    std::thread::scope(|threads| {
        let writer = threads.spawn(move || {
            for _ in 0..5000 {
                file.write_all(&[b'x'; 1000]).unwrap();
            }
        });
        while !writer.is_finished() {
            match files.read("token") {
                Ok(content) => assert!(content.expose().len() <= LARGEST),
                Err(reason) => assert!(
                    matches!(reason, Unavailable::TooLarge | Unavailable::Refused(_)),
                    "{reason:?}"
                ),
            }
        }
    });
    assert_eq!(files.read("token").err(), Some(Unavailable::TooLarge));
}
