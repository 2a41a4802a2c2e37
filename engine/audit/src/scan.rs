//! Lists and reads everything of an account, region by region and kind by kind, many at a time.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tollgate_aws::{Class, Connection, Failure, Kind, kinds};

use crate::global::is_global;
use crate::live::LiveObject;

/// What is scanned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The regions. Services without regions are asked in the first one.
    pub regions: Vec<String>,
    /// These types only; all if there are none.
    pub types: BTreeSet<String>,
    /// Calls at a time.
    pub parallelism: usize,
}

/// Something that was not read. Nothing is known of it: not even that it is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAssessed {
    /// The type.
    pub resource_type: &'static str,
    /// Where.
    pub region: String,
    /// The object; none if its kind could not be listed.
    pub id: Option<String>,
    /// Why not: AWS's own words.
    pub reason: String,
    /// Whether the place has no such service at all, so that there can be nothing: only emulators.
    pub is_missing_service: bool,
}

impl fmt::Display for NotAssessed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.id {
            Some(id) => write!(
                f,
                "{} {id} in {} was not read: {}",
                self.resource_type, self.region, self.reason
            ),
            None => write!(
                f,
                "{} in {} was not listed: {}",
                self.resource_type, self.region, self.reason
            ),
        }
    }
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scanned {
    /// The objects, sorted by type, region and id.
    pub objects: Vec<LiveObject>,
    /// What could not be read.
    pub not_assessed: Vec<NotAssessed>,
}

/// How far a scan is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scan {
    /// Kinds, region by region, that were listed.
    pub listed: usize,
    /// All there are.
    pub of: usize,
    /// Objects that were read.
    pub read: usize,
}

/// Scans an account. `told` hears of the progress.
pub async fn scan(connection: &Connection, scope: &Scope, mut told: impl FnMut(Scan)) -> Scanned {
    let connection = &connection.for_one_look();
    let turns = Arc::new(Semaphore::new(scope.parallelism.max(1)));
    let mut listing = JoinSet::new();
    for kind in kinds::all() {
        let name = kind.facts.resource_type;
        if !scope.types.is_empty() && !scope.types.contains(name) {
            continue;
        }
        let regions = if is_global(name) {
            1
        } else {
            scope.regions.len()
        };
        for region in scope.regions.iter().take(regions) {
            listing.spawn(list(
                connection.clone(),
                kind,
                region.clone(),
                turns.clone(),
            ));
        }
    }
    let mut progress = Scan {
        of: listing.len(),
        ..Scan::default()
    };
    let mut scanned = Scanned::default();
    // Listing comes first: much of what is listed need not be read any more.
    let mut found = Vec::new();
    while let Some(listed) = listing.join_next().await {
        progress.listed += 1;
        match listed {
            Ok(Ok(listed)) => found.push(listed),
            Ok(Err(unlisted)) => scanned.not_assessed.push(unlisted),
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        }
        told(progress);
    }
    let mut reading = JoinSet::new();
    for (kind, region, ids) in found {
        for id in ids {
            reading.spawn(read(
                connection.clone(),
                kind,
                region.clone(),
                id,
                turns.clone(),
            ));
        }
    }
    while let Some(read) = reading.join_next().await {
        progress.read += 1;
        match read {
            Ok(Ok(object)) => scanned.objects.extend(object),
            Ok(Err(unread)) => scanned.not_assessed.push(unread),
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        }
        told(progress);
    }
    scanned.objects.sort_by(|a, b| {
        (a.resource_type, &a.region, &a.id).cmp(&(b.resource_type, &b.region, &b.id))
    });
    scanned.not_assessed.sort_by(|a, b| {
        (a.resource_type, &a.region, &a.id).cmp(&(b.resource_type, &b.region, &b.id))
    });
    scanned
}

async fn list(
    connection: Connection,
    kind: &'static Kind,
    region: String,
    turns: Arc<Semaphore>,
) -> Result<(&'static Kind, String, Vec<String>), NotAssessed> {
    // The semaphore is never closed.
    let _turn = turns.acquire_owned().await;
    let aws = connection.region(&region);
    match kind.operations.list(&aws).await {
        Ok(ids) => Ok((kind, region, ids)),
        Err(failure) => Err(not_assessed(kind, region, None, &failure)),
    }
}

/// An object that has gone since it was listed is no object.
async fn read(
    connection: Connection,
    kind: &'static Kind,
    region: String,
    id: String,
    turns: Arc<Semaphore>,
) -> Result<Option<LiveObject>, NotAssessed> {
    let _turn = turns.acquire_owned().await;
    let aws = connection.region(&region);
    match kind.operations.read(&aws, &id).await {
        Ok(values) => Ok(values.map(|values| LiveObject {
            resource_type: kind.facts.resource_type,
            region,
            id,
            values,
        })),
        Err(failure) => Err(not_assessed(kind, region, Some(id), &failure)),
    }
}

fn not_assessed(kind: &Kind, region: String, id: Option<String>, failure: &Failure) -> NotAssessed {
    NotAssessed {
        resource_type: kind.facts.resource_type,
        region,
        id,
        reason: failure.to_string(),
        is_missing_service: failure.class == Class::Unsupported,
    }
}
