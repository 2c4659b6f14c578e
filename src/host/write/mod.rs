//! A directory of files, brought to what a build made: planned first, then written whole.
//!
//! Every file is written under a temporary name, all of them before the first is moved to its
//! place, so that a full disk leaves everything as it was and a killed run leaves each file either
//! old or new. Links below the directory are never followed: each folder and file is opened from
//! the folder above it. What no build wrote is never touched.

mod apply;
mod earlier;
mod findings;
mod folder;
mod plan;

use std::collections::BTreeSet;
use std::fs::{File, TryLockError};
use std::path::Path;
use std::time::{Duration, Instant};

use crate::emit::OutputFile;

pub use earlier::earlier;
pub use plan::plan;

/// Which part of a directory a build speaks for.
#[derive(Clone, Copy, Debug)]
pub enum Scope<'a> {
    /// All of it: whatever an earlier build left there and this one did not make is removed.
    Whole,
    /// Only what belongs to these projects.
    Projects(&'a BTreeSet<String>),
}

impl<'a> From<Option<&'a BTreeSet<String>>> for Scope<'a> {
    fn from(projects: Option<&'a BTreeSet<String>>) -> Self {
        projects.map_or(Self::Whole, Self::Projects)
    }
}

impl Scope<'_> {
    /// Whether the build speaks for that project.
    #[must_use]
    pub fn holds(&self, project: &str) -> bool {
        match self {
            Self::Whole => true,
            Self::Projects(projects) => projects.contains(project),
        }
    }
}

/// What has to happen in a directory. Paths lie below it.
#[derive(Default, Debug)]
pub struct Changes {
    /// Files that are not there yet: positions in the list of files.
    pub create: Vec<usize>,
    /// Files that an earlier build wrote and that differ: positions in the list of files.
    pub update: Vec<usize>,
    /// Files that an earlier build wrote and this one did not make.
    pub remove: Vec<String>,
    /// Files that are right, hold a credential and may be read by others than their owner: their
    /// mode is mended. A checkout out of Git makes such files, so that they are no difference.
    loose: Vec<usize>,
    /// What is in the way; nothing is written then.
    pub blocked: Vec<Blocked>,
    /// Temporary files of a run that was killed.
    leftovers: Vec<String>,
}

impl Changes {
    /// Whether the directory already is what the build made.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.create.is_empty()
            && self.update.is_empty()
            && self.remove.is_empty()
            && self.blocked.is_empty()
    }
}

/// Something at the place of an output that no build wrote.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Blocked {
    /// Its path below the directory.
    pub path: String,
    /// What it is: `a file that no build wrote`, `a symbolic link`.
    pub what: &'static str,
}

/// The directory could not be read or written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WriteError {
    /// What was tried: `write`, `create the folder`.
    action: &'static str,
    /// The path, as the user would type it.
    path: String,
    /// Why not, in our words.
    reason: &'static str,
}

impl WriteError {
    /// The error in words.
    #[must_use]
    pub fn message(&self) -> String {
        format!("cannot {} `{}`: {}", self.action, self.path, self.reason)
    }
}

/// How long a build waits for another one that writes into the same directory.
const PATIENCE: Duration = Duration::from_secs(10);

/// Brings a directory to what a build made; it and its folders are created where they are not
/// there. Where something is in the way ([`Changes::blocked`]) nothing is written at all.
///
/// # Errors
/// What could not be done. Files that were not written yet are as they were.
pub fn write(dir: &Path, files: &[OutputFile], scope: Scope<'_>) -> Result<Changes, WriteError> {
    let failed = |action, error: std::io::Error| WriteError {
        action,
        path: dir.display().to_string(),
        reason: super::reason::reason(&error),
    };
    super::output::stays(dir).map_err(|reason| WriteError {
        action: "write into",
        path: dir.display().to_string(),
        reason,
    })?;
    std::fs::create_dir_all(dir).map_err(|error| failed("create the folder", error))?;
    let lock = File::open(dir).map_err(|error| failed("open the folder", error))?;
    wait_for(&lock, dir)?;
    let changes = plan(dir, files, scope)?;
    if changes.blocked.is_empty() {
        apply::apply(dir, files, &changes)?;
    }
    Ok(changes)
}

/// Takes the directory's advisory lock, which ends with the process whatever happens to it. Where
/// the file system has no such locks the build goes on without.
fn wait_for(lock: &File, dir: &Path) -> Result<(), WriteError> {
    let start = Instant::now();
    loop {
        match lock.try_lock() {
            Err(TryLockError::WouldBlock) if start.elapsed() < PATIENCE => {
                std::thread::sleep(Duration::from_millis(20));
            }
            Err(TryLockError::WouldBlock) => {
                return Err(WriteError {
                    action: "write into",
                    path: dir.display().to_string(),
                    reason: "another build is still writing there; run this one again afterwards",
                });
            }
            Ok(()) | Err(TryLockError::Error(_)) => return Ok(()),
        }
    }
}
