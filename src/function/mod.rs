//! A Kustomize (KRM) function: a ResourceList comes in, a ResourceList goes out.
//!
//! What comes in is changed as text: objects are added at the end of `items`, names at the lists
//! of pods, results at the end. So whatever the function does not touch, comments included, goes
//! out as it came in.

mod edit;
mod layout;
mod list;
mod objects;
mod renames;
mod results;
mod transform;

pub use edit::Edits;
pub use list::{MODE, Mode, ResourceList, mode};
pub use objects::place;
pub use renames::{Rename, renames};
pub use results::{Origin, results};
pub use transform::{Addition, additions};
