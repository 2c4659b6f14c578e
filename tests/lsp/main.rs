//! The language server, spoken to over pipes as an editor does.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod client;
mod findings;
mod mends;
mod names;
mod robust;
#[path = "../wire/mod.rs"]
mod wire;
