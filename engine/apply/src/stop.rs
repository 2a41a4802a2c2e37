//! How a user stops an apply: first no new steps, then no waiting either.

use std::sync::Arc;

use tokio::sync::watch;

/// How far the user wants to stop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Go on.
    #[default]
    Run,
    /// Begin nothing new, and let end what was begun.
    Drain,
    /// Do not wait for what was begun either. What was asked of AWS goes on there, and the next run
    /// takes it up.
    Abandon,
}

/// The switch, shared by whoever pulls it and whoever obeys.
#[derive(Clone, Debug)]
pub struct Stop(Arc<watch::Sender<Level>>);

impl Default for Stop {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(Level::Run)))
    }
}

impl Stop {
    /// Stops one level further. Can be called from any thread.
    pub fn pull(&self) {
        self.0.send_modify(|level| {
            *level = match level {
                Level::Run => Level::Drain,
                Level::Drain | Level::Abandon => Level::Abandon,
            };
        });
    }

    /// How far it was pulled.
    #[must_use]
    pub fn level(&self) -> Level {
        *self.0.borrow()
    }

    /// Waits until it was pulled this far.
    pub async fn reached(&self, wanted: Level) {
        let mut receiver = self.0.subscribe();
        // The sender lives as long as this borrow of it.
        let _ = receiver.wait_for(|level| *level >= wanted).await;
    }
}
