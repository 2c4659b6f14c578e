//! Text to spanned tree: every key and value knows its place.

mod block_scalar;
mod comment;
mod decode;
mod fault;
mod keys;
mod limits;
mod mask;
mod missing_colon;
mod node;
mod parse;
mod scalar;
mod tag;
mod two_keys;

pub use comment::{Comment, SUPPRESSION};
pub use decode::{MAX_BYTES, decode};
pub use limits::Limits;
pub use mask::{AGE_IDENTITY, is_token, leading_field, mask_by, masked};
pub use node::{Kind, Node, NodeId, Style, Tree};
pub use parse::{Parsed, parse, parse_stream};
pub use scalar::{Plain, plain, quoted};
