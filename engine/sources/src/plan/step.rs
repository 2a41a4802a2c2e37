//! One planned change of one instance, and the resource that it leads to.

use std::collections::BTreeMap;

use serde_json::value::RawValue;
use tollgate_model::schema::Block;
use tollgate_model::{
    Action, Address, AttributePath, Change, Mode, Object, Resource, Segment, Value,
};

use super::format::{self, ResourceChange, StateResource};
use super::scope::Scope;
use crate::configuration::Arguments;
use crate::error::Problem;
use crate::mask::Mask;
use crate::overlay::{self, Laid, Layers, Settled};
use crate::tree::Tree;

/// What a plan describes its outcome by.
#[derive(Debug)]
pub enum Planned<'a> {
    /// `resource_changes`.
    Changes(Vec<ResourceChange<'a>>),
    /// `planned_values`, where the changes were cut away.
    Values(Vec<StateResource>),
}

/// One planned change of one instance.
#[derive(Debug)]
pub struct Step<'a> {
    /// The instance.
    pub address: Address,
    /// Its place in the document.
    pointer: String,
    /// None if the plan has values only.
    pub action: Option<Action>,
    reason: Option<String>,
    /// Whether it is about an object that was already replaced.
    deposed: bool,
    /// What changes.
    pub change: format::Change<'a>,
}

/// The steps, one for each instance; ephemeral resources leave nothing to judge.
///
/// # Errors
/// When an address or action is unknown.
pub fn steps(planned: Planned<'_>) -> Result<Vec<Step<'_>>, Problem> {
    let mut steps = Vec::new();
    match planned {
        Planned::Changes(changes) => {
            for (index, change) in changes.into_iter().enumerate() {
                let address: Address = change.address.parse()?;
                if address.mode() == Mode::Ephemeral {
                    continue;
                }
                steps.push(Step {
                    action: Some(action(&change)?),
                    address,
                    pointer: format!("/resource_changes/{index}"),
                    reason: change.action_reason,
                    deposed: change.deposed.is_some(),
                    change: change.change,
                });
            }
        }
        Planned::Values(values) => {
            for resource in values {
                let address: Address = resource.address.parse()?;
                if address.mode() == Mode::Ephemeral {
                    continue;
                }
                steps.push(Step {
                    address,
                    pointer: "/planned_values".to_owned(),
                    action: None,
                    reason: None,
                    deposed: false,
                    change: format::Change {
                        after: resource.values,
                        after_sensitive: resource.sensitive_values,
                        ..format::Change::default()
                    },
                });
            }
        }
    }
    Ok(steps)
}

/// What a change does.
///
/// # Errors
/// When no known Terraform writes such an action.
pub fn action(change: &ResourceChange<'_>) -> Result<Action, Problem> {
    let words = &change.change.actions;
    if let Some(action) = Action::from_words(words) {
        return Ok(action);
    }
    // `lifecycle { destroy = false }`: the old one is left alone, a new one is made.
    let mut sorted: Vec<&str> = words.iter().map(String::as_str).collect();
    sorted.sort_unstable();
    if sorted == ["create", "forget"] {
        return Ok(Action::Create);
    }
    Err(Problem::UnknownAction {
        address: change.address.to_string(),
        actions: words.join(", "),
    })
}

/// What is known about the block that made an instance.
#[derive(Debug)]
pub struct Context<'a> {
    /// What the author wrote.
    pub arguments: Option<&'a Arguments>,
    /// What the provider says about the type.
    pub schema: Option<&'a Block>,
}

impl Step<'_> {
    /// The resource after the step; what it was before goes to `prior`, if that is asked for.
    ///
    /// # Errors
    /// When the earlier values are not what Terraform writes.
    pub fn into_resource(
        self,
        context: &Context<'_>,
        scope: &mut Scope<'_, '_>,
        prior: Option<&mut Vec<Resource>>,
    ) -> Result<Resource, Problem> {
        let action = self.action.unwrap_or(Action::Create);
        let mut before = match (action, self.change.before) {
            // Nothing was there, or it is the same.
            (Action::NoOp | Action::Read, _) | (_, None) => None,
            (_, Some(json)) => Some(object(json)?),
        };
        let after = self.change.after.into_object();
        let changed_from = before.is_some().then(|| after.clone());
        let removes = action.removes();
        let laid = if removes {
            let was = before.take().unwrap_or_default();
            let sensitive = self.change.before_sensitive.as_ref();
            Laid {
                values: overlay::known(was, sensitive, context.schema),
                references: BTreeMap::new(),
            }
        } else {
            let settled = match (action, &before) {
                (Action::NoOp, _) => Settled::All,
                (Action::Update, Some(before)) => Settled::EqualIn(before),
                _ => Settled::None,
            };
            let guess;
            let unknown = if self.action.is_none() || self.change.after_unknown == Mask::Set {
                guess = missing(&after, context);
                &guess
            } else {
                &self.change.after_unknown
            };
            overlay::lay(
                Layers {
                    values: after,
                    unknown,
                    sensitive: self.change.after_sensitive.as_ref(),
                    arguments: context.arguments,
                    schema: context.schema,
                    settled,
                },
                scope,
            )
        };
        let before = before.map(|before| {
            let settled = match (action, &changed_from) {
                (Action::Update, Some(after)) => Settled::EqualIn(after),
                _ => Settled::None,
            };
            let layers = Layers {
                values: before,
                unknown: &Mask::Clear,
                sensitive: self.change.before_sensitive.as_ref(),
                arguments: context.arguments,
                schema: context.schema,
                settled,
            };
            overlay::lay(layers, scope).values
        });
        let mut resource = Resource::new(self.address);
        resource.values = laid.values;
        resource.references = laid.references;
        resource.pointer = Some(self.pointer.into_boxed_str());
        if let Some(prior) = prior.filter(|_| !self.deposed) {
            remember(prior, &resource, action, before.as_ref());
        }
        resource.change = self.action.map(|action| Change {
            reason: self.reason,
            before,
            replace_paths: self.change.replace_paths.iter().filter_map(path).collect(),
            importing: self.change.importing.0,
            ..Change::new(action)
        });
        Ok(resource)
    }
}

/// Keeps what a resource was before.
fn remember(
    prior: &mut Vec<Resource>,
    resource: &Resource,
    action: Action,
    before: Option<&Object>,
) {
    let values = match action {
        Action::NoOp | Action::Delete | Action::Forget => Some(&resource.values),
        _ => before,
    };
    if let Some(values) = values {
        let mut earlier = Resource::new(resource.address.clone());
        earlier.values = values.clone();
        earlier.references = resource.references.clone();
        prior.push(earlier);
    }
}

/// Where a plan has values only, or says that all is unknown, an argument that the author wrote and that has no value may be
/// unknown; the overlay finds out whether it can be.
fn missing(values: &Object, context: &Context<'_>) -> Mask {
    let written = context
        .arguments
        .into_iter()
        .flat_map(|arguments| arguments.keys());
    let names: Vec<_> = written
        .filter(|name| !values.contains_key(*name))
        .map(|name| (name.clone(), Mask::Set))
        .collect();
    if names.is_empty() {
        Mask::Clear
    } else {
        Mask::Object(names)
    }
}

fn path(steps: &Tree) -> Option<AttributePath> {
    steps
        .0
        .as_list()?
        .iter()
        .map(|step| match step {
            Value::String(name) => Some(Segment::from(name.as_str())),
            Value::Number(index) => Some(Segment::Index(usize::try_from(index.as_u64()?).ok()?)),
            _ => None,
        })
        .collect()
}

/// An object of attributes.
///
/// # Errors
/// When it is nested too deeply.
pub fn object(json: &RawValue) -> Result<Object, Problem> {
    serde_json::from_str::<Tree>(json.get())
        .map(Tree::into_object)
        .map_err(|error| Problem::from_json(&error, ""))
}
