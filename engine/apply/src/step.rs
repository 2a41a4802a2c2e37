//! One step: intent first, then the call, then the wait, then what came of it.

mod making;
mod removing;
mod secrets;
mod waiting;

use std::sync::Arc;
use std::time::Instant;

use tollgate_model::{Action, Address, Object};
use tollgate_plan::{Planned, Verb, compare};
use tollgate_state::{
    Error as StateError, Intent, Key, Left, Operation, Outcome, Recorded, Status, Task,
};

use crate::cloud::{Failure, Place};
use crate::event::Event;
use crate::run::Run;
use crate::stop::Level;

/// Why a step did not come to its end.
#[derive(Debug)]
pub enum Trouble {
    /// A sentence for the user, and a word for the state.
    Failed(String, &'static str),
    /// The user did not want to wait. The operation stays open, and the next run takes it up.
    Abandoned,
    /// The state could not be written: nothing more may be done.
    State(StateError),
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure.message, failure.class)
    }
}

impl From<StateError> for Trouble {
    fn from(error: StateError) -> Self {
        Self::State(error)
    }
}

type Result<T> = std::result::Result<T, Trouble>;

/// What a step works on.
#[derive(Clone, Debug)]
pub struct Step {
    run: Arc<Run>,
    planned: Arc<Planned>,
    verb: Verb,
    begun: Instant,
}

impl Step {
    /// A step of a run.
    #[must_use]
    pub fn new(run: Arc<Run>, planned: Arc<Planned>, verb: Verb) -> Self {
        Self {
            run,
            planned,
            verb,
            begun: Instant::now(),
        }
    }

    /// Does it, and tells what happens. True if it ended well.
    pub async fn execute(mut self) -> bool {
        self.begun = Instant::now();
        self.run.tell(Event::Begun {
            address: self.address().clone(),
            verb: self.verb,
            id: self.planned.change.id.clone(),
        });
        let ended = tokio::select! {
            biased;
            ended = self.done() => ended,
            () = self.run.stop.reached(Level::Abandon) => Err(Trouble::Abandoned),
        };
        let elapsed = self.begun.elapsed();
        let address = self.address().clone();
        let verb = self.verb;
        match ended {
            Ok(id) => {
                self.run.tell(Event::Ended {
                    address,
                    verb,
                    id,
                    elapsed,
                });
                true
            }
            Err(trouble) => {
                let reason = match trouble {
                    Trouble::Failed(reason, _) => reason,
                    Trouble::Abandoned => "not waited for; the next run takes it up".to_owned(),
                    Trouble::State(error) => {
                        let reason = format!("the state cannot be written: {error}");
                        self.run.break_off(error);
                        reason
                    }
                };
                self.run.tell(Event::Failed {
                    address,
                    verb,
                    reason,
                    elapsed,
                });
                false
            }
        }
    }

    async fn done(&self) -> Result<String> {
        match self.verb {
            Verb::Create => self.create().await,
            Verb::Import => self.import().await,
            Verb::Update => self.update().await,
            Verb::Delete => self.delete().await,
            Verb::Forget => self.forget().await,
        }
    }

    fn address(&self) -> &Address {
        &self.planned.change.address
    }

    fn place(&self) -> Place<'_> {
        Place {
            resource_type: self.address().resource_type(),
            region: &self.planned.change.region,
        }
    }

    fn id(&self) -> Result<&str> {
        self.planned.change.id.as_deref().ok_or_else(|| {
            let reason = format!("the plan has no id for {}", self.address());
            Trouble::Failed(reason, "invalid")
        })
    }

    /// The arguments, now that what they refer to exists; decided upon if they were not.
    async fn resolve(&self) -> Result<Object> {
        let run = self.run.clone();
        let planned = self.planned.clone();
        let existing = self.run.existing();
        let resolved = tokio::task::spawn_blocking(move || {
            let address = &planned.change.address;
            let desired = run.code.desired(address, &existing)?;
            run.holds(&planned, &desired)?;
            run.code
                .decide(address, &desired)
                .map_err(|findings| format!("the rules forbid it: {}", findings.join("; ")))?;
            Ok::<Object, String>(desired)
        })
        .await;
        match resolved {
            Ok(Ok(desired)) => Ok(desired),
            Ok(Err(reason)) => Err(Trouble::Failed(reason, "refused")),
            Err(_) => Err(Trouble::Failed(
                "its arguments could not be worked out; this is a defect of Tollgate".to_owned(),
                "invalid",
            )),
        }
    }

    /// What is to be there, completed by what the comparison with what is there says.
    fn after(&self, live: Option<&Object>, desired: &Object) -> (Object, bool) {
        let Some(facts) = self.run.cloud.facts(self.address().resource_type()) else {
            return (desired.clone(), true);
        };
        let schema = self.run.schema(self.address().resource_type());
        let comparison = compare(&facts, &schema, live, desired);
        let is_equal = comparison.is_empty();
        (comparison.after, is_equal)
    }

    fn intent(&self, task: Task, values: Option<&Object>) -> Intent {
        let planned = &self.planned;
        Intent {
            address: self.address().clone(),
            deposed: self.deposed(task),
            task,
            region: planned.change.region.clone(),
            id: planned.change.id.clone().filter(|_| task != Task::Create),
            values: values.cloned(),
            dependencies: planned.needs.clone(),
            create_before_destroy: planned.create_before_destroy,
            prevent_destroy: planned.prevent_destroy,
            deposes: task == Task::Create && planned.change.action == Action::CreateThenDelete,
        }
    }

    /// Reads what was made or changed, mends what the call did not take, and records it.
    async fn finish(
        &self,
        made: Result<String>,
        desired: &Object,
        operation: &Operation,
    ) -> Result<String> {
        let ended = match made {
            Ok(id) => self.completed(&id, desired).await.map(|live| (id, live)),
            Err(trouble) => Err(trouble),
        };
        match ended {
            Ok((id, live)) => {
                let mut attributes = desired.clone();
                attributes.retain(|name, _| !live.contains_key(name));
                attributes.extend(live.clone());
                self.run.exists(self.address(), live);
                let mut recorded = self.recorded(&id, attributes, Status::Created);
                self.run.session.look(|state| {
                    if let Some(before) = state.resources.get(&recorded.key()) {
                        secrets::carry_over(before, &mut recorded);
                    }
                });
                self.run
                    .session
                    .end(operation, Outcome::Stands(Box::new(recorded)))
                    .await?;
                Ok(id)
            }
            Err(Trouble::Failed(reason, class)) => self.failed(operation, reason, class).await,
            Err(other) => Err(other),
        }
    }

    /// Writes down that it failed, and what that leaves.
    async fn failed(
        &self,
        operation: &Operation,
        reason: String,
        class: &'static str,
    ) -> Result<String> {
        let outcome = Outcome::Failed {
            class: class.to_owned(),
            message: reason.clone(),
            leaves: match self.verb {
                Verb::Create => Left::Tainted,
                _ => Left::Unchanged,
            },
        };
        self.run.session.end(operation, outcome).await?;
        Err(Trouble::Failed(reason, class))
    }

    /// The object as it is once everything that is desired is in effect.
    async fn completed(&self, id: &str, desired: &Object) -> Result<Object> {
        let mut live = self.read(id, desired).await?;
        let (after, is_equal) = self.after(Some(&live), desired);
        if !is_equal {
            // What nobody knows is not asked for: it stays as it is.
            let (before, after) = (secrets::known(&live), secrets::known(&after));
            self.patiently("waiting until it can be changed", || {
                self.run.cloud.update(self.place(), id, &before, &after)
            })
            .await?;
            self.settled(id).await?;
            live = self.read(id, desired).await?;
        }
        Ok(live)
    }

    /// The object; what was just made may take a while until it is seen.
    async fn read(&self, id: &str, recorded: &Object) -> Result<Object> {
        for number in 1..=8 {
            let read = || self.run.cloud.read(self.place(), id, recorded);
            if let Some(live) = self.patiently("reading", read).await? {
                return Ok(live);
            }
            self.pause(number).await?;
        }
        let reason = format!("{id} is not there although it was made");
        Err(Trouble::Failed(reason, "not-found"))
    }

    fn recorded(&self, id: &str, attributes: Object, status: Status) -> Recorded {
        Recorded {
            address: self.address().clone(),
            deposed: None,
            region: self.planned.change.region.clone(),
            id: id.to_owned(),
            status,
            attributes,
            schema_version: 0,
            secrets: std::collections::BTreeMap::new(),
            operation: None,
            dependencies: self.planned.needs.clone(),
            create_before_destroy: self.planned.create_before_destroy,
            prevent_destroy: self.planned.prevent_destroy,
        }
    }

    async fn import(&self) -> Result<String> {
        let desired = self.resolve().await?;
        let id = self.id()?.to_owned();
        let operation = self
            .run
            .session
            .begin(self.intent(Task::Import, None))
            .await?;
        self.finish(Ok(id), &desired, &operation).await
    }

    async fn update(&self) -> Result<String> {
        let mut desired = self.resolve().await?;
        let key = Key::current(self.address().clone());
        let remembered = self.run.session.look(|state| state.recall(&key, None));
        secrets::recall(&mut desired, &remembered.unwrap_or_default());
        let id = self.id()?.to_owned();
        let operation = self
            .run
            .session
            .begin(self.intent(Task::Update, Some(&desired)))
            .await?;
        self.finish(Ok(id), &desired, &operation).await
    }
}
