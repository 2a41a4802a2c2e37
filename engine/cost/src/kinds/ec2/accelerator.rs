//! `aws_globalaccelerator_accelerator`: hours for as long as it exists, its two addresses, and traffic.

use crate::bill::Bill;
use crate::charges::ec2::{ACCELERATOR_HOURS, ADDRESS_IN_USE};
use crate::subject::Subject;

const BY_ACCELERATOR: &str = "an accelerator has two static public addresses";

/// Addresses of one accelerator.
const ADDRESSES: usize = 2;

pub(super) fn price(accelerator: &Subject<'_>, bill: &mut Bill<'_>) {
    bill.hours("Accelerator", &ACCELERATOR_HOURS, 1);
    let own = accelerator.list("ip_addresses").len();
    let given = ADDRESSES.saturating_sub(own);
    if given > 0 {
        let count = u32::try_from(given).unwrap_or(u32::MAX);
        bill.hours("Public IPv4 addresses", &ADDRESS_IN_USE, count)
            .implied_by(BY_ACCELERATOR);
    }
    let reason = "there is no price for traffic, which depends on where it comes from and goes to";
    bill.undecided("Traffic", &ACCELERATOR_HOURS, reason);
}
