//! Vetted spec to objects.

mod manifest;

pub use manifest::*;
