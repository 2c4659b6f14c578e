//! Files with credentials belong to their owner alone from their first moment, whatever the umask.
//!
//! A mode changes by a call that a watch on the folder reports. So a file that was made while its
//! folder was watched, was reported to change no mode, and is right in the end has been right all
//! along. The same holds for a temporary file, since every one that was made is reported to have
//! been moved to its place.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::mem::MaybeUninit;
use std::os::fd::OwnedFd;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use rustix::fs::inotify::{self, CreateFlags, ReadFlags, Reader, WatchFlags};

use crate::marks::{mark, shown, traces};
use crate::outputs::below;

/// A watch on folders.
struct Watch {
    queue: OwnedFd,
    folders: BTreeMap<i32, PathBuf>,
}

/// What happened, in order: to which path, and what.
type Events = Vec<(PathBuf, ReadFlags)>;

impl Watch {
    fn on(folders: &[&Path]) -> Self {
        let queue = inotify::init(CreateFlags::NONBLOCK | CreateFlags::CLOEXEC).unwrap();
        let wanted = WatchFlags::CREATE | WatchFlags::ATTRIB | WatchFlags::MOVE;
        let folders = folders.iter().map(|folder| {
            let number = inotify::add_watch(&queue, *folder, wanted).unwrap();
            (number, folder.to_path_buf())
        });
        let folders = folders.collect();
        Self { queue, folders }
    }

    /// What has happened since.
    fn events(&self) -> Events {
        let mut events = Vec::new();
        let mut buffer = [MaybeUninit::uninit(); 64 * 1024];
        let mut reader = Reader::new(&self.queue, &mut buffer);
        loop {
            let event = match reader.next() {
                Ok(event) => event,
                Err(rustix::io::Errno::AGAIN) => return events,
                Err(error) => panic!("{error}"),
            };
            let flags = event.events();
            assert!(!flags.contains(ReadFlags::QUEUE_OVERFLOW));
            let name = event.file_name().unwrap_or_default().to_str().unwrap();
            events.push((self.folders[&event.wd()].join(name), flags));
        }
    }
}

fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).unwrap().permissions().mode() & 0o777
}

/// Runs the command in a folder where everything that is made is open to all.
fn run(place: &Path, arguments: &[&str]) {
    let temporary = place.join("tmp");
    fs::create_dir_all(&temporary).unwrap();
    let watch = Watch::on(&[&temporary]);
    let output = Command::new("sh")
        .args(["-c", "umask 000; exec \"$0\" \"$@\""])
        .arg(env!("CARGO_BIN_EXE_pullsecrets"))
        .args(arguments)
        .current_dir(place)
        .env("MARKED", mark("mode"))
        .env("TMPDIR", &temporary)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
    // Temporary files lie beside those that they become, and nowhere else.
    assert_eq!(watch.events(), []);
}

/// Looks at all that was made, under whatever name, and counts the files with credentials.
fn confidential(folder: &Path, events: &Events, traces: &[String]) -> usize {
    let files: BTreeSet<PathBuf> = below(folder).into_iter().collect();
    let named = |flag: ReadFlags| -> BTreeSet<&PathBuf> {
        let happened = events.iter().filter(|(_, flags)| flags.contains(flag));
        happened.map(|(path, _)| path).collect()
    };
    let changed = named(ReadFlags::ATTRIB);
    assert!(changed.is_empty(), "modes were changed later: {changed:?}");
    let (from, to) = (named(ReadFlags::MOVED_FROM), named(ReadFlags::MOVED_TO));
    assert_eq!(from.len(), to.len());
    for path in named(ReadFlags::CREATE) {
        assert!(
            from.contains(path) || path.is_dir() || files.contains(path),
            "{} was made, and neither moved nor kept",
            path.display()
        );
    }
    let mut count = 0;
    for path in &files {
        let is_confidential = shown(&fs::read(path).unwrap(), traces).is_some();
        let expected = if is_confidential { 0o600 } else { 0o666 };
        assert_eq!(mode(path), expected, "{}", path.display());
        if is_confidential {
            count += 1;
            let is_new = to.contains(path) || named(ReadFlags::CREATE).contains(path);
            assert!(is_new, "{} was made unseen", path.display());
        }
    }
    count
}

const PROJECTS: usize = 150;

fn spec(username: &str) -> String {
    let mut text = format!(
        "apiVersion: pullsecrets.dev/v1\nkind: PullSecrets\nmetadata: {{name: acme}}\nregistries:\n  one: {{server: one.io, username: {username}, password: {{env: MARKED}}}}\n  two: {{server: two.io, username: {username}, password: {{env: MARKED}}}}\nprojects:\n"
    );
    for number in 0..PROJECTS {
        writeln!(text, "  team-{number}: {{pullSecrets: [one, two]}}").unwrap();
    }
    text
}

#[test]
fn what_a_build_writes_is_the_owners_from_the_first_moment() {
    let traces = traces();
    for layout in ["kustomize", "flat"] {
        let place = tempfile::tempdir().unwrap();
        let out = place.path().join("out");
        // The folders are there before, so that all of them are watched in time.
        let folders: Vec<PathBuf> = match layout {
            "flat" => Vec::new(),
            _ => (0..PROJECTS)
                .map(|number| out.join(format!("team-{number}")))
                .collect(),
        };
        fs::create_dir(&out).unwrap();
        for folder in &folders {
            fs::create_dir(folder).unwrap();
        }
        let watched: Vec<&Path> = [place.path(), &out]
            .into_iter()
            .chain(folders.iter().map(PathBuf::as_path))
            .collect();
        // Made anew, and then made anew over files that others may read.
        for username in ["first", "second"] {
            fs::write(place.path().join("pullsecrets.yaml"), spec(username)).unwrap();
            for path in below(&out) {
                fs::set_permissions(path, fs::Permissions::from_mode(0o666)).unwrap();
            }
            let watch = Watch::on(&watched);
            run(place.path(), &["build", "-o", "out", "--layout", layout]);
            let events = watch.events();
            let count = confidential(&out, &events, &traces);
            assert_eq!(count, 2 * PROJECTS, "{layout}, {username}");
        }
    }
}

#[test]
fn what_an_import_writes_is_the_owners_from_the_first_moment() {
    let traces = traces();
    let inputs = crate::specs::files();
    for is_there in [false, true] {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("made");
        let credentials = folder.join("credentials");
        fs::create_dir(&folder).unwrap();
        let mut watched = vec![folder.as_path()];
        if is_there {
            fs::create_dir(&credentials).unwrap();
            watched.push(&credentials);
        }
        for (name, content) in &inputs {
            fs::write(place.path().join(name), content).unwrap();
        }
        let watch = Watch::on(&watched);
        let output = ["-o", "made/spec.yaml", "auths.json", "sound.json"];
        run(place.path(), &[&["import"], &output[..]].concat());
        let events = watch.events();
        if is_there {
            assert!(confidential(&folder, &events, &traces) >= 3);
        } else {
            // The folder is closed to others as it is made; nobody sees a file of it.
            let changed = events
                .iter()
                .any(|(_, flags)| flags.contains(ReadFlags::ATTRIB));
            assert!(!changed, "{events:?}");
            assert_eq!(mode(&credentials), 0o700);
        }
    }
}
