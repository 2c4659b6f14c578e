//! AES-256-GCM with a nonce of any length, as sealed forms use it.

use aes_gcm::aead::consts::{U12, U32};
use aes_gcm::aead::generic_array::{ArrayLength, GenericArray};
use aes_gcm::{AeadInPlace, AesGcm, KeyInit, aes::Aes256};
use zeroize::Zeroizing;

/// A ciphertext and its tag.
pub(super) struct Encrypted {
    /// As long as the plaintext.
    pub(super) ciphertext: Vec<u8>,
    /// Shows that neither the ciphertext nor the additional data was changed.
    pub(super) tag: [u8; 16],
}

/// Encrypts under a nonce of 12 zero bytes, which is safe where a key encrypts one text only.
pub(super) fn encrypt_once(key: &[u8; 32], plaintext: &[u8]) -> Option<Encrypted> {
    encrypt::<U12>(key, &[0; 12], b"", plaintext)
}

/// Encrypts under a nonce of 32 bytes, the length that SOPS uses.
pub(super) fn encrypt_wide(
    key: &[u8; 32],
    nonce: &[u8; 32],
    additional: &[u8],
    plaintext: &[u8],
) -> Option<Encrypted> {
    encrypt::<U32>(key, nonce, additional, plaintext)
}

/// `None` where the plaintext is longer than the mode allows (64 GiB).
fn encrypt<N: ArrayLength<u8>>(
    key: &[u8; 32],
    nonce: &[u8],
    additional: &[u8],
    plaintext: &[u8],
) -> Option<Encrypted> {
    let cipher = AesGcm::<Aes256, N>::new(GenericArray::from_slice(key));
    // Wiped where it stays a plaintext.
    let mut ciphertext = Zeroizing::new(plaintext.to_vec());
    let tag = cipher
        .encrypt_in_place_detached(GenericArray::from_slice(nonce), additional, &mut ciphertext)
        .ok()?;
    Some(Encrypted {
        ciphertext: std::mem::take(&mut *ciphertext),
        tag: tag.into(),
    })
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::aead;

    use super::*;

    #[test]
    fn another_implementation_opens_what_was_encrypted_once() {
        let encrypted = encrypt_once(&[7; 32], b"plain").expect("short");
        let key = aead::LessSafeKey::new(
            aead::UnboundKey::new(&aead::AES_256_GCM, &[7; 32]).expect("length"),
        );
        let mut sealed = [encrypted.ciphertext, encrypted.tag.to_vec()].concat();
        let opened = key
            .open_in_place(
                aead::Nonce::assume_unique_for_key([0; 12]),
                aead::Aad::empty(),
                &mut sealed,
            )
            .expect("authentic");
        assert_eq!(opened, b"plain");
    }
}
