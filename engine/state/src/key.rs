//! Keys: one for the objects of a run, and one, kept elsewhere, that wraps it.
//!
//! A run asks its provider once for a data key, and encrypts all that it writes with it. So a provider
//! that cannot be reached later in the run costs nothing, and every snapshot is wrapped by the
//! provider's newest key. The wrapped data key stands in the head of every object.

use std::fmt;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::Uuid;
use zeroize::Zeroizing;

/// The length of a data key, in bytes: AES-256.
pub const KEY_LENGTH: usize = 32;

/// A data key in the clear. It is wiped from memory when dropped, and never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct PlainKey(Zeroizing<[u8; KEY_LENGTH]>);

impl PlainKey {
    /// A key of these bytes.
    #[must_use]
    pub fn new(bytes: [u8; KEY_LENGTH]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// A key of 32 bytes; none if there are more or fewer.
    #[must_use]
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        Some(Self::new(bytes.try_into().ok()?))
    }

    /// A new key, from the system's source of randomness.
    ///
    /// # Errors
    /// When the system has none.
    pub fn random() -> Result<Self, KeyError> {
        Ok(Self::new(random()?))
    }

    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; KEY_LENGTH] {
        &self.0
    }
}

impl fmt::Debug for PlainKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PlainKey(..)")
    }
}

/// A data key as it may be written down.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrappedKey {
    /// The kind of provider that wrapped it: `key-file`, `aws-kms`.
    pub provider: String,
    /// Which of the provider's keys: a fingerprint or an ARN.
    pub key: String,
    /// The wrapped bytes, in base64.
    pub wrapped: String,
}

/// A data key, in the clear and wrapped.
#[derive(Clone, Debug)]
pub struct DataKey {
    /// To encrypt with.
    pub plain: PlainKey,
    /// To write beside what was encrypted.
    pub wrapped: WrappedKey,
}

/// What a data key is bound to: it unwraps for this state only. KMS takes it as encryption context.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyContext {
    /// The state's lineage.
    pub lineage: Uuid,
}

impl KeyContext {
    /// The name under which KMS gets the lineage.
    pub const NAME: &str = "tollgate:lineage";
}

/// Has the key that wraps data keys.
#[async_trait]
pub trait KeyProvider: Send + Sync + fmt::Debug {
    /// Makes a new data key.
    async fn generate(&self, context: KeyContext) -> Result<DataKey, KeyError>;

    /// Unwraps a data key that was made earlier.
    ///
    /// # Errors
    /// [`KeyError::OtherKey`] if it was wrapped with a key that this provider does not have,
    /// [`KeyError::Tampered`] if it was changed since, or wrapped for another state.
    async fn unwrap(&self, key: &WrappedKey, context: KeyContext) -> Result<PlainKey, KeyError>;
}

/// Why there is no key.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum KeyError {
    /// Another key is needed than the one at hand.
    #[error(
        "the state was encrypted with key `{needed}` ({provider}), and `{held}` is the key at hand; name the right one"
    )]
    OtherKey {
        /// The kind of provider that is needed.
        provider: String,
        /// The key that is needed.
        needed: String,
        /// The key at hand.
        held: String,
    },
    /// The key is right, and the wrapped data key does not unwrap.
    #[error(
        "the wrapped data key was changed, or belongs to another state; restore an older version of the state"
    )]
    Tampered,
    /// A key file is missing.
    #[error("there is no key file `{path}`; put the one here with which the state was encrypted")]
    Missing {
        /// Where it should be.
        path: String,
    },
    /// A key file cannot be used.
    #[error("the key file `{path}` {reason}")]
    Unsuitable {
        /// The file.
        path: String,
        /// What is wrong with it, and what to do.
        reason: String,
    },
    /// A key file cannot be read or written.
    #[error("cannot {verb} the key file `{path}`")]
    File {
        /// What was tried.
        verb: &'static str,
        /// The file.
        path: String,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
    /// The service that has the key failed, or refused.
    #[error("cannot {verb} a data key with `{key}`")]
    Remote {
        /// What was tried.
        verb: &'static str,
        /// The key.
        key: String,
        /// What the service says.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The system gives no random bytes.
    #[error("the system gives no random bytes")]
    Random(#[source] getrandom::Error),
}

/// Random bytes from the system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], KeyError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(KeyError::Random)?;
    Ok(bytes)
}
