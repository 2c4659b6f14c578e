//! What the command brings along for sealed forms: randomness, the key of fingerprints, and what an
//! earlier build wrote.

use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use crate::host::write::{self, Scope};
use crate::host::{self, REUSE_KEY, random};
use crate::pipeline::Options;
use crate::seal::{Earlier, Means, Randomness, ReuseKey};

use super::Failure;

/// Arguments of commands that seal.
#[derive(clap::Args, Clone, Debug, Default)]
pub struct Sealing {
    /// A file with the key by which unchanged sealed Secrets are recognised and kept; without it
    /// PULLSECRETS_REUSE_KEY, and without both every build seals anew
    #[arg(long, value_name = "FILE")]
    reuse_key: Option<PathBuf>,
}

/// Gathers them; `output` is the directory that an earlier build may have written.
///
/// # Errors
/// Where the key cannot be read or is too short, or the system has no randomness.
pub fn means(
    sealing: &Sealing,
    output: Option<&Path>,
    options: &Options,
) -> Result<Means, Failure> {
    let mut seed = Zeroizing::new([0; 32]);
    random::fill(seed.as_mut_slice())
        .map_err(|_| Failure::new("the operating system has no randomness to seal with"))?;
    let reuse_key = reuse_key(sealing)?;
    let mut earlier = Earlier::default();
    if let (Some(_), Some(dir)) = (&reuse_key, output) {
        write::earlier(dir, Scope::Whole, |_, text| earlier.add(text))
            .map_err(|error| Failure::new(error.message()))?;
    }
    Ok(Means {
        now: options.situation.now,
        randomness: Randomness::from_seed(seed),
        reuse_key,
        earlier,
        secrecy: options.secrecy,
    })
}

fn reuse_key(sealing: &Sealing) -> Result<Option<ReuseKey>, Failure> {
    let (bytes, from) = match &sealing.reuse_key {
        Some(path) => {
            let read = host::input::read(path, 64 * 1024)
                .map_err(|error| Failure::unreadable(path, error.message()))?;
            (Zeroizing::new(read.bytes), format!("`{}`", path.display()))
        }
        None => match std::env::var_os(REUSE_KEY) {
            // Its path many know.
            Some(value) if Path::new(&value).is_file() => {
                return Err(Failure::new(format!(
                    "{REUSE_KEY} holds the path of a file, and not the key"
                ))
                .help("`--reuse-key FILE` reads it"));
            }
            Some(value) => (
                Zeroizing::new(value.into_encoded_bytes()),
                REUSE_KEY.to_owned(),
            ),
            None => return Ok(None),
        },
    };
    match ReuseKey::new(&bytes) {
        Some(key) => Ok(Some(key)),
        None => Err(
            Failure::new(format!("the reuse key in {from} has fewer than 16 bytes"))
                .help("`openssl rand -hex 32` prints a good one"),
        ),
    }
}
