//! Symbolic links that are followed by hand, where the end of a path need not be there.

/// How many symbolic links a path may go through, as Linux has it.
pub(super) const MOST: usize = 40;

/// What is said of a path that goes through more.
pub(super) const CIRCLE: &str = "its symbolic links lead in a circle";
