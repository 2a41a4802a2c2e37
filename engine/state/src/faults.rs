//! Stores for tests: one in memory, one that stops at a chosen write, as a process that is killed, and one
//! that ends the process there.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use tokio::sync::watch;

use crate::store::{Condition, ETag, ObjectStore, Result, StoreError, Stored};

/// Objects by key, each with its version and its bytes.
type Objects = BTreeMap<String, (u64, Vec<u8>)>;

/// Keeps objects for as long as it lives. A clone is the same store.
#[derive(Clone, Debug, Default)]
pub struct Memory(Arc<Mutex<Objects>>);

impl Memory {
    fn objects(&self) -> MutexGuard<'_, Objects> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A store with the same objects, which then goes its own way.
    #[must_use]
    pub fn copy(&self) -> Self {
        Self(Arc::new(Mutex::new(self.objects().clone())))
    }

    /// All objects, by key.
    #[must_use]
    pub fn all(&self) -> BTreeMap<String, Vec<u8>> {
        let objects = self.objects();
        let objects = objects.iter();
        objects
            .map(|(key, (_, bytes))| (key.clone(), bytes.clone()))
            .collect()
    }

    /// Puts an object there, whatever was there before.
    pub fn force(&self, key: &str, bytes: Vec<u8>) {
        let mut objects = self.objects();
        let version = objects.get(key).map_or(0, |(version, _)| version + 1);
        objects.insert(key.to_owned(), (version, bytes));
    }

    /// Removes an object.
    pub fn lose(&self, key: &str) {
        self.objects().remove(key);
    }
}

fn etag(version: u64) -> ETag {
    ETag::new(version.to_string())
}

#[async_trait]
impl ObjectStore for Memory {
    fn location(&self) -> String {
        "memory".to_owned()
    }

    async fn get(&self, key: &str) -> Result<Option<Stored>> {
        let objects = self.objects();
        Ok(objects.get(key).map(|(version, bytes)| Stored {
            bytes: bytes.clone(),
            etag: etag(*version),
        }))
    }

    async fn put(&self, key: &str, bytes: &[u8], condition: &Condition) -> Result<ETag> {
        let mut objects = self.objects();
        let before = objects.get(key).map(|(version, _)| *version);
        let holds = match condition {
            Condition::IfNoneMatch => before.is_none(),
            Condition::IfMatch(expected) => before.map(etag).as_ref() == Some(expected),
        };
        if !holds {
            return Err(StoreError::Conflict {
                key: key.to_owned(),
            });
        }
        let version = before.map_or(0, |version| version + 1);
        objects.insert(key.to_owned(), (version, bytes.to_vec()));
        Ok(etag(version))
    }

    async fn delete(&self, key: &str, version: Option<&ETag>) -> Result<()> {
        let mut objects = self.objects();
        let before = objects.get(key).map(|(version, _)| etag(*version));
        if before.is_some() && version.is_some() && before.as_ref() != version {
            return Err(StoreError::Conflict {
                key: key.to_owned(),
            });
        }
        objects.remove(key);
        Ok(())
    }

    async fn list(&self, prefix: &str) -> Result<Vec<String>> {
        let objects = self.objects();
        let keys = objects.keys().filter(|key| key.starts_with(prefix));
        Ok(keys.cloned().collect())
    }
}

/// When a store stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// The write is not made.
    Before,
    /// The write is made, and nobody hears of it.
    After,
}

/// A store in which nothing goes on from a certain write on: calls neither return nor do anything, as if
/// the process had been killed there. Who uses it must wait for [`Stopping::stopped`] beside its work.
#[derive(Clone, Debug)]
pub struct Stopping {
    inner: Arc<dyn ObjectStore>,
    writes: Arc<AtomicUsize>,
    at: usize,
    when: When,
    stopped: watch::Sender<bool>,
}

impl Stopping {
    /// Stops before or after the write with this number; the first is 1. Removing is writing, too.
    #[must_use]
    pub fn new(inner: Arc<dyn ObjectStore>, at: usize, when: When) -> Self {
        Self {
            inner,
            writes: Arc::default(),
            at,
            when,
            stopped: watch::Sender::new(false),
        }
    }

    /// Returns once it has stopped.
    pub async fn stopped(&self) {
        let mut stopped = self.stopped.subscribe();
        // The sender lives as long as this.
        let _ = stopped.wait_for(|stopped| *stopped).await;
    }

    /// How many writes were asked for.
    #[must_use]
    pub fn writes(&self) -> usize {
        self.writes.load(Ordering::SeqCst)
    }

    async fn write<T>(&self, write: impl Future<Output = Result<T>> + Send) -> Result<T> {
        let number = self.writes.fetch_add(1, Ordering::SeqCst) + 1;
        let is_over = number > self.at || (number == self.at && self.when == When::Before);
        if !is_over {
            let outcome = write.await;
            if number < self.at {
                return outcome;
            }
        }
        self.stopped.send_replace(true);
        std::future::pending().await
    }
}

#[async_trait]
impl ObjectStore for Stopping {
    fn location(&self) -> String {
        self.inner.location()
    }

    async fn get(&self, key: &str) -> Result<Option<Stored>> {
        if *self.stopped.borrow() {
            std::future::pending::<()>().await;
        }
        self.inner.get(key).await
    }

    async fn put(&self, key: &str, bytes: &[u8], condition: &Condition) -> Result<ETag> {
        self.write(self.inner.put(key, bytes, condition)).await
    }

    async fn delete(&self, key: &str, version: Option<&ETag>) -> Result<()> {
        self.write(self.inner.delete(key, version)).await
    }

    async fn list(&self, prefix: &str) -> Result<Vec<String>> {
        if *self.stopped.borrow() {
            std::future::pending::<()>().await;
        }
        self.inner.list(prefix).await
    }
}

/// A store that ends the process at a certain write: at once, without a word, with whatever else was going
/// on in it. Removing is not counted.
#[derive(Debug)]
pub struct Deadly {
    inner: Arc<dyn ObjectStore>,
    writes: AtomicUsize,
    at: usize,
    when: When,
}

impl Deadly {
    /// Ends the process where a text says: `before:3`, `after:1`. The first write is 1.
    #[must_use]
    pub fn parse(inner: Arc<dyn ObjectStore>, text: &str) -> Option<Self> {
        let (when, at) = text.split_once(':')?;
        let when = match when {
            "before" => When::Before,
            "after" => When::After,
            _ => return None,
        };
        Some(Self {
            inner,
            writes: AtomicUsize::new(0),
            at: at.parse().ok()?,
            when,
        })
    }
}

#[async_trait]
impl ObjectStore for Deadly {
    fn location(&self) -> String {
        self.inner.location()
    }

    async fn get(&self, key: &str) -> Result<Option<Stored>> {
        self.inner.get(key).await
    }

    async fn put(&self, key: &str, bytes: &[u8], condition: &Condition) -> Result<ETag> {
        let is_here = self.writes.fetch_add(1, Ordering::SeqCst) + 1 == self.at;
        if is_here && self.when == When::Before {
            std::process::abort();
        }
        let written = self.inner.put(key, bytes, condition).await;
        if is_here {
            std::process::abort();
        }
        written
    }

    async fn delete(&self, key: &str, version: Option<&ETag>) -> Result<()> {
        self.inner.delete(key, version).await
    }

    async fn list(&self, prefix: &str) -> Result<Vec<String>> {
        self.inner.list(prefix).await
    }
}
