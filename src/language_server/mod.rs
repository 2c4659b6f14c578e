//! The language server without its loop: messages in, messages out, no file and no clock.
//!
//! Open texts are compiled as `check` compiles files (`analysis`); what a request asks of names
//! is read from the text as it stands (`names`). No credential is read, and no message holds a
//! value of the spec: actions insert, they do not repeat what stands there.

mod actions;
mod address;
mod analysis;
mod client;
mod completion;
mod context;
mod document;
mod hover;
mod names;
mod references;
mod server;
mod text;

use std::path::Path;

use crate::pipeline::Outside;

pub use server::{Reaction, Server};

/// What the server needs of the world.
pub trait World {
    /// What a compilation reads.
    type Outside: Outside;

    /// The files that the document at a path may read; none where it lies nowhere yet.
    fn outside(&self, document: Option<&Path>) -> Self::Outside;

    /// Seconds since 1970.
    fn now(&self) -> i64;
}
