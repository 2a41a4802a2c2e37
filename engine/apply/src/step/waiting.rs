//! How a step waits: for an answer, for what it needs, for what takes its time.

use std::future::Future;
use std::time::Duration;

use tollgate_model::Object;
use tollgate_state::Operation;

use super::{Result, Step, Trouble};
use crate::cloud::{Progress, Recognition, Remedy};
use crate::event::Event;

/// How often is looked for what a call may have made that had no answer.
const LOOKS: u32 = 4;

impl Step {
    /// Asks for a new object. A call that had no answer may have made it, so it is looked for before it
    /// is asked for once more.
    pub(super) async fn asked(&self, after: &Object, operation: &Operation) -> Result<String> {
        let cloud = &self.run.cloud;
        let recognition = cloud.recognition(self.address().resource_type());
        let is_found = recognition != Recognition::Repeat;
        // An earlier operation that was cut off may have made it by now, as well as this one.
        let mut operations = self.late();
        let is_late = !operations.is_empty();
        if recognition == Recognition::Name {
            operations.clear();
        }
        operations.push(operation.clone());
        let (mut number, mut is_unsure) = (0, false);
        loop {
            let asked = cloud.create(self.place(), after, &operation.id).await;
            let failure = match asked {
                Ok(id) => return Ok(id),
                Err(failure) => failure,
            };
            let may_wait =
                failure.remedy == Remedy::Wait && self.begun.elapsed() < self.run.patience.retries;
            is_unsure |= failure.class == "transient";
            let is_ours = match failure.class {
                "already-exists" => is_unsure || is_late,
                _ => is_unsure && may_wait,
            };
            if is_ours && is_found {
                for look in 1..=LOOKS {
                    self.going("looking for what a call without an answer made");
                    self.pause(look).await?;
                    if let Some(id) = self.appeared(&operations, after).await? {
                        return Ok(id);
                    }
                }
            }
            if !may_wait {
                return Err(failure.into());
            }
            number += 1;
            self.going(&format!("waiting for what it needs ({})", failure.class));
            self.pause(number).await?;
        }
    }

    /// Waits until what was asked for is in effect.
    pub(super) async fn settled(&self, id: &str) -> Result<()> {
        let mut number = 0;
        loop {
            let settled = || self.run.cloud.settled(self.place(), id);
            match self.patiently("asking for its state", settled).await? {
                Progress::Done => return Ok(()),
                Progress::Failed(reason) => return Err(Trouble::Failed(reason, "failed")),
                Progress::Going(state) => {
                    self.going(&state);
                    number += 1;
                    self.pause(number).await?;
                }
            }
        }
    }

    /// Repeats a call for as long as waiting may help.
    pub(super) async fn patiently<T, F, C>(&self, waiting: &str, mut call: C) -> Result<T>
    where
        C: FnMut() -> F,
        F: Future<Output = crate::cloud::Result<T>>,
    {
        let mut number = 0;
        loop {
            match call().await {
                Err(failure)
                    if failure.remedy == Remedy::Wait
                        && self.begun.elapsed() < self.run.patience.retries =>
                {
                    number += 1;
                    self.going(&format!("{waiting} ({})", failure.class));
                    self.pause(number).await?;
                }
                other => return Ok(other?),
            }
        }
    }

    pub(super) async fn pause(&self, number: u32) -> Result<()> {
        if self.begun.elapsed() > self.run.patience.limit {
            let minutes = self.run.patience.limit.as_secs() / 60;
            let reason = format!("it was waited for {minutes} minutes; plan again to go on");
            return Err(Trouble::Failed(reason, "timeout"));
        }
        tokio::time::sleep(self.run.patience.pause(number)).await;
        Ok(())
    }

    pub(super) fn going(&self, state: &str) {
        let elapsed = self.begun.elapsed();
        if elapsed > Duration::from_millis(500) {
            self.run.tell(Event::Going {
                address: self.address().clone(),
                state: state.to_owned(),
                elapsed,
            });
        }
    }
}
