//! `aws_autoscaling_group`: its machines, as few and as many as it allows.

use rust_decimal::Decimal;
use tollgate_model::Value;

use crate::bill::Bill;
use crate::charges::ec2::INSTANCE_HOURS;
use crate::kinds::ec2::bounds::Bounds;
use crate::kinds::ec2::machine::{Count, Machine};
use crate::kinds::ec2::template;
use crate::quantity::Quantity;
use crate::subject::{Known, Subject, member, number};

const BOUNDS: Bounds = Bounds {
    least: "min_size",
    asked: "desired_capacity",
    most: "max_size",
};

pub(super) fn price(group: &Subject<'_>, bill: &mut Bill<'_>) {
    let Some(mut machine) = launched(group) else {
        let reason = "what it launches is not in the document";
        bill.undecided("Instances", &INSTANCE_HOURS, reason);
        return;
    };
    let overrides = group.list("mixed_instances_policy.launch_template.override");
    if let Some(size) = overrides
        .first()
        .and_then(|first| member(first, "instance_type"))
    {
        machine.size = match size.as_str() {
            Some(size) => Known::Set(size.into()),
            None => Known::AfterApply,
        };
    }
    let weight = overrides
        .first()
        .and_then(|first| member(first, "weighted_capacity"));
    let count = shared(group, machines(BOUNDS.count(group, bill), weight));
    let subnet = group.target("vpc_zone_identifier", "aws_subnet");
    machine.charge("Instances", &count, subnet, bill);
}

/// What the group starts, by its template or its configuration.
fn launched<'a>(group: &Subject<'a>) -> Option<Machine<'a>> {
    let by_template = ["launch_template", "mixed_instances_policy"]
        .iter()
        .find_map(|path| group.target(path, "aws_launch_template"));
    if let Some(found) = by_template {
        return Some(template::template(&found));
    }
    let found = group.target("launch_configuration", "aws_launch_configuration")?;
    Some(template::configuration(&found))
}

/// So many machines as have the capacity, each the weight of its type.
fn machines(capacity: Quantity, weight: Option<&Value>) -> Quantity {
    let weight = weight.and_then(number).unwrap_or(Decimal::ONE);
    capacity.map(|capacity| capacity.checked_div(weight).unwrap_or(capacity).ceil())
}

/// Those on demand, and those on Spot, as the policy shares them.
fn shared(group: &Subject<'_>, all: Quantity) -> Count {
    let figure = |name, default| {
        let path = format!("mixed_instances_policy.instances_distribution.{name}");
        group.number(&path).value().unwrap_or(default)
    };
    let base = figure("on_demand_base_capacity", Decimal::ZERO);
    let percent = figure(
        "on_demand_percentage_above_base_capacity",
        Decimal::ONE_HUNDRED,
    );
    let on_demand = all.clone().map(|all| {
        let above = (all - base).max(Decimal::ZERO) * percent / Decimal::ONE_HUNDRED;
        (all.min(base) + above.ceil()).min(all)
    });
    Count { all, on_demand }
}
