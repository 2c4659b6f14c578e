//! A directory is brought to what a build made, and nothing else in it is touched.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::Path;

use pullsecrets::emit::OutputFile;
use pullsecrets::host::write::{Changes, Scope, earlier, plan, write};

/// A file as a build makes it; a first part of the path names the project.
fn file(path: &str, content: &str) -> OutputFile {
    let project = path
        .rsplit_once('/')
        .map(|(folder, _)| folder.trim_start_matches("_create/").to_owned());
    let owner = project
        .as_ref()
        .map_or(String::new(), |project| format!(" for {project}"));
    OutputFile {
        path: path.to_owned(),
        bytes: format!("# Written by pullsecrets{owner}. More.\n{content}\n").into_bytes(),
        is_confidential: path.contains("secret"),
    }
}

fn write_whole(dir: &Path, files: &[OutputFile]) -> Changes {
    write(dir, files, Scope::Whole).unwrap()
}

/// Every path below a folder, sorted.
fn paths(dir: &Path) -> Vec<String> {
    let mut paths = Vec::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let shown = path.strip_prefix(dir).unwrap().to_str().unwrap().to_owned();
            if path.is_dir() && !path.is_symlink() {
                paths.push(format!("{shown}/"));
                folders.push(path);
            } else {
                paths.push(shown);
            }
        }
    }
    paths.sort();
    paths
}

fn three() -> Vec<OutputFile> {
    vec![
        file("a/secret-quay.yaml", "1"),
        file("a/kustomization.yaml", "2"),
        file("_create/a/workflow-x-1.yaml", "3"),
        file("kustomization.yaml", "4"),
    ]
}

#[test]
fn credentials_are_for_the_owner_alone_and_an_unchanged_build_touches_nothing() {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("deep/out");
    let planned = plan(&dir, &three(), Scope::Whole).unwrap();
    assert_eq!(planned.create, [0, 1, 2, 3]);
    assert!(!dir.exists(), "planning writes nothing");
    write_whole(&dir, &three());
    let status = |path: &str| {
        let metadata = fs::metadata(dir.join(path)).unwrap();
        (
            metadata.ino(),
            metadata.mtime_nsec(),
            metadata.mode() & 0o777,
        )
    };
    assert_eq!(status("a/secret-quay.yaml").2, 0o600);
    assert_eq!(status("a/kustomization.yaml").2 & 0o600, 0o600);
    let all = || {
        three()
            .iter()
            .map(|file| status(&file.path))
            .collect::<Vec<_>>()
    };
    let before = all();
    assert!(write_whole(&dir, &three()).is_empty());
    assert_eq!(all(), before);
    assert_eq!(
        paths(&dir),
        [
            "_create/",
            "_create/a/",
            "_create/a/workflow-x-1.yaml",
            "a/",
            "a/kustomization.yaml",
            "a/secret-quay.yaml",
            "kustomization.yaml"
        ]
    );
    let mut files = three();
    files[0] = file("a/secret-quay.yaml", "one, longer");
    let changes = write_whole(&dir, &files);
    assert_eq!(
        (changes.update.as_slice(), changes.create.len()),
        (&[0][..], 0)
    );
    assert_eq!(status("a/secret-quay.yaml").2, 0o600);
    assert_eq!(status("kustomization.yaml"), before[3]);
}

#[test]
fn a_credential_that_others_may_read_is_closed_without_being_written() {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path();
    write_whole(dir, &three());
    let secret = dir.join("a/secret-quay.yaml");
    let before = fs::metadata(&secret).unwrap();
    for mode in [0o644, 0o640, 0o660, 0o604] {
        fs::set_permissions(&secret, fs::Permissions::from_mode(mode)).unwrap();
        // As a checkout leaves it; a comparison of contents has nothing to say.
        assert!(plan(dir, &three(), Scope::Whole).unwrap().is_empty());
        assert_eq!(fs::metadata(&secret).unwrap().mode() & 0o777, mode);
        assert!(write_whole(dir, &three()).is_empty());
        let after = fs::metadata(&secret).unwrap();
        assert_eq!(after.mode() & 0o777, 0o600, "was {mode:o}");
        assert_eq!(
            (after.ino(), after.mtime_nsec()),
            (before.ino(), before.mtime_nsec())
        );
    }
    let public = dir.join("kustomization.yaml");
    fs::set_permissions(&public, fs::Permissions::from_mode(0o644)).unwrap();
    write_whole(dir, &three());
    assert_eq!(fs::metadata(&public).unwrap().mode() & 0o777, 0o644);
}

#[test]
fn what_an_earlier_build_left_goes_and_what_others_wrote_stays() {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path();
    write_whole(dir, &three());
    fs::write(dir.join("README.yaml"), "mine\n").unwrap();
    fs::create_dir(dir.join("own")).unwrap();
    fs::write(dir.join("own/note.yaml"), "# mine\n").unwrap();
    let changes = write_whole(dir, &[file("b/secret-quay.yaml", "1")]);
    assert_eq!(
        changes.remove,
        [
            "_create/a/workflow-x-1.yaml",
            "a/kustomization.yaml",
            "a/secret-quay.yaml",
            "kustomization.yaml"
        ]
    );
    assert_eq!(
        paths(dir),
        [
            "README.yaml",
            "b/",
            "b/secret-quay.yaml",
            "own/",
            "own/note.yaml"
        ]
    );
}

#[test]
fn a_build_of_some_projects_speaks_for_those_alone() {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path();
    let mut files = three();
    files.push(file("b/secret-quay.yaml", "1"));
    files.push(file("b/secret-old.yaml", "1"));
    write_whole(dir, &files);
    let projects = BTreeSet::from(["b".to_owned()]);
    let changes = write(
        dir,
        &[file("b/secret-quay.yaml", "2")],
        Scope::Projects(&projects),
    )
    .unwrap();
    assert_eq!(changes.remove, ["b/secret-old.yaml"]);
    let left = paths(dir);
    assert!(left.contains(&"kustomization.yaml".to_owned()));
    assert!(left.contains(&"a/secret-quay.yaml".to_owned()));
    // A project that is gone from the spec is emptied, folder and all.
    write(dir, &[], Scope::Projects(&projects)).unwrap();
    assert!(!dir.join("b").exists());

    // Flat files say whose they are in their first line.
    let flat = |path: &str, project: &str| OutputFile {
        path: path.to_owned(),
        bytes: format!("# Written by pullsecrets for {project}. x\n").into_bytes(),
        is_confidential: false,
    };
    let place = tempfile::tempdir().unwrap();
    write_whole(
        place.path(),
        &[flat("a-secret-x.yaml", "a"), flat("b-secret-x.yaml", "b")],
    );
    let changes = write(place.path(), &[], Scope::Projects(&projects)).unwrap();
    assert_eq!(changes.remove, ["b-secret-x.yaml"]);
}

#[test]
fn a_directory_of_outputs_below_another_is_left_alone() {
    let place = tempfile::tempdir().unwrap();
    write_whole(&place.path().join("team"), &three());
    let before = paths(place.path());
    let mut files = vec![file("kustomization.yaml", "x")];
    write_whole(place.path(), &files);
    files.clear();
    write_whole(place.path(), &files);
    assert_eq!(paths(place.path()), before);
}

/// Puts something in the way of `a/secret-quay.yaml` or of its folder, and gives what the plan
/// calls it.
type Obstacle = (&'static str, fn(&Path));

const OBSTACLES: &[Obstacle] = &[
    ("a file that no build wrote", |dir| {
        fs::create_dir(dir.join("a")).unwrap();
        fs::write(dir.join("a/secret-quay.yaml"), "mine\n").unwrap();
    }),
    ("a symbolic link", |dir| {
        fs::create_dir(dir.join("a")).unwrap();
        symlink("../target", dir.join("a/secret-quay.yaml")).unwrap();
    }),
    ("a folder", |dir| {
        fs::create_dir_all(dir.join("a/secret-quay.yaml")).unwrap();
    }),
    ("a symbolic link", |dir| {
        symlink("..", dir.join("a")).unwrap()
    }),
    ("a file that no build wrote", |dir| {
        fs::write(dir.join("a"), "mine\n").unwrap();
    }),
    ("a socket", |dir| {
        fs::create_dir(dir.join("a")).unwrap();
        std::os::unix::net::UnixListener::bind(dir.join("a/secret-quay.yaml")).unwrap();
    }),
];

#[test]
fn what_is_in_the_way_stops_everything_and_stays() {
    for (what, put) in OBSTACLES {
        let place = tempfile::tempdir().unwrap();
        let dir = place.path().join("out");
        fs::create_dir(&dir).unwrap();
        fs::write(place.path().join("target"), "# Written by pullsecrets. x\n").unwrap();
        put(&dir);
        let before = paths(place.path());
        let changes = write_whole(&dir, &three());
        assert_eq!(changes.blocked.len(), 1, "{what}");
        assert_eq!(changes.blocked[0].what, *what);
        assert_eq!(paths(place.path()), before, "{what}");
        let finding = &changes.in_the_way(Path::new("out"))[0];
        assert_eq!(finding.code.name(), "PS0607");
        assert_eq!(
            fs::read_to_string(place.path().join("target")).unwrap(),
            "# Written by pullsecrets. x\n"
        );
    }
}

#[test]
fn links_below_the_directory_are_not_followed_when_stale_files_are_sought() {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("out");
    let elsewhere = place.path().join("elsewhere");
    write_whole(&elsewhere, &[file("a/secret-quay.yaml", "1")]);
    fs::create_dir(&dir).unwrap();
    symlink(elsewhere.join("a"), dir.join("a")).unwrap();
    symlink(elsewhere.join("a/secret-quay.yaml"), dir.join("x.yaml")).unwrap();
    assert!(write_whole(&dir, &[]).is_empty());
    assert!(elsewhere.join("a/secret-quay.yaml").exists());
    assert!(dir.join("x.yaml").is_symlink());
}

#[test]
fn what_a_killed_run_left_is_taken_away() {
    let place = tempfile::tempdir().unwrap();
    write_whole(place.path(), &three());
    let leftover = place.path().join("a/.pullsecrets-1-2.tmp");
    fs::write(&leftover, "half").unwrap();
    write_whole(place.path(), &three());
    assert!(!leftover.exists());
}

#[test]
fn a_check_names_every_difference() {
    let place = tempfile::tempdir().unwrap();
    write_whole(place.path(), &three());
    let files = [
        file("kustomization.yaml", "new"),
        file("b/secret-quay.yaml", "1"),
        file("a/secret-quay.yaml", "1"),
        file("a/kustomization.yaml", "2"),
    ];
    let changes = plan(place.path(), &files, Scope::Whole).unwrap();
    let findings = changes.differences(Path::new("out"), &files, false);
    let messages: Vec<String> = findings
        .iter()
        .map(|finding| format!("{:?} {}", finding.place, finding.message))
        .collect();
    assert_eq!(
        messages,
        [
            "Path(\"out/b/secret-quay.yaml\") the spec makes this file, and it is not there",
            "Path(\"out/kustomization.yaml\") the spec makes something else of this file",
            "Path(\"out/_create/a/workflow-x-1.yaml\") the spec makes this file no more",
        ]
    );
}

#[test]
fn a_directory_that_is_none_is_an_error_in_words() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("out");
    fs::write(&path, "").unwrap();
    let error = write(&path, &three(), Scope::Whole).unwrap_err();
    assert!(error.message().starts_with("cannot create the folder `"));
    assert!(plan(&path, &three(), Scope::Whole).is_err());
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o111, 0);
}

#[test]
fn what_an_earlier_build_wrote_is_read_again() {
    let place = tempfile::tempdir().unwrap();
    let read = |dir: &Path| {
        let mut found = Vec::new();
        earlier(dir, Scope::Whole, |path, text| {
            found.push((path.to_owned(), text.lines().nth(1).unwrap().to_owned()));
        })
        .unwrap();
        found
    };
    assert!(read(&place.path().join("never")).is_empty());
    write_whole(place.path(), &three());
    fs::write(place.path().join("a/mine.yaml"), "mine\n").unwrap();
    symlink("secret-quay.yaml", place.path().join("a/link.yaml")).unwrap();
    let pair = |path: &str, content: &str| (path.to_owned(), content.to_owned());
    assert_eq!(
        read(place.path()),
        [
            pair("kustomization.yaml", "4"),
            pair("_create/a/workflow-x-1.yaml", "3"),
            pair("a/kustomization.yaml", "2"),
            pair("a/secret-quay.yaml", "1"),
        ]
    );
}

#[test]
fn what_others_keep_to_themselves_is_passed_over() {
    let place = tempfile::tempdir().unwrap();
    fs::create_dir(place.path().join("closed")).unwrap();
    fs::write(place.path().join("closed.yaml"), "mine").unwrap();
    for path in ["closed", "closed.yaml"] {
        fs::set_permissions(place.path().join(path), fs::Permissions::from_mode(0o000)).unwrap();
    }
    // Root may read all of it, and has to find the same.
    let changes = write_whole(place.path(), &three());
    assert_eq!(changes.create.len(), 4);
    assert!(changes.blocked.is_empty() && changes.remove.is_empty());
}
