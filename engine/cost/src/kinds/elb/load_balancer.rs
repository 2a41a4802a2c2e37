//! `aws_lb`: hours, capacity units, and public addresses.

use super::{addresses, capacity};
use crate::bill::Bill;
use crate::charges::elb::{
    APPLICATION_HOURS, APPLICATION_UNITS, GATEWAY_HOURS, GATEWAY_UNITS, NETWORK_HOURS,
    NETWORK_UNITS,
};
use crate::subject::{Known, Subject};

/// The address type with which clients come by IPv6 only.
const WITHOUT_IPV4: &str = "dualstack-without-public-ipv4";

pub(super) fn price(balancer: &Subject<'_>, bill: &mut Bill<'_>) {
    let kind = balancer.text("load_balancer_type").or("application".into());
    let kind = kind.value();
    let (hours, units, unit) = match kind.as_deref() {
        Some("application") => (
            &APPLICATION_HOURS,
            &APPLICATION_UNITS,
            capacity::APPLICATION,
        ),
        Some("network") => (&NETWORK_HOURS, &NETWORK_UNITS, capacity::NETWORK),
        Some("gateway") => (&GATEWAY_HOURS, &GATEWAY_UNITS, capacity::GATEWAY),
        _ => {
            let reason = "load_balancer_type is known only after apply";
            bill.undecided("Load balancer", &APPLICATION_HOURS, reason);
            return;
        }
    };
    bill.hours("Load balancer", hours, 1);
    let used = capacity::hours(unit, bill);
    bill.add("Capacity units", units, used);
    if balancer.value("minimum_load_balancer_capacity") != Known::Unset {
        let reason = "there is no price for capacity that is reserved";
        bill.undecided("Reserved capacity", units, reason);
    }
    let is_gateway = kind.as_deref() == Some("gateway");
    let is_ipv6_only = balancer.text("ip_address_type").value().as_deref() == Some(WITHOUT_IPV4);
    if !is_gateway && !is_ipv6_only {
        addresses::charge(balancer, bill);
    }
}
