//! How something is removed, or only forgotten.

use tollgate_model::Object;
use tollgate_state::{Key, Outcome, Recorded, Task};

use super::{Result, Step, Trouble};
use crate::cloud::Progress;

impl Step {
    /// The key of the object that is removed, if another one stands in its place by now.
    pub(super) fn deposed(&self, task: Task) -> Option<String> {
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

    pub(super) async fn delete(&self) -> Result<String> {
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
            Err(Trouble::Failed(reason, class)) => self.failed(&operation, reason, class).await,
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

    pub(super) async fn forget(&self) -> Result<String> {
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
