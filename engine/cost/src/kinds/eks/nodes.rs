//! `aws_eks_node_group`: its machines, as few and as many as it allows.

use tollgate_model::Band;

use crate::bill::Bill;
use crate::kinds::ec2::bounds::Bounds;
use crate::kinds::ec2::machine::{Count, Machine, SPOT};
use crate::kinds::ec2::template;
use crate::kinds::ec2::volume::Volume;
use crate::subject::{Known, Subject};

const BOUNDS: Bounds = Bounds {
    least: "scaling_config.min_size",
    asked: "scaling_config.desired_size",
    most: "scaling_config.max_size",
};

/// The type that EKS takes where nothing is said.
const USUAL_SIZE: &str = "t3.medium";

/// GB of the volume that EKS takes where nothing is said.
const USUAL_DISK: u32 = 20;

pub(super) fn price(group: &Subject<'_>, bill: &mut Bill<'_>) {
    let mut machine = launched(group);
    if let Some(size) = group.list("instance_types").first() {
        let size = size.as_str();
        machine.size = size.map_or(Known::AfterApply, |size| Known::Set(size.into()));
    }
    let is = |path, text: &str| {
        group
            .text(path)
            .value()
            .is_some_and(|value| value.starts_with(text))
    };
    if is("capacity_type", "SPOT") {
        machine.unlisted = Some(SPOT);
    } else if is("ami_type", "WINDOWS") {
        machine.unlisted = Some("there is no price for nodes on Windows");
    }
    let count = Count::on_demand(BOUNDS.count(group, bill));
    let subnet = group.target("subnet_ids", "aws_subnet");
    machine.charge("Nodes", &count, subnet, bill);
}

/// The machine of the template, or the one that EKS makes itself.
fn launched<'a>(group: &Subject<'a>) -> Machine<'a> {
    if let Some(found) = group.target("launch_template", "aws_launch_template") {
        let machine = template::template(&found);
        return Machine {
            size: machine.size.or(USUAL_SIZE.into()),
            ..machine
        };
    }
    let elsewhere = Machine {
        size: Known::Unset,
        unlisted: None,
        volumes: Vec::new(),
        is_monitored: false,
        has_address: None,
    };
    if group.value("launch_template") != Known::Unset {
        return elsewhere;
    }
    let disk = group.quantity("disk_size", "GB", USUAL_DISK, Band::of(20, 20, 100));
    Machine {
        size: Known::Set(USUAL_SIZE.into()),
        volumes: vec![Volume::of_size(disk)],
        ..elsewhere
    }
}
