//! Where images and pull secrets stand in Kubernetes manifests: any file that `kubectl` takes,
//! what `helm template` and `kustomize build` print, Lists included.
//!
//! A manifest is a node of a parsed stream; nothing is copied, every part knows its place.

mod manifest;
mod pod;

pub(crate) use manifest::text_at;
pub use manifest::{Manifest, manifests};
pub use pod::{Image, NamedSecret, Pod, pods};
