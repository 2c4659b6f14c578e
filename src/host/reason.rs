//! Why the operating system refused, in our words.

use std::io::{Error, ErrorKind};

use rustix::io::Errno;

use super::links;

/// The reason of an I/O error; never the error's own text, which may echo names.
#[must_use]
pub fn reason(error: &Error) -> &'static str {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file or folder",
        ErrorKind::PermissionDenied => "permission is denied",
        ErrorKind::StorageFull => "no space is left",
        ErrorKind::QuotaExceeded => "the quota is used up",
        ErrorKind::ReadOnlyFilesystem => "the file system is read-only",
        ErrorKind::FileTooLarge => "the file would be too large for the file system",
        ErrorKind::NotADirectory => "a part of the path is not a folder",
        ErrorKind::IsADirectory => "it is a folder",
        ErrorKind::InvalidFilename => "the name is too long or not one that the file system takes",
        ErrorKind::InvalidInput => "the name holds a NUL",
        ErrorKind::AlreadyExists => "something of that name is there already",
        ErrorKind::BrokenPipe => "the reader closed the pipe",
        ErrorKind::Interrupted => "the system call was interrupted",
        ErrorKind::OutOfMemory => "memory is short",
        ErrorKind::ResourceBusy => "it is in use",
        _ => uncategorised(error),
    }
}

/// What the standard library has no stable name for.
fn uncategorised(error: &Error) -> &'static str {
    match error.raw_os_error().map(Errno::from_raw_os_error) {
        Some(Errno::LOOP) => links::CIRCLE,
        Some(Errno::MFILE | Errno::NFILE) => "too many files are open",
        _ => "the operating system reports an input or output error",
    }
}
