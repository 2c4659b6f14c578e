//! Credentials: what has to be read ([`Request`]), what came back ([`Answers`]), and how Docker
//! and Podman files are decoded. Nothing here touches the outside; `host` fulfils the requests.

mod auth_field;
mod auth_file;
mod confidential;
mod decode;
pub mod docker_config;
mod entry;
mod global_base;
pub mod go_json;
pub mod json;
mod json_fault;
mod json_lexeme;
mod reader;
mod request;
mod seen;
mod unavailable;

pub use auth_field::{
    AuthFault, UserPassword, decode_as_containers_image, decode_as_kubelet, decode_data,
};
pub use confidential::Confidential;
pub use decode::{CODES, Decoded, DecodedEntry, decode};
pub use entry::{AuthField, auth_alone, basic};
pub use json_fault::{SyntaxFault, quote, quote_bytes};
pub use request::{Answers, Origin, Purpose, Request, Unavailable, variable_name};
pub use seen::{EntrySource, SeenEntry};
pub use unavailable::unavailable;
