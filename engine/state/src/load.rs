//! The state as it is stored: the snapshot, and what the journal has since.

use std::collections::BTreeSet;

use tokio::task::JoinSet;

use crate::envelope::Opener;
use crate::error::{Error, Result, integrity};
use crate::journal::{Entry, Position};
use crate::places::Places;
use crate::snapshot::{Snapshot, parse};
use crate::store::{ETag, ObjectStore, StoreError, Stored};
use std::sync::Arc;

/// How many objects are asked for, or removed, at the same time.
pub const AT_ONCE: usize = 16;

/// How often reading starts over when a writer compacts the journal meanwhile.
const TRIES: usize = 20;

/// A state as it was read.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The state, and the last position that is part of it.
    pub snapshot: Snapshot,
    /// The version of the stored snapshot.
    pub etag: ETag,
    /// The last position that is part of the stored snapshot.
    pub stored: Position,
    /// Whether the journal has more than the stored snapshot.
    pub is_ahead: bool,
}

/// The places of the journal that have an object, in order.
///
/// # Errors
/// When the store fails.
pub async fn positions(store: &dyn ObjectStore, places: &Places) -> Result<BTreeSet<Position>> {
    let keys = store.list(&places.journal()).await?;
    Ok(keys
        .iter()
        .filter_map(|key| Position::of_key(key))
        .collect())
}

/// The positions after one, which follow each other without a gap within each epoch.
fn following(after: Position, positions: &BTreeSet<Position>) -> Result<Vec<Position>> {
    let mut last = after;
    let mut following = Vec::new();
    for position in positions.iter().filter(|position| **position > after) {
        let expected = match position.epoch == last.epoch {
            true => last.next(),
            false => Position::start(position.epoch).next(),
        };
        if *position != expected {
            return Err(Error::Gap { missing: expected });
        }
        following.push(*position);
        last = *position;
    }
    Ok(following)
}

/// Gets objects, some at a time. None if one is not there.
async fn get_all(
    store: &Arc<dyn ObjectStore>,
    places: &Places,
    positions: &[Position],
) -> Result<Option<Vec<Stored>>> {
    let mut objects = vec![None; positions.len()];
    let mut waiting = positions.iter().copied().enumerate();
    let mut running: JoinSet<(usize, std::result::Result<Option<Stored>, StoreError>)> =
        JoinSet::new();
    loop {
        while running.len() < AT_ONCE
            && let Some((index, position)) = waiting.next()
        {
            let (store, key) = (store.clone(), places.entry(position));
            running.spawn(async move { (index, store.get(&key).await) });
        }
        let Some(joined) = running.join_next().await else {
            return Ok(objects.into_iter().collect());
        };
        let (index, stored) = joined.map_err(|error| integrity(&places.journal(), error))?;
        let Some(stored) = stored? else {
            return Ok(None);
        };
        if let Some(place) = objects.get_mut(index) {
            *place = Some(stored);
        }
    }
}

/// Replays objects of the journal after a snapshot.
async fn replay(
    snapshot: &mut Snapshot,
    places: &Places,
    opener: &Opener,
    positions: &[Position],
    objects: &[Stored],
) -> Result<()> {
    for (position, stored) in positions.iter().zip(objects) {
        let object = places.entry(*position);
        let lineage = snapshot.state.lineage;
        let (head, bytes) = opener.open(&object, lineage, &stored.bytes).await?;
        let entry: Entry = parse(&object, head.tollgate_state, &bytes)?;
        snapshot.position = *position;
        if entry.sealed_by.is_some() {
            snapshot.seals.insert(*position);
            continue;
        }
        if head.serial != snapshot.state.serial {
            return Err(Error::OutOfOrder {
                at: *position,
                written: head.serial,
                found: snapshot.state.serial,
            });
        }
        for record in entry.records {
            snapshot
                .state
                .check(&record)
                .map_err(|error| integrity(&object, error))?;
            snapshot.state.apply(record);
        }
    }
    Ok(())
}

/// Reads the state; none if there is none. Writers may go on meanwhile: what is read is the state as it
/// was at one moment.
///
/// # Errors
/// When anything is missing, was changed, or cannot be decrypted.
pub async fn load(
    store: &Arc<dyn ObjectStore>,
    places: &Places,
    opener: &Opener,
) -> Result<Option<Loaded>> {
    for _ in 0..TRIES {
        let Some(stored) = store.get(&places.snapshot()).await? else {
            if positions(store.as_ref(), places).await?.is_empty() {
                return Ok(None);
            }
            // It may have come into being since.
            if store.get(&places.snapshot()).await?.is_some() {
                continue;
            }
            return Err(Error::Missing {
                object: places.snapshot(),
                location: store.location(),
            });
        };
        let mut snapshot = Snapshot::read(places, opener, &stored).await?;
        let there = positions(store.as_ref(), places).await?;
        let found = match following(snapshot.position, &there) {
            Ok(following) => {
                let objects = get_all(store, places, &following).await?;
                objects.map(|objects| (following, objects)).ok_or(None)
            }
            Err(gap) => Err(Some(gap)),
        };
        match found {
            Ok((following, objects)) => {
                let before = snapshot.position;
                replay(&mut snapshot, places, opener, &following, &objects).await?;
                return Ok(Some(Loaded {
                    snapshot,
                    etag: stored.etag,
                    stored: before,
                    is_ahead: !following.is_empty(),
                }));
            }
            Err(problem) => {
                // Objects vanish when a writer has put them into a newer snapshot.
                let now = store.get(&places.snapshot()).await?;
                let is_same = now.is_some_and(|now| now.etag == stored.etag);
                if let (true, Some(gap)) = (is_same, problem) {
                    return Err(gap);
                }
            }
        }
    }
    Err(Error::Restless)
}
