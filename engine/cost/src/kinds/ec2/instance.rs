//! `aws_instance`: hours of the machine, its volumes, and its public address.

use tollgate_model::{Band, Value};

use super::volume::{self, Volume};
use crate::bill::Bill;
use crate::charges::ec2::{ADDRESS_IN_USE, INSTANCE_HOURS};
use crate::quantity::{Origin, Quantity};
use crate::subject::{Known, Subject, member, number};

const BY_LAUNCH: &str = "an instance with a public address is charged for it";

pub(super) fn price(instance: &Subject<'_>, bill: &mut Bill<'_>) {
    match instance.text("instance_type") {
        Known::Set(size) => {
            bill.hours("Instance", INSTANCE_HOURS.of(&size), 1);
        }
        Known::AfterApply => {
            bill.hours_of_some("Instance", (&INSTANCE_HOURS, ""), "instance_type", 1);
        }
        Known::Unset => {
            bill.undecided(
                "Instance",
                &INSTANCE_HOURS,
                "the launch template says the type",
            );
        }
    }
    volume::charge(
        Volume {
            name: "Root volume",
            kind: volume::kind_of(instance, "root_block_device.volume_type"),
            size: instance.quantity(
                "root_block_device.volume_size",
                "GB",
                8,
                Band::of(8, 30, 200),
            ),
            iops: instance.number("root_block_device.iops").value(),
            throughput: instance.number("root_block_device.throughput").value(),
        },
        bill,
    );
    for block in instance.list("ebs_block_device") {
        volume::charge(further(block), bill);
    }
    if instance.flag("associate_public_ip_address") {
        bill.hours("Public IPv4 address", &ADDRESS_IN_USE, 1)
            .implied_by(BY_LAUNCH);
    }
}

/// A volume beside the root volume.
fn further(block: &Value) -> Volume {
    let figure = |name| member(block, name).and_then(number);
    let kind = match member(block, "volume_type") {
        Some(kind) if kind.is_unknown() => None,
        Some(kind) => Some(kind.as_str().unwrap_or("gp2").to_owned()),
        None => Some("gp2".to_owned()),
    };
    let size = match figure("volume_size") {
        Some(size) => Quantity::exactly(size),
        None => Quantity::assumed(
            "volume_size",
            "GB",
            Band::of(8, 30, 200),
            Origin::AfterApply,
        ),
    };
    Volume {
        name: "Volume",
        kind,
        size,
        iops: figure("iops"),
        throughput: figure("throughput"),
    }
}
