//! Texts that the user names on the command line: the spec, manifests, auth files. They may lie
//! anywhere and be pipes (`<(…)`, `/dev/stdin`), but their size is bounded.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::reason::reason;

/// The most bytes that a spec may have.
pub const LARGEST_SPEC: usize = 64 * 1024 * 1024;

/// A text that was read.
pub struct Input {
    /// Its name in messages: the path as given, or `<stdin>`.
    pub name: String,
    /// The folder that paths in it are relative to: the file's, or the current one.
    pub folder: PathBuf,
    /// The text.
    pub text: String,
}

/// Why a text could not be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum InputError {
    /// There is no such file.
    Missing,
    /// It is a folder.
    Folder,
    /// It has more bytes than allowed. Holds how many are.
    TooLarge(usize),
    /// It is not UTF-8. Holds the offset of the first byte that is not.
    NotUtf8(usize),
    /// The operating system refused; the reason in our words.
    Refused(&'static str),
}

impl InputError {
    /// The error in words, to follow the name and a colon.
    #[must_use]
    pub fn message(&self) -> String {
        match self {
            Self::Missing => "there is no such file".to_owned(),
            Self::Folder => "this is a folder".to_owned(),
            Self::TooLarge(most) => format!("the text is larger than {} MiB", most >> 20),
            Self::NotUtf8(offset) => format!("byte {offset} is not UTF-8"),
            Self::Refused(reason) => (*reason).to_owned(),
        }
    }
}

/// Reads a text of at most `most` bytes: the file of that path, or standard input for `-`.
///
/// # Errors
/// Why there is no text.
pub fn read(path: &Path, most: usize) -> Result<Input, InputError> {
    if path.as_os_str() == "-" {
        let text = read_text(io::stdin().lock(), 0, most)?;
        return Ok(Input {
            name: "<stdin>".to_owned(),
            folder: PathBuf::from("."),
            text,
        });
    }
    let file = File::open(path).map_err(|error| as_input_error(&error))?;
    let metadata = file.metadata().map_err(|error| as_input_error(&error))?;
    if metadata.is_dir() {
        return Err(InputError::Folder);
    }
    // A pipe or a device has no folder that its author could have meant.
    let folder = match path.parent() {
        Some(folder) if metadata.is_file() && !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let size = usize::try_from(metadata.len()).unwrap_or(usize::MAX);
    if metadata.is_file() && size > most {
        return Err(InputError::TooLarge(most));
    }
    Ok(Input {
        name: path.to_string_lossy().into_owned(),
        folder: folder.to_owned(),
        text: read_text(file, size.min(most), most)?,
    })
}

/// Reads a text from an open source; `expected` is how many bytes it likely has.
fn read_text(source: impl Read, expected: usize, most: usize) -> Result<String, InputError> {
    let mut bytes = Vec::with_capacity(expected + 1);
    let bound = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    source
        .take(bound)
        .read_to_end(&mut bytes)
        .map_err(|error| as_input_error(&error))?;
    if bytes.len() > most {
        return Err(InputError::TooLarge(most));
    }
    String::from_utf8(bytes).map_err(|error| InputError::NotUtf8(error.utf8_error().valid_up_to()))
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
        assert_eq!(input.text, "a: 1\n");
        assert_eq!(input.folder, place.path());
        assert_eq!(read(&path, 4).err(), Some(InputError::TooLarge(4)));
        assert_eq!(read(place.path(), 4).err(), Some(InputError::Folder));
        assert_eq!(
            read(&place.path().join("x"), 4).err(),
            Some(InputError::Missing)
        );
        assert_eq!(
            read(Path::new("/dev/zero"), 100).err(),
            Some(InputError::TooLarge(100))
        );
        std::fs::write(&path, b"ab\xffc").unwrap();
        assert_eq!(read(&path, 100).err(), Some(InputError::NotUtf8(2)));

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
        assert_eq!(input.text, "b: 2\n");
        assert_eq!(input.folder, Path::new("."));
    }
}
