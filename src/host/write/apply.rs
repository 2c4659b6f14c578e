//! The changes themselves.

use std::fs::Permissions;
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::emit::OutputFile;
use crate::host::reason::reason;

use super::folder::{Folder, There, join, shown, split};
use super::{Changes, WriteError};

/// How names of temporary files start and end.
const TEMPORARY: (&str, &str) = (".pullsecrets-", ".tmp");

/// Only the owner reads and writes a file with a credential.
const CONFIDENTIAL: u32 = 0o600;

/// Others as the user's umask has it.
const PUBLIC: u32 = 0o666;

/// Whether a name is that of a temporary file of a build.
pub(super) fn is_temporary(name: &str) -> bool {
    name.strip_prefix(TEMPORARY.0)
        .is_some_and(|rest| rest.ends_with(TEMPORARY.1))
}

/// Carries the changes out.
pub(super) fn apply(dir: &Path, files: &[OutputFile], changes: &Changes) -> Result<(), WriteError> {
    let top = Folder::top(dir).map_err(|error| WriteError {
        action: "open the folder",
        path: dir.display().to_string(),
        reason: reason(&error),
    })?;
    let mut run = Run {
        dir,
        top,
        written: Vec::new(),
        created: Vec::new(),
    };
    for leftover in &changes.leftovers {
        // One that cannot be removed is in nobody's way.
        let _ = run.remove(leftover);
    }
    run.tighten(files, &changes.loose)?;
    let done = run.write_all(files, changes).and_then(|()| run.move_all());
    if done.is_err() {
        run.undo();
        return done;
    }
    run.remove_all(&changes.remove)
}

/// A file under its temporary name.
struct Written<'a> {
    folder: &'a str,
    temporary: String,
    name: &'a str,
}

/// A run of [`apply`].
struct Run<'a> {
    dir: &'a Path,
    top: Folder,
    /// What was written and not moved yet, in reverse order of moving.
    written: Vec<Written<'a>>,
    /// Folders that were not there before.
    created: Vec<String>,
}

impl<'a> Run<'a> {
    fn failed(&self, action: &'static str, path: &str, error: &io::Error) -> WriteError {
        WriteError {
            action,
            path: shown(self.dir, path),
            reason: reason(error),
        }
    }

    /// Takes from everybody but the owner what an earlier build, or a checkout, left open.
    fn tighten(&self, files: &[OutputFile], loose: &[usize]) -> Result<(), WriteError> {
        for file in loose.iter().map(|position| &files[*position]) {
            let (folder, name) = split(&file.path);
            let tightened = match self.existing(folder)?.file(name) {
                Ok(There::Found(file)) => {
                    file.set_permissions(Permissions::from_mode(CONFIDENTIAL))
                }
                Ok(_) => Ok(()),
                Err(error) => Err(error),
            };
            tightened.map_err(|error| self.failed("restrict the mode of", &file.path, &error))?;
        }
        Ok(())
    }

    /// Writes everything under temporary names.
    fn write_all(&mut self, files: &'a [OutputFile], changes: &Changes) -> Result<(), WriteError> {
        let mut list: Vec<&OutputFile> = changes
            .create
            .iter()
            .chain(&changes.update)
            .map(|position| &files[*position])
            .collect();
        // Kustomizations are moved last, the one above all at the very end: whatever one names is
        // there by then.
        list.sort_by_key(|file| {
            let (folder, name) = split(&file.path);
            let is_kustomization = name == "kustomization.yaml";
            (
                is_kustomization,
                is_kustomization && folder.is_empty(),
                folder,
            )
        });
        let mut open: Option<(&str, Folder)> = None;
        for file in list {
            let (folder, name) = split(&file.path);
            if open.as_ref().is_none_or(|(path, _)| *path != folder) {
                let created = self.top.create(folder, &mut self.created);
                let created =
                    created.map_err(|error| self.failed("create the folder", folder, &error))?;
                open = Some((folder, created));
            }
            let Some((_, open)) = &open else { continue };
            let number = self.written.len();
            let temporary = format!(
                "{}{}-{number}{}",
                TEMPORARY.0,
                std::process::id(),
                TEMPORARY.1
            );
            // Noted before it is there: what fails half-way is cleaned up too.
            self.written.push(Written {
                folder,
                temporary,
                name,
            });
            write_file(open, &self.written[number].temporary, file)
                .map_err(|error| self.failed("write", &file.path, &error))?;
        }
        self.written.reverse();
        Ok(())
    }

    /// Moves everything to its place.
    fn move_all(&mut self) -> Result<(), WriteError> {
        let mut open: Option<(&str, Folder)> = None;
        while let Some(next) = self.written.last() {
            let path = join(next.folder, next.name);
            if open.as_ref().is_none_or(|(path, _)| *path != next.folder) {
                open = Some((next.folder, self.existing(next.folder)?));
            }
            let Some((_, folder)) = &open else { continue };
            folder
                .rename(&next.temporary, next.name)
                .map_err(|error| self.failed("write", &path, &error))?;
            self.written.pop();
        }
        Ok(())
    }

    fn existing(&self, folder: &str) -> Result<Folder, WriteError> {
        let gone = io::Error::from(io::ErrorKind::NotFound);
        match self.top.open(folder) {
            Ok(There::Found(folder)) => Ok(folder),
            Ok(_) => Err(self.failed("open the folder", folder, &gone)),
            Err(error) => Err(self.failed("open the folder", folder, &error)),
        }
    }

    fn remove(&self, path: &str) -> Result<(), WriteError> {
        let (folder, name) = split(path);
        self.existing(folder)?
            .remove_file(name)
            .map_err(|error| self.failed("remove", path, &error))
    }

    /// Removes files, and the folders that are empty afterwards.
    fn remove_all(&self, paths: &[String]) -> Result<(), WriteError> {
        for path in paths {
            self.remove(path)?;
        }
        for path in paths {
            let mut path = split(path).0;
            while !path.is_empty() {
                self.remove_folder(path);
                path = split(path).0;
            }
        }
        Ok(())
    }

    fn remove_folder(&self, path: &str) {
        let (above, name) = split(path);
        if let Ok(above) = self.existing(above) {
            above.remove_empty(name);
        }
    }

    /// Takes temporary files and new folders away again, as far as that is possible.
    fn undo(&mut self) {
        for written in std::mem::take(&mut self.written) {
            let _ = self.remove(&join(written.folder, &written.temporary));
        }
        for folder in self.created.iter().rev() {
            self.remove_folder(folder);
        }
    }
}

fn write_file(folder: &Folder, name: &str, file: &OutputFile) -> io::Result<()> {
    let mode = match file.is_confidential {
        true => CONFIDENTIAL,
        false => PUBLIC,
    };
    let mut open = match folder.create_file(name, mode) {
        // A process of the same number was killed here once, and its file could not be removed
        // before.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            folder.remove_file(name)?;
            folder.create_file(name, mode)?
        }
        other => other?,
    };
    open.write_all(&file.bytes)
}
