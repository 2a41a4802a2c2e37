//! `aws_eip`: every public IPv4 address is paid by the hour, whether or not something uses it.

use crate::bill::Bill;
use crate::charges::ec2::{ADDRESS_IDLE, ADDRESS_IN_USE};
use crate::subject::{Known, Subject};

/// Attributes of which one is set where something uses the address.
const USED_BY: &[&str] = &["instance", "network_interface", "association_id"];

pub(super) fn price(address: &Subject<'_>, bill: &mut Bill<'_>) {
    let is_set = |name: &&str| address.value(name) != Known::Unset;
    let is_used = USED_BY.iter().any(is_set) || address.is_referred_to();
    if is_used {
        bill.hours("Public IPv4 address", &ADDRESS_IN_USE, 1);
    } else {
        bill.hours("Public IPv4 address, idle", &ADDRESS_IDLE, 1);
    }
}
