//! What was read of an account, as the resources that rules judge.

use std::sync::Arc;

use tollgate_model::{Object, Resource, Value};
use tollgate_plan::{Plan, Prior, Standing};

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

fn resource(prior: &Prior, live: &Object) -> Resource {
    let text = |name: &str| live.get(name).and_then(Value::as_str).map(Arc::from);
    Resource {
        id: Some(Arc::from(prior.id.as_str())),
        arn: text("arn"),
        values: live.clone(),
        ..Resource::new(prior.address.clone())
    }
}
