//! Randomness, from the operating system's generator.

use std::fs::File;
use std::io::Read;

/// The system has no randomness to give; nothing can be sealed then.
#[derive(Debug)]
pub struct NoRandomness;

/// Fills a buffer with random bytes.
///
/// It asks the kernel itself: the cryptographic library would first gather entropy of its own,
/// which takes longer than compiling a small spec.
///
/// # Errors
/// [`NoRandomness`] where the system's generator cannot be read.
pub fn fill(bytes: &mut [u8]) -> Result<(), NoRandomness> {
    File::open("/dev/urandom")
        .and_then(|mut generator| generator.read_exact(bytes))
        .map_err(|_| NoRandomness)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_draws_differ() {
        let mut draws = [[0; 32]; 2];
        for draw in &mut draws {
            fill(draw).unwrap();
        }
        assert_ne!(draws[0], draws[1]);
        assert_ne!(draws[0], [0; 32]);
    }
}
