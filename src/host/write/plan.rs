//! What has to happen in a directory.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use zeroize::Zeroizing;

use crate::emit::{CREATE, OutputFile, Owner, owner};

use super::apply::is_temporary;
use super::folder::{Folder, There, join, shown, split};
use super::{Blocked, Changes, Scope, WriteError};
use crate::host::reason::reason;
use crate::host::steady::read_start;

/// How much of a file is read to see whose it is.
const START: usize = 128;

/// How much of a file is compared at once.
const PIECE: usize = 64 * 1024;

/// What others than the owner may do with a file.
const OTHERS: u32 = 0o077;

/// Compares a directory with what a build made. Nothing is changed; a directory that is not there
/// counts as empty.
///
/// # Errors
/// What could not be read.
pub fn plan(dir: &Path, files: &[OutputFile], scope: Scope<'_>) -> Result<Changes, WriteError> {
    let failed = |path: &str, error: &io::Error| WriteError {
        action: "read",
        path: shown(dir, path),
        reason: reason(error),
    };
    let mut wanted: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for (position, file) in files.iter().enumerate() {
        let (folder, name) = split(&file.path);
        wanted.entry(folder).or_default().insert(name, position);
    }
    let mut changes = Changes::default();
    let top = match Folder::top(dir) {
        Ok(top) => top,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            changes.create = (0..files.len()).collect();
            return Ok(changes);
        }
        Err(error) => return Err(failed("", &error)),
    };
    let mut folders = folders_of(&top, scope).map_err(|error| failed("", &error))?;
    folders.extend(wanted.keys().map(|folder| (*folder).to_owned()));
    let nothing = BTreeMap::new();
    for path in &folders {
        let wanted = wanted.get(path.as_str()).unwrap_or(&nothing);
        let folder = match top.open(path) {
            Ok(folder) => folder,
            // Somebody else's, as far as one can see.
            Err(error) if wanted.is_empty() && is_denied(&error) => continue,
            Err(error) => return Err(failed(path, &error)),
        };
        match folder {
            There::Missing => changes.create.extend(wanted.values()),
            There::Other(_) if wanted.is_empty() => {}
            There::Other(what) => changes.blocked.push(Blocked {
                path: path.clone(),
                what,
            }),
            There::Found(folder) => {
                let mut look = Look {
                    folder,
                    path,
                    files,
                    scope,
                    changes: &mut changes,
                };
                look.all(wanted)
                    .map_err(|(name, error)| failed(&join(path, &name), &error))?;
            }
        }
    }
    changes.create.sort_unstable();
    changes.update.sort_unstable();
    changes.remove.sort_unstable();
    changes.blocked.sort_unstable();
    Ok(changes)
}

/// The folders in which an earlier build may have left something that this one speaks for.
pub(super) fn folders_of(top: &Folder, scope: Scope<'_>) -> io::Result<BTreeSet<String>> {
    let mut folders = BTreeSet::from([String::new(), CREATE.to_owned()]);
    match scope {
        Scope::Projects(projects) => {
            for project in projects {
                folders.insert(project.clone());
                folders.insert(join(CREATE, project));
            }
        }
        Scope::Whole => {
            let is_name = |name: &String| !name.starts_with('.') && !name.contains('.');
            folders.extend(top.names()?.into_iter().filter(is_name));
            if let There::Found(create) = top.open(CREATE)? {
                let names = create.names()?.into_iter().filter(is_name);
                folders.extend(names.map(|name| join(CREATE, &name)));
            }
        }
    }
    Ok(folders)
}

/// Whether the operating system does not let us look.
pub(super) fn is_denied(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::PermissionDenied
}

/// A look into one folder.
struct Look<'a> {
    folder: Folder,
    path: &'a str,
    files: &'a [OutputFile],
    scope: Scope<'a>,
    changes: &'a mut Changes,
}

impl Look<'_> {
    /// Compares what is there with what is wanted. An error comes with the name that it is about.
    fn all(&mut self, wanted: &BTreeMap<&str, usize>) -> Result<(), (String, io::Error)> {
        let names = self
            .folder
            .names()
            .map_err(|error| (String::new(), error))?;
        let mut found = BTreeSet::new();
        for name in names {
            let looked = match wanted.get_key_value(name.as_str()) {
                Some((key, position)) => {
                    found.insert(*key);
                    self.wanted(&name, *position)
                }
                None => self.other(&name),
            };
            looked.map_err(|error| (name, error))?;
        }
        let missing = wanted.iter().filter(|(name, _)| !found.contains(**name));
        self.changes
            .create
            .extend(missing.map(|(_, position)| *position));
        Ok(())
    }

    /// A file that is to be written.
    fn wanted(&mut self, name: &str, position: usize) -> io::Result<()> {
        let mut file = match self.folder.file(name)? {
            There::Found(file) => file,
            There::Missing => {
                self.changes.create.push(position);
                return Ok(());
            }
            There::Other(what) => {
                self.block(name, what);
                return Ok(());
            }
        };
        let mut rest = self.files[position].bytes.as_slice();
        let metadata = file.metadata()?;
        let is_of_size = metadata.len() == rest.len() as u64;
        // There may be a Secret in it, so it is wiped.
        let mut buffer = Zeroizing::new(vec![0; if is_of_size { PIECE } else { START }]);
        let start = read_start(&mut file, &mut buffer[..])?;
        if owner(start).is_none() {
            self.block(name, "a file that no build wrote");
            return Ok(());
        }
        // Names of files of two projects may meet in a flat directory, which only a build of both
        // can tell apart.
        let is_of_another = match (owner(start), owner(rest)) {
            (Some(Owner::Project(theirs)), Some(Owner::Project(ours))) => theirs != ours,
            _ => false,
        };
        if is_of_another && matches!(self.scope, Scope::Projects(_)) {
            self.block(name, "a file of another project");
            return Ok(());
        }
        let mut piece_length = start.len();
        let mut is_same = is_of_size;
        while is_same && !rest.is_empty() {
            is_same = piece_length > 0 && rest.starts_with(&buffer[..piece_length]);
            if is_same {
                rest = &rest[piece_length..];
                piece_length = read_start(&mut file, &mut buffer[..])?.len();
            }
        }
        let is_loose = metadata.mode() & OTHERS != 0;
        if !is_same {
            self.changes.update.push(position);
        } else if is_loose && self.files[position].is_confidential {
            self.changes.loose.push(position);
        }
        Ok(())
    }

    /// Anything else: what an earlier build left there, or what is none of our business.
    fn other(&mut self, name: &str) -> io::Result<()> {
        if is_temporary(name) {
            self.changes.leftovers.push(join(self.path, name));
            return Ok(());
        }
        if !name.ends_with(".yaml") {
            return Ok(());
        }
        let mut file = match self.folder.file(name) {
            Ok(There::Found(file)) => file,
            Ok(_) => return Ok(()),
            Err(error) if is_denied(&error) => return Ok(()),
            Err(error) => return Err(error),
        };
        let mut buffer = Zeroizing::new([0; START]);
        let is_stale = match owner(read_start(&mut file, &mut buffer[..])?) {
            None => false,
            Some(Owner::Root) => self.path.is_empty() && matches!(self.scope, Scope::Whole),
            Some(Owner::Project(project)) => {
                self.belongs_here(project) && self.scope.holds(project)
            }
        };
        if is_stale {
            self.changes.remove.push(join(self.path, name));
        }
        Ok(())
    }

    /// Whether a project's file may lie in this folder: another directory of outputs may lie below
    /// this one, and is not ours.
    fn belongs_here(&self, project: &str) -> bool {
        match split(self.path) {
            ("", "" | CREATE) => true,
            ("" | CREATE, folder) => folder == project,
            _ => false,
        }
    }

    fn block(&mut self, name: &str, what: &'static str) {
        self.changes.blocked.push(Blocked {
            path: join(self.path, name),
            what,
        });
    }
}
