//! Credentials: what has to be read ([`Request`]), what came back ([`Answers`]), and how Docker
//! and Podman files are decoded. Nothing here touches the outside; `host` fulfils the requests.

mod confidential;
mod decode;
mod docker_config;
pub mod go_json;
mod request;

pub use confidential::Confidential;
pub use decode::{Decoded, DecodedEntry, decode};
pub use request::{Answers, Origin, Purpose, Request, Unavailable};
