//! Files that somebody may write while they are read: what is read is one version of them, as far
//! as the file system tells.

use std::fs::{File, Metadata};
use std::io::{self, Read as _};
use std::os::unix::fs::MetadataExt;

/// How often a file is read again that changes while it is read.
pub(super) const ATTEMPTS: usize = 5;

/// What is said of a file that changes each time.
pub(super) const CHANGES: &str = "it keeps changing while it is read";

/// Whether a file, which had that metadata `before` its bytes were read, is still the same. Who
/// writes into the middle of a file within one tick of its times is not seen; nor is a writer who
/// stops half-way, whose file is what it is.
pub(super) fn is_as_before(file: &File, before: &Metadata) -> io::Result<bool> {
    let stamp = |metadata: &Metadata| {
        let modified = (metadata.mtime(), metadata.mtime_nsec());
        (
            metadata.len(),
            modified,
            (metadata.ctime(), metadata.ctime_nsec()),
        )
    };
    Ok(stamp(before) == stamp(&file.metadata()?))
}

/// Reads the start of a file, as much as a buffer takes.
pub(super) fn read_start<'a>(file: &mut File, buffer: &'a mut [u8]) -> io::Result<&'a [u8]> {
    let mut filled = 0;
    while filled < buffer.len() {
        match file.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(&buffer[..filled])
}
