//! What a run that was cut off asked for and the next one did not see: it may have appeared since.

use std::sync::Arc;

use tokio::task::JoinSet;
use tollgate_state::{Begin, Session, State};

use crate::cloud::{Cloud, Recognition};
use crate::event::Observer;
use crate::patience::Patience;
use crate::recover::{Look, RecoveryError, place, recover};

/// Takes up what has appeared of creations that came to nothing when they were looked for. How many those
/// are. What was made in the place of one meanwhile stays, and the next plan removes the one that is late.
///
/// # Errors
/// When AWS or the state cannot be asked. Nothing is lost by it.
pub async fn adopt_late(
    cloud: &Arc<dyn Cloud>,
    session: &Session,
    observer: &dyn Observer,
    patience: Patience,
) -> Result<usize, RecoveryError> {
    let late = session.look(|state| state.late.clone());
    let is_seen =
        |late: &Begin| late.may_appear() && recognition(cloud, late) != Recognition::Repeat;
    let mut looking = JoinSet::new();
    for late in late.into_iter().filter(is_seen) {
        let look = Look::new(cloud.clone(), patience);
        looking.spawn(async move { (look.once(&late).await, late) });
    }
    let mut found = Vec::new();
    for (seen, late) in looking.join_all().await {
        let seen = seen.map_err(|failure| RecoveryError::Cloud {
            address: late.intent.address.clone(),
            failure,
        });
        found.extend(seen?.map(|id| (late, id)));
    }
    found.sort_by(|(a, _), (b, _)| a.operation.cmp(&b.operation));
    let mut reopened = 0;
    for (late, id) in found {
        let way = recognition(cloud, &late);
        let reopen = session.look(|state| reopened_as(state, late, &id, way));
        if let Some(begin) = reopen {
            session.reopen(begin).await?;
            reopened += 1;
        }
    }
    match reopened {
        0 => Ok(0),
        _ => recover(cloud, session, observer, patience).await,
    }
}

fn recognition(cloud: &Arc<dyn Cloud>, late: &Begin) -> Recognition {
    cloud.recognition(place(late).resource_type)
}

/// As what an operation is opened again whose object has appeared; not at all if the state has the object,
/// or if only its name says whose it is and another one has its place.
fn reopened_as(state: &State, mut late: Begin, id: &str, way: Recognition) -> Option<Begin> {
    let at = place(&late);
    let is_recorded = state.resources.values().any(|recorded| {
        recorded.id == id
            && recorded.region == at.region
            && **recorded.address.resource_type() == *at.resource_type
    });
    if is_recorded {
        return None;
    }
    let key = late.intent.key();
    let mut open = state.unresolved.iter();
    if !state.resources.contains_key(&key) && open.all(|open| open.intent.key() != key) {
        return Some(late);
    }
    late.intent.deposed = Some(late.operation.deposed_key());
    late.intent.deposes = false;
    late.intent.prevent_destroy = false;
    (way == Recognition::Find).then_some(late)
}
