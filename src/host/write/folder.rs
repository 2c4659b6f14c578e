//! Folders and files below a directory, opened one from another and never through a link.

use std::fs::File;
use std::io;
use std::os::fd::OwnedFd;
use std::path::Path;

use rustix::fs::{AtFlags, Dir, FileType, Mode, OFlags, mkdirat, open, openat, statat};
use rustix::io::Errno;

/// An open folder.
pub(super) struct Folder(OwnedFd);

/// What is at a place.
pub(super) enum There<T> {
    /// Nothing.
    Missing,
    /// What was looked for.
    Found(T),
    /// Something else.
    Other(&'static str),
}

const FOLDER: OFlags = OFlags::RDONLY
    .union(OFlags::DIRECTORY)
    .union(OFlags::CLOEXEC)
    .union(OFlags::NOFOLLOW);

impl Folder {
    /// Opens the directory itself, which may be reached through links.
    pub(super) fn top(dir: &Path) -> io::Result<Self> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        Ok(Self(open(dir, flags, Mode::empty())?))
    }

    /// Opens a folder below this one; `below` may have several parts, and is this one where empty.
    pub(super) fn open(&self, below: &str) -> io::Result<There<Self>> {
        let mut folder: Option<Self> = None;
        for name in below.split('/').filter(|name| !name.is_empty()) {
            match folder.as_ref().unwrap_or(self).open_one(name)? {
                There::Found(next) => folder = Some(next),
                other => return Ok(other),
            }
        }
        match folder {
            Some(folder) => Ok(There::Found(folder)),
            None => Ok(There::Found(Self(self.0.try_clone()?))),
        }
    }

    fn open_one(&self, name: &str) -> io::Result<There<Self>> {
        match openat(&self.0, name, FOLDER, Mode::empty()) {
            Ok(folder) => Ok(There::Found(Self(folder))),
            Err(Errno::NOENT) => Ok(There::Missing),
            Err(Errno::LOOP | Errno::NOTDIR) => Ok(There::Other(self.kind(name)?)),
            Err(error) => Err(error.into()),
        }
    }

    /// Opens a folder below this one and creates it where it is not there. Each one that was
    /// created is added to `created`.
    pub(super) fn create(&self, below: &str, created: &mut Vec<String>) -> io::Result<Self> {
        let mut folder = Self(self.0.try_clone()?);
        let mut end = 0;
        for name in below.split('/').filter(|name| !name.is_empty()) {
            end += name.len() + usize::from(end > 0);
            match mkdirat(&folder.0, name, Mode::from_raw_mode(0o777)) {
                Ok(()) => created.push(below[..end].to_owned()),
                Err(Errno::EXIST) => {}
                Err(error) => return Err(error.into()),
            }
            folder = Self(openat(&folder.0, name, FOLDER, Mode::empty())?);
        }
        Ok(folder)
    }

    /// What is in it, in no order; names that are not UTF-8 are left out.
    pub(super) fn names(&self) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in Dir::read_from(&self.0)? {
            if let Ok(name) = entry?.file_name().to_str()
                && !matches!(name, "." | "..")
            {
                names.push(name.to_owned());
            }
        }
        Ok(names)
    }

    /// What a name stands for, in words.
    fn kind(&self, name: &str) -> io::Result<&'static str> {
        let status = statat(&self.0, name, AtFlags::SYMLINK_NOFOLLOW)?;
        Ok(match FileType::from_raw_mode(status.st_mode) {
            FileType::RegularFile => "a file that no build wrote",
            FileType::Directory => "a folder",
            FileType::Symlink => "a symbolic link",
            FileType::Fifo => "a named pipe",
            FileType::Socket => "a socket",
            _ => "a device",
        })
    }

    /// Opens a regular file, and nothing else, for reading.
    pub(super) fn file(&self, name: &str) -> io::Result<There<File>> {
        let status = match statat(&self.0, name, AtFlags::SYMLINK_NOFOLLOW) {
            Ok(status) => status,
            Err(Errno::NOENT) => return Ok(There::Missing),
            Err(error) => return Err(error.into()),
        };
        if FileType::from_raw_mode(status.st_mode) != FileType::RegularFile {
            return Ok(There::Other(self.kind(name)?));
        }
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        match openat(&self.0, name, flags, Mode::empty()) {
            Ok(file) => Ok(There::Found(file.into())),
            Err(Errno::NOENT) => Ok(There::Missing),
            Err(Errno::LOOP) => Ok(There::Other("a symbolic link")),
            Err(error) => Err(error.into()),
        }
    }

    /// Creates a file that is not there yet, with that mode from its first moment.
    pub(super) fn create_file(&self, name: &str, mode: u32) -> io::Result<File> {
        let flags =
            OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        Ok(openat(&self.0, name, flags, Mode::from_raw_mode(mode))?.into())
    }

    /// Moves a file of this folder over another of it.
    pub(super) fn rename(&self, from: &str, to: &str) -> io::Result<()> {
        Ok(rustix::fs::renameat(&self.0, from, &self.0, to)?)
    }

    /// Removes a file; one that is gone already is no error.
    pub(super) fn remove_file(&self, name: &str) -> io::Result<()> {
        match rustix::fs::unlinkat(&self.0, name, AtFlags::empty()) {
            Ok(()) | Err(Errno::NOENT) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Removes a folder where it is empty.
    pub(super) fn remove_empty(&self, name: &str) {
        // One that holds something stays, and one that cannot be removed does no harm.
        let _ = rustix::fs::unlinkat(&self.0, name, AtFlags::REMOVEDIR);
    }
}

/// Folder and name of a path below the directory.
pub(super) fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// Folder and name put together.
pub(super) fn join(folder: &str, name: &str) -> String {
    match folder.is_empty() {
        true => name.to_owned(),
        false => format!("{folder}/{name}"),
    }
}

/// A path below the directory as the user would type it.
pub(super) fn shown(dir: &Path, path: &str) -> String {
    match path.is_empty() {
        true => dir.display().to_string(),
        false => dir.join(path).display().to_string(),
    }
}
