//! What a node would do with an image: which entries of its pull secrets it tries, in which
//! order, or why it gives up before it asks a registry.
//!
//! Two programs look credentials up. [`kubelet`] does so for pods; [`containers_image`] is the
//! library behind CRI-O and Podman. They read the same files and disagree on much.

pub mod containers_image;
mod glob;
mod go_url;
mod image_name;
pub mod kubelet;
mod server_key;

pub use image_name::{ImageFault, ImageName};
pub use server_key::{KeyFault, Mismatch, ServerKey, Target};

/// Which program looks a credential up.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Runtime {
    /// Kubelet, for pods.
    #[default]
    Kubelet,
    /// containers/image: CRI-O by itself, and Podman.
    ContainersImage,
}

impl Runtime {
    /// The word of the command line and of JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Kubelet => "kubelet",
            Self::ContainersImage => "containers-image",
        }
    }
}
