//! How one object looks from outside: a line that everybody may read, then bytes that nobody can.
//!
//! The line is JSON: which object of which state this is, where it stands in the order of writes, and
//! the wrapped key. It is bound to the ciphertext, so that neither can be changed, and an object cannot
//! be put in the place of another.

use std::collections::HashMap;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use tokio::sync::Mutex;
use uuid::Uuid;

use crate::cipher::{self, NONCE_LENGTH};
use crate::journal::Position;
use crate::key::{DataKey, KeyContext, KeyError, KeyProvider, PlainKey, WrappedKey};

/// The format that is written: of the envelope, and of what is in it.
pub const FORMAT: u32 = 2;

/// What everybody may read of an object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// The format, see [`FORMAT`].
    pub tollgate_state: u32,
    /// The key of the object in the store.
    pub object: String,
    /// The state that it belongs to.
    pub lineage: Uuid,
    /// The serial of the state: of a snapshot its own, of a journal object the one before its records.
    pub serial: u64,
    /// Of a journal object its own position; of a snapshot that of the last journal object in it.
    pub position: Position,
    /// How the rest is encrypted.
    pub cipher: Cipher,
    /// The key of the rest.
    pub key: WrappedKey,
    /// Base64.
    pub nonce: String,
}

/// A way to encrypt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cipher {
    /// AES in Galois counter mode, with a key of 256 bits.
    #[serde(rename = "AES-256-GCM")]
    Aes256Gcm,
}

/// What an object is about, before it is sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The key of the object in the store.
    pub object: String,
    /// The state that it belongs to.
    pub lineage: Uuid,
    /// See [`Head::serial`].
    pub serial: u64,
    /// See [`Head::position`].
    pub position: Position,
}

/// Why an object cannot be read.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum EnvelopeError {
    /// It does not begin with a head.
    #[error("`{object}` is not an object of a state")]
    Foreign {
        /// The object.
        object: String,
    },
    /// A newer Tollgate wrote it.
    #[error(
        "`{object}` has format {format}, and this version reads up to {FORMAT}; use a newer Tollgate"
    )]
    Newer {
        /// The object.
        object: String,
        /// Its format.
        format: u32,
    },
    /// It, or its head, is not what was written there.
    #[error("`{object}` was changed since it was written; restore an older version of it")]
    Tampered {
        /// The object.
        object: String,
    },
    /// It stands where another object belongs.
    #[error("`{object}` holds what was written as `{written_as}`; restore an older version of it")]
    Misplaced {
        /// Where it was found.
        object: String,
        /// Where it belongs.
        written_as: String,
    },
    /// It belongs to another state.
    #[error("`{object}` belongs to the state {found}, not to {wanted}")]
    OtherLineage {
        /// The object.
        object: String,
        /// Its state.
        found: Uuid,
        /// The state that is read.
        wanted: Uuid,
    },
    /// There is no key for it.
    #[error("`{object}` cannot be decrypted")]
    Key {
        /// The object.
        object: String,
        /// Why not.
        #[source]
        source: KeyError,
    },
}

/// Only what tells the format; read first, whatever else the head of a later format has.
#[derive(Deserialize)]
struct Version {
    tollgate_state: u32,
}

/// Encrypts `content` as the object that the label names.
///
/// # Errors
/// When the system has no random bytes.
pub fn seal(key: &DataKey, label: Label, content: &[u8]) -> Result<Vec<u8>, EnvelopeError> {
    let object = label.object.clone();
    let nonce = cipher::nonce().map_err(|source| EnvelopeError::Key {
        object: object.clone(),
        source,
    })?;
    let head = Head {
        tollgate_state: FORMAT,
        object: label.object,
        lineage: label.lineage,
        serial: label.serial,
        position: label.position,
        cipher: Cipher::Aes256Gcm,
        key: key.wrapped.clone(),
        nonce: BASE64.encode(nonce),
    };
    let foreign = || EnvelopeError::Foreign {
        object: object.clone(),
    };
    let mut bytes = serde_json::to_vec(&head).map_err(|_| foreign())?;
    let sealed = cipher::encrypt(&key.plain, nonce, content, &bytes).map_err(|_| foreign())?;
    bytes.push(b'\n');
    bytes.extend(sealed);
    Ok(bytes)
}

/// The head of an object and, apart, the bytes of the head and of the rest.
fn split<'a>(object: &str, bytes: &'a [u8]) -> Result<(Head, &'a [u8], &'a [u8]), EnvelopeError> {
    let foreign = || EnvelopeError::Foreign {
        object: object.to_owned(),
    };
    let mut parts = bytes.splitn(2, |byte| *byte == b'\n');
    let (Some(line), Some(rest)) = (parts.next(), parts.next()) else {
        return Err(foreign());
    };
    let version: Version = serde_json::from_slice(line).map_err(|_| foreign())?;
    if version.tollgate_state > FORMAT {
        return Err(EnvelopeError::Newer {
            object: object.to_owned(),
            format: version.tollgate_state,
        });
    }
    let head = serde_json::from_slice(line).map_err(|_| foreign())?;
    Ok((head, line, rest))
}

/// The head of an object. Nobody vouches for it until the object is opened.
///
/// # Errors
/// When there is none, or a newer Tollgate wrote it.
pub fn head(object: &str, bytes: &[u8]) -> Result<Head, EnvelopeError> {
    split(object, bytes).map(|(head, ..)| head)
}

/// Opens objects. A data key is unwrapped once, however many objects it is the key of.
#[derive(Clone, Debug)]
pub struct Opener {
    provider: Arc<dyn KeyProvider>,
    known: Arc<Mutex<HashMap<WrappedKey, PlainKey>>>,
}

impl Opener {
    /// Opens with the keys that this provider unwraps.
    #[must_use]
    pub fn new(provider: Arc<dyn KeyProvider>) -> Self {
        Self {
            provider,
            known: Arc::default(),
        }
    }

    async fn unwrap(&self, key: &WrappedKey, lineage: Uuid) -> Result<PlainKey, KeyError> {
        let mut known = self.known.lock().await;
        if let Some(plain) = known.get(key) {
            return Ok(plain.clone());
        }
        let plain = self.provider.unwrap(key, KeyContext { lineage }).await?;
        known.insert(key.clone(), plain.clone());
        Ok(plain)
    }

    /// Decrypts what is stored as `object`, and checks that it was written as that, for that state.
    ///
    /// # Errors
    /// When it cannot be decrypted, was changed, or belongs elsewhere.
    pub async fn open(
        &self,
        object: &str,
        lineage: Option<Uuid>,
        bytes: &[u8],
    ) -> Result<(Head, Vec<u8>), EnvelopeError> {
        let (head, line, rest) = split(object, bytes)?;
        if let Some(wanted) = lineage
            && wanted != head.lineage
        {
            return Err(EnvelopeError::OtherLineage {
                object: object.to_owned(),
                found: head.lineage,
                wanted,
            });
        }
        let tampered = || EnvelopeError::Tampered {
            object: object.to_owned(),
        };
        let plain = self
            .unwrap(&head.key, head.lineage)
            .await
            .map_err(|source| EnvelopeError::Key {
                object: object.to_owned(),
                source,
            })?;
        let nonce: [u8; NONCE_LENGTH] = BASE64
            .decode(&head.nonce)
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or_else(tampered)?;
        let content = cipher::decrypt(&plain, nonce, rest, line).map_err(|_| tampered())?;
        if head.object != object {
            return Err(EnvelopeError::Misplaced {
                object: object.to_owned(),
                written_as: head.object,
            });
        }
        Ok((head, content))
    }
}
