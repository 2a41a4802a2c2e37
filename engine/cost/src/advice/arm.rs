//! Graviton: the same work on ARM.

use tollgate_model::Value;

use super::{Proposal, SIZED, Step, one};
use crate::world::World;

/// Families of x86, and the family of ARM that does their work.
const FAMILIES: &[(&str, &str)] = &[
    ("c5", "c6g"),
    ("c6i", "c6g"),
    ("c7i", "c7g"),
    ("m5", "m6g"),
    ("m6i", "m6g"),
    ("m7i", "m7g"),
    ("r5", "r6g"),
    ("r6i", "r6g"),
    ("r7i", "r7g"),
    ("t2", "t4g"),
    ("t3", "t4g"),
    ("t3a", "t4g"),
];

pub(super) fn proposals(world: &World<'_>) -> Vec<Proposal> {
    let sized = SIZED.iter().flat_map(|(resource_type, attribute)| {
        world.all(resource_type).filter_map(|subject| {
            let size = subject.text(attribute).value()?;
            one(
                "arm",
                subject.resource,
                attribute,
                Value::string(on_arm(&size)?),
                None,
            )
        })
    });
    let functions = world.all("aws_lambda_function").filter_map(|function| {
        let architectures = function.list("architectures");
        let is_arm = architectures
            .iter()
            .any(|name| name.as_str() == Some("arm64"));
        let address = function.resource.address.clone();
        (!is_arm).then(|| Proposal {
            kind: "arm",
            address: address.clone(),
            change: "architectures = [\"arm64\"]".to_owned(),
            price: None,
            steps: vec![Step::Set(
                address,
                "architectures".into(),
                Value::List(vec![Value::from("arm64")]),
            )],
        })
    });
    sized.chain(functions).chain(tasks(world)).collect()
}

/// Services on Fargate: what is changed is their task definition.
fn tasks(world: &World<'_>) -> Vec<Proposal> {
    let services = world.all("aws_ecs_service").filter_map(|service| {
        let task = service.target("task_definition", "aws_ecs_task_definition")?;
        let architecture = task.text("runtime_platform.cpu_architecture").value();
        if architecture.as_deref() == Some("ARM64") {
            return None;
        }
        let path = "runtime_platform.cpu_architecture".parse().ok()?;
        let address = task.resource.address.clone();
        Some(Proposal {
            kind: "arm",
            address: service.resource.address.clone(),
            change: "runtime_platform.cpu_architecture = \"ARM64\"".to_owned(),
            price: None,
            steps: vec![Step::Set(address, path, Value::from("ARM64"))],
        })
    });
    services.collect()
}

/// `db.t3.small` as `db.t4g.small`.
fn on_arm(size: &str) -> Option<String> {
    let (family, rest) = match size.rsplitn(3, '.').collect::<Vec<_>>().as_slice() {
        [small, family, prefix] => (*family, (format!("{prefix}."), *small)),
        [small, family] => (*family, (String::new(), *small)),
        _ => return None,
    };
    let (_, arm) = FAMILIES.iter().find(|(x86, _)| *x86 == family)?;
    Some(format!("{}{arm}.{}", rest.0, rest.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_keep_their_service_and_their_size() {
        for (x86, arm) in [
            ("db.t3.small", Some("db.t4g.small")),
            ("cache.r5.large", Some("cache.r6g.large")),
            ("m6i.2xlarge", Some("m6g.2xlarge")),
            ("db.r6g.xlarge", None),
            ("nonsense", None),
        ] {
            assert_eq!(on_arm(x86).as_deref(), arm);
        }
    }
}
