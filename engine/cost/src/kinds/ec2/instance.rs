//! `aws_instance`: hours of the machine, its root volume, and its public address.

use tollgate_model::Band;

use super::volume::{self, Volume};
use crate::bill::Bill;
use crate::charges::ec2::{ADDRESS_IN_USE, INSTANCE_HOURS};
use crate::subject::{Known, Subject};

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
    if instance.flag("associate_public_ip_address") {
        bill.hours("Public IPv4 address", &ADDRESS_IN_USE, 1)
            .implied_by(BY_LAUNCH);
    }
}
