//! Texts of manifests that the user names: files, folders of them, standard input.

use std::path::{Path, PathBuf};

use crate::host::input::{self, Input, InputError};
use crate::host::walk;
use crate::syntax;

use super::Failure;

/// Reads each path; of a folder the files whose names end in `.yaml`, `.yml` or `.json`, in the
/// order of their paths.
///
/// # Errors
/// What cannot be read, and a folder that holds nothing.
pub fn read(paths: &[PathBuf]) -> Result<Vec<Input>, Failure> {
    let mut inputs = Vec::new();
    for path in paths {
        match input::read(path, syntax::MAX_BYTES) {
            Ok(input) => inputs.push(input),
            Err(InputError::Folder) => {
                let found = walk::walk(path).map_err(|(path, why)| unreadable(&path, why))?;
                if found.files.is_empty() {
                    let what = format!("folder `{}` holds no manifests", path.display());
                    return Err(Failure::new(what)
                        .help("manifests are the files whose names end in .yaml, .yml or .json"));
                }
                for path in found.files {
                    let input = input::read(&path, syntax::MAX_BYTES);
                    inputs.push(input.map_err(|error| unreadable(&path, error.message()))?);
                }
            }
            Err(error) => return Err(unreadable(path, error.message())),
        }
    }
    Ok(inputs)
}

fn unreadable(path: &Path, why: &str) -> Failure {
    Failure::new(format!("`{}` cannot be read: {why}", path.display()))
}
