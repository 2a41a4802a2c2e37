//! Launch templates and launch configurations, which are free: what they describe is charged with what
//! starts it.

use tollgate_model::Value;

use super::machine::{DEDICATED, Machine, SPOT};
use super::volume::Volume;
use crate::subject::{Known, Subject, block, member};

/// Devices under which images have their root volume.
const ROOTS: &[&str] = &["/dev/xvda", "/dev/sda1"];

/// The machine of an `aws_launch_template`.
pub(in crate::kinds) fn template<'a>(template: &Subject<'a>) -> Machine<'a> {
    let is = |path, wanted| {
        template
            .text(path)
            .value()
            .is_some_and(|text| text == wanted)
    };
    let mappings = template.list("block_device_mappings");
    let mut volumes: Vec<_> = mappings.iter().filter_map(mapped).collect();
    if !mappings.iter().any(is_root) {
        volumes.insert(0, Volume::root(None));
    }
    Machine {
        size: template.text("instance_type"),
        unlisted: if is("instance_market_options.market_type", "spot") {
            Some(SPOT)
        } else {
            is("placement.tenancy", "dedicated").then_some(DEDICATED)
        },
        volumes,
        is_monitored: template.flag("monitoring.enabled"),
        has_address: said(template, "network_interfaces.associate_public_ip_address"),
    }
}

/// The machine of an `aws_launch_configuration`.
pub(in crate::kinds) fn configuration<'a>(configuration: &Subject<'a>) -> Machine<'a> {
    let is_spot = configuration.value("spot_price") != Known::Unset;
    let tenancy = configuration.text("placement_tenancy").value();
    let is_dedicated = tenancy.is_some_and(|text| text == "dedicated");
    Machine {
        size: configuration.text("instance_type"),
        unlisted: if is_spot {
            Some(SPOT)
        } else {
            is_dedicated.then_some(DEDICATED)
        },
        volumes: of_blocks(configuration),
        is_monitored: said(configuration, "enable_monitoring").unwrap_or(true),
        has_address: said(configuration, "associate_public_ip_address"),
    }
}

/// The volumes of blocks such as an instance has: of the root, and others.
pub(super) fn of_blocks<'a>(subject: &Subject<'a>) -> Vec<Volume<'a>> {
    let root = Volume::root(subject.list("root_block_device").first());
    let further = subject.list("ebs_block_device").iter().map(Volume::further);
    std::iter::once(root).chain(further).collect()
}

/// A truth value, where it is said.
pub(super) fn said(subject: &Subject<'_>, path: &str) -> Option<bool> {
    let text = subject.text(path).value()?;
    Some(text == "true")
}

fn is_root(mapping: &Value) -> bool {
    let device = member(mapping, "device_name").and_then(Value::as_str);
    device.is_some_and(|device| ROOTS.contains(&device))
}

/// The volume of a mapping; other devices cost nothing.
fn mapped(mapping: &Value) -> Option<Volume<'_>> {
    let volume = block(mapping, "ebs")?;
    Some(if is_root(mapping) {
        Volume::root(Some(volume))
    } else {
        Volume::further(volume)
    })
}
