//! Randomness, from the operating system's generator.

/// The system has no randomness to give; nothing can be sealed then.
#[derive(Debug)]
pub struct NoRandomness;

/// Fills a buffer with random bytes.
///
/// # Errors
/// [`NoRandomness`] where the system's generator fails.
pub fn fill(bytes: &mut [u8]) -> Result<(), NoRandomness> {
    aws_lc_rs::rand::fill(bytes).map_err(|_| NoRandomness)
}
