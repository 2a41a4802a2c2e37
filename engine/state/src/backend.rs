//! Where the state of one environment is, and how it is read and locked.

use std::collections::BTreeSet;
use std::sync::{Arc, RwLock};

use camino::Utf8PathBuf;
use tokio::sync::watch;

use crate::clock;
use crate::envelope::{Label, Opener, seal};
use crate::error::{Error, Result, integrity};
use crate::folder::Folder;
use crate::journal::{Entry, Position};
use crate::key::{DataKey, KeyContext, KeyProvider};
use crate::lease::{self, Held, Holder, Lease, Terms};
use crate::load::{Loaded, load, positions};
use crate::places::Places;
use crate::session::{Heartbeat, Loss, Session};
use crate::snapshot::Snapshot;
use crate::state::State;
use crate::store::{Condition, ObjectStore, StoreError, put_once};
use crate::writer::{Writer, clear};

/// How often taking over is tried while the former writer still writes.
const TRIES: usize = 20;

/// Where the state of one environment is.
#[derive(Clone, Debug)]
pub struct Backend {
    store: Arc<dyn ObjectStore>,
    keys: Arc<dyn KeyProvider>,
    places: Places,
    terms: Terms,
}

impl Backend {
    /// A state in a store.
    ///
    /// # Errors
    /// When the environment's name cannot be part of a key.
    pub fn new(
        store: Arc<dyn ObjectStore>,
        keys: Arc<dyn KeyProvider>,
        environment: &str,
    ) -> Result<Self> {
        Ok(Self {
            store,
            keys,
            places: Places::new(environment)?,
            terms: Terms::default(),
        })
    }

    /// A state in a folder of this machine, which is made if it is not there.
    ///
    /// # Errors
    /// When the folder cannot be used.
    pub fn folder(
        path: impl Into<Utf8PathBuf>,
        keys: Arc<dyn KeyProvider>,
        environment: &str,
    ) -> Result<Self> {
        Self::new(Arc::new(Folder::open(path)?), keys, environment)
    }

    /// The same with other terms of the lease.
    #[must_use]
    pub fn with_terms(mut self, terms: Terms) -> Self {
        self.terms = terms;
        self
    }

    /// The state as it is now. No lease is needed, and none is respected: a run that is at work goes on.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn read(&self) -> Result<State> {
        let opener = Opener::new(self.keys.clone());
        let loaded = load(&self.store, &self.places, &opener).await?;
        if let Some(loaded) = loaded {
            return Ok(loaded.snapshot.state);
        }
        if let Some(held) = self.lease().await? {
            self.expect_none(&held)?;
        }
        Ok(State {
            environment: self.places.environment().to_owned(),
            ..State::default()
        })
    }

    /// The lease, whoever holds it; none if there never was one.
    ///
    /// # Errors
    /// When it cannot be read.
    pub async fn lease(&self) -> Result<Option<Held>> {
        Held::read(self.store.as_ref(), &self.places).await
    }

    /// A snapshot that is gone is not one that never was.
    fn expect_none(&self, held: &Held) -> Result<()> {
        match held.lease.lineage {
            None => Ok(()),
            Some(_) => Err(Error::Missing {
                object: self.places.snapshot(),
                location: self.store.location(),
            }),
        }
    }

    /// Takes the lease and reads the state. What an earlier run left in the journal becomes part of the
    /// snapshot; what it left open is in [`State::unresolved`]. The lease is renewed in the background
    /// until the session is released or dropped.
    ///
    /// # Errors
    /// [`Error::Held`] if another run writes; else when the state cannot be read or written.
    pub async fn lock(&self, holder: Holder) -> Result<Session> {
        let seen = self.epochs().await?;
        let store = self.store.as_ref();
        let held = Held::take(store, &self.places, holder, self.terms, &seen).await?;
        let lease = held.lease.clone();
        let (lost, _) = watch::channel(None);
        let heartbeat = Heartbeat::start(
            self.store.clone(),
            self.places.clone(),
            held,
            self.terms,
            lost.clone(),
        );
        let taken = self.take_over(&lease).await;
        let mut held = heartbeat.lease().await;
        match taken {
            Ok(taken) => {
                let told = held.rewrite(store, &self.places, |lease| {
                    lease.unclosed.clear();
                    lease.lineage = taken.loaded.snapshot.state.lineage;
                });
                *held = told.await?;
                drop(held);
                self.session(taken, &lease, heartbeat, lost)
            }
            Err(error) => {
                // Nothing was recorded under this lease.
                let released = held.rewrite(store, &self.places, |lease| lease.released = true);
                drop(released.await);
                Err(error)
            }
        }
    }

    fn session(
        &self,
        taken: TakenOver,
        lease: &Lease,
        heartbeat: Heartbeat,
        lost: watch::Sender<Option<Loss>>,
    ) -> Result<Session> {
        let Snapshot { state, seals, .. } = taken.loaded.snapshot;
        let hash_key = state
            .hash_key
            .clone()
            .ok_or_else(|| integrity(&self.places.snapshot(), "it has no key of hashes"))?;
        let writer = Writer {
            store: self.store.clone(),
            places: self.places.clone(),
            key: taken.key,
            etag: taken.loaded.etag,
            position: Position::start(lease.epoch),
            seals,
            known: state.resources.keys().cloned().collect(),
            state: Arc::new(RwLock::new(state)),
            lost,
            broken: None,
        };
        Ok(Session::start(writer, heartbeat, hash_key))
    }

    /// The epochs that the objects name, besides the lease.
    async fn epochs(&self) -> Result<BTreeSet<u64>> {
        let there = positions(self.store.as_ref(), &self.places).await?;
        let mut epochs: BTreeSet<u64> = there.iter().map(|position| position.epoch).collect();
        let object = self.places.snapshot();
        if let Some(stored) = self.store.get(&object).await? {
            let head = crate::envelope::head(&object, &stored.bytes)?;
            epochs.extend((head.position.epoch > 0).then_some(head.position.epoch));
        }
        Ok(epochs)
    }

    /// Ends the lease of a run that is dead, whose number says that the right one is meant. Should the
    /// run be alive after all, it can write nothing once another has taken the state.
    ///
    /// # Errors
    /// [`Error::NotHeld`] if that lease is not held.
    pub async fn force_unlock(&self, epoch: u64) -> Result<()> {
        lease::force_unlock(self.store.as_ref(), &self.places, epoch).await
    }

    /// Reads the state under a lease, after making sure that no earlier writer can change it any more.
    async fn take_over(&self, lease: &Lease) -> Result<TakenOver> {
        let opener = Opener::new(self.keys.clone());
        let mut key: Option<DataKey> = None;
        for _ in 0..TRIES {
            let Some(mut loaded) = load(&self.store, &self.places, &opener).await? else {
                self.make(lease).await?;
                continue;
            };
            let state = &loaded.snapshot.state;
            let lineage = state.lineage.unwrap_or_default();
            let key = match &key {
                Some(key) => key.clone(),
                None => key
                    .insert(self.keys.generate(KeyContext { lineage }).await?)
                    .clone(),
            };
            if lease.lineage.is_some_and(|expected| expected != lineage) {
                let object = self.places.snapshot();
                return Err(integrity(&object, "the lease is that of another state"));
            }
            let sealed: BTreeSet<u64> = loaded.snapshot.seals.iter().map(|at| at.epoch).collect();
            if loaded.stored.epoch > lease.epoch {
                return Err(Error::Fenced {
                    by: format!("lease {}", loaded.stored.epoch),
                });
            }
            // Of earlier epochs than the snapshot's nothing is read any more.
            let open: Vec<u64> = lease
                .unclosed
                .difference(&sealed)
                .filter(|epoch| **epoch >= loaded.stored.epoch)
                .copied()
                .collect();
            if !open.is_empty() {
                for epoch in open {
                    self.seal(epoch, lease.epoch, &loaded, &key).await?;
                }
                continue;
            }
            if !loaded.is_ahead && lease.unclosed.is_empty() {
                return Ok(TakenOver { loaded, key });
            }
            // From here on, no earlier writer can write the snapshot either.
            let snapshot = &mut loaded.snapshot;
            snapshot.position = Position::start(lease.epoch);
            let store = self.store.as_ref();
            match snapshot
                .write(store, &self.places, &key, Some(&loaded.etag))
                .await
            {
                Ok(etag) => loaded.etag = etag,
                Err(Error::Store(StoreError::Conflict { .. })) => continue,
                Err(error) => return Err(error),
            }
            clear(
                &self.store,
                &self.places,
                snapshot.position,
                &snapshot.seals,
            )
            .await;
            return Ok(TakenOver { loaded, key });
        }
        Err(Error::Restless)
    }

    /// Makes the first snapshot. That another writer makes it at the same time is no error.
    async fn make(&self, lease: &Lease) -> Result<()> {
        if lease.lineage.is_some() {
            return Err(Error::Missing {
                object: self.places.snapshot(),
                location: self.store.location(),
            });
        }
        let first = Snapshot::first(&self.places, lease.epoch)?;
        let lineage = first.state.lineage.unwrap_or_default();
        let key = self.keys.generate(KeyContext { lineage }).await?;
        match first
            .write(self.store.as_ref(), &self.places, &key, None)
            .await
        {
            Ok(_) | Err(Error::Store(StoreError::Conflict { .. })) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Takes the next place of another writer's objects, if it is still free. Whether the seal was in
    /// time is seen when the state is read again: only one that follows the last object is found then.
    async fn seal(&self, epoch: u64, by: u64, loaded: &Loaded, key: &DataKey) -> Result<()> {
        let there = positions(self.store.as_ref(), &self.places).await?;
        let stored = loaded.stored;
        let last = there
            .into_iter()
            .chain([stored])
            .filter(|at| at.epoch == epoch)
            .max();
        let position = last.unwrap_or(Position::start(epoch)).next();
        let object = self.places.entry(position);
        let entry = Entry {
            at: clock::now(),
            records: Vec::new(),
            sealed_by: Some(by),
        };
        let content = serde_json::to_vec(&entry).map_err(|error| integrity(&object, error))?;
        let state = &loaded.snapshot.state;
        let label = Label {
            object: object.clone(),
            lineage: state.lineage.unwrap_or_default(),
            serial: state.serial,
            position,
        };
        let bytes = seal(key, label, &content)?;
        let store = self.store.as_ref();
        match put_once(store, &object, &bytes, &Condition::IfNoneMatch).await {
            Ok(_) | Err(StoreError::Conflict { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

/// A state that nobody else can write.
#[derive(Debug)]
struct TakenOver {
    loaded: Loaded,
    key: DataKey,
}
