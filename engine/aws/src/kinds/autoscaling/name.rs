//! What targets and policies are called: `ecs/service/dev/app/ecs:service:DesiredCount`, and for a
//! policy its name after that.

use aws_sdk_applicationautoscaling::types::{ScalableDimension, ServiceNamespace};

use crate::attributes::Attributes;
use crate::failure::{Class, Failure};
use crate::kind::Result;

/// What scales.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The service, such as `ecs`.
    pub namespace: ServiceNamespace,
    /// The resource, such as `service/dev/app`.
    pub resource: String,
    /// What of it scales, such as `ecs:service:DesiredCount`.
    pub dimension: ScalableDimension,
    /// The policy; empty for a target.
    pub policy: String,
}

impl Name {
    /// From an id. The parts may have slashes themselves, but the dimension begins with the service.
    pub fn of_id(id: &str) -> Result<Self> {
        let unreadable = || {
            let form =
                "it must be `service/resource/dimension`, and for a policy `/name` after that";
            Failure::invalid(
                "application-autoscaling",
                format!("`{id}` is no id: {form}"),
            )
        };
        let (namespace, rest) = id.split_once('/').ok_or_else(unreadable)?;
        let start = rest
            .match_indices(&format!("/{namespace}:"))
            .map(|(position, _)| position)
            .find(|position| *position > 0)
            .ok_or_else(unreadable)?;
        let (resource, after) = rest.split_at(start);
        let after = after.trim_start_matches('/');
        let (dimension, policy) = after.split_once('/').unwrap_or((after, ""));
        Ok(Self {
            namespace: namespace.into(),
            resource: resource.to_owned(),
            dimension: dimension.into(),
            policy: policy.to_owned(),
        })
    }

    /// From attributes.
    pub fn of(desired: Attributes<'_>) -> Result<Self> {
        Ok(Self {
            namespace: desired.required("service_namespace")?.into(),
            resource: desired.required("resource_id")?.to_owned(),
            dimension: desired.required("scalable_dimension")?.into(),
            policy: desired.string("name").unwrap_or_default(),
        })
    }

    /// The id.
    pub fn id(&self) -> String {
        let target = format!(
            "{}/{}/{}",
            self.namespace.as_str(),
            self.resource,
            self.dimension.as_str()
        );
        if self.policy.is_empty() {
            target
        } else {
            format!("{target}/{}", self.policy)
        }
    }
}

/// Every service that scales.
pub fn namespaces() -> impl Iterator<Item = ServiceNamespace> {
    ServiceNamespace::values().iter().map(|name| (*name).into())
}

/// A failure, told by its words where the code says nothing: an emulator has one code for everything,
/// and AWS says by a `ValidationException` that it does not see a service yet that was made a moment ago.
pub fn told(failure: impl Into<Failure>) -> Failure {
    let failure = failure.into();
    let says = |words| failure.message.contains(words);
    let class = match failure.class {
        Class::Invalid if says("No scalable target found") || says("No scaling policy found") => {
            Class::NotFound
        }
        Class::Invalid if says("ECS service doesn't exist") || says("assume IAM role") => {
            Class::Transient
        }
        class => class,
    };
    Failure { class, ..failure }
}

#[cfg(test)]
mod tests {
    use super::Name;

    #[test]
    fn an_id_is_read_as_it_is_written() {
        for (id, resource, dimension, policy) in [
            (
                "ecs/service/dev/app/ecs:service:DesiredCount",
                "service/dev/app",
                "ecs:service:DesiredCount",
                "",
            ),
            (
                "ecs/service/dev/app/ecs:service:DesiredCount/cpu",
                "service/dev/app",
                "ecs:service:DesiredCount",
                "cpu",
            ),
            (
                "dynamodb/table/a/index/b/dynamodb:index:ReadCapacityUnits/Read:table/a/index/b",
                "table/a/index/b",
                "dynamodb:index:ReadCapacityUnits",
                "Read:table/a/index/b",
            ),
        ] {
            let name = Name::of_id(id).unwrap();
            assert_eq!(name.resource, resource);
            assert_eq!(name.dimension.as_str(), dimension);
            assert_eq!(name.policy, policy);
            assert_eq!(name.id(), id);
        }
    }

    #[test]
    fn what_is_no_id_is_refused() {
        for id in ["", "ecs", "ecs/service/dev/app", "/x:y:z"] {
            assert!(Name::of_id(id).is_err(), "{id}");
        }
    }
}
