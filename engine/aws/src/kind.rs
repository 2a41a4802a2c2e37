//! What one resource type is to the engine.

use std::collections::BTreeMap;

use async_trait::async_trait;
use tollgate_model::{Facts, Object};

use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::Failure;

/// The outcome of a step.
pub type Result<T> = std::result::Result<T, Failure>;

/// One resource type: its facts, and how to do everything with it.
#[derive(Clone, Copy)]
pub struct Kind {
    /// What planning must know.
    pub facts: Facts,
    /// How a half-made one is found again.
    pub find: Find,
    /// Error codes that are normal for a while after something it depends on was made, such as a
    /// role that another service does not see yet.
    pub not_yet: &'static [&'static str],
    /// The IAM actions that each step needs.
    pub permissions: Permissions,
    /// The steps.
    pub operations: &'static dyn Operations,
}

impl std::fmt::Debug for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Kind({})", self.facts.resource_type)
    }
}

/// How an object is found whose creation was begun, but whose id was never written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Find {
    /// The desired attributes name it: asking for that name finds it, whoever made it.
    Name,
    /// By what the operation gives it in the call that makes it: the tag `tollgate:operation`, or a token
    /// that it keeps.
    Tag,
    /// Making it twice is the same as making it once.
    Again,
}

/// IAM actions, such as `ec2:DescribeVpcs`, of each step.
#[derive(Clone, Copy, Debug)]
pub struct Permissions {
    /// To list.
    pub list: &'static [&'static str],
    /// To read.
    pub read: &'static [&'static str],
    /// To create, besides `read`.
    pub create: &'static [&'static str],
    /// To update, besides `read`.
    pub update: &'static [&'static str],
    /// To delete, besides `read`.
    pub delete: &'static [&'static str],
}

/// One step of an apply, as the calls of that step know it.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The number of the operation: 26 letters and digits, the same after a crash. It is the
    /// idempotency token of calls that take one, and the tag by which the object is found.
    pub id: String,
}

/// What an update is about.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// What is there.
    pub prior: Attributes<'a>,
    /// What shall be there.
    pub desired: Attributes<'a>,
}

impl Change<'_> {
    /// Whether one of these attributes or blocks differs. Unset and null are the same.
    #[must_use]
    pub fn touches(&self, names: &[&str]) -> bool {
        names
            .iter()
            .any(|name| self.prior.plain(name) != self.desired.plain(name))
    }

    /// The texts of a list or set that come, and those that go.
    #[must_use]
    pub fn difference(&self, name: &str) -> (Vec<String>, Vec<String>) {
        let (prior, desired) = (self.prior.texts(name), self.desired.texts(name));
        let without = |these: &[String], those: &[String]| {
            let mut left = these.to_vec();
            left.retain(|text| !those.contains(text));
            left
        };
        (without(&desired, &prior), without(&prior, &desired))
    }

    /// The tags that come or get another value, and the keys of those that go.
    #[must_use]
    pub fn tags(&self) -> (BTreeMap<String, String>, Vec<String>) {
        let (mut prior, mut new) = (self.prior.tags(), self.desired.tags());
        new.retain(|key, value| prior.get(key) != Some(value));
        let desired = self.desired.tags();
        prior.retain(|key, _| !desired.contains_key(key));
        (new, prior.into_keys().collect())
    }
}

/// How far a step has come that takes its time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It is done.
    Done,
    /// It goes on; the word is AWS's own for the state, such as `creating`.
    Going(String),
    /// It ended badly, for this reason.
    Failed(String),
}

/// The steps of one resource type. Values are attributes as a plan's `after` has them: nested blocks
/// are lists of objects, also the single ones.
#[async_trait]
pub trait Operations: Send + Sync {
    /// The ids of all objects of this type in the account and region, all pages.
    async fn list(&self, aws: &Aws) -> Result<Vec<String>>;

    /// The object as it is now; none if it is not there. Everything that AWS tells is given, also
    /// computed attributes; what is unset is absent.
    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>>;

    /// Asks for a new object, and returns its id as soon as AWS has given it. What the call that makes
    /// it does not take is not its business: once the object has settled, the engine compares what is
    /// there with what is desired, and calls `update` for the rest.
    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String>;

    /// Whether what was last asked for is in effect. The engine asks again after a while.
    async fn settled(&self, _aws: &Aws, _id: &str) -> Result<Progress> {
        Ok(Progress::Done)
    }

    /// Changes the object in place.
    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()>;

    /// Asks for the object to be removed. One that is not there is no error.
    async fn delete(&self, aws: &Aws, id: &str, prior: Attributes<'_>) -> Result<()>;

    /// The id of the object that an operation made before it was cut off; none if it made none.
    /// For [`Find::Again`] the engine calls `create` once more instead.
    async fn find(
        &self,
        _aws: &Aws,
        _desired: Attributes<'_>,
        _operation: &Operation,
    ) -> Result<Option<String>> {
        Ok(None)
    }
}
