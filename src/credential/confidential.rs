//! The one type in which credentials live.

use zeroize::{ZeroizeOnDrop, Zeroizing};

/// Bytes of a credential: a file, a variable, a decoded value. Wiped when dropped. It has
/// neither `Debug`, `Display`, `Clone` nor `Serialize`, so that it cannot reach a message.
pub struct Confidential(Zeroizing<Vec<u8>>);

// What it holds wipes itself.
impl ZeroizeOnDrop for Confidential {}

impl Confidential {
    /// Takes bytes over. Give a buffer that was sized beforehand: one that grew has left copies
    /// behind in memory that nobody wipes.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// A copy of bytes that live elsewhere, in a buffer of their size.
    #[must_use]
    pub fn copy(bytes: &[u8]) -> Self {
        Self::new(bytes.to_vec())
    }

    /// The bytes. Whoever asks takes care that they go into an object and nowhere else.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        &self.0
    }

    /// The bytes as text, where they are UTF-8.
    #[must_use]
    pub fn expose_text(&self) -> Option<&str> {
        std::str::from_utf8(&self.0).ok()
    }
}
