//! The one task of a run that writes: records come in from many, and go out in order.
//!
//! While one object of the journal is being written, what others want to record is collected, and goes
//! out together as the next one. So the cost of a record depends neither on the size of the state nor on
//! how many steps run at the same time; and the objects form one chain, which another writer can end.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinSet;

use crate::clock;
use crate::envelope::{Label, seal};
use crate::error::{Error, Result, integrity};
use crate::journal::{Entry, Position, Record};
use crate::key::DataKey;
use crate::lease::Held;
use crate::load::{AT_ONCE, positions};
use crate::places::Places;
use crate::resource::Key;
use crate::session::Loss;
use crate::snapshot::Snapshot;
use crate::state::State;
use crate::store::{Condition, ETag, ObjectStore, StoreError, put_once};

/// How long is waited before a write that failed is tried again; as often as there are numbers.
const PAUSES: &[Duration] = &[
    Duration::from_millis(100),
    Duration::from_millis(500),
    Duration::from_secs(2),
];

/// How many records go into one object at most.
const TOGETHER: usize = 64;

/// What the writer is asked.
#[derive(Debug)]
pub enum Request {
    /// Records that belong together are to be written down: all of them, or none.
    Append(Vec<Record>, oneshot::Sender<Result<()>>),
    /// The journal is to be put into the snapshot.
    Commit(BTreeSet<Key>, oneshot::Sender<Result<u64>>),
}

/// The writer of a run.
#[derive(Debug)]
pub struct Writer {
    pub store: Arc<dyn ObjectStore>,
    pub places: Places,
    pub key: DataKey,
    /// The version of the stored snapshot.
    pub etag: ETag,
    /// The last object that was written, or taken over.
    pub position: Position,
    pub seals: BTreeSet<Position>,
    pub state: Arc<RwLock<State>>,
    /// The objects that were there in the last snapshot.
    pub known: BTreeSet<Key>,
    /// Tells of the loss of the lease, and is told of it.
    pub lost: watch::Sender<Option<Loss>>,
    /// Why nothing can be written any more.
    pub broken: Option<String>,
}

impl Writer {
    /// Serves requests until nobody can make any.
    pub async fn run(mut self, mut requests: mpsc::Receiver<Request>) -> Self {
        let mut waiting = VecDeque::new();
        loop {
            if waiting.is_empty() {
                match requests.recv().await {
                    Some(request) => waiting.push_back(request),
                    None => return self,
                }
            }
            while let Ok(request) = requests.try_recv() {
                waiting.push_back(request);
            }
            match waiting.pop_front() {
                Some(Request::Commit(expected, answer)) => {
                    let outcome = self.commit(&expected).await;
                    // Who asked may be gone.
                    drop(answer.send(outcome));
                }
                Some(append) => {
                    waiting.push_front(append);
                    self.append(&mut waiting).await;
                }
                None => {}
            }
        }
    }

    fn read<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(&self.state.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.state.write().unwrap_or_else(PoisonError::into_inner))
    }

    /// Writes the first few requests as one object. A second record about the same operation or object
    /// waits for the next one: whether it fits depends on the first.
    async fn append(&mut self, waiting: &mut VecDeque<Request>) {
        let (mut records, mut answers) = (Vec::new(), Vec::new());
        let mut about = BTreeSet::new();
        while records.len() < TOGETHER {
            let Some(Request::Append(more, _)) = waiting.front() else {
                break;
            };
            let subjects = subjects(more);
            if !records.is_empty() && (subjects.is_empty() || !about.is_disjoint(&subjects)) {
                break;
            }
            let is_alone = subjects.is_empty();
            about.extend(subjects);
            let Some(Request::Append(more, answer)) = waiting.pop_front() else {
                break;
            };
            match self.check(&more) {
                Ok(()) => {
                    records.extend(more);
                    answers.push(answer);
                }
                Err(error) => drop(answer.send(Err(error))),
            }
            if is_alone {
                break;
            }
        }
        if records.is_empty() {
            return;
        }
        let outcome = self.write(records).await;
        for answer in answers {
            let outcome = match &outcome {
                Ok(()) => Ok(()),
                Err(_) => Err(self.unwritable()),
            };
            drop(answer.send(outcome));
        }
    }

    /// Whether records fit, one after the other.
    fn check(&self, records: &[Record]) -> Result<()> {
        if self.broken.is_some() {
            return Err(self.unwritable());
        }
        match records {
            [record] => Ok(self.read(|state| state.check(record))?),
            several => {
                let mut tried = self.read(Clone::clone);
                for record in several {
                    tried.check(record)?;
                    tried.apply(record.clone());
                }
                Ok(())
            }
        }
    }

    fn unwritable(&self) -> Error {
        match (&*self.lost.borrow(), &self.broken) {
            (Some(Loss::TakenOver { by }), _) => Error::Fenced { by: by.clone() },
            (_, reason) => Error::Broken {
                reason: reason.clone().unwrap_or_default(),
            },
        }
    }

    async fn write(&mut self, records: Vec<Record>) -> Result<()> {
        let position = self.position.next();
        let object = self.places.entry(position);
        let entry = Entry {
            at: clock::now(),
            records,
            sealed_by: None,
        };
        let content = serde_json::to_vec(&entry).map_err(|error| integrity(&object, error))?;
        let (lineage, serial) = self.read(|state| (state.lineage, state.serial));
        let label = Label {
            object: object.clone(),
            lineage: lineage.unwrap_or_default(),
            serial,
            position,
        };
        let written = match seal(&self.key, label, &content) {
            Ok(bytes) => self.put(&object, &bytes, &Condition::IfNoneMatch).await,
            Err(error) => Err(error.into()),
        };
        if let Err(error) = written {
            self.give_up(&error).await;
            return Err(error);
        }
        self.position = position;
        let is_edit = entry
            .records
            .iter()
            .any(|record| record.operation().is_none());
        let before = if is_edit {
            self.keys()
        } else {
            BTreeSet::new()
        };
        self.change(|state| {
            let records = entry.records.into_iter();
            records.for_each(|record| state.apply(record));
        });
        if is_edit {
            // What an edit takes away was asked for.
            let after = self.keys();
            self.known
                .retain(|key| after.contains(key) || !before.contains(key));
            self.known.extend(after.difference(&before).cloned());
        }
        Ok(())
    }

    fn keys(&self) -> BTreeSet<Key> {
        self.read(|state| state.resources.keys().cloned().collect())
    }

    /// Writes, more than once if need be.
    async fn put(&self, object: &str, bytes: &[u8], condition: &Condition) -> Result<ETag> {
        let mut pauses = PAUSES.iter();
        loop {
            let error = match put_once(self.store.as_ref(), object, bytes, condition).await {
                Ok(etag) => return Ok(etag),
                Err(error) => error,
            };
            match (&error, pauses.next()) {
                (StoreError::Remote { .. } | StoreError::File { .. }, Some(pause)) => {
                    tokio::time::sleep(*pause).await;
                }
                _ => return Err(error.into()),
            }
        }
    }

    /// Nothing more is written after an error: what came after it would not follow what came before.
    async fn give_up(&mut self, error: &Error) {
        if let Error::Store(StoreError::Conflict { .. }) = error {
            let by = match Held::read(self.store.as_ref(), &self.places).await {
                Ok(Some(held)) => held.lease.holder.to_string(),
                _ => "somebody else".to_owned(),
            };
            self.lost.send_replace(Some(Loss::TakenOver { by }));
        }
        self.broken = Some(error.to_string());
    }

    /// Writes the snapshot, and removes from the journal what is in it.
    async fn commit(&mut self, expected: &BTreeSet<Key>) -> Result<u64> {
        if self.broken.is_some() {
            return Err(self.unwritable());
        }
        let state = self.read(Clone::clone);
        let is_lost = |key: &&Key| !state.resources.contains_key(key) && !expected.contains(key);
        let keys: Vec<Key> = self.known.iter().filter(is_lost).cloned().collect();
        if !keys.is_empty() {
            return Err(Error::UnexpectedLoss { keys });
        }
        let serial = state.serial;
        let known = state.resources.keys().cloned().collect();
        let snapshot = Snapshot {
            state,
            position: self.position,
            seals: self.seals.clone(),
        };
        let object = self.places.snapshot();
        let bytes = snapshot.seal(&self.places, &self.key)?;
        let condition = Condition::IfMatch(self.etag.clone());
        match self.put(&object, &bytes, &condition).await {
            Ok(etag) => self.etag = etag,
            Err(error) => {
                self.give_up(&error).await;
                return Err(self.unwritable());
            }
        }
        self.known = known;
        clear(&self.store, &self.places, self.position, &self.seals).await;
        Ok(serial)
    }
}

/// What records are about: operations and objects. Nothing for edits, which may be about anything.
fn subjects(records: &[Record]) -> BTreeSet<String> {
    let mut subjects = BTreeSet::new();
    for record in records {
        let Some(operation) = record.operation() else {
            return BTreeSet::new();
        };
        subjects.insert(operation.to_string());
        if let Record::Begin(begin) = record {
            subjects.insert(begin.intent.key().to_string());
        }
    }
    subjects
}

/// Removes objects of the journal that are part of the snapshot. What cannot be removed does no harm, and
/// is tried again by the next one.
pub async fn clear(
    store: &Arc<dyn ObjectStore>,
    places: &Places,
    until: Position,
    seals: &BTreeSet<Position>,
) {
    let Ok(there) = positions(store.as_ref(), places).await else {
        return;
    };
    let mut old = there
        .into_iter()
        .filter(|position| *position <= until && !seals.contains(position));
    let mut running = JoinSet::new();
    loop {
        while running.len() < AT_ONCE
            && let Some(position) = old.next()
        {
            let (store, key) = (store.clone(), places.entry(position));
            running.spawn(async move { store.delete(&key, None).await });
        }
        if running.join_next().await.is_none() {
            return;
        }
    }
}
