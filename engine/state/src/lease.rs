//! The lease: who may write, and until when.
//!
//! It is an object in the clear, so that a refused writer can tell who holds it, and a human can end it
//! without any key. Every change of it is made under the condition that it is what was read. Its number,
//! the *epoch*, grows with each holder and never goes back: the lease stays when it is released.
//!
//! The lease alone protects nothing: a holder may be paused for longer than it has time. That such a one
//! can write nothing is the work of the [journal](crate::journal) and the snapshot. `unclosed` names
//! the epochs whose writers may still be out there.

use std::collections::BTreeSet;
use std::fmt;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::clock;
use crate::error::{Error, Result};
use crate::places::Places;
use crate::process::Process;
use crate::store::{Condition, ETag, ObjectStore, StoreError, put_once};

/// How often taking a lease is tried when others try the same.
const TRIES: usize = 5;

/// Who holds a lease.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holder {
    /// A person or machine: `anna@laptop`, `gitlab job 4711`.
    pub who: String,
    /// What for: `apply`.
    pub doing: String,
    /// The process, where the system tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub process: Option<Process>,
}

impl Holder {
    /// Whether its process certainly is no more.
    fn is_gone(&self) -> bool {
        self.process.as_ref().is_some_and(Process::is_gone)
    }
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.who, self.doing)
    }
}

/// How long a lease holds, and how often it is renewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// How long it holds without being renewed.
    pub lasts: Duration,
    /// How long after a renewal the next one is tried.
    pub renewed_after: Duration,
    /// How long others wait beyond its end before they take it over: clocks differ.
    pub grace: Duration,
}

impl Default for Terms {
    /// Two minutes, renewed every 20 seconds, with 30 seconds for clocks that differ: a run that died
    /// holds up the next one for two and a half minutes at most, and not at all on the same machine.
    fn default() -> Self {
        Self {
            lasts: Duration::from_secs(120),
            renewed_after: Duration::from_secs(20),
            grace: Duration::from_secs(30),
        }
    }
}

/// The lease as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lease {
    /// The version of this document.
    pub tollgate_lease: u32,
    /// The number of the holder.
    pub epoch: u64,
    /// Who it is.
    pub holder: Holder,
    /// Since when.
    pub since: Timestamp,
    /// Until when.
    pub expires: Timestamp,
    /// Whether it was given back.
    pub released: bool,
    /// The epochs of writers that did not say that they were done, and were not sealed off yet.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub unclosed: BTreeSet<u64>,
    /// The state, once there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lineage: Option<Uuid>,
    /// Random, so that no two writers ever write the same bytes.
    pub token: Uuid,
}

/// A lease that is there, and its version.
#[derive(Clone, Debug)]
pub struct Held {
    /// What it says.
    pub lease: Lease,
    /// The version.
    pub etag: ETag,
}

fn later(than: Timestamp, by: Duration) -> Timestamp {
    SignedDuration::try_from(by)
        .ok()
        .and_then(|by| than.checked_add(by).ok())
        .unwrap_or(Timestamp::MAX)
}

impl Held {
    /// Reads the lease.
    ///
    /// # Errors
    /// When the store fails, or the object is no lease.
    pub async fn read(store: &dyn ObjectStore, places: &Places) -> Result<Option<Self>> {
        let object = places.lease();
        let Some(stored) = store.get(&object).await? else {
            return Ok(None);
        };
        match serde_json::from_slice(&stored.bytes) {
            Ok(lease) => Ok(Some(Self {
                lease,
                etag: stored.etag,
            })),
            Err(_) => Err(Error::NoLease { object }),
        }
    }

    /// Takes the lease, with the next number, if nobody holds it, or a process of this machine that is no
    /// more. `seen` are the epochs that the other objects name, should somebody have removed the lease.
    ///
    /// # Errors
    /// [`Error::Held`] if somebody else has it.
    pub async fn take(
        store: &dyn ObjectStore,
        places: &Places,
        holder: Holder,
        terms: Terms,
        seen: &BTreeSet<u64>,
    ) -> Result<Self> {
        let mut refused = StoreError::Conflict {
            key: places.lease(),
        };
        for _ in 0..TRIES {
            let before = Self::read(store, places).await?;
            let now = clock::now();
            if let Some(before) = &before
                && !before.lease.released
                && now < later(before.lease.expires, terms.grace)
                && !before.lease.holder.is_gone()
            {
                return Err(before.refusal());
            }
            let mut unclosed = BTreeSet::new();
            match &before {
                Some(Self { lease, .. }) => {
                    unclosed.extend(&lease.unclosed);
                    unclosed.extend((!lease.released).then_some(lease.epoch));
                }
                None => unclosed.extend(seen),
            }
            let highest = seen.last().copied().unwrap_or_default();
            let last = before.as_ref().map_or(highest, |before| before.lease.epoch);
            let lease = Lease {
                tollgate_lease: 1,
                epoch: last.saturating_add(1),
                holder: holder.clone(),
                since: now,
                expires: later(now, terms.lasts),
                released: false,
                unclosed,
                lineage: before.as_ref().and_then(|before| before.lease.lineage),
                token: crate::error::new_lineage()?,
            };
            let condition = before.map_or(Condition::IfNoneMatch, |before| {
                Condition::IfMatch(before.etag)
            });
            match lease.write(store, places, &condition).await {
                Err(Error::Store(conflict @ StoreError::Conflict { .. })) => refused = conflict,
                other => return other,
            }
        }
        Err(refused.into())
    }

    /// Says who holds it.
    #[must_use]
    pub fn refusal(&self) -> Error {
        Error::Held {
            holder: Box::new(self.lease.holder.clone()),
            since: self.lease.since,
            until: self.lease.expires,
            epoch: self.lease.epoch,
        }
    }

    /// Writes it anew, after `change`.
    ///
    /// # Errors
    /// A conflict if it is not this holder's any more.
    pub async fn rewrite(
        &self,
        store: &dyn ObjectStore,
        places: &Places,
        change: impl FnOnce(&mut Lease),
    ) -> Result<Self> {
        let mut lease = self.lease.clone();
        change(&mut lease);
        lease.token = crate::error::new_lineage()?;
        let condition = Condition::IfMatch(self.etag.clone());
        lease.write(store, places, &condition).await
    }

    /// Holds it for longer.
    ///
    /// # Errors
    /// A conflict if it is not this holder's any more.
    pub async fn renew(
        &self,
        store: &dyn ObjectStore,
        places: &Places,
        terms: Terms,
    ) -> Result<Self> {
        let expires = later(clock::now(), terms.lasts);
        self.rewrite(store, places, |lease| lease.expires = expires)
            .await
    }
}

impl Lease {
    async fn write(
        self,
        store: &dyn ObjectStore,
        places: &Places,
        condition: &Condition,
    ) -> Result<Held> {
        let object = places.lease();
        let bytes = serde_json::to_vec_pretty(&self)
            .map_err(|error| crate::error::integrity(&object, error))?;
        let etag = put_once(store, &object, &bytes, condition).await?;
        Ok(Held { lease: self, etag })
    }
}

/// Ends a lease by hand, for a run that is dead. The number says that the right one is meant.
///
/// # Errors
/// [`Error::NotHeld`] if that lease is not held.
pub async fn force_unlock(store: &dyn ObjectStore, places: &Places, epoch: u64) -> Result<()> {
    let not_held = |now: String| Error::NotHeld { epoch, now };
    let held = Held::read(store, places)
        .await?
        .ok_or_else(|| not_held("nobody ever held one".to_owned()))?;
    let lease = &held.lease;
    if lease.released {
        return Err(not_held(format!("lease {} was given back", lease.epoch)));
    }
    if lease.epoch != epoch {
        return Err(not_held(format!(
            "{} holds lease {}",
            lease.holder, lease.epoch
        )));
    }
    // Not released but over: the next writer must seal off this one.
    held.rewrite(store, places, |lease| {
        lease.unclosed.insert(lease.epoch);
        lease.released = true;
    })
    .await?;
    Ok(())
}
