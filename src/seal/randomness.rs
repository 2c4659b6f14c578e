//! The one place through which randomness reaches sealed forms.

use aws_lc_rs::hmac;
use zeroize::Zeroizing;

/// 32 bytes that the operating system drew for this run, and everything that is derived from them.
///
/// `host` draws the seed once; no option, variable or file reaches it, so that a user cannot fix
/// it, while a test can. A derived value depends on the seed, on what it is for and on all of what
/// it protects: two values are equal only where they protect the same bytes of the same object in
/// the same run, and then nothing is learnt from that. The order in which objects are sealed does
/// not matter, and no call can fail midway.
///
/// Two libraries draw for themselves, from a generator that the operating system seeds and that
/// neither tests nor users can fix: aws-lc-rs the padding of RSA-OAEP, `age` the key of a file and
/// its ephemeral keys. Handing a seed to them would mean to write OAEP's padding and age's header
/// again here, and hand-written cryptography is worth less than bytes that repeat. So a sealed
/// form is never the same twice; golden outputs are stable because an earlier output is kept
/// ([`super::Earlier`]), which is also what a user relies on.
pub struct Randomness(hmac::Key);

impl Randomness {
    /// Takes over what the operating system drew.
    #[must_use]
    pub fn from_seed(seed: Zeroizing<[u8; 32]>) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, seed.as_slice()))
    }

    /// 32 bytes for a purpose and what they protect.
    pub(super) fn derive(&self, purpose: &str, protected: &[&[u8]]) -> Zeroizing<[u8; 32]> {
        let tag = keyed_digest(&self.0, purpose, protected);
        let mut bytes = Zeroizing::new([0; 32]);
        bytes.copy_from_slice(tag.as_ref());
        bytes
    }
}

/// HMAC-SHA256 of a purpose and parts. Each part goes in with its length, so that no two lists of
/// parts are the same bytes.
pub(super) fn keyed_digest(key: &hmac::Key, purpose: &str, parts: &[&[u8]]) -> hmac::Tag {
    let mut context = hmac::Context::with_key(key);
    for part in std::iter::once(purpose.as_bytes()).chain(parts.iter().copied()) {
        context.update(&(part.len() as u64).to_be_bytes());
        context.update(part);
    }
    context.sign()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn randomness(byte: u8) -> Randomness {
        Randomness::from_seed(Zeroizing::new([byte; 32]))
    }

    #[test]
    fn a_value_repeats_only_for_the_same_seed_purpose_and_content() {
        let value = randomness(1).derive("key", &[b"a", b"bc"]);
        assert_eq!(*value, *randomness(1).derive("key", &[b"a", b"bc"]));
        assert_ne!(*value, *randomness(2).derive("key", &[b"a", b"bc"]));
        assert_ne!(*value, *randomness(1).derive("iv", &[b"a", b"bc"]));
        assert_ne!(*value, *randomness(1).derive("key", &[b"ab", b"c"]));
        assert_ne!(*value, *randomness(1).derive("key", &[b"a", b"bc", b""]));
    }
}
