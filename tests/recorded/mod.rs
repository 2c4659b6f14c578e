//! What is held to a recorded file; `UPDATE_GOLDEN=1` rewrites it.

use std::fs;
use std::path::Path;

/// Holds a text to the file that records it.
///
/// # Panics
/// Where they differ.
pub fn hold(path: &Path, found: &str) {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        let folder = path.parent().expect("a file lies in a folder");
        fs::create_dir_all(folder).expect("the folder can be made");
        fs::write(path, found).expect("the file can be written");
    }
    let recorded = fs::read_to_string(path).unwrap_or_default();
    assert!(
        found == recorded,
        "{} differs: UPDATE_GOLDEN=1 rewrites it; now it would be\n{found}",
        path.display()
    );
}
