//! `aws_instance`: hours of the machine, its volumes, detailed metrics, and its public address.

use super::machine::{Count, DEDICATED, Machine, SPOT};
use super::template;
use crate::bill::Bill;
use crate::quantity::Quantity;
use crate::subject::{Known, Subject};

pub(super) fn price(instance: &Subject<'_>, bill: &mut Bill<'_>) {
    let mut machine = Machine {
        size: instance.text("instance_type"),
        unlisted: unlisted(instance),
        volumes: template::of_blocks(instance),
        is_monitored: instance.flag("monitoring"),
        has_address: template::said(instance, "associate_public_ip_address"),
    };
    if let Some(from) = instance.target("launch_template", "aws_launch_template") {
        let usual = template::template(&from);
        if machine.size == Known::Unset {
            machine.size = usual.size;
        }
        if instance.list("root_block_device").is_empty() {
            machine.volumes = usual.volumes;
        }
        machine.unlisted = machine.unlisted.or(usual.unlisted);
        machine.is_monitored |= usual.is_monitored;
        machine.has_address = machine.has_address.or(usual.has_address);
    }
    // The address that it is given takes the place of the one from its subnet.
    if instance.referrers("aws_eip").next().is_some() {
        machine.has_address = Some(false);
    }
    let one = Count::on_demand(Quantity::exactly(1));
    let subnet = instance.target("subnet_id", "aws_subnet");
    machine.charge("Instance", &one, subnet, bill);
}

fn unlisted(instance: &Subject<'_>) -> Option<&'static str> {
    let market = instance.text("instance_market_options.market_type");
    if market.value().is_some_and(|market| market == "spot") {
        return Some(SPOT);
    }
    match instance.text("tenancy").value()?.as_ref() {
        "dedicated" => Some(DEDICATED),
        "host" => Some("the host is charged for, and not its instances"),
        _ => None,
    }
}
