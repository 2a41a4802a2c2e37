//! `aws_eip`: every public IPv4 address is paid by the hour, whether or not something uses it. Addresses
//! that the owner brought along are free.

use crate::bill::Bill;
use crate::charges::ec2::{ADDRESS_IDLE, ADDRESS_IN_USE};
use crate::subject::{Known, Subject};

/// Attributes of which one is set where something uses the address.
const USED_BY: &[&str] = &["instance", "network_interface", "association_id"];

/// The pool of AWS's own addresses.
const OF_AWS: &str = "amazon";

pub(super) fn price(address: &Subject<'_>, bill: &mut Bill<'_>) {
    if is_own(address) {
        return;
    }
    let is_set = |name: &&str| address.value(name) != Known::Unset;
    let is_used = USED_BY.iter().any(is_set) || address.is_referred_to();
    if is_used {
        bill.hours("Public IPv4 address", &ADDRESS_IN_USE, 1);
    } else {
        bill.hours("Public IPv4 address, idle", &ADDRESS_IDLE, 1);
    }
}

/// Whether it comes from a pool of the account's own, at AWS or on premises.
fn is_own(address: &Subject<'_>) -> bool {
    let pool = |name| address.text(name).value().filter(|pool| !pool.is_empty());
    pool("public_ipv4_pool").is_some_and(|pool| pool != OF_AWS)
        || pool("customer_owned_ipv4_pool").is_some()
}
