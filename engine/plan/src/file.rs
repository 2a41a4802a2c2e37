//! The plan as a file: Terraform's plan JSON, format 1.2, with a `tollgate` section.
//!
//! Every tool that reads `terraform show -json` reads it. What Terraform's format has no place for (to
//! which state, account and code the plan belongs; ids, regions, needs) stands in the section. A plan
//! holds no secret: in the place of a sensitive text stands a mask, in that of anything else sensitive
//! nothing. It is written with sorted names, so that the same plan always gives the same bytes.

mod read;
mod values;
mod write;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use tollgate_model::{Address, AttributePath, Location, Value};

use crate::action::PlannedChange;
use crate::order::{Cycle, Needs, Step, order};

pub use read::Unreadable;

/// The version of the `tollgate` section.
pub const FORMAT: u32 = 1;

/// What a plan belongs to, besides what it changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Binding {
    /// The version of the section.
    pub format: u32,
    /// The version of Tollgate that made it.
    pub engine: String,
    /// When it was made, RFC 3339 in UTC.
    pub created: String,
    /// The environment, as `tollgate.toml` names it.
    pub environment: String,
    /// The AWS account, twelve digits.
    pub account: String,
    /// Where AWS is: `aws`, or the emulators of a sandbox.
    pub target: String,
    /// The lineage of the state that it starts from.
    pub lineage: String,
    /// The serial of that state. After any other change the plan is void.
    pub serial: u64,
    /// The digest of the code and of the values of its variables.
    pub code: String,
    /// Whether it removes everything.
    pub destroy: bool,
    /// Whether resources that hold data may be replaced or removed.
    pub allow_data_loss: bool,
}

/// One resource of a plan, with what only the code knows.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// What is done.
    pub change: PlannedChange,
    /// Addresses that it refers to now.
    pub needs: Vec<Arc<str>>,
    /// Addresses that it needed when it was made.
    pub needed: Vec<Arc<str>>,
    /// For each attribute what it is computed from.
    pub references: BTreeMap<AttributePath, Vec<Arc<str>>>,
    /// The block that declares it.
    pub location: Option<Location>,
    /// Whether destroying it is an error, from now on.
    pub prevent_destroy: bool,
    /// Whether its replacement is created first, from now on.
    pub create_before_destroy: bool,
}

/// A resource that the target of a plan goes without, such as a sandbox whose emulators lack it.
#[derive(Clone, Debug, PartialEq)]
pub struct Deferred {
    /// Why.
    pub reason: String,
    /// The resource, as it would be created.
    pub planned: Planned,
}

/// Everything that an apply does, and nothing else.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// What it belongs to.
    pub binding: Binding,
    /// Every resource, also those that stay as they are; sorted by address.
    pub resources: Vec<Planned>,
    /// What the code has and this plan leaves out. It is judged with the rest, and nothing is done.
    pub deferred: Vec<Deferred>,
    /// The root module's variables.
    pub variables: BTreeMap<String, Value>,
    /// The root module's outputs.
    pub outputs: BTreeMap<String, Value>,
}

impl Plan {
    /// The document. Names are sorted.
    #[must_use]
    pub fn to_json(&self) -> Json {
        write::plan(self)
    }

    /// The plan of a document.
    ///
    /// # Errors
    /// When the document is not a plan of Tollgate, or of another version.
    pub fn from_json(json: &Json) -> Result<Self, Unreadable> {
        read::plan(json)
    }

    /// Whether anything is done to AWS or to the state.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.resources.iter().any(|planned| {
            let change = &planned.change;
            change.is_change()
                || change.action == tollgate_model::Action::Forget
                || change.moved_from.is_some()
                || change.importing
        })
    }

    /// What gets another address, from and to, in an order in which each place is free by then.
    #[must_use]
    pub fn moves(&self) -> Vec<(Address, Address)> {
        let moved = self.resources.iter().filter_map(|planned| {
            let change = &planned.change;
            Some((change.moved_from.clone()?, change.address.clone()))
        });
        let mut left: Vec<(Address, Address)> = moved.collect();
        left.sort_unstable();
        left.dedup();
        let mut ordered = Vec::new();
        while !left.is_empty() {
            let (taken, free): (Vec<_>, Vec<_>) = left
                .iter()
                .cloned()
                .partition(|(_, to)| left.iter().any(|(from, _)| from == to));
            ordered.extend(free.iter().cloned());
            if free.is_empty() {
                // Those that wait for each other are left to the state, which refuses them.
                ordered.extend(taken);
                break;
            }
            left = taken;
        }
        ordered
    }

    /// The planned resource of an address that is not deposed.
    #[must_use]
    pub fn resource(&self, address: &Address) -> Option<&Planned> {
        self.resources.get(self.position(address)?)
    }

    /// The same, to fill in what has become known.
    #[must_use]
    pub fn resource_mut(&mut self, address: &Address) -> Option<&mut Planned> {
        let position = self.position(address)?;
        self.resources.get_mut(position)
    }

    /// Resources are sorted by address, and by key where objects are deposed: none comes first.
    fn position(&self, address: &Address) -> Option<usize> {
        let found = self.resources.binary_search_by(|planned| {
            let change = &planned.change;
            change
                .address
                .cmp(address)
                .then_with(|| change.deposed.as_ref().cmp(&None))
        });
        found.ok()
    }

    /// The steps, in an order that can be followed one after the other.
    ///
    /// # Errors
    /// When resources wait for each other.
    pub fn steps(&self) -> Result<Vec<Step>, Cycle> {
        let changes: Vec<PlannedChange> = self.resources.iter().map(|p| p.change.clone()).collect();
        let now: Vec<_> = self.resources.iter().map(|p| p.needs.clone()).collect();
        let before: Vec<_> = self.resources.iter().map(|p| p.needed.clone()).collect();
        order(
            &changes,
            Needs {
                now: &now,
                before: &before,
            },
        )
    }
}
