//! Files that a spec names: confined to folders, bounded, and never waited for.

use std::cell::Cell;
use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::os::fd::OwnedFd;
use std::path::{Component, Path, PathBuf};

use rustix::fs::{AtFlags, FileType, Mode, OFlags, fstat, open, openat, statat};
use zeroize::Zeroizing;

use crate::credential::{Confidential, Unavailable};
use crate::finding::NearNames;

use super::links;
use super::reason::reason;
use super::steady;

/// The most bytes that a credential file or a template may have.
pub const LARGEST: usize = 1024 * 1024;

/// How many folders are searched for near names: in a spec of many wrong paths the first matter.
const LOOKS: u32 = 100;

/// A folder with more entries is searched only so far.
const MOST_NEIGHBOURS: usize = 1000;

/// The folders below which a spec may read: its own, and those that the user allows.
pub struct Files {
    /// The spec's folder, to which relative paths belong.
    base: PathBuf,
    roots: Vec<Root>,
    /// How many folders may still be searched for near names.
    looks: Cell<u32>,
}

/// A folder below which files may be read, links in its own path resolved.
struct Root {
    path: PathBuf,
    folder: OwnedFd,
}

impl Files {
    /// Files below the spec's folder, and below those of `--allow-path`.
    ///
    /// # Errors
    /// The folder that cannot be opened, and why in our words.
    pub fn new(spec_folder: &Path, allowed: &[PathBuf]) -> Result<Self, (PathBuf, &'static str)> {
        let mut roots = Vec::with_capacity(1 + allowed.len());
        for folder in std::iter::once(spec_folder).chain(allowed.iter().map(PathBuf::as_path)) {
            let folder = match folder.as_os_str().is_empty() {
                true => Path::new("."),
                false => folder,
            };
            let root = Root::open(folder).map_err(|error| (folder.to_owned(), reason(&error)))?;
            roots.push(root);
        }
        let base = roots[0].path.clone();
        Ok(Self {
            base,
            roots,
            looks: Cell::new(LOOKS),
        })
    }

    /// The content of a regular file of at most [`LARGEST`] bytes.
    ///
    /// Symbolic links are followed first, and what they lead to must lie below one of the folders.
    /// The way there is then walked once more without following any link, so that nobody can move
    /// the file away between the check and the reading.
    ///
    /// # Errors
    /// Why there is no content.
    pub fn read(&self, path: &str) -> Result<Confidential, Unavailable> {
        if path.contains('\0') {
            return Err(Unavailable::Refused("the name holds a NUL"));
        }
        let full = self.base.join(path);
        let resolved = fs::canonicalize(&full).map_err(|error| match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => self.missing(full.clone(), path),
            _ => Unavailable::Refused(reason(&error)),
        })?;
        let (root, below) = self.inside(&resolved)?;
        let mut file = root.open_file(below)?;
        for _ in 0..steady::ATTEMPTS {
            if let Some(content) = read_once(&mut file)? {
                return Ok(content);
            }
        }
        Err(Unavailable::Refused(steady::CHANGES))
    }

    /// Why a file could not be read where that does not depend on what is in it, nor on whether it
    /// is there yet: its path leads outside, or starts with what only a shell understands.
    #[must_use]
    pub fn refuses(&self, path: &str) -> Option<Unavailable> {
        let full = self.base.join(path);
        let reason = match fs::canonicalize(&full) {
            Ok(resolved) => self.inside(&resolved).err()?,
            Err(_) => self.missing(full, path),
        };
        match reason {
            Unavailable::Missing { .. } if !path.starts_with("~/") => None,
            Unavailable::Outside | Unavailable::Missing { .. } | Unavailable::OfGit => Some(reason),
            _ => None,
        }
    }

    /// A file of a near name in the same folder. Only the spec's own folder is looked into: names
    /// below other folders are none of the spec's business.
    fn near(&self, path: &str) -> Option<String> {
        let looks = self.looks.get().checked_sub(1)?;
        self.looks.set(looks);
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let resolved = fs::canonicalize(self.base.join(folder)).ok()?;
        if !resolved.starts_with(&self.base) {
            return None;
        }
        let mut names: Vec<String> = fs::read_dir(resolved)
            .ok()?
            .take(MOST_NEIGHBOURS)
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .collect();
        names.sort();
        let near = NearNames::default().of(name, names.iter().map(String::as_str))?;
        Some(match folder.is_empty() {
            true => near.to_owned(),
            false => format!("{folder}/{near}"),
        })
    }

    /// The folder below which a file lies, and its path from there; one in which Git keeps what is
    /// its own may be read only where that very folder is allowed.
    fn inside<'p>(&self, resolved: &'p Path) -> Result<(&Root, &'p Path), Unavailable> {
        let places = self.roots.iter();
        let mut places =
            places.filter_map(|root| Some((root, resolved.strip_prefix(&root.path).ok()?)));
        let first = places.next().ok_or(Unavailable::Outside)?;
        let is_allowed = |(_, below): &(&Root, &Path)| !is_of_git(below);
        let mut all = std::iter::once(first).chain(places);
        all.find(is_allowed).ok_or(Unavailable::OfGit)
    }

    /// Why a path leads to nothing: a file that is not there is missing only where it would lie
    /// inside; of what lies outside a spec must not even learn whether it is there.
    fn missing(&self, full: PathBuf, written: &str) -> Unavailable {
        let mut path = full;
        for _ in 0..links::MOST {
            let Some(there) = path
                .ancestors()
                .find(|ancestor| fs::symlink_metadata(ancestor).is_ok())
            else {
                return Unavailable::Missing { near: None };
            };
            if let Ok(resolved) = fs::canonicalize(there) {
                return match self.inside(&resolved) {
                    Ok(_) => Unavailable::Missing {
                        near: self.near(written),
                    },
                    Err(reason) => reason,
                };
            }
            // A link that leads nowhere: what matters is where.
            let Ok(target) = fs::read_link(there) else {
                return Unavailable::Missing { near: None };
            };
            path = there.parent().unwrap_or(Path::new("/")).join(target);
        }
        Unavailable::Refused(links::CIRCLE)
    }
}

impl Root {
    fn open(folder: &Path) -> io::Result<Self> {
        let path = fs::canonicalize(folder)?;
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let folder = open(&path, flags, Mode::empty())?;
        Ok(Self { path, folder })
    }

    /// Opens a file below the folder without following any link.
    fn open_file(&self, below: &Path) -> Result<File, Unavailable> {
        let refused = |error: rustix::io::Errno| match error {
            // A link where there was none a moment ago.
            rustix::io::Errno::LOOP => Unavailable::Outside,
            rustix::io::Errno::NOENT => Unavailable::Missing { near: None },
            error => Unavailable::Refused(reason(&error.into())),
        };
        let mut names = Vec::new();
        for component in below.components() {
            match component {
                Component::Normal(name) => names.push(name),
                // A resolved path has no other parts.
                _ => return Err(Unavailable::Outside),
            }
        }
        let Some((name, folders)) = names.split_last() else {
            return Err(Unavailable::NotAFile("a folder"));
        };
        let mut folder: Option<OwnedFd> = None;
        for part in folders {
            let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
            let above = folder.as_ref().unwrap_or(&self.folder);
            folder = Some(openat(above, *part, flags, Mode::empty()).map_err(refused)?);
        }
        let folder = folder.as_ref().unwrap_or(&self.folder);
        // Looked at before it is opened: opening a device may already do something.
        let status = statat(folder, *name, AtFlags::SYMLINK_NOFOLLOW).map_err(refused)?;
        regular(FileType::from_raw_mode(status.st_mode))?;
        let flags =
            OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
        let file = openat(folder, *name, flags, Mode::empty()).map_err(refused)?;
        let status = fstat(&file).map_err(refused)?;
        regular(FileType::from_raw_mode(status.st_mode))?;
        Ok(File::from(file))
    }
}

/// Whether a path leads through a folder `.git`, or is one. Some file systems know no case.
fn is_of_git(below: &Path) -> bool {
    let mut names = below.components();
    names.any(|name| name.as_os_str().eq_ignore_ascii_case(".git"))
}

fn regular(kind: FileType) -> Result<(), Unavailable> {
    Err(Unavailable::NotAFile(match kind {
        FileType::RegularFile => return Ok(()),
        FileType::Directory => "a folder",
        FileType::Symlink => return Err(Unavailable::Outside),
        FileType::Fifo => "a named pipe",
        FileType::Socket => "a socket",
        FileType::CharacterDevice | FileType::BlockDevice => "a device",
        _ => "not a regular file",
    }))
}

/// Reads a file from its start into a buffer that never grows. `None` where the file changed
/// meanwhile, so that half of an old and half of a new credential never meet.
fn read_once(file: &mut File) -> Result<Option<Confidential>, Unavailable> {
    use std::io::{Seek, SeekFrom};
    let refused = |error: io::Error| Unavailable::Refused(reason(&error));
    file.seek(SeekFrom::Start(0)).map_err(refused)?;
    let before = file.metadata().map_err(refused)?;
    let size = usize::try_from(before.len()).unwrap_or(usize::MAX);
    if size > LARGEST {
        return Err(Unavailable::TooLarge);
    }
    // One byte more shows whether the file has grown.
    let mut buffer = Zeroizing::new(vec![0; size + 1]);
    let filled = steady::read_start(file, &mut buffer)
        .map_err(refused)?
        .len();
    if filled != size || !steady::is_as_before(file, &before).map_err(refused)? {
        return Ok(None);
    }
    buffer.truncate(size);
    Ok(Some(Confidential::new(std::mem::take(&mut *buffer))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    fn read(files: &Files, path: &str) -> Result<String, Unavailable> {
        let content = files.read(path)?;
        Ok(content.expose_text().unwrap().to_owned())
    }

    /// A folder of a spec, `inside`, with a token deep in it, and one beside it, `allowed`.
    fn place() -> (tempfile::TempDir, PathBuf, PathBuf) {
        let place = tempfile::tempdir().unwrap();
        let inside = place.path().join("inside");
        let allowed = place.path().join("allowed");
        fs::create_dir_all(inside.join("deep")).unwrap();
        fs::create_dir(&allowed).unwrap();
        fs::write(inside.join("deep/token"), "one").unwrap();
        fs::write(allowed.join("token"), "two").unwrap();
        (place, inside, allowed)
    }

    #[test]
    fn what_lies_inside_is_read_and_nothing_else() {
        let (place, inside, allowed) = place();
        fs::write(place.path().join("secret"), "three").unwrap();
        symlink("deep/token", inside.join("good-link")).unwrap();
        symlink(inside.join("deep"), inside.join("absolute-link")).unwrap();
        symlink("../secret", inside.join("bad-link")).unwrap();
        symlink("../nothing", inside.join("dangling-out")).unwrap();
        symlink("nothing", inside.join("dangling-in")).unwrap();
        symlink("circle", inside.join("circle")).unwrap();
        symlink("..", inside.join("up")).unwrap();
        symlink(&allowed, inside.join("allowed-link")).unwrap();
        let files = Files::new(&inside, &[]).unwrap();

        assert_eq!(read(&files, "deep/token"), Ok("one".into()));
        assert_eq!(read(&files, "deep/../deep/./token"), Ok("one".into()));
        assert_eq!(read(&files, "good-link"), Ok("one".into()));
        assert_eq!(read(&files, "absolute-link/token"), Ok("one".into()));
        for outside in [
            "bad-link",
            "up/secret",
            "up/never",
            "../secret",
            "../never",
            "/etc/passwd",
            "/etc/never-there",
            "dangling-out",
            "allowed-link/token",
            "..",
            "/",
        ] {
            assert_eq!(
                read(&files, outside),
                Err(Unavailable::Outside),
                "{outside}"
            );
        }
        for missing in [
            "never",
            "deep/never",
            "dangling-in",
            "deep/token/x",
            "never/../../x",
        ] {
            let reason = read(&files, missing).unwrap_err();
            assert!(matches!(reason, Unavailable::Missing { .. }), "{missing}");
        }
        assert_eq!(read(&files, "deep"), Err(Unavailable::NotAFile("a folder")));
        assert_eq!(read(&files, "."), Err(Unavailable::NotAFile("a folder")));
        assert!(matches!(
            read(&files, "circle"),
            Err(Unavailable::Refused(_))
        ));
        assert!(matches!(read(&files, "a\0b"), Err(Unavailable::Refused(_))));
        let long = "x".repeat(5000);
        assert!(matches!(read(&files, &long), Err(Unavailable::Refused(_))));

        let files = Files::new(&inside, std::slice::from_ref(&allowed)).unwrap();
        assert_eq!(read(&files, "allowed-link/token"), Ok("two".into()));
        assert_eq!(read(&files, "../allowed/token"), Ok("two".into()));
        assert_eq!(read(&files, "../secret"), Err(Unavailable::Outside));
        assert!(Files::new(&inside, &[place.path().join("never")]).is_err());
    }

    /// A checkout in CI keeps a token in `.git/config`.
    #[test]
    fn nothing_of_git_is_read() {
        let (_place, inside, allowed) = place();
        for folder in [inside.join(".git"), allowed.join("deep/.git/modules/x")] {
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join("config"), "token").unwrap();
        }
        fs::create_dir(inside.join("git")).unwrap();
        fs::write(inside.join("git/.gitignore"), "*").unwrap();
        symlink(".git/config", inside.join("link")).unwrap();
        symlink(".git", inside.join("folder")).unwrap();
        let files = Files::new(&inside, std::slice::from_ref(&allowed)).unwrap();
        let refused = Unavailable::OfGit;
        for path in [
            ".git/config",
            "./deep/../.git/config",
            "link",
            "folder/config",
            "../allowed/deep/.git/modules/x/config",
            // Not even what is there is told.
            ".git/confg",
            ".git/never/there",
            "folder/confg",
            ".git",
        ] {
            assert_eq!(read(&files, path), Err(refused.clone()), "{path}");
            assert_eq!(files.refuses(path), Some(refused.clone()), "{path}");
        }
        assert_eq!(read(&files, "git/.gitignore"), Ok("*".into()));
        assert_eq!(files.refuses("deep/token"), None);
        // Who allows the folder itself means it.
        let files = Files::new(&inside, &[inside.join(".git")]).unwrap();
        assert_eq!(read(&files, ".git/config"), Ok("token".into()));
    }

    #[test]
    fn sizes_are_bounded() {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("empty"), "").unwrap();
        fs::write(place.path().join("largest"), vec![b'x'; LARGEST]).unwrap();
        fs::write(place.path().join("larger"), vec![b'x'; LARGEST + 1]).unwrap();
        let files = Files::new(place.path(), &[]).unwrap();
        assert_eq!(read(&files, "empty"), Ok(String::new()));
        assert_eq!(read(&files, "largest").unwrap().len(), LARGEST);
        assert_eq!(read(&files, "larger"), Err(Unavailable::TooLarge));
    }

    #[test]
    fn what_is_no_file_is_never_waited_for() {
        let place = tempfile::tempdir().unwrap();
        let made = rustix::fs::mknodat(
            rustix::fs::CWD,
            place.path().join("pipe"),
            FileType::Fifo,
            Mode::from_raw_mode(0o600),
            0,
        );
        made.unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(place.path().join("socket")).unwrap();
        let files = Files::new(place.path(), &[PathBuf::from("/dev")]).unwrap();
        let not_a_file = |what| Err(Unavailable::NotAFile(what));
        assert_eq!(read(&files, "pipe"), not_a_file("a named pipe"));
        assert_eq!(read(&files, "socket"), not_a_file("a socket"));
        assert_eq!(read(&files, "/dev/zero"), not_a_file("a device"));
    }

    #[test]
    fn a_near_name_comes_from_the_spec_s_folder_only() {
        let (_place, inside, allowed) = place();
        let files = Files::new(&inside, std::slice::from_ref(&allowed)).unwrap();
        let missing = |near: Option<&str>| {
            let near = near.map(str::to_owned);
            Err(Unavailable::Missing { near })
        };
        assert_eq!(read(&files, "deep/tokne"), missing(Some("deep/token")));
        assert_eq!(read(&files, "deep/other"), missing(None));
        assert_eq!(read(&files, "../allowed/tokne"), missing(None));
    }
}
