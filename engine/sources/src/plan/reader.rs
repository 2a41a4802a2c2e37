//! From the parts of a plan to resources.

use std::collections::{BTreeMap, HashSet};

use serde_json::value::RawValue;
use tollgate_model::schema::Catalog;
use tollgate_model::{Action, AttributePath, Diagnostic, Diagnostics, Mode, Resource, names};

use super::format::{DeferredChange, OwnDeferred, ResourceChange, StateValues, Variable};
use super::policy_document::{DocumentSource, DocumentSources};
use super::scope::Scope;
use super::step::{self, Context, Planned, Step};
use super::tollgate::Section;
use crate::configuration::{Configuration, Population, Resolver};
use crate::document::Drift;
use crate::error::Problem;
use crate::recognition::Envelope;

/// What a plan says, before normalisation and folding.
#[derive(Debug, Default)]
pub struct PlanParts {
    /// What will exist, and what is deleted, one by one.
    pub resources: Vec<Resource>,
    /// What existed before of what the plan speaks of; only if asked for.
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
    /// Whether it is a plan of our own engine.
    pub is_ours: bool,
    /// The environment and the account that a plan of our own engine is for.
    pub intended: (Option<String>, Option<String>),
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
    let ours: Option<Section> = match envelope.tollgate {
        Some(json) => Some(section(Some(json))?),
        None => None,
    };
    let configuration = match envelope.configuration {
        Some(json) => Some(Configuration::parse(json).map_err(|error| malformed(&error))?),
        None => None,
    };
    parts.region = configuration
        .as_ref()
        .and_then(|found| found.region(variable));
    // What our own engine leaves out is in the plan as a whole, and judged; Terraform's is not.
    let deferred: Vec<OwnDeferred<'_>> = match ours {
        Some(_) => section(envelope.deferred_changes)?,
        None => Vec::new(),
    };
    parts.incomplete = incomplete(&envelope, ours.is_some())?;
    parts.drift = drift(envelope.resource_drift.unwrap_or_default())?;

    let planned = match envelope.resource_changes {
        Some(mut changes) if !changes.is_empty() => {
            changes.extend(
                deferred
                    .into_iter()
                    .map(|deferred| deferred.resource_change),
            );
            Planned::Changes(changes)
        }
        // Some tools cut the changes away; the values say what will exist all the same.
        _ => Planned::Values(section::<StateValues>(envelope.planned_values)?.into_resources()),
    };
    let mut steps = step::steps(planned)?;
    let documents = documents(&mut steps);
    let population = population(&steps, &documents);

    let empty = Configuration::default();
    let mut resolver = Resolver::new(configuration.as_ref().unwrap_or(&empty), population);
    // `prior_state` also holds what the plan leaves out, as with `-target`. Without knowing what becomes
    // of it there is nothing to compare, so the earlier values of the changes alone make what was before.
    let mut prior = want_prior.then(Vec::new);
    for step in steps {
        let block = configuration
            .as_ref()
            .and_then(|found| found.resource(&step.address));
        let schema = catalog.resource(names::current(step.address.resource_type()));
        let mut scope = Scope::new(&mut resolver, &documents, &step.address, block);
        let context = Context {
            arguments: block.map(|block| &block.expressions),
            schema: schema.as_deref(),
        };
        parts
            .resources
            .push(step.into_resource(&context, &mut scope, prior.as_mut())?);
    }
    parts.prior = prior;
    if let Some(mut ours) = ours {
        parts.is_ours = true;
        parts.intended = (ours.environment.take(), ours.account.take());
        let prior = parts.prior.as_deref_mut().unwrap_or_default();
        ours.complete(&mut parts.resources, prior);
    }
    Ok(parts)
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

fn drift(changes: Vec<ResourceChange<'_>>) -> Result<Vec<Drift>, Problem> {
    let mut found = Vec::new();
    for change in changes {
        let action = step::action(&change)?;
        let before = change
            .change
            .before
            .map(step::object)
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

fn incomplete(envelope: &Envelope<'_>, is_ours: bool) -> Result<Vec<String>, Problem> {
    let mut found = Vec::new();
    let deferred: Vec<DeferredChange> = match is_ours {
        true => Vec::new(),
        false => section(envelope.deferred_changes)?,
    };
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
