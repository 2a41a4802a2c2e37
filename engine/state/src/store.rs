//! Where objects of bytes are kept, and changed only by who knows what they were.
//!
//! Every write says what it expects to find. Two writers can therefore never both succeed in the
//! same step, whether the store is a folder ([`crate::folder::Folder`]) or a bucket.

use std::fmt;

use async_trait::async_trait;
use thiserror::Error;

/// The outcome of a call to a store.
pub type Result<T> = std::result::Result<T, StoreError>;

/// Names one version of one object. Only ever compared, never looked into.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ETag(String);

impl ETag {
    /// The tag as the store writes it.
    pub fn new(tag: impl Into<String>) -> Self {
        Self(tag.into())
    }

    /// The tag as the store writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ETag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One version of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its content.
    pub bytes: Vec<u8>,
    /// Its version.
    pub etag: ETag,
}

/// What must be true for a write to happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// There is no object of that key: HTTP's `If-None-Match: *`.
    IfNoneMatch,
    /// The object is still this version: HTTP's `If-Match`.
    IfMatch(ETag),
}

/// Keeps objects by key. Keys are `/`-separated names of lower-case letters, digits, `-` and `.`.
///
/// What [`put`](Self::put) has returned survives the machine. A call that is cut off, by a kill or by
/// dropping its future, has happened as a whole or not at all.
#[async_trait]
pub trait ObjectStore: Send + Sync + fmt::Debug {
    /// Where the store is, for messages: a path or a URL.
    fn location(&self) -> String;

    /// The object; none if there is none.
    async fn get(&self, key: &str) -> Result<Option<Stored>>;

    /// Writes the whole object if the condition holds.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] if it does not. A store that repeats a call whose answer was lost may
    /// report a conflict with its own first try; [`put_once`] knows those from others.
    async fn put(&self, key: &str, bytes: &[u8], condition: &Condition) -> Result<ETag>;

    /// Removes the object, if it still is this version (any, if none is given). That there is no
    /// object is no error.
    async fn delete(&self, key: &str, version: Option<&ETag>) -> Result<()>;

    /// The keys that begin with `prefix`, in order, all of them.
    async fn list(&self, prefix: &str) -> Result<Vec<String>>;
}

/// Why a store did not do what it was asked.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The object is not what the writer expected.
    #[error("`{key}` was changed by somebody else")]
    Conflict {
        /// The object.
        key: String,
    },
    /// The store cannot be used as it is.
    #[error("{location} cannot hold a state: {reason}")]
    Unsuitable {
        /// The store.
        location: String,
        /// What is wrong with it, and what to do.
        reason: String,
    },
    /// A folder or file could not be read or written.
    #[error("cannot {verb} `{path}`")]
    File {
        /// What was tried.
        verb: &'static str,
        /// The file or folder.
        path: String,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
    /// A store elsewhere failed, or could not be reached.
    #[error("cannot {verb} `{key}` in {location}")]
    Remote {
        /// What was tried.
        verb: &'static str,
        /// The object.
        key: String,
        /// The store.
        location: String,
        /// What it says.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// Writes an object, and takes a conflict with these very bytes for a success: the answer to an
/// earlier try was lost. The bytes must be unlike those of any other writer.
///
/// # Errors
/// As [`ObjectStore::put`].
pub async fn put_once(
    store: &dyn ObjectStore,
    key: &str,
    bytes: &[u8],
    condition: &Condition,
) -> Result<ETag> {
    match store.put(key, bytes, condition).await {
        Err(conflict @ StoreError::Conflict { .. }) => match store.get(key).await? {
            Some(stored) if stored.bytes == bytes => Ok(stored.etag),
            _ => Err(conflict),
        },
        outcome => outcome,
    }
}
