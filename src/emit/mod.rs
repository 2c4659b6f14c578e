//! Objects to bytes: one stream, the files of a directory, or a value to compare.
//!
//! Everything here is pure: `directory` returns paths and bytes, and `host` writes them.

mod application;
mod directory;
mod json;
mod kustomization;
mod places;
mod quoted;
mod script;
mod stream;
mod value;
mod yaml;

pub use application::application;
pub use directory::{CREATE, Layout, OutputFile, Owner, directory, owner};
pub use json::JsonWriter;
pub use script::Script;
pub use stream::{Format, Stream};
pub use value::{ValueWriter, to_value, wipe};
pub use yaml::YamlWriter;
