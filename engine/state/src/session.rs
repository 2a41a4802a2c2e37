//! One run that may write. It holds the lease until it is released, and tells when it was lost.
//!
//! All methods take `&self`, and may be called from many tasks at the same time.

use std::collections::BTreeSet;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::{Mutex, mpsc, oneshot, watch};
use tokio::task::JoinHandle;

use crate::clock;
use crate::edit::Edit;
use crate::error::{Error, Result};
use crate::journal::Record;
use crate::lease::{Held, Terms};
use crate::operation::{Begin, Intent, Operation, Outcome};
use crate::places::Places;
use crate::resource::{Key, Recorded};
use crate::secret::HashKey;
use crate::state::State;
use crate::store::{ObjectStore, StoreError};
use crate::writer::{Request, Writer};

/// How many requests wait for the writer before those that ask must wait, too.
const QUEUE: usize = 1024;

/// Why a run may not go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Loss {
    /// Another writer has the state.
    TakenOver {
        /// Who, as far as it is known.
        by: String,
    },
    /// The lease could not be renewed in time.
    Expired {
        /// When it ran out.
        at: Timestamp,
    },
}

/// One run that may write.
#[derive(Debug)]
pub struct Session {
    store: Arc<dyn ObjectStore>,
    places: Places,
    state: Arc<RwLock<State>>,
    hash_key: HashKey,
    epoch: u64,
    lost: watch::Receiver<Option<Loss>>,
    at_work: Mutex<Option<AtWork>>,
    requests: RwLock<Option<mpsc::Sender<Request>>>,
}

/// What goes on beside the run.
#[derive(Debug)]
struct AtWork {
    heartbeat: Heartbeat,
    writer: JoinHandle<Writer>,
}

/// The task that renews the lease. It ends when this is dropped.
#[derive(Debug)]
pub struct Heartbeat {
    lease: Arc<Mutex<Held>>,
    task: JoinHandle<()>,
}

impl Drop for Heartbeat {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Heartbeat {
    /// Begins to renew a lease.
    pub fn start(
        store: Arc<dyn ObjectStore>,
        places: Places,
        held: Held,
        terms: Terms,
        lost: watch::Sender<Option<Loss>>,
    ) -> Self {
        let lease = Arc::new(Mutex::new(held));
        let task = tokio::spawn(renew(store, places, lease.clone(), terms, lost));
        Self { lease, task }
    }

    /// The lease; its renewal waits while it is held.
    pub async fn lease(&self) -> tokio::sync::MutexGuard<'_, Held> {
        self.lease.lock().await
    }
}

/// Renews the lease until it is lost.
async fn renew(
    store: Arc<dyn ObjectStore>,
    places: Places,
    lease: Arc<Mutex<Held>>,
    terms: Terms,
    lost: watch::Sender<Option<Loss>>,
) {
    let mut pause = terms.renewed_after;
    loop {
        tokio::time::sleep(pause).await;
        let mut held = lease.lock().await;
        let left = remaining(held.lease.expires);
        let renewed = held.renew(store.as_ref(), &places, terms);
        match tokio::time::timeout(left, renewed).await {
            Ok(Ok(renewed)) => {
                *held = renewed;
                pause = terms.renewed_after;
            }
            Ok(Err(Error::Store(StoreError::Conflict { .. }))) => {
                let by = match Held::read(store.as_ref(), &places).await {
                    Ok(Some(now)) => now.lease.holder.to_string(),
                    _ => "somebody else".to_owned(),
                };
                lost.send_replace(Some(Loss::TakenOver { by }));
                return;
            }
            _ if remaining(held.lease.expires).is_zero() => {
                let at = held.lease.expires;
                lost.send_replace(Some(Loss::Expired { at }));
                return;
            }
            _ => pause = terms.renewed_after / 4,
        }
    }
}

fn remaining(until: Timestamp) -> Duration {
    Duration::try_from(until.duration_since(clock::now())).unwrap_or_default()
}

impl Session {
    /// A session whose lease is held and whose state was read.
    pub(crate) fn start(writer: Writer, heartbeat: Heartbeat, hash_key: HashKey) -> Self {
        let (requests, received) = mpsc::channel(QUEUE);
        let epoch = writer.position.epoch;
        Self {
            store: writer.store.clone(),
            places: writer.places.clone(),
            state: writer.state.clone(),
            hash_key,
            epoch,
            lost: writer.lost.subscribe(),
            requests: RwLock::new(Some(requests)),
            at_work: Mutex::new(Some(AtWork {
                heartbeat,
                writer: tokio::spawn(writer.run(received)),
            })),
        }
    }

    /// The state, with everything that ended so far.
    #[must_use]
    pub fn state(&self) -> State {
        self.look(Clone::clone)
    }

    /// Looks at the state without copying it.
    pub fn look<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(&self.state.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The number of the lease.
    #[must_use]
    pub fn epoch(&self) -> u64 {
        self.epoch
    }

    /// Tells when the lease is lost: the value becomes something, and stays so. A run then begins
    /// nothing new; what it records of things that it has begun is still written, if nobody has taken
    /// the state over.
    #[must_use]
    pub fn lost(&self) -> watch::Receiver<Option<Loss>> {
        self.lost.clone()
    }

    /// Writes down what is about to be done. It is durable when this returns, and only then may it be
    /// done.
    ///
    /// # Errors
    /// When the lease is lost, another operation on the object is open, or it cannot be written.
    pub async fn begin(&self, mut intent: Intent) -> Result<Operation> {
        self.check_lease()?;
        if let Some(values) = &mut intent.values {
            self.hash_key.take(values)?;
        }
        let operation = Operation::new()?;
        let begin = Begin {
            operation: operation.clone(),
            at: clock::now(),
            intent,
        };
        self.append(vec![Record::Begin(begin)]).await?;
        // The write may have taken long.
        self.check_lease()?;
        Ok(operation)
    }

    /// Opens a creation once more that came to nothing, now that what it asked for has appeared.
    ///
    /// # Errors
    /// When the lease is lost, another operation on the object is open, or it cannot be written.
    pub async fn reopen(&self, late: Begin) -> Result<()> {
        self.check_lease()?;
        self.append(vec![Record::Begin(late)]).await
    }

    fn check_lease(&self) -> Result<()> {
        match &*self.lost.borrow() {
            None => Ok(()),
            Some(Loss::TakenOver { by }) => Err(Error::Fenced { by: by.clone() }),
            Some(Loss::Expired { at }) => Err(Error::Expired { at: *at }),
        }
    }

    /// Writes down the id that AWS gave to what is being made, before it is complete.
    ///
    /// # Errors
    /// When the operation is not open, or it cannot be written.
    pub async fn progress(&self, operation: &Operation, id: &str) -> Result<()> {
        let record = Record::Progress {
            operation: operation.clone(),
            id: id.to_owned(),
        };
        self.append(vec![record]).await
    }

    /// Writes down what came of an operation, also of one that an earlier run left open.
    ///
    /// # Errors
    /// When the operation is not open, or it cannot be written.
    pub async fn end(&self, operation: &Operation, mut outcome: Outcome) -> Result<()> {
        if let Outcome::Stands(recorded) = &mut outcome {
            self.take_secrets(recorded)?;
        }
        let record = Record::End {
            operation: operation.clone(),
            outcome,
        };
        self.append(vec![record]).await
    }

    /// Changes the state without a call to AWS. All edits are made, or none.
    ///
    /// # Errors
    /// When one of them cannot be made, or they cannot be written.
    pub async fn edit(&self, edits: Vec<Edit>) -> Result<()> {
        let mut records = Vec::new();
        for mut edit in edits {
            match &mut edit {
                Edit::Put(recorded) => self.take_secrets(recorded)?,
                Edit::Outputs { values, secrets } => *secrets = self.hash_key.take(values)?,
                Edit::Move { .. } | Edit::Remove { .. } | Edit::Account(_) => {}
            }
            records.push(Record::Edit(edit));
        }
        match records.is_empty() {
            true => Ok(()),
            false => self.append(records).await,
        }
    }

    /// Puts hashes in the place of what is marked as sensitive. References that the caller gave stay,
    /// and so do secrets that are not given anew.
    fn take_secrets(&self, recorded: &mut Recorded) -> Result<()> {
        for (path, mut secret) in self.hash_key.take(&mut recorded.attributes)? {
            if let Some(given) = recorded.secrets.remove(&path) {
                secret.reference = given.reference;
            }
            recorded.secrets.insert(path, secret);
        }
        Ok(())
    }

    async fn append(&self, records: Vec<Record>) -> Result<()> {
        let (answer, answered) = oneshot::channel();
        self.ask(Request::Append(records, answer)).await?;
        answered.await.map_err(|_| Error::Released)?
    }

    async fn ask(&self, request: Request) -> Result<()> {
        let requests = self
            .requests
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let requests = requests.ok_or(Error::Released)?;
        requests.send(request).await.map_err(|_| Error::Released)
    }

    /// Puts the journal into the snapshot, and gives the serial of the state. `removed` are the objects
    /// that may be missing now: if any other is gone that was there at the last time, nothing is written.
    ///
    /// # Errors
    /// When an object is missing, the lease is another's, or it cannot be written. What is in the journal
    /// stays there.
    pub async fn commit(&self, removed: &BTreeSet<Key>) -> Result<u64> {
        let (answer, answered) = oneshot::channel();
        self.ask(Request::Commit(removed.clone(), answer)).await?;
        answered.await.map_err(|_| Error::Released)?
    }

    /// Gives the lease back, so that the next run need not wait. What was not committed is in the
    /// journal, and the next run reads it there. Nothing can be written after this.
    ///
    /// # Errors
    /// When the lease is another's, or cannot be written: it then runs out by itself.
    pub async fn release(&self) -> Result<()> {
        let Some(at_work) = self.at_work.lock().await.take() else {
            return Err(Error::Released);
        };
        self.requests
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        // It ends when it has served what was asked before.
        let is_clean = at_work
            .writer
            .await
            .is_ok_and(|writer| writer.broken.is_none());
        let held = at_work.heartbeat.lease().await;
        at_work.heartbeat.task.abort();
        let lineage = self.look(|state| state.lineage);
        held.rewrite(self.store.as_ref(), &self.places, |lease| {
            lease.released = true;
            lease.lineage = lineage;
            lease.unclosed.clear();
            // Of a write that failed, nobody knows whether it arrives yet.
            lease.unclosed.extend((!is_clean).then_some(lease.epoch));
        })
        .await
        .map(drop)
    }
}
