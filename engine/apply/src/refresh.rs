//! What is there of what the state remembers: everything is read, many at a time.

use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tollgate_plan::{Prior, Standing};
use tollgate_state::{Recorded, State, Status};

use crate::cloud::{Cloud, Failure, Place};

/// An object that could not be read.
#[derive(Debug, thiserror::Error)]
#[error("{address} ({id}) cannot be read: {failure}")]
pub struct Unread {
    /// The resource.
    pub address: tollgate_model::Address,
    /// The id.
    pub id: String,
    /// Why not.
    pub failure: Failure,
}

/// Reads every object of a state, `parallelism` at a time; `done` is called after each.
///
/// # Errors
/// All that could not be read: a plan without them would say that they are gone.
pub async fn refresh(
    cloud: &Arc<dyn Cloud>,
    state: &State,
    parallelism: usize,
    mut done: impl FnMut(),
) -> Result<Vec<Prior>, Vec<Unread>> {
    let turns = Arc::new(Semaphore::new(parallelism.max(1)));
    let mut reading = JoinSet::new();
    for (position, (key, recorded)) in state.resources.iter().enumerate() {
        // With a mark in the place of each secret.
        let recorded = Recorded {
            attributes: state.recall(key, None).unwrap_or_default(),
            ..recorded.clone()
        };
        let (cloud, turns) = (cloud.clone(), turns.clone());
        reading.spawn(async move {
            // The semaphore is never closed.
            let _turn = turns.acquire_owned().await;
            (position, read(cloud.as_ref(), recorded).await)
        });
    }
    let mut found = Vec::new();
    let mut unread = Vec::new();
    while let Some(joined) = reading.join_next().await {
        done();
        match joined {
            Ok((position, Ok(prior))) => found.push((position, prior)),
            Ok((_, Err(failure))) => unread.push(*failure),
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        }
    }
    if unread.is_empty() {
        found.sort_by_key(|(position, _)| *position);
        Ok(found.into_iter().map(|(_, prior)| prior).collect())
    } else {
        unread.sort_by(|a, b| a.address.cmp(&b.address));
        Err(unread)
    }
}

async fn read(cloud: &dyn Cloud, recorded: Recorded) -> Result<Prior, Box<Unread>> {
    let at = Place {
        resource_type: recorded.address.resource_type(),
        region: &recorded.region,
    };
    let read = cloud.read(at, &recorded.id, &recorded.attributes).await;
    let live = read.map_err(|failure| {
        Box::new(Unread {
            address: recorded.address.clone(),
            id: recorded.id.clone(),
            failure,
        })
    })?;
    let standing = match (recorded.status, &recorded.deposed) {
        (_, Some(key)) => Standing::Deposed(key.clone()),
        (Status::Tainted, None) => Standing::Tainted,
        (Status::Created | Status::Incomplete, None) => Standing::Sound,
    };
    Ok(Prior {
        moved_from: None,
        facts: cloud
            .facts(recorded.address.resource_type())
            .unwrap_or(tollgate_model::Facts::NONE),
        region: recorded.region,
        id: recorded.id,
        live,
        needs: recorded.dependencies,
        standing,
        protected: recorded.prevent_destroy,
        create_before_destroy: recorded.create_before_destroy,
        address: recorded.address,
    })
}
