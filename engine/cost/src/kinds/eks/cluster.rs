//! `aws_eks_cluster`: the control plane; `aws_eks_node_group`: its instances.

use tollgate_model::{Band, Value};

use crate::bill::Bill;
use crate::charges::ec2::INSTANCE_HOURS;
use crate::charges::eks::CLUSTER;
use crate::quantity::{Origin, Quantity};
use crate::subject::{Known, Subject};

const SCALING: &str =
    "as few and as many nodes as the group allows, and typically as many as it is asked for";

pub(super) fn price(_: &Subject<'_>, bill: &mut Bill<'_>) {
    bill.hours("Control plane", &CLUSTER, 1);
}

pub(super) fn nodes(group: &Subject<'_>, bill: &mut Bill<'_>) {
    let types = group.list("instance_types");
    match types.first().map(Value::as_str) {
        Some(Some(size)) => {
            bill.hours("Nodes", INSTANCE_HOURS.of(size), count(group))
                .bounded();
        }
        // EKS takes t3.medium where nothing is said.
        None if group.value("instance_types") == Known::Unset
            && group.value("launch_template") == Known::Unset =>
        {
            bill.hours("Nodes", INSTANCE_HOURS.of("t3.medium"), count(group))
                .bounded();
        }
        _ => {
            bill.undecided(
                "Nodes",
                &INSTANCE_HOURS,
                "the type of the nodes is not in the document",
            );
        }
    }
}

fn count(group: &Subject<'_>) -> Quantity {
    let bound = |name| group.number(name).value();
    let asked = bound("scaling_config.desired_size");
    match (
        bound("scaling_config.min_size"),
        asked,
        bound("scaling_config.max_size"),
    ) {
        (Some(least), Some(asked), Some(most)) => {
            let band = Band::of(least, asked.clamp(least, most.max(least)), most.max(least));
            Quantity::assumed("scaling_config", "nodes", band, Origin::Convention(SCALING))
        }
        _ => Quantity::assumed(
            "scaling_config",
            "nodes",
            Band::of(1, 2, 10),
            Origin::AfterApply,
        ),
    }
}
