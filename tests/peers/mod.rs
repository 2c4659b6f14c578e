//! Real programs that tests compare with: found in `target/peers/bin`, which `.ci/peers` fills,
//! or on PATH. A test that needs one that is not there says so and does nothing, unless
//! `PULLSECRETS_REQUIRE_PEERS=1` makes that a failure, as CI does.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Where `.ci/peers` puts them.
fn installed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/peers/bin")
}

/// The program, ready for arguments; `None`, after a line that says so, where it is not to be
/// found. `PULLSECRETS_<NAME>` (upper case) names one that lies elsewhere.
///
/// # Panics
/// Where it is not to be found and `PULLSECRETS_REQUIRE_PEERS` is 1.
#[must_use]
#[expect(
    clippy::print_stdout,
    reason = "who reads a test's output learns what was not compared"
)]
pub fn peer(name: &str) -> Option<Command> {
    let named = std::env::var_os(format!("PULLSECRETS_{}", name.to_uppercase())).map(PathBuf::from);
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&folders).map(|folder| folder.join(name));
    let mut candidates = named
        .into_iter()
        .chain([installed().join(name)])
        .chain(on_path);
    let Some(found) = candidates.find(|path| path.is_file()) else {
        assert!(
            std::env::var_os("PULLSECRETS_REQUIRE_PEERS").is_none_or(|value| value != "1"),
            "`{name}` is neither in target/peers/bin nor on PATH: run .ci/peers",
        );
        println!("`{name}` is not here, so nothing was compared with it: run .ci/peers");
        return None;
    };
    Some(Command::new(found))
}
