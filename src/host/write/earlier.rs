//! What an earlier build wrote.

use std::io;
use std::path::Path;

use zeroize::Zeroizing;

use crate::emit::owner;
use crate::host::reason::reason;

use super::folder::{Folder, There, join, shown};
use super::plan::{folders_of, is_denied};
use super::{Scope, WriteError};
use crate::host::steady::read_start;

/// A larger file is none that a build wrote: a Secret holds 1 MiB, and base64 takes a third more.
const LARGEST: u64 = 8 * 1024 * 1024;

/// Hands every file that an earlier build wrote into a directory to `take`: its path below the
/// directory, and its text. Links are not followed, and what no build wrote or what may not be
/// read is passed over; a directory that is not there has nothing. Folders come in the order of
/// their names, and files in the order of theirs.
///
/// # Errors
/// What could not be read.
pub fn earlier(
    dir: &Path,
    scope: Scope<'_>,
    mut take: impl FnMut(&str, &str),
) -> Result<(), WriteError> {
    let failed = |path: &str, error: &io::Error| WriteError {
        action: "read",
        path: shown(dir, path),
        reason: reason(error),
    };
    let top = match Folder::top(dir) {
        Ok(top) => top,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(failed("", &error)),
    };
    let folders = folders_of(&top, scope).map_err(|error| failed("", &error))?;
    for path in &folders {
        let folder = match top.open(path) {
            Ok(There::Found(folder)) => folder,
            Ok(_) => continue,
            Err(error) if is_denied(&error) => continue,
            Err(error) => return Err(failed(path, &error)),
        };
        let mut names = folder.names().map_err(|error| failed(path, &error))?;
        names.retain(|name| name.ends_with(".yaml"));
        names.sort_unstable();
        for name in names {
            let path = join(path, &name);
            match text_of(&folder, &name) {
                Ok(Some(text)) => take(&path, &text),
                Ok(None) => {}
                Err(error) if is_denied(&error) => {}
                Err(error) => return Err(failed(&path, &error)),
            }
        }
    }
    Ok(())
}

/// The text of a file that a build wrote; nothing of any other. There may be a Secret in it, so it
/// is wiped.
fn text_of(folder: &Folder, name: &str) -> io::Result<Option<Zeroizing<String>>> {
    let There::Found(mut file) = folder.file(name)? else {
        return Ok(None);
    };
    let length = file.metadata()?.len();
    if length > LARGEST {
        return Ok(None);
    }
    let length = usize::try_from(length).unwrap_or(0);
    let mut bytes = Zeroizing::new(vec![0; length]);
    // One that grows meanwhile is read as far as it was.
    let filled = read_start(&mut file, &mut bytes)?.len();
    bytes.truncate(filled);
    if owner(&bytes).is_none() {
        return Ok(None);
    }
    Ok(String::from_utf8(std::mem::take(&mut *bytes))
        .ok()
        .map(Zeroizing::new))
}
