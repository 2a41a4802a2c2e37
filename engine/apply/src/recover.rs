//! What a run before left open: each operation without an end is looked up, and its end written down.

use std::sync::Arc;

use tollgate_model::Object;
use tollgate_state::{Begin, Error as StateError, Left, Outcome, Recorded, Session, Status, Task};

use crate::cloud::{Cloud, Failure, Place, Recognition};
use crate::event::{Event, Observer};

/// Why what was left open could not be cleared up.
#[derive(Debug, thiserror::Error)]
pub enum RecoveryError {
    /// AWS could not be asked.
    #[error("what became of {address} cannot be found out: {failure}")]
    Cloud {
        /// The resource.
        address: tollgate_model::Address,
        /// Why not.
        failure: Failure,
    },
    /// The state could not be written.
    #[error(transparent)]
    State(#[from] StateError),
}

/// Clears up all that was left open, without asking anybody. How many operations that were.
///
/// # Errors
/// When AWS or the state cannot be asked. What is left open stays so, and nothing is lost.
pub async fn recover(
    cloud: &Arc<dyn Cloud>,
    session: &Session,
    observer: &dyn Observer,
) -> Result<usize, RecoveryError> {
    let open = session.state().unresolved;
    for operation in &open {
        let found = found(cloud.as_ref(), operation).await;
        let (outcome, word) = found.map_err(|failure| RecoveryError::Cloud {
            address: operation.intent.address.clone(),
            failure,
        })?;
        session.end(&operation.operation, outcome).await?;
        observer.event(Event::Recovered {
            address: operation.intent.address.clone(),
            outcome: word,
        });
    }
    Ok(open.len())
}

/// What became of an operation.
async fn found(cloud: &dyn Cloud, open: &Begin) -> Result<(Outcome, &'static str), Failure> {
    let intent = &open.intent;
    let at = Place {
        resource_type: intent.address.resource_type(),
        region: &intent.region,
    };
    let failed = |message: &str| Outcome::Failed {
        class: "cut-off".to_owned(),
        message: message.to_owned(),
        leaves: Left::Unchanged,
    };
    let id = match intent.task {
        Task::Forget => return Ok((Outcome::Gone, "forgotten")),
        Task::Create => match &intent.id {
            Some(id) => Some(id.clone()),
            None => made(cloud, at, open).await?,
        },
        Task::Import | Task::Update | Task::Delete => intent.id.clone(),
    };
    let Some(id) = id else {
        return Ok((Outcome::Nothing, "not begun"));
    };
    let values = intent.values.clone().unwrap_or_default();
    let live = cloud.read(at, &id, &values).await?;
    Ok(match (intent.task, live) {
        (Task::Delete, None) => (Outcome::Gone, "removed"),
        (_, None) => (Outcome::Gone, "gone"),
        // What is there is compared with the code by the next plan, which does the rest.
        (Task::Create | Task::Import, Some(live)) => {
            let mut attributes: Object = values;
            attributes.retain(|name, _| !live.contains_key(name));
            attributes.extend(live);
            let recorded = Recorded {
                address: intent.address.clone(),
                deposed: None,
                region: intent.region.clone(),
                id,
                status: Status::Created,
                attributes,
                schema_version: 0,
                secrets: std::collections::BTreeMap::new(),
                operation: None,
                dependencies: intent.dependencies.clone(),
                create_before_destroy: intent.create_before_destroy,
                prevent_destroy: intent.prevent_destroy,
            };
            (Outcome::Stands(Box::new(recorded)), "adopted")
        }
        (Task::Update | Task::Delete | Task::Forget, Some(_)) => {
            (failed("it was cut off"), "still there")
        }
    })
}

/// The id of what a creation made that was cut off before it was written down.
async fn made(cloud: &dyn Cloud, at: Place<'_>, open: &Begin) -> Result<Option<String>, Failure> {
    let values = open.intent.values.clone().unwrap_or_default();
    let token = open.operation.id.as_str();
    match cloud.recognition(at.resource_type) {
        Recognition::Find => cloud.find(at, &values, token).await,
        // The same call with the same token gives the object that was made, or makes it now.
        Recognition::Repeat => cloud.create(at, &values, token).await.map(Some),
    }
}
