//! The real command and the places it reads from and writes to: pipes, directories, faults.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use serde_json::Value;

/// A spec of so many projects with everything that layouts treat apart.
fn spec(projects: usize) -> String {
    let mut text = String::from(
        "apiVersion: pullsecrets.dev/v1\nkind: PullSecrets\nmetadata: {name: acme}\n\
         registries:\n  quay:\n    server: quay.io/acme\n    username: acme+ci\n    \
         password: {env: DIRECTORY_TEST_TOKEN}\nprojects:\n",
    );
    for number in 0..projects {
        text.push_str(&format!(
            "  p{number}:\n    create: true\n    pullSecrets: [quay]\n    workflows:\n      \
             - {{generateName: build-, entrypoint: main, spec: {{templates: [{{name: main, suspend: {{}}}}]}}}}\n"
        ));
    }
    text.push_str("grants:\n  - {imagesIn: p0, pullers: [p1/default]}\n");
    text
}

/// A place with a spec in it.
fn place(projects: usize) -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("pullsecrets.yaml"), spec(projects)).unwrap();
    place
}

fn command(place: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pullsecrets"));
    command
        .args(arguments)
        .current_dir(place)
        .env("DIRECTORY_TEST_TOKEN", "an-obvious-fake")
        .stdin(Stdio::null());
    command
}

fn run(place: &Path, arguments: &[&str]) -> Output {
    command(place, arguments).output().unwrap()
}

#[track_caller]
fn done(place: &Path, arguments: &[&str]) -> String {
    let output = run(place, arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
    String::from_utf8(output.stdout).unwrap()
}

/// Path to text of every file below a folder.
fn files(dir: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let below = path.strip_prefix(dir).unwrap().to_str().unwrap();
                found.insert(below.to_owned(), fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

/// The objects of a stream, each as compact JSON, sorted.
fn objects<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    use serde::Deserialize;
    let mut objects: Vec<String> = texts
        .into_iter()
        .flat_map(serde_yaml::Deserializer::from_str)
        .map(|document| Value::deserialize(document).unwrap())
        .filter(|object| object["kind"] != "Kustomization")
        .map(|object| object.to_string())
        .collect();
    objects.sort();
    objects
}

#[test]
fn both_layouts_hold_the_objects_of_the_stream() {
    let place = place(3);
    let stream = done(place.path(), &["build"]);
    for layout in ["kustomize", "flat"] {
        done(place.path(), &["build", "-o", layout, "--layout", layout]);
        let files = files(&place.path().join(layout));
        assert_eq!(
            objects(files.values().map(String::as_str)),
            objects([stream.as_str()])
        );
    }
    let list: Value =
        serde_json::from_str(&done(place.path(), &["build", "--format", "json"])).unwrap();
    let mut items: Vec<String> = list["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(Value::to_string)
        .collect();
    items.sort();
    assert_eq!(items, objects([stream.as_str()]));
    let paths: Vec<String> = files(&place.path().join("flat")).into_keys().collect();
    assert_eq!(paths[0], "_create/p0-workflow-build-1.yaml");
    assert!(paths.contains(&"p0-rolebinding-system.image-puller.p1.yaml".to_owned()));
    assert!(!paths.iter().any(|path| path.contains("kustomization")));
}

/// What differs is to be built and committed, but not a Secret that anyone can read.
#[test]
fn nobody_is_told_to_commit_a_plain_secret() {
    let place = place(2);
    let check = ["build", "-o", "out", "--check", "--output-format", "json"];
    let output = run(place.path(), &check);
    let said: Value = serde_json::from_slice(&output.stderr).unwrap();
    let findings = said["findings"].as_array().unwrap();
    let of = |name: &str| {
        let mut found = findings.iter();
        let found = found.find(|finding| finding["file"].as_str().unwrap().contains(name));
        found.unwrap()["help"].as_str().unwrap()
    };
    assert!(of("serviceaccount-").ends_with("and commit what it writes"));
    assert!(of("/secret-").ends_with("and apply what it writes"));
}

/// `a` and `secret-x`, `a-secret` and `x`: only a build of both gives their files two names.
#[test]
fn a_part_never_takes_the_file_of_another_project() {
    let place = tempfile::tempdir().unwrap();
    let spec = "apiVersion: pullsecrets.dev/v1\nkind: PullSecrets\nmetadata: {name: a}\nregistries:\n  x: {server: quay.io/a, username: u, password: {env: QUAY_TOKEN}}\n  secret-x: {server: quay.io/b, username: u, password: {env: QUAY_TOKEN}}\nprojects:\n  a: {pullSecrets: [secret-x]}\n  a-secret: {pullSecrets: [x]}\n";
    fs::write(place.path().join("pullsecrets.yaml"), spec).unwrap();
    let part = |project| {
        Command::new(env!("CARGO_BIN_EXE_pullsecrets"))
            .args([
                "build",
                "-o",
                "out",
                "--layout",
                "flat",
                "--project",
                project,
            ])
            .current_dir(place.path())
            .env("QUAY_TOKEN", "x")
            .output()
            .unwrap()
    };
    assert!(part("a").status.success());
    let before = files(&place.path().join("out"));
    let output = part("a-secret");
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.contains("a file of another project is where an output goes"),
        "{said}"
    );
    assert_eq!(files(&place.path().join("out")), before);
}

#[test]
fn an_unchanged_directory_is_not_written_and_a_check_says_so() {
    let place = place(3);
    let dir = place.path().join("out");
    let check = ["build", "-o", "out", "--check"];
    assert_eq!(run(place.path(), &check).status.code(), Some(1));
    assert!(!dir.exists());
    done(place.path(), &["build", "-o", "out"]);
    let stamps = || -> Vec<(u64, i64)> {
        let status = |path: &String| fs::metadata(dir.join(path)).unwrap();
        let stamp = |metadata: fs::Metadata| (metadata.ino(), metadata.mtime_nsec());
        files(&dir).keys().map(|path| stamp(status(path))).collect()
    };
    let before = stamps();
    done(place.path(), &["build", "-o", "out"]);
    assert_eq!(stamps(), before);
    done(place.path(), &check);
    let secret = dir.join("p0/secret-quay.yaml");
    assert_eq!(fs::metadata(&secret).unwrap().mode() & 0o777, 0o600);
    let output = command(place.path(), &check)
        .env("DIRECTORY_TEST_TOKEN", "another-fake")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.contains("PS0608") && said.contains("out/p0/secret-quay.yaml"),
        "{said}"
    );
    assert!(!said.contains("fake"));
}

#[test]
fn one_project_alone_is_built_into_its_folder() {
    let place = place(3);
    let dir = place.path().join("out");
    done(place.path(), &["build", "-o", "out"]);
    let before = files(&dir);
    let output = command(place.path(), &["build", "-o", "out", "--project", "p1"])
        .env("DIRECTORY_TEST_TOKEN", "another-fake")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    let after = files(&dir);
    let differing: Vec<&String> = before
        .iter()
        .filter(|(path, text)| after.get(*path) != Some(text))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(differing, ["p1/secret-quay.yaml"]);
    assert_eq!(before.len(), after.len());
}

#[test]
fn shards_together_are_the_whole() {
    let place = place(20);
    let whole = done(place.path(), &["build"]);
    let shards: Vec<String> = (1..=4)
        .map(|number| done(place.path(), &["build", "--shard", &format!("{number}/4")]))
        .collect();
    assert_eq!(
        objects(shards.iter().map(String::as_str)),
        objects([whole.as_str()])
    );
    done(place.path(), &["build", "-o", "out"]);
    let before = files(&place.path().join("out"));
    for number in 1..=4 {
        let shard = format!("{number}/4");
        done(place.path(), &["build", "-o", "out", "--shard", &shard]);
    }
    assert_eq!(files(&place.path().join("out")), before);
}

#[test]
fn what_is_in_the_way_stops_the_build() {
    let place = place(2);
    let dir = place.path().join("out");
    fs::create_dir_all(dir.join("p0")).unwrap();
    fs::write(dir.join("p0/secret-quay.yaml"), "mine\n").unwrap();
    let output = run(place.path(), &["build", "-o", "out"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("PS0607"));
    assert_eq!(files(&dir).len(), 1);
}

#[test]
fn the_spec_may_come_through_any_pipe() {
    let place = place(2);
    let expected = done(place.path(), &["build"]);
    let through_shell = |script: &str| {
        let output = Command::new("bash")
            .args(["-c", script, "bash", env!("CARGO_BIN_EXE_pullsecrets")])
            .current_dir(place.path())
            .env("DIRECTORY_TEST_TOKEN", "an-obvious-fake")
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{script}");
        String::from_utf8(output.stdout).unwrap()
    };
    for script in [
        "\"$1\" build - <pullsecrets.yaml",
        "cat pullsecrets.yaml | \"$1\" build /dev/stdin",
        "\"$1\" build <(cat pullsecrets.yaml)",
        "\"$1\" build -f - <pullsecrets.yaml",
    ] {
        assert_eq!(through_shell(script), expected, "{script}");
    }
}

#[test]
fn a_credential_that_is_a_pipe_is_refused_at_once() {
    let place = place(1);
    let text = spec(1).replace("{env: DIRECTORY_TEST_TOKEN}", "{file: pipe}");
    fs::write(
        place.path().join("pullsecrets.yaml"),
        text.split("grants:").next().unwrap(),
    )
    .unwrap();
    let made = Command::new("mkfifo")
        .arg(place.path().join("pipe"))
        .status();
    assert!(made.unwrap().success());
    let output = run(place.path(), &["build"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("`pipe` is a named pipe"));
    assert!(output.stdout.is_empty());
}

#[test]
fn a_reader_that_goes_is_no_error_and_a_full_device_is() {
    let place = place(2000);
    let mut child = command(place.path(), &["build"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut [0; 10]).unwrap();
    drop(stdout);
    assert_eq!(child.wait().unwrap().code(), Some(0));

    let full = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let output = command(place.path(), &["build"])
        .stdout(full)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("no space is left"), "{said}");
}

/// The command as a user whom permissions hold: the super-user may write everywhere.
fn as_plain_user(place: &Path, arguments: &[&str]) -> Output {
    use std::os::unix::fs::chown;
    use std::os::unix::process::CommandExt;
    let nobody = 65_534;
    let is_root = fs::metadata("/proc/self").unwrap().uid() == 0;
    // Where the super-user builds, others may not reach the program.
    let program = tempfile::tempdir().unwrap();
    let binary = program.path().join("pullsecrets");
    fs::copy(env!("CARGO_BIN_EXE_pullsecrets"), &binary).unwrap();
    let mut command = Command::new(&binary);
    command
        .args(arguments)
        .current_dir(place)
        .env("DIRECTORY_TEST_TOKEN", "a-new-fake");
    if is_root {
        let mut folders = vec![place.to_owned(), program.path().to_owned()];
        while let Some(path) = folders.pop() {
            chown(&path, Some(nobody), Some(nobody)).unwrap();
            if path.is_dir() {
                folders.extend(
                    fs::read_dir(path)
                        .unwrap()
                        .map(|entry| entry.unwrap().path()),
                );
            }
        }
        command.uid(nobody).gid(nobody);
    }
    command.output().unwrap()
}

#[test]
fn what_is_read_only_is_named_and_nothing_is_half_written() {
    use std::os::unix::fs::PermissionsExt;
    let permit = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    let place = place(3);
    let dir = place.path().join("out");
    done(place.path(), &["build", "-o", "out"]);
    let old = files(&dir);

    // A folder in the middle: what would have changed before it has not.
    permit(&dir.join("p1"), 0o555);
    let output = as_plain_user(place.path(), &["build", "-o", "out"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(
        said.contains("out/p1") && said.contains("permission is denied"),
        "{said}"
    );
    assert!(!said.contains("fake"), "{said}");
    assert_eq!(files(&dir), old);
    permit(&dir.join("p1"), 0o755);

    // A file of ours that is read-only is replaced, as by any program that renames over it.
    permit(&dir.join("p1/secret-quay.yaml"), 0o400);
    let output = as_plain_user(place.path(), &["build", "-o", "out"]);
    assert_eq!(output.status.code(), Some(0));
    let new = files(&dir);
    assert_ne!(new, old);
    assert_eq!(new.len(), old.len());

    // A directory that cannot be made.
    permit(place.path(), 0o555);
    let output = as_plain_user(place.path(), &["build", "-o", "other"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(
        said.contains("`other`") && said.contains("permission is denied"),
        "{said}"
    );
    permit(place.path(), 0o755);
}

#[test]
fn a_killed_build_leaves_whole_files_and_the_next_one_mends() {
    let place = place(60);
    let dir = place.path().join("out");
    done(place.path(), &["build", "-o", "out"]);
    let old = files(&dir);
    let build = |token: &str| {
        let mut build = command(place.path(), &["build", "-o", "out"]);
        build
            .env("DIRECTORY_TEST_TOKEN", token)
            .stderr(Stdio::null());
        build
    };
    build("a-new-fake").status().unwrap();
    let new = files(&dir);
    for round in 0..60_u64 {
        let token = if round % 2 == 0 {
            "an-obvious-fake"
        } else {
            "a-new-fake"
        };
        let mut child = build(token).spawn().unwrap();
        std::thread::sleep(Duration::from_micros(round * 700));
        child.kill().unwrap();
        child.wait().unwrap();
        for (path, text) in files(&dir) {
            let is_whole = old.get(&path) == Some(&text) || new.get(&path) == Some(&text);
            assert!(
                is_whole || path.ends_with(".tmp"),
                "{path} in round {round}"
            );
        }
    }
    assert!(build("a-new-fake").status().unwrap().success());
    assert_eq!(files(&dir), new);
}

#[test]
fn two_builds_into_one_directory_leave_one_of_them() {
    let place = place(60);
    let tokens = ["an-obvious-fake", "a-new-fake"];
    let children: Vec<_> = tokens
        .iter()
        .map(|token| {
            command(place.path(), &["build", "-o", "out"])
                .env("DIRECTORY_TEST_TOKEN", token)
                .stderr(Stdio::null())
                .spawn()
                .unwrap()
        })
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    let both = files(&place.path().join("out"));
    let secrets: std::collections::BTreeSet<&str> = both
        .iter()
        .filter(|(path, _)| path.ends_with("secret-quay.yaml"))
        .filter_map(|(_, text)| text.lines().last())
        .collect();
    assert_eq!(secrets.len(), 1, "all secrets are of one build");
}

#[test]
fn a_spec_larger_than_allowed_is_a_finding() {
    let place = tempfile::tempdir().unwrap();
    let mut file = fs::File::create(place.path().join("pullsecrets.yaml")).unwrap();
    let line = "# 0123456789abcdef0123456789abcdef0123456789abcdef\n".repeat(1 << 10);
    for _ in 0..1320 {
        file.write_all(line.as_bytes()).unwrap();
    }
    let output = run(place.path(), &["check"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains("PS0004"));
}
