//! What an earlier build wrote into a directory, as far as sealed forms are kept from it.

use std::path::Path;

use crate::emit::owner;
use crate::seal::Earlier;

/// The largest file that can hold one sealed Secret of 1 MiB, generously.
const LARGEST: u64 = 8 * 1024 * 1024;

/// Takes in the sealed forms of a directory, two levels deep, as builds write them. What cannot be
/// read or was not written by a build is passed over: it is sealed anew, or found to be in the way.
#[must_use]
pub fn read(dir: &Path) -> Earlier {
    let mut earlier = Earlier::default();
    add_folder(dir, &mut earlier);
    for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            add_folder(&entry.path(), &mut earlier);
        }
    }
    earlier
}

fn add_folder(folder: &Path, earlier: &mut Earlier) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_small_file = entry
            .metadata()
            .is_ok_and(|metadata| metadata.is_file() && metadata.len() <= LARGEST);
        if !is_small_file {
            continue;
        }
        if let Ok(text) = std::fs::read_to_string(entry.path())
            && owner(text.as_bytes()).is_some()
        {
            earlier.add(&text);
        }
    }
}
