//! Files that are made once: nothing that is there is ever overwritten.

use std::fs::{self, DirBuilder, Permissions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::output::stays;
use super::reason::reason;

/// A file to make.
pub struct Fresh<'a> {
    /// Where.
    pub path: PathBuf,
    /// What is in it.
    pub bytes: &'a [u8],
    /// Whether nobody else may read it: mode 0600, and 0700 for folders that are made for it.
    pub is_confidential: bool,
}

/// Makes the files, each whole or not at all. One that is there with the same content stays; where
/// one is there with another, nothing is made.
///
/// # Errors
/// The file that cannot be made, and why.
pub fn make(files: &[Fresh<'_>]) -> Result<(), (PathBuf, &'static str)> {
    let mut missing = Vec::new();
    for file in files {
        let failed = |why| (file.path.clone(), why);
        stays(&file.path).map_err(failed)?;
        match fs::symlink_metadata(&file.path) {
            Err(error) if error.kind() == ErrorKind::NotFound => missing.push(file),
            Err(error) => return Err(failed(reason(&error))),
            Ok(there) => {
                let same_size = there.is_file() && there.len() == file.bytes.len() as u64;
                let read = || fs::read(&file.path).map(Zeroizing::new);
                let same = same_size && read().is_ok_and(|read| **read == *file.bytes);
                if !same {
                    return Err(failed("it exists and holds something else"));
                }
            }
        }
    }
    for file in missing {
        write(file).map_err(|error| (file.path.clone(), reason(&error)))?;
    }
    Ok(())
}

fn write(file: &Fresh<'_>) -> std::io::Result<()> {
    let folder = match file.path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let (folder_mode, mode) = match file.is_confidential {
        true => (0o700, 0o600),
        false => (0o777, 0o666),
    };
    DirBuilder::new()
        .recursive(true)
        .mode(folder_mode)
        .create(folder)?;
    let mut temporary = tempfile::Builder::new()
        .prefix(".pullsecrets-")
        .permissions(Permissions::from_mode(mode))
        .tempfile_in(folder)?;
    temporary.write_all(file.bytes)?;
    temporary.persist_noclobber(&file.path)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_made_with_their_modes_and_never_replaced() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("credentials/a");
        let file = |bytes| Fresh {
            path: path.clone(),
            bytes,
            is_confidential: true,
        };
        make(&[file(b"1")]).unwrap();
        make(&[file(b"1")]).unwrap();
        assert!(make(&[file(b"2")]).is_err());
        assert_eq!(fs::read(&path).unwrap(), b"1");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&path), 0o600);
        assert_eq!(mode(path.parent().unwrap()), 0o700);
        let other = Fresh {
            path: place.path().join("credentials/b"),
            bytes: b"x",
            is_confidential: true,
        };
        assert!(make(&[other, file(b"2")]).is_err());
        assert!(!place.path().join("credentials/b").exists());
    }
}
