//! Files and folders that a user names for results, and where links on the way there may lead.

use std::fs::{self, Metadata, OpenOptions, Permissions};
use std::io::{self, Error, ErrorKind, Write as _};
use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
use std::path::{Component, Path, PathBuf};

use super::{links, reason};

/// Writes a file, whatever is there: a user who names it means it. It is moved whole to its place,
/// so that nobody reads half of it, and one that is there keeps its mode. A device or a pipe takes
/// the bytes as well.
///
/// # Errors
/// Why it cannot be written, in our words.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), &'static str> {
    let target = resolve(path)?;
    let there = fs::metadata(path);
    let written = match (target, &there) {
        (Some(target), Ok(there)) if there.is_file() => replace(&target, bytes, Some(there)),
        (Some(target), Err(error)) if error.kind() == ErrorKind::NotFound => {
            replace(&target, bytes, None)
        }
        _ => fs::write(path, bytes),
    };
    let written = match written {
        // Its folder is another's, or it is mounted by itself: it may be written all the same.
        Err(error) if there.is_ok() && is_of_folder(&error) => fs::write(path, bytes),
        written => written,
    };
    written.map_err(|error| reason(&error))
}

/// Whether a file cannot be replaced because of the folder that it lies in.
fn is_of_folder(error: &Error) -> bool {
    let kinds = [
        ErrorKind::PermissionDenied,
        ErrorKind::ReadOnlyFilesystem,
        ErrorKind::ResourceBusy,
        ErrorKind::CrossesDevices,
    ];
    kinds.contains(&error.kind())
}

/// Makes a file beside its place, and moves it there.
fn replace(target: &Path, bytes: &[u8], there: Option<&Metadata>) -> io::Result<()> {
    if there.is_some() {
        // What may not be written is not replaced either.
        OpenOptions::new().write(true).open(target)?;
    }
    let mut temporary = tempfile::Builder::new()
        .prefix(".pullsecrets-")
        .permissions(Permissions::from_mode(0o666))
        .tempfile_in(target.parent().unwrap_or(Path::new("/")))?;
    temporary.write_all(bytes)?;
    if let Some(there) = there {
        // Who runs this may not be allowed to give files away.
        let _ = fchown(temporary.as_file(), Some(there.uid()), Some(there.gid()));
        temporary.as_file().set_permissions(there.permissions())?;
    }
    temporary.persist(target)?;
    Ok(())
}

/// Whether two paths name one regular file, through links too.
#[must_use]
pub fn is_same(path: &Path, other: &Path) -> bool {
    let file = |path| fs::metadata(path).ok().filter(Metadata::is_file);
    let file = |path| file(path).map(|file| (file.dev(), file.ino()));
    file(path).is_some_and(|one| file(other) == Some(one))
}

/// Whether the symbolic links of a checkout on the way to `path` stay in that checkout, and out of
/// its `.git`. Who sends a pull request may commit a link, and must not choose by it which file of
/// the machine is written. A checkout is the Git work tree in which a link lies, or the current
/// folder where there is none; links elsewhere are the user's own. Nothing need be there yet.
///
/// # Errors
/// What is wrong with the links, in our words.
pub fn stays(path: &Path) -> Result<(), &'static str> {
    resolve(path).map(drop)
}

/// The path without links; nothing where it is none, or one of an open file, as `/dev/stdout` is.
fn resolve(path: &Path) -> Result<Option<PathBuf>, &'static str> {
    let here = std::env::current_dir().and_then(fs::canonicalize).ok();
    let Ok(path) = std::path::absolute(path) else {
        // A path that is none cannot be written either, which is said where that is tried.
        return Ok(None);
    };
    let mut checkouts: Vec<PathBuf> = Vec::new();
    let mut resolved = PathBuf::from("/");
    let mut parts = parts(&path);
    let mut followed = 0;
    let mut is_open = false;
    while let Some(part) = parts.pop() {
        if part == Path::new("..") {
            resolved.pop();
            continue;
        }
        let next = resolved.join(part);
        let Ok(target) = fs::read_link(&next) else {
            resolved = next;
            continue;
        };
        followed += 1;
        if followed > links::MOST {
            return Err(links::CIRCLE);
        }
        is_open |= resolved.starts_with("/proc");
        checkouts.extend(checkout(&resolved, here.as_deref()));
        if target.is_absolute() {
            resolved = PathBuf::from("/");
        }
        parts.extend(self::parts(&target));
    }
    let strays = |checkout: &PathBuf| {
        let below = resolved.strip_prefix(checkout);
        below.map_or(true, |below| below.starts_with(".git"))
    };
    match checkouts.iter().any(strays) {
        true => Err("a symbolic link leads out of the checkout, or into its .git"),
        false => Ok((!is_open).then_some(resolved)),
    }
}

/// The parts of a path below the root, the first one last.
fn parts(path: &Path) -> Vec<PathBuf> {
    let parts = path.components().rev().filter_map(|part| match part {
        Component::Normal(name) => Some(PathBuf::from(name)),
        Component::ParentDir => Some(PathBuf::from("..")),
        Component::RootDir | Component::CurDir | Component::Prefix(_) => None,
    });
    parts.collect()
}

/// The checkout in which a folder lies.
fn checkout(folder: &Path, here: Option<&Path>) -> Option<PathBuf> {
    let mut above = folder.ancestors();
    let tree = above.find(|above| fs::symlink_metadata(above.join(".git")).is_ok());
    let here = here.filter(|here| folder.starts_with(here));
    tree.or(here).map(Path::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    #[test]
    fn links_of_a_checkout_stay_in_it() {
        let place = tempfile::tempdir().unwrap();
        let place = fs::canonicalize(place.path()).unwrap();
        let tree = place.join("tree");
        fs::create_dir_all(tree.join("sub/out")).unwrap();
        fs::create_dir(place.join("elsewhere")).unwrap();
        fs::create_dir(tree.join(".git")).unwrap();
        for (target, link) in [
            ("../outside", "file"),
            ("../never/there", "dangling"),
            ("../elsewhere", "folder"),
            ("/etc", "absolute"),
            ("dangling", "twice"),
            (".git/config", "config"),
            ("sub/out", "inside"),
            ("new", "fresh"),
            ("circle", "circle"),
        ] {
            symlink(target, tree.join(link)).unwrap();
        }
        symlink(&tree, place.join("own")).unwrap();
        for bad in [
            "file",
            "dangling",
            "folder/x",
            "sub/../folder/x/y",
            "absolute/cron.d/x",
            "twice",
            "config",
            "circle",
        ] {
            assert!(stays(&tree.join(bad)).is_err(), "{bad}");
            assert!(stays(&place.join("own").join(bad)).is_err(), "{bad}");
        }
        for good in ["inside/x", "fresh", "sub/new/deep", "../elsewhere/x", "x"] {
            assert!(stays(&tree.join(good)).is_ok(), "{good}");
            assert!(stays(&place.join("own").join(good)).is_ok(), "{good}");
        }
        assert!(stays(Path::new("/dev/stdout")).is_ok());
    }

    #[test]
    fn a_file_is_replaced_whole_and_keeps_its_mode() {
        use std::io::Read as _;
        let place = tempfile::tempdir().unwrap();
        let place = fs::canonicalize(place.path()).unwrap();
        let path = place.join("report");
        write(&path, b"new").unwrap();
        fs::write(&path, "what was there").unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
        symlink("report", place.join("link")).unwrap();
        symlink("later", place.join("dangling")).unwrap();
        // Who reads the file meanwhile reads what it was.
        let mut old = fs::File::open(&path).unwrap();
        write(&place.join("link"), b"other").unwrap();
        write(&place.join("dangling"), b"made").unwrap();
        let mut read = String::new();
        old.read_to_string(&mut read).unwrap();
        assert_eq!(read, "what was there");
        assert_eq!(fs::read(&path).unwrap(), b"other");
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o640);
        assert!(place.join("link").is_symlink() && place.join("dangling").is_symlink());
        assert_eq!(fs::read(place.join("later")).unwrap(), b"made");
        assert!(is_same(&path, &place.join("link")));
        assert!(!is_same(&path, &place.join("later")));
        assert!(!is_same(&place, &place));
        let left = fs::read_dir(&place).unwrap().count();
        assert_eq!(left, 4, "no temporary file stays");
        assert!(write(&place.join("never/there"), b"").is_err());
        assert!(write(&place, b"").is_err());
    }

    #[test]
    fn what_is_no_file_is_written_as_it_is() {
        let place = tempfile::tempdir().unwrap();
        write(Path::new("/dev/null"), b"x").unwrap();
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
        // A file that is open already, as standard output may be.
        let path = place.path().join("open");
        let open = fs::File::create(&path).unwrap();
        let number = std::os::fd::AsRawFd::as_raw_fd(&open);
        for folder in ["/dev/fd", "/proc/self/fd"] {
            write(&Path::new(folder).join(number.to_string()), b"x").unwrap();
            assert_eq!(open.metadata().unwrap().len(), 1, "{folder}");
            open.set_len(0).unwrap();
        }
    }
}
