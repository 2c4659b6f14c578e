//! Text to spanned tree: every key and value knows its place.

mod decode;
mod fault;
mod mask;
mod node;
mod parse;
mod scalar;

pub use decode::{MAX_BYTES, decode};
pub use mask::{AGE_IDENTITY, mask};
pub use node::{Kind, Node, NodeId, Style, Tree};
pub use parse::{Comment, Limits, Parsed, SUPPRESSION, parse, parse_stream};
pub use scalar::{Plain, plain, quoted};
