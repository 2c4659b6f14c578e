//! Credentials come out where they must and nowhere else: every command in every format, over specs
//! and inputs in which each credential is marked; the modes of files while they are written; the
//! memory of the process afterwards.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod commands;
mod confidential;
mod editor;
mod findings;
mod imports;
mod marks;
#[cfg(target_os = "linux")]
mod memory;
#[cfg(target_os = "linux")]
mod modes;
mod outputs;
mod panics;
mod plugins;
#[path = "../running/mod.rs"]
mod running;
mod specs;
