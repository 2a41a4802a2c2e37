//! What was read of an account, as the resources that rules judge.

use std::collections::BTreeSet;
use std::sync::Arc;

use tollgate_model::{Address, Diagnostics, Object, Resource, Value};
use tollgate_plan::{Plan, Prior, Standing};

use super::planning::standing;
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
    let addresses: BTreeSet<&Address> = plan
        .deferred
        .iter()
        .map(|deferred| &deferred.planned.change.address)
        .collect();
    let left_out = configuration
        .resources
        .into_iter()
        .filter(|resource| addresses.contains(&resource.address));
    Ok(left_out
        .map(|resource| Resource {
            values: resource.values,
            references: resource.references,
            location: Some(resource.location),
            ..Resource::new(resource.address)
        })
        .collect())
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
