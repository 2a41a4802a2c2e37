//! The JSON of a plan, as `terraform show -json` and `tofu show -json` write it: formats 0.1 to 1.x.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::mask::{Mask, Presence};
use crate::tree::{Tree, nullable};

/// One element of `resource_changes` or `resource_drift`.
#[derive(Debug, Deserialize)]
pub struct ResourceChange<'a> {
    /// The absolute address, instance key included.
    #[serde(borrow)]
    pub address: Cow<'a, str>,
    /// Why this action, such as `replace_because_cannot_update`.
    pub action_reason: Option<String>,
    /// Present for an object that was already replaced, and is still to be deleted.
    pub deposed: Option<Presence>,
    /// What changes.
    #[serde(borrow)]
    pub change: Change<'a>,
}

/// The `change` of a resource.
#[derive(Debug, Default, Deserialize)]
pub struct Change<'a> {
    /// Such as `["delete", "create"]`.
    pub actions: Vec<String>,
    /// Earlier values; text until it is known that they are needed.
    #[serde(borrow)]
    pub before: Option<&'a RawValue>,
    /// Planned values, without those that are not known yet.
    #[serde(default)]
    pub after: Tree,
    /// Which planned values are not known yet.
    #[serde(default)]
    pub after_unknown: Mask,
    /// Which earlier values must not be shown. Absent before format 0.2.
    pub before_sensitive: Option<Mask>,
    /// Which planned values must not be shown. Absent before format 0.2.
    pub after_sensitive: Option<Mask>,
    /// The attributes that force a replacement, as paths of names and positions.
    #[serde(default, deserialize_with = "nullable")]
    pub replace_paths: Vec<Tree>,
    /// Whether the resource is imported.
    #[serde(default)]
    pub importing: Presence,
}

/// `planned_values`, and the `values` of a shown state.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct StateValues {
    /// The root module.
    #[serde(deserialize_with = "nullable")]
    pub root_module: StateModule,
}

/// A module in values.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct StateModule {
    /// Its resources.
    #[serde(deserialize_with = "nullable")]
    pub resources: Vec<StateResource>,
    /// The modules that it calls.
    #[serde(deserialize_with = "nullable")]
    pub child_modules: Vec<StateModule>,
}

/// A resource in values.
#[derive(Debug, Deserialize)]
pub struct StateResource {
    /// The absolute address.
    pub address: String,
    /// Present for an object that is still to be deleted.
    pub deposed_key: Option<Presence>,
    /// The attributes. Unknown ones are missing.
    #[serde(default)]
    pub values: Tree,
    /// Which attributes must not be shown. Absent before format 0.2.
    pub sensitive_values: Option<Mask>,
}

impl StateValues {
    /// All resources of all modules.
    pub fn into_resources(self) -> Vec<StateResource> {
        let mut found = Vec::new();
        let mut modules = vec![self.root_module];
        while let Some(module) = modules.pop() {
            found.extend(module.resources);
            modules.extend(module.child_modules);
        }
        found
    }
}

/// One element of `deferred_changes`.
#[derive(Debug, Deserialize)]
pub struct DeferredChange {
    /// Why it is put off, such as `instance_count_unknown`.
    #[serde(default)]
    pub reason: String,
    /// What is put off.
    pub resource_change: Option<DeferredResource>,
}

/// The same of a plan of our own engine, which knows all of it.
#[derive(Debug, Deserialize)]
pub struct OwnDeferred<'a> {
    /// What the target of the plan goes without.
    #[serde(borrow)]
    pub resource_change: ResourceChange<'a>,
}

/// Only the name of a deferred resource is of use.
#[derive(Debug, Deserialize)]
pub struct DeferredResource {
    /// The address as far as it is known.
    #[serde(default)]
    pub address: String,
}

/// One root variable of `variables`.
#[derive(Debug, Deserialize)]
pub struct Variable {
    /// Its value.
    #[serde(default)]
    pub value: Tree,
}
