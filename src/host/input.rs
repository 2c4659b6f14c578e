//! Texts that the user names on the command line: the spec, manifests, auth files. They may lie
//! anywhere and be pipes (`<(…)`, `/dev/stdin`), but their size is bounded.

use std::fs::File;
use std::io::{self, ErrorKind, Read, Seek};
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::reason::reason;
use super::steady;

/// The first buffer of a source of unknown size.
const SMALLEST: usize = 64 * 1024;

/// A text that was read.
pub struct Input {
    /// Its name in messages: the path as given, or `<stdin>`.
    pub name: String,
    /// The folder that paths in it are relative to: the file's, or the current one.
    pub folder: PathBuf,
    /// The bytes; one more than were allowed where there are more.
    pub bytes: Vec<u8>,
}

/// Why a text could not be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum InputError {
    /// There is no such file.
    Missing,
    /// It is a folder.
    Folder,
    /// The operating system refused; the reason in our words.
    Refused(&'static str),
}

impl InputError {
    /// The error in words, to follow the name and a colon.
    #[must_use]
    pub fn message(&self) -> &'static str {
        match self {
            Self::Missing => "there is no such file",
            Self::Folder => "this is a folder",
            Self::Refused(reason) => reason,
        }
    }
}

/// Reads a text: the file of that path, or standard input for `-`. Reading ends after `most` bytes
/// and one more, by which whoever decodes the text knows that it is too large.
///
/// # Errors
/// Why there is no text.
pub fn read(path: &Path, most: usize) -> Result<Input, InputError> {
    if path.as_os_str() == "-" {
        // Not through the buffer that the process keeps for it, which nobody wipes.
        let input = io::stdin().as_fd().try_clone_to_owned();
        let input = File::from(input.map_err(|error| as_input_error(&error))?);
        let mut bytes = read_bytes(input, 0, most)?;
        return Ok(Input {
            name: "<stdin>".to_owned(),
            folder: PathBuf::from("."),
            bytes: std::mem::take(&mut *bytes),
        });
    }
    let mut file = File::open(path).map_err(|error| as_input_error(&error))?;
    let metadata = file.metadata().map_err(|error| as_input_error(&error))?;
    if metadata.is_dir() {
        return Err(InputError::Folder);
    }
    // A pipe or a device has no folder that its author could have meant.
    let folder = match path.parent() {
        Some(folder) if metadata.is_file() && !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut bytes = match metadata.is_file() {
        true => read_file(&mut file, most)?,
        false => read_bytes(file, 0, most)?,
    };
    Ok(Input {
        name: path.to_string_lossy().into_owned(),
        folder: folder.to_owned(),
        bytes: std::mem::take(&mut *bytes),
    })
}

/// Reads a regular file: one version of it, though somebody may be writing.
fn read_file(file: &mut File, most: usize) -> Result<Zeroizing<Vec<u8>>, InputError> {
    for _ in 0..steady::ATTEMPTS {
        let failed = |error| as_input_error(&error);
        file.rewind().map_err(failed)?;
        let before = file.metadata().map_err(failed)?;
        let size = usize::try_from(before.len()).unwrap_or(usize::MAX);
        let bytes = read_bytes(&mut *file, size.min(most), most)?;
        if steady::is_as_before(file, &before).map_err(failed)? {
            return Ok(bytes);
        }
    }
    Err(InputError::Refused(steady::CHANGES))
}

/// Reads an open source; `expected` is how many bytes it likely has. A buffer that is too small is
/// wiped after it was copied into a larger one: there may be credentials in it.
fn read_bytes(
    mut source: impl Read,
    expected: usize,
    most: usize,
) -> Result<Zeroizing<Vec<u8>>, InputError> {
    let bound = most.saturating_add(1);
    let mut bytes = Zeroizing::new(vec![0; expected.saturating_add(1).min(bound)]);
    let mut filled = 0;
    loop {
        if filled == bytes.len() {
            if filled == bound {
                break;
            }
            let length = filled.saturating_mul(2).max(SMALLEST).min(bound);
            let mut larger = Zeroizing::new(vec![0; length]);
            larger[..filled].copy_from_slice(&bytes);
            bytes = larger;
        }
        match source.read(&mut bytes[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(as_input_error(&error)),
        }
    }
    bytes.truncate(filled);
    Ok(bytes)
}

fn as_input_error(error: &io::Error) -> InputError {
    match error.kind() {
        ErrorKind::NotFound => InputError::Missing,
        ErrorKind::IsADirectory => InputError::Folder,
        _ => InputError::Refused(reason(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_pipes_are_read_and_bounded() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("spec.yaml");
        std::fs::write(&path, "a: 1\n").unwrap();
        let input = read(&path, 100).ok().unwrap();
        assert_eq!(input.bytes, b"a: 1\n");
        assert_eq!(input.folder, place.path());
        assert_eq!(read(&path, 3).ok().unwrap().bytes, b"a: 1");
        assert_eq!(read(place.path(), 4).err(), Some(InputError::Folder));
        assert_eq!(
            read(&place.path().join("x"), 4).err(),
            Some(InputError::Missing)
        );
        assert_eq!(
            read(Path::new("/dev/zero"), 100).ok().unwrap().bytes.len(),
            101
        );

        let pipe = place.path().join("pipe");
        rustix::fs::mknodat(
            rustix::fs::CWD,
            &pipe,
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::from_raw_mode(0o600),
            0,
        )
        .unwrap();
        let writer = std::thread::spawn({
            let pipe = pipe.clone();
            move || std::fs::write(pipe, "b: 2\n").unwrap()
        });
        let input = read(&pipe, 100).ok().unwrap();
        writer.join().unwrap();
        assert_eq!(input.bytes, b"b: 2\n");
        assert_eq!(input.folder, Path::new("."));
    }
}
