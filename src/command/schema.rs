//! `pullsecrets schema`: the JSON Schema of the spec.

use super::terminal::done;
use super::{Failure, Outcome};

/// The published schema.
pub const SCHEMA: &str = include_str!("../../schemas/pullsecrets.schema.json");

/// Prints the schema.
///
/// # Errors
/// Where standard output cannot be written.
pub fn run() -> Result<Outcome, Failure> {
    done(SCHEMA.as_bytes())
}
