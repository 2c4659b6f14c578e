//! The forms of Secrets that may lie in Git, held to real programs.

mod build;
#[path = "../copying/mod.rs"]
mod copying;
mod directory;
mod external_secret;
#[path = "../peers/mod.rs"]
mod peers;
mod rules;
mod sealed_secret;
mod sops;
