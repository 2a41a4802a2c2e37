//! AES-256-GCM: nobody reads it, and nobody changes it or what it is bound to.

use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Key, Nonce};

use crate::key::{KeyError, PlainKey, random};

/// The length of a nonce, in bytes. Random ones are safe for 2^32 messages of one key, far more than a
/// run writes.
pub const NONCE_LENGTH: usize = 12;

/// The message does not authenticate: another key, other bytes, or bound to something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unauthentic;

fn cipher(key: &PlainKey) -> Aes256Gcm {
    Aes256Gcm::new(&Key::<Aes256Gcm>::from(*key.as_bytes()))
}

/// A nonce that was never used before.
pub fn nonce() -> Result<[u8; NONCE_LENGTH], KeyError> {
    random()
}

/// Encrypts `message` and binds it to `bound`, which is not part of the result.
pub fn encrypt(
    key: &PlainKey,
    nonce: [u8; NONCE_LENGTH],
    message: &[u8],
    bound: &[u8],
) -> Result<Vec<u8>, Unauthentic> {
    let payload = Payload {
        msg: message,
        aad: bound,
    };
    cipher(key)
        .encrypt(&Nonce::from(nonce), payload)
        .map_err(|_| Unauthentic)
}

/// The message again.
pub fn decrypt(
    key: &PlainKey,
    nonce: [u8; NONCE_LENGTH],
    message: &[u8],
    bound: &[u8],
) -> Result<Vec<u8>, Unauthentic> {
    let payload = Payload {
        msg: message,
        aad: bound,
    };
    cipher(key)
        .decrypt(&Nonce::from(nonce), payload)
        .map_err(|_| Unauthentic)
}
