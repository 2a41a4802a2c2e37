//! What an apply asks of the cloud. `tollgate-aws` is behind it, and in tests a cloud of a few lines
//! that fails where it is told to.

use std::fmt;

use async_trait::async_trait;
use thiserror::Error;
use tollgate_model::{Facts, Object};

/// The outcome of a call.
pub type Result<T> = std::result::Result<T, Failure>;

/// Where an object is, and of which type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// The type, as Terraform names it.
    pub resource_type: &'a str,
    /// The region.
    pub region: &'a str,
}

/// What to do about a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Remedy {
    /// The same call may work after a while: something is still used, or not seen everywhere yet.
    Wait,
    /// Nobody can do anything but change the code, the permissions or a quota.
    GiveUp,
}

/// A call that failed, for good or for now. What retries can mend within seconds, the cloud has
/// retried already.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{message}")]
pub struct Failure {
    /// What to do about it.
    pub remedy: Remedy,
    /// A word for it, for state and events: `denied`, `conflict`.
    pub class: &'static str,
    /// The call, AWS's code and words. No values.
    pub message: String,
}

/// How far something has come that takes its time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It is done.
    Done,
    /// It goes on; AWS's own word for the state.
    Going(String),
    /// It ended badly, for this reason.
    Failed(String),
}

/// How an object is found whose creation was cut off before its id was written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recognition {
    /// [`Cloud::find`] finds it by the tag that the operation gave it.
    Find,
    /// [`Cloud::find`] finds it by its name, of which there is one: nothing of that name is there before
    /// the operation is written down, so what is there afterwards is what it made.
    Name,
    /// Asking for it once more, with the same token, gives the same object.
    Repeat,
}

/// The cloud.
#[async_trait]
pub trait Cloud: Send + Sync + fmt::Debug {
    /// The facts of a type; none if it cannot be built.
    fn facts(&self, resource_type: &str) -> Option<Facts>;

    /// How a half-made object of a type is found again.
    fn recognition(&self, resource_type: &str) -> Recognition;

    /// The object as it is; none if it is not there. `recorded` is what the state remembers, from which
    /// is taken what AWS never gives back.
    async fn read(&self, at: Place<'_>, id: &str, recorded: &Object) -> Result<Option<Object>>;

    /// Asks for a new object, and returns its id at once.
    async fn create(&self, at: Place<'_>, desired: &Object, operation: &str) -> Result<String>;

    /// Whether what was last asked for is in effect.
    async fn settled(&self, at: Place<'_>, id: &str) -> Result<Progress>;

    /// Changes the object in place.
    async fn update(&self, at: Place<'_>, id: &str, prior: &Object, desired: &Object)
    -> Result<()>;

    /// Asks for the object to be removed. One that is not there is no error.
    async fn delete(&self, at: Place<'_>, id: &str, prior: &Object) -> Result<()>;

    /// The object that an operation made before it was cut off.
    async fn find(
        &self,
        at: Place<'_>,
        desired: &Object,
        operation: &str,
    ) -> Result<Option<String>>;
}
