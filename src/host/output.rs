//! Files that a user names for results without credentials.

use std::path::Path;

use super::reason;

/// Writes a file, whatever is there: a user who names it means it. A device or a pipe takes the
/// bytes as well.
///
/// # Errors
/// Why it cannot be written, in our words.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), &'static str> {
    std::fs::write(path, bytes).map_err(|error| reason(&error))
}
