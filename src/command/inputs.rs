//! Texts of manifests that the user names: files, folders of them, standard input.

use std::path::{Path, PathBuf};

use crate::host::input::{self, Input, InputError};
use crate::host::{output, walk};
use crate::syntax;

use super::Failure;

/// What stands under the paths.
pub enum Found {
    /// A text.
    Text(Input),
    /// The folder of a Helm chart, whose templates are no manifests.
    Chart(PathBuf),
    /// A file of a folder that cannot be read, and why.
    Unreadable(PathBuf, &'static str),
}

/// Hands on what stands under each path, one after another; of a folder the files whose names end
/// in `.yaml`, `.yml` or `.json`, in the order of their paths, after its charts.
///
/// # Errors
/// A path that cannot be read, a folder or a standard input that holds nothing, and what `take`
/// reports.
pub fn each(
    paths: &[PathBuf],
    mut take: impl FnMut(Found) -> Result<(), Failure>,
) -> Result<(), Failure> {
    for path in paths {
        match input::read(path, syntax::MAX_BYTES) {
            // The program before the pipe failed, as a rule, and a shell goes on without it.
            Ok(input) if path.as_os_str() == "-" && !may_hold_objects(&input.bytes) => {
                let what = match input.bytes.trim_ascii().is_empty() {
                    true => "standard input is empty",
                    false => "standard input holds no object of Kubernetes",
                };
                return Err(Failure::new(what.to_owned()).help("`set -o pipefail` ends a script where the command before the pipe fails; `oc get` prints objects with `-o yaml`"));
            }
            Ok(input) => take(Found::Text(input))?,
            Err(InputError::Folder) => each_below(path, &mut take)?,
            Err(error) => return Err(Failure::unreadable(path, error.message())),
        }
    }
    Ok(())
}

/// Whether a text may be one of manifests, or a Docker file: a message or a table is neither.
fn may_hold_objects(text: &[u8]) -> bool {
    let has = |word: &[u8]| text.windows(word.len()).any(|window| window == word);
    let words: [&[u8]; 2] = [b"kind", b"{"];
    words.into_iter().any(has)
}

fn each_below(
    folder: &Path,
    take: &mut impl FnMut(Found) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let found = walk::walk(folder).map_err(|(path, why)| Failure::unreadable(&path, why))?;
    if found.files.is_empty() && found.charts.is_empty() {
        let what = format!("folder `{}` holds no manifests", folder.display());
        return Err(Failure::new(what)
            .help("manifests are the files whose names end in .yaml, .yml or .json"));
    }
    for chart in found.charts {
        take(Found::Chart(chart))?;
    }
    for path in found.files {
        // `.` as a folder adds nothing to a name, and annotations of code hosts go by names.
        let path = path.strip_prefix(".").map(Path::to_owned).unwrap_or(path);
        take(match input::read(&path, syntax::MAX_BYTES) {
            Ok(input) => Found::Text(input),
            Err(error) => Found::Unreadable(path, error.message()),
        })?;
    }
    Ok(())
}

/// The texts under the paths, where all of them are needed.
///
/// # Errors
/// What cannot be read, and a folder or a standard input that holds nothing.
pub fn read(paths: &[PathBuf]) -> Result<Vec<Input>, Failure> {
    let mut inputs = Vec::new();
    each(paths, |found| {
        match found {
            Found::Text(input) => inputs.push(input),
            Found::Chart(_) => {}
            Found::Unreadable(path, why) => return Err(Failure::unreadable(&path, why)),
        }
        Ok(())
    })?;
    Ok(inputs)
}

/// Standard input can be the spec or among the paths, which are `what`, but not both.
///
/// # Errors
/// Where it is both.
pub fn apart(spec: &Path, paths: &[PathBuf], what: &str) -> Result<(), Failure> {
    let standard = Path::new("-");
    if spec == standard && paths.iter().any(|path| path == standard) {
        let both = format!("both the spec and {what} are to be read from standard input");
        return Err(Failure::new(both).help("-f FILE names the spec"));
    }
    Ok(())
}

/// What a command reads is nothing that it may replace: a slip would put findings in place of the
/// spec. Files that lie in a folder that is read may be those of the last run.
///
/// # Errors
/// Where the output is one of the files that are named to be read.
pub fn spared<'p>(output: &Path, mut read: impl Iterator<Item = &'p Path>) -> Result<(), Failure> {
    let is_read = read.any(|path| {
        let path = match path == Path::new("-") {
            true => Path::new("/dev/stdin"),
            false => path,
        };
        output::is_same(output, path)
    });
    match is_read {
        true => Err(Failure::unwritable(output, "this command reads it")
            .help("name another file for what is written")),
        false => Ok(()),
    }
}
