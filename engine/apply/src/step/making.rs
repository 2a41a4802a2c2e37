//! How something is made: what is in the way, the call, and what is left of one that failed.

use tollgate_model::{Action, Object};
use tollgate_plan::Reason;
use tollgate_state::{Begin, Edit, Key, Operation, State, Task};

use super::{Result, Step, Trouble};
use crate::cloud::Recognition;

impl Step {
    /// What an earlier creation of this object made, which was cut off and not seen until now.
    ///
    /// Refuses to make what somebody else has made: it would fail, and a run that took up after this one
    /// could not tell whose it is.
    async fn there_already(&self, after: &Object) -> Result<Option<String>> {
        let late = self.late();
        match self.run.cloud.recognition(self.address().resource_type()) {
            Recognition::Repeat => return Ok(None),
            Recognition::Find => return self.appeared(&late, after).await,
            Recognition::Name if self.planned.change.action != Action::Create => return Ok(None),
            Recognition::Name => {}
        }
        let find = || self.run.cloud.find(self.place(), after, "");
        let Some(id) = self.patiently("looking", find).await? else {
            return Ok(None);
        };
        if !late.is_empty() {
            return Ok(Some(id));
        }
        let address = self.address();
        let reason = format!(
            "`{id}` exists already and is in no state; if it is yours, `tollgate import {address} {id}` takes it over"
        );
        Err(Trouble::Failed(reason, "already-exists"))
    }

    /// Creations of this object that were cut off, and whose objects may appear yet.
    pub(super) fn late(&self) -> Vec<Operation> {
        let key = Key::current(self.address().clone());
        let is_own = |late: &&Begin| late.intent.key() == key && late.may_appear();
        self.run.session.look(|state| {
            let late = state.late.iter().filter(is_own);
            late.map(|late| late.operation.clone()).collect()
        })
    }

    /// The id of what one of these operations made.
    pub(super) async fn appeared(
        &self,
        operations: &[Operation],
        after: &Object,
    ) -> Result<Option<String>> {
        for operation in operations {
            let find = || self.run.cloud.find(self.place(), after, &operation.id);
            if let Some(id) = self.patiently("looking", find).await? {
                return Ok(Some(id));
            }
        }
        Ok(None)
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

    pub(super) async fn create(&self) -> Result<String> {
        let desired = self.resolve().await?;
        let (after, _) = self.after(None, &desired);
        self.drop_what_is_gone().await?;
        let there = self.there_already(&after).await?;
        let operation = self
            .run
            .session
            .begin(self.intent(Task::Create, Some(&after)))
            .await?;
        let made = self.made(there, &after, &operation).await;
        self.finish(made, &desired, &operation).await
    }

    /// Creates, and waits until it stands.
    async fn made(
        &self,
        there: Option<String>,
        after: &Object,
        operation: &Operation,
    ) -> Result<String> {
        let asked = match there {
            Some(id) => Ok(id),
            None => self.asked(after, operation).await,
        };
        let id = match asked {
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
}
