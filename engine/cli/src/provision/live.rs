//! What was read of an account, as the resources that rules judge.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tollgate_apply::code::Existing;
use tollgate_hcl::config::Configuration;
use tollgate_model::{Address, Diagnostics, Object, Resource, Value};
use tollgate_plan::{Deferred, Plan, Prior, Standing};

use super::account::Account;
use super::desire::desired;
use super::planning::{answered, standing};
use super::project::Project;

/// The objects that exist, with the place of their blocks where the plan knows it.
#[must_use]
pub fn resources(prior: &[Prior], plan: Option<&Plan>) -> Vec<Resource> {
    prior
        .iter()
        .filter(|prior| !matches!(prior.standing, Standing::Deposed(_)))
        .filter_map(|prior| {
            let live = prior.live.as_ref()?;
            let mut resource = resource(prior, live);
            resource.location = plan
                .and_then(|plan| plan.resource(&prior.address))
                .and_then(|planned| planned.location.clone());
            Some(resource)
        })
        .collect()
}

/// What the plan leaves out, as the code has it now that all else stands.
///
/// # Errors
/// When the code cannot be evaluated any more.
pub fn left_out(
    project: &Project,
    prior: &[Prior],
    plan: &Plan,
) -> Result<Vec<Resource>, Diagnostics> {
    if plan.deferred.is_empty() {
        return Ok(Vec::new());
    }
    let configuration = project.evaluate(&standing(prior))?;
    Ok(among(configuration, &plan.deferred))
}

/// What the sandbox of an environment goes without, as the code has it beside these objects.
///
/// # Errors
/// When the code cannot be evaluated, or its data sources have no answer.
pub async fn absent(
    project: &Project,
    account: &Account,
    objects: BTreeMap<Address, Arc<Object>>,
) -> Result<Vec<Resource>, Diagnostics> {
    let existing = Existing {
        generation: 0,
        objects: Arc::new(objects),
    };
    let configuration = answered(project, account, &existing).await?;
    let wanted = desired(&configuration, project.region(), true)?;
    Ok(among(configuration, &wanted.left_out))
}

/// Those resources of the code.
fn among(configuration: Configuration, deferred: &[Deferred]) -> Vec<Resource> {
    let addresses: BTreeSet<&Address> = deferred
        .iter()
        .map(|deferred| &deferred.planned.change.address)
        .collect();
    let resources = configuration.resources.into_iter();
    resources
        .filter(|resource| addresses.contains(&resource.address))
        .map(|resource| Resource {
            values: resource.values,
            references: resource.references,
            location: Some(resource.location),
            ..Resource::new(resource.address)
        })
        .collect()
}

fn resource(prior: &Prior, live: &Object) -> Resource {
    let text = |name: &str| live.get(name).and_then(Value::as_str).map(Arc::from);
    Resource {
        id: Some(Arc::from(prior.id.as_str())),
        arn: text("arn"),
        values: live.clone(),
        ..Resource::new(prior.address.clone())
    }
}
