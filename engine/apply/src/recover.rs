//! What a run before left open: each operation without an end is looked up, and its end written down.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use tollgate_model::Object;
use tollgate_state::{Begin, Error as StateError, Left, Outcome, Recorded, Session, Status, Task};

use crate::cloud::{Cloud, Failure, Place, Recognition, Remedy};
use crate::event::{Event, Observer};
use crate::patience::Patience;

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
    patience: Patience,
) -> Result<usize, RecoveryError> {
    let open = session.state().unresolved;
    let mut looking = JoinSet::new();
    for (position, operation) in open.iter().cloned().enumerate() {
        let look = Look::new(cloud.clone(), patience);
        looking.spawn(async move { (position, look.found(&operation).await) });
    }
    let mut found = Vec::new();
    while let Some(joined) = looking.join_next().await {
        match joined {
            Ok(one) => found.push(one),
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        }
    }
    found.sort_by_key(|(position, _)| *position);
    let mut problem = None;
    for (operation, (_, found)) in open.iter().zip(found) {
        match found {
            Ok((outcome, word)) => {
                session.end(&operation.operation, outcome).await?;
                observer.event(Event::Recovered {
                    address: operation.intent.address.clone(),
                    outcome: word,
                });
            }
            Err(failure) => {
                problem.get_or_insert(RecoveryError::Cloud {
                    address: operation.intent.address.clone(),
                    failure,
                });
            }
        }
    }
    match problem {
        Some(problem) => Err(problem),
        None => Ok(open.len()),
    }
}

/// How often is looked for what may have been asked for a moment ago: it may be on its way still, and
/// what is there is not seen everywhere at once.
const LOOKS: u32 = 8;

/// After which time what was asked for is there, or will never be.
const ARRIVES: Duration = Duration::from_secs(60);

/// Where the object of an operation is.
pub(crate) fn place(open: &Begin) -> Place<'_> {
    Place {
        resource_type: open.intent.address.resource_type(),
        region: &open.intent.region,
    }
}

/// Looks for what became of one operation.
pub(crate) struct Look {
    cloud: Arc<dyn Cloud>,
    patience: Patience,
    begun: Instant,
}

impl Look {
    pub(crate) fn new(cloud: Arc<dyn Cloud>, patience: Patience) -> Self {
        Self {
            cloud,
            patience,
            begun: Instant::now(),
        }
    }

    /// The id of what a creation made, if it is there by now.
    pub(crate) async fn once(&self, late: &Begin) -> Result<Option<String>, Failure> {
        let values = late.intent.values.clone().unwrap_or_default();
        let token = late.operation.id.as_str();
        self.patiently(|| self.cloud.find(place(late), &values, token))
            .await
    }

    /// Repeats a call for as long as waiting may help.
    async fn patiently<T, F>(&self, mut call: impl FnMut() -> F) -> Result<T, Failure>
    where
        F: Future<Output = Result<T, Failure>>,
    {
        let mut number = 0;
        loop {
            match call().await {
                Err(failure)
                    if failure.remedy == Remedy::Wait
                        && self.begun.elapsed() < self.patience.retries =>
                {
                    number += 1;
                    tokio::time::sleep(self.patience.pause(number)).await;
                }
                other => return other,
            }
        }
    }

    /// Looks more than once for what was asked for a moment ago.
    async fn again<T, F>(
        &self,
        open: &Begin,
        mut call: impl FnMut() -> F,
    ) -> Result<Option<T>, Failure>
    where
        F: Future<Output = Result<Option<T>, Failure>>,
    {
        let mut number = 0;
        loop {
            let seen = self.patiently(&mut call).await?;
            number += 1;
            if seen.is_some() || number == LOOKS || open.age() > ARRIVES {
                return Ok(seen);
            }
            tokio::time::sleep(self.patience.pause(number)).await;
        }
    }

    /// What became of an operation.
    async fn found(&self, open: &Begin) -> Result<(Outcome, &'static str), Failure> {
        let intent = &open.intent;
        let at = place(open);
        let failed = |message: &str| Outcome::Failed {
            class: "cut-off".to_owned(),
            message: message.to_owned(),
            leaves: Left::Unchanged,
        };
        let id = match intent.task {
            Task::Forget => return Ok((Outcome::Gone, "forgotten")),
            Task::Create => match &intent.id {
                Some(id) => Some(id.clone()),
                None => self.made(at, open).await?,
            },
            Task::Import | Task::Update | Task::Delete => intent.id.clone(),
        };
        let Some(id) = id else {
            return Ok((Outcome::Nothing, "not begun"));
        };
        let values = intent.values.clone().unwrap_or_default();
        let read = || self.cloud.read(at, &id, &values);
        let live = match intent.task {
            Task::Create => self.again(open, read).await?,
            _ => self.patiently(read).await?,
        };
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
                    deposed: intent.deposed.clone(),
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
    async fn made(&self, at: Place<'_>, open: &Begin) -> Result<Option<String>, Failure> {
        let values = open.intent.values.clone().unwrap_or_default();
        let token = open.operation.id.as_str();
        if self.cloud.recognition(at.resource_type) != Recognition::Repeat {
            return self
                .again(open, || self.cloud.find(at, &values, token))
                .await;
        }
        // The same call with the same token gives the object that was made, or makes it now.
        let made = self
            .patiently(|| self.cloud.create(at, &values, token))
            .await;
        match made {
            Ok(id) => Ok(Some(id)),
            // What it is about is gone, or a secret would be needed that nobody wrote down. Making it
            // again, as the next plan does if the code still has it, makes no second one.
            Err(failure) if matches!(failure.class, "invalid" | "not-found") => Ok(None),
            Err(failure) => Err(failure),
        }
    }
}
