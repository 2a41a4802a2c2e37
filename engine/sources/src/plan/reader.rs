//! From the parts of a plan to resources.

use std::collections::{BTreeMap, HashSet};

use serde_json::value::RawValue;
use tollgate_model::schema::Catalog;
use tollgate_model::{
    Action, Address, AttributePath, Change, Diagnostic, Diagnostics, Mode, Object, Resource,
    Segment, Value,
};

use super::format::{
    self, DeferredChange, PriorState, ResourceChange, StateResource, StateValues, Variable,
};
use super::policy_document::{DocumentSource, DocumentSources};
use super::scope::Scope;
use crate::configuration::{Configuration, Population, Resolution, Resolver};
use crate::document::Drift;
use crate::error::Problem;
use crate::mask::Mask;
use crate::overlay::{self, Laid, Layers, References, Settled};
use crate::recognition::Envelope;
use crate::tree::Tree;

/// What a plan says, before normalisation and folding.
#[derive(Debug, Default)]
pub struct PlanParts {
    /// What will exist, and what is deleted, one by one.
    pub resources: Vec<Resource>,
    /// What existed before; only if asked for.
    pub prior: Option<Vec<Resource>>,
    /// What changed outside of Terraform.
    pub drift: Vec<Drift>,
    /// The root variable `environment` or `env`.
    pub environment: Option<String>,
    /// The region of the default provider.
    pub region: Option<String>,
    /// What the plan leaves open.
    pub incomplete: Vec<String>,
    /// What was odd.
    pub warnings: Diagnostics,
}

/// Reads a plan.
///
/// # Errors
/// When a part of it is not what Terraform writes.
pub fn read(
    envelope: Envelope<'_>,
    catalog: &Catalog,
    want_prior: bool,
) -> Result<PlanParts, Problem> {
    let mut parts = PlanParts::default();
    if envelope.format_version.is_none() {
        let warning = "the plan has no `format_version`, which Terraform always writes";
        parts.warnings.push(
            Diagnostic::warning("sources::no-format-version", warning)
                .with_help("check that the plan was not cut down by hand"),
        );
    }
    let variables: BTreeMap<String, Variable> = section(envelope.variables)?;
    let variable = |name: &str| {
        variables
            .get(name)
            .and_then(|found| found.value.0.as_str())
            .map(str::to_owned)
    };
    parts.environment = variable("environment").or_else(|| variable("env"));
    let configuration = match envelope.configuration {
        Some(json) => Some(Configuration::parse(json).map_err(|error| malformed(&error))?),
        None => None,
    };
    parts.region = configuration
        .as_ref()
        .and_then(|found| found.region(variable));
    parts.incomplete = incomplete(&envelope)?;
    parts.drift = drift(envelope.resource_drift.unwrap_or_default())?;

    let planned = match envelope.resource_changes {
        Some(changes) if !changes.is_empty() => Planned::Changes(changes),
        // Some tools cut the changes away; the values say what will exist all the same.
        _ => Planned::Values(section::<StateValues>(envelope.planned_values)?.into_resources()),
    };
    let mut steps = steps(planned)?;
    let documents = documents(&mut steps);
    let population = population(&steps, &documents);

    let empty = Configuration::default();
    let mut resolver = Resolver::new(configuration.as_ref().unwrap_or(&empty), population);
    let mut prior = want_prior.then(Vec::new);
    for step in steps {
        let block = configuration
            .as_ref()
            .and_then(|found| found.resource(&step.address));
        let schema = catalog.resource(tollgate_model::names::current(step.address.resource_type()));
        let mut scope = Scope::new(&mut resolver, &documents, &step.address, block);
        let context = Context {
            arguments: block.map(|block| &block.expressions),
            schema: schema.as_deref(),
        };
        parts
            .resources
            .push(step.into_resource(&context, &mut scope, prior.as_mut())?);
    }
    if let Some(prior) = &mut prior {
        add_prior_state(prior, section(envelope.prior_state)?)?;
    }
    parts.prior = prior;
    Ok(parts)
}

/// What a plan describes its outcome by.
enum Planned<'a> {
    Changes(Vec<ResourceChange<'a>>),
    Values(Vec<StateResource>),
}

/// One planned change of one instance.
struct Step<'a> {
    address: Address,
    pointer: String,
    /// None if the plan has values only.
    action: Option<Action>,
    reason: Option<String>,
    change: format::Change<'a>,
}

fn steps(planned: Planned<'_>) -> Result<Vec<Step<'_>>, Problem> {
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

fn action(change: &ResourceChange<'_>) -> Result<Action, Problem> {
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

/// Takes the data sources out of the steps, and keeps the policy documents among them.
fn documents(steps: &mut Vec<Step<'_>>) -> DocumentSources {
    let mut documents = DocumentSources::new();
    steps.retain_mut(|step| {
        if step.address.mode() != Mode::Data {
            return true;
        }
        if step.address.resource_type().as_ref() == "aws_iam_policy_document" {
            let source = DocumentSource {
                values: std::mem::take(&mut step.change.after).into_object(),
                unknown: std::mem::take(&mut step.change.after_unknown),
            };
            documents.insert(step.address.clone(), source);
        }
        false
    });
    documents
}

fn population(steps: &[Step<'_>], documents: &DocumentSources) -> Population {
    let mut population = Population::default();
    let mut seen = HashSet::new();
    let stays = |step: &&Step<'_>| !step.action.is_some_and(Action::removes);
    for address in steps
        .iter()
        .filter(stays)
        .map(|step| &step.address)
        .chain(documents.keys())
    {
        if seen.insert(address) {
            population.insert(address);
        }
    }
    population
}

/// What is known about the block that made an instance.
struct Context<'a> {
    arguments: Option<&'a crate::configuration::Arguments>,
    schema: Option<&'a tollgate_model::schema::Block>,
}

impl Step<'_> {
    fn into_resource(
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
            plain(
                before.take().unwrap_or_default(),
                self.change.before_sensitive.as_ref(),
                context,
            )
        } else {
            let settled = match (action, &before) {
                (Action::NoOp, _) => Settled::All,
                (Action::Update, Some(before)) => Settled::EqualIn(before),
                _ => Settled::None,
            };
            let guess;
            let unknown = if self.action.is_none() {
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
        if let Some(prior) = prior {
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

/// Values that are all known, and of which no code is told.
fn plain(values: Object, sensitive: Option<&Mask>, context: &Context<'_>) -> Laid {
    let layers = Layers {
        values,
        unknown: &Mask::Clear,
        sensitive,
        arguments: None,
        schema: context.schema,
        settled: Settled::None,
    };
    overlay::lay(layers, &mut NoReferences)
}

/// For documents without expressions.
#[derive(Debug)]
pub struct NoReferences;

impl References for NoReferences {
    fn resolve(&mut self, _: &crate::configuration::Leaf) -> Resolution {
        Resolution::default()
    }

    fn document(&mut self, _: &Resolution) -> Option<Value> {
        None
    }
}

/// Where a plan has values only, an argument that the author wrote and that has no value may be
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

/// Adds the resources that the plan starts from and does not mention, as with `-target`.
fn add_prior_state(prior: &mut Vec<Resource>, state: PriorState) -> Result<(), Problem> {
    let known: HashSet<Address> = prior
        .iter()
        .map(|resource| resource.address.clone())
        .collect();
    for found in state.values.unwrap_or_default().into_resources() {
        let address: Address = found.address.parse()?;
        let deposed = found.deposed_key.is_some();
        if address.mode() == Mode::Managed && !deposed && !known.contains(&address) {
            let context = Context {
                arguments: None,
                schema: None,
            };
            let laid = plain(
                found.values.into_object(),
                found.sensitive_values.as_ref(),
                &context,
            );
            let mut resource = Resource::new(address);
            resource.values = laid.values;
            prior.push(resource);
        }
    }
    Ok(())
}

fn drift(changes: Vec<ResourceChange<'_>>) -> Result<Vec<Drift>, Problem> {
    let mut found = Vec::new();
    for change in changes {
        let action = action(&change)?;
        let before = change
            .change
            .before
            .map(object)
            .transpose()?
            .unwrap_or_default();
        let after = change.change.after.into_object();
        let names = before
            .keys()
            .chain(after.keys().filter(|name| !before.contains_key(*name)));
        let changed = names
            .filter(|name| before.get(*name) != after.get(*name))
            .map(|name| AttributePath::from(name.as_str()))
            .collect();
        found.push(Drift {
            address: change.address.parse()?,
            action,
            changed,
        });
    }
    Ok(found)
}

fn incomplete(envelope: &Envelope<'_>) -> Result<Vec<String>, Problem> {
    let mut found = Vec::new();
    let deferred: Vec<DeferredChange> = section(envelope.deferred_changes)?;
    for change in deferred {
        let address = change
            .resource_change
            .map_or_else(String::new, |resource| resource.address);
        found.push(format!(
            "`{address}` is put off to a later plan ({})",
            change.reason
        ));
    }
    if envelope.complete == Some(false) {
        found
            .push("the plan does not cover the whole configuration (`complete: false`)".to_owned());
    }
    Ok(found)
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

fn object(json: &RawValue) -> Result<Object, Problem> {
    serde_json::from_str::<Tree>(json.get())
        .map(Tree::into_object)
        .map_err(|error| malformed(&error))
}

fn section<'a, T: serde::Deserialize<'a> + Default>(
    json: Option<&'a RawValue>,
) -> Result<T, Problem> {
    match json {
        Some(json) => serde_json::from_str(json.get()).map_err(|error| malformed(&error)),
        None => Ok(T::default()),
    }
}

/// The part was complete JSON before, so it is not truncated.
fn malformed(error: &serde_json::Error) -> Problem {
    Problem::from_json(error, "")
}
