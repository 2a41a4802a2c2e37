//! One step: intent first, then the call, then the wait, then what came of it.

mod secrets;
mod waiting;

use std::sync::Arc;
use std::time::Instant;

use tollgate_model::{Action, Address, Object};
use tollgate_plan::{Planned, Reason, Verb, compare};
use tollgate_state::{
    Edit, Error as StateError, Intent, Key, Left, Operation, Outcome, Recorded, State, Status, Task,
};

use crate::cloud::{Failure, Place, Progress, Recognition};
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

    /// Refuses to make what somebody else has made: it would fail, and a run that took up after this one
    /// could not tell whose it is.
    async fn expect_free(&self, after: &Object) -> Result<()> {
        let cloud = &self.run.cloud;
        let recognition = cloud.recognition(self.address().resource_type());
        if recognition != Recognition::Name || self.planned.change.action != Action::Create {
            return Ok(());
        }
        let find = || cloud.find(self.place(), after, "");
        let Some(id) = self.patiently("looking", find).await? else {
            return Ok(());
        };
        let address = self.address();
        let reason = format!(
            "`{id}` exists already and is in no state; if it is yours, `tollgate import {address} {id}` takes it over"
        );
        Err(Trouble::Failed(reason, "already-exists"))
    }

    /// Drops what is remembered of an object that is gone from AWS, to make it anew.
    async fn drop_what_is_gone(&self) -> Result<()> {
        let key = Key::current(self.address().clone());
        let is_gone = self.planned.change.reason == Some(Reason::Gone);
        let is_remembered = |state: &State| state.resources.contains_key(&key);
        if is_gone && self.run.session.look(is_remembered) {
            let remove = Edit::Remove {
                address: key.address,
                deposed: None,
            };
            self.run.session.edit(vec![remove]).await?;
        }
        Ok(())
    }

    /// The key of the object that is removed, if another one stands in its place by now.
    fn deposed(&self, task: Task) -> Option<String> {
        let change = &self.planned.change;
        if change.deposed.is_some() || task != Task::Delete {
            return change.deposed.clone();
        }
        self.run.session.look(|state| {
            let first = Key::current(change.address.clone());
            let of_address = state.resources.range(first..);
            let mut of_address = of_address.take_while(|(key, _)| key.address == change.address);
            let same = |recorded: &Recorded| Some(&recorded.id) == change.id.as_ref();
            let (_, found) = of_address.find(|(_, recorded)| same(recorded))?;
            found.deposed.clone()
        })
    }

    async fn create(&self) -> Result<String> {
        let desired = self.resolve().await?;
        let (after, _) = self.after(None, &desired);
        self.drop_what_is_gone().await?;
        self.expect_free(&after).await?;
        let operation = self
            .run
            .session
            .begin(self.intent(Task::Create, Some(&after)))
            .await?;
        let made = self.made(&after, &operation).await;
        self.finish(made, &desired, &operation).await
    }

    /// Creates, and waits until it stands.
    async fn made(&self, after: &Object, operation: &Operation) -> Result<String> {
        let id = match self.asked(after, operation).await {
            Ok(id) => id,
            Err(trouble) => {
                self.own_up(after, operation, &trouble).await?;
                return Err(trouble);
            }
        };
        self.run.session.progress(operation, &id).await?;
        self.settled(&id).await.map_err(|trouble| match trouble {
            Trouble::Failed(reason, class) => Trouble::Failed(format!("{id}: {reason}"), class),
            other => other,
        })?;
        Ok(id)
    }

    /// Writes down what a creation has left behind that failed: some things are made in several calls.
    async fn own_up(&self, after: &Object, operation: &Operation, trouble: &Trouble) -> Result<()> {
        let cloud = &self.run.cloud;
        let is_found = cloud.recognition(self.address().resource_type()) != Recognition::Repeat;
        let Trouble::Failed(_, class) = trouble else {
            return Ok(());
        };
        if !is_found || *class == "already-exists" {
            return Ok(());
        }
        // What cannot be asked is as it was: the failure that is told is the first one.
        let found = cloud.find(self.place(), after, &operation.id).await;
        match found.ok().flatten() {
            // What it was to replace has the same name.
            Some(id) if self.planned.change.id.as_ref() == Some(&id) => Ok(()),
            Some(id) => Ok(self.run.session.progress(operation, &id).await?),
            None => Ok(()),
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
            Err(Trouble::Failed(reason, class)) => {
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
            Err(other) => Err(other),
        }
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

    async fn delete(&self) -> Result<String> {
        let id = self.id()?.to_owned();
        let intent = self.intent(Task::Delete, None);
        let is_deposed = intent.deposed.is_some();
        let operation = self.run.session.begin(intent).await?;
        let empty = Object::new();
        let prior = self.planned.change.before.as_ref().unwrap_or(&empty);
        match self.removed(&id, prior).await {
            Ok(()) => {
                self.run.session.end(&operation, Outcome::Gone).await?;
                self.gone(is_deposed);
                Ok(id)
            }
            Err(Trouble::Failed(reason, class)) => {
                let outcome = Outcome::Failed {
                    class: class.to_owned(),
                    message: reason.clone(),
                    leaves: match self.verb {
                        Verb::Create => Left::Tainted,
                        _ => Left::Unchanged,
                    },
                };
                self.run.session.end(&operation, outcome).await?;
                Err(Trouble::Failed(reason, class))
            }
            Err(other) => Err(other),
        }
    }

    /// Asks for removal, and waits until it is gone. Some things are removed in two calls, with a wait
    /// between them, so the call is repeated whenever the object has come to rest and is still there.
    async fn removed(&self, id: &str, prior: &Object) -> Result<()> {
        let facts = self.run.cloud.facts(self.address().resource_type());
        if facts.is_some_and(|facts| facts.adopted) {
            // It stays where it is, as what it was before.
            return self
                .patiently("waiting until nothing uses it", || {
                    self.run.cloud.delete(self.place(), id, prior)
                })
                .await;
        }
        let mut number = 0;
        loop {
            self.patiently("waiting until nothing uses it", || {
                self.run.cloud.delete(self.place(), id, prior)
            })
            .await?;
            loop {
                let read = || self.run.cloud.read(self.place(), id, prior);
                if self.patiently("reading", read).await?.is_none() {
                    return Ok(());
                }
                number += 1;
                self.going("deleting");
                self.pause(number).await?;
                match self.run.cloud.settled(self.place(), id).await {
                    Ok(Progress::Going(_)) => {}
                    _ => break,
                }
            }
        }
    }

    /// Nothing stands at the address any more, unless it was only what stood there before.
    fn gone(&self, is_deposed: bool) {
        if !is_deposed {
            self.run.gone(self.address());
        }
    }

    async fn forget(&self) -> Result<String> {
        let operation = self
            .run
            .session
            .begin(self.intent(Task::Forget, None))
            .await?;
        self.run.session.end(&operation, Outcome::Gone).await?;
        self.gone(self.planned.change.deposed.is_some());
        Ok(self.planned.change.id.clone().unwrap_or_default())
    }
}
