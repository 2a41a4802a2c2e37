//! `aws_lb` and `aws_elb`: hours, capacity units, and a public address in each subnet.

use tollgate_model::Band;

use crate::bill::Bill;
use crate::charges::ec2::ADDRESS_IN_USE;
use crate::charges::elb::{
    APPLICATION_HOURS, APPLICATION_UNITS, CLASSIC_HOURS, GATEWAY_HOURS, GATEWAY_UNITS,
    NETWORK_HOURS, NETWORK_UNITS,
};
use crate::quantity::{Origin, Quantity};
use crate::subject::{Known, Subject};

const BY_SUBNET: &str =
    "a load balancer on the internet has a public address in each of its subnets";

pub(super) fn price(balancer: &Subject<'_>, bill: &mut Bill<'_>) {
    let kind = balancer.text("load_balancer_type").or("application".into());
    let (hours, units) = match kind.value().as_deref() {
        Some("network") => (&NETWORK_HOURS, &NETWORK_UNITS),
        Some("gateway") => (&GATEWAY_HOURS, &GATEWAY_UNITS),
        _ => (&APPLICATION_HOURS, &APPLICATION_UNITS),
    };
    bill.hours("Load balancer", hours, 1);
    let used = bill.usage("capacity_units");
    bill.hours("Capacity units", units, used);
    addresses(balancer, bill);
}

pub(super) fn classic(balancer: &Subject<'_>, bill: &mut Bill<'_>) {
    bill.hours("Load balancer", &CLASSIC_HOURS, 1);
    addresses(balancer, bill);
}

fn addresses(balancer: &Subject<'_>, bill: &mut Bill<'_>) {
    if balancer.flag("internal") {
        return;
    }
    bill.hours("Public IPv4 addresses", &ADDRESS_IN_USE, subnets(balancer))
        .implied_by(BY_SUBNET);
}

/// At least two: load balancers ask for it.
fn subnets(balancer: &Subject<'_>) -> Quantity {
    let count = balancer.list("subnets").len() + balancer.list("subnet_mapping").len();
    if balancer.value("subnets") == Known::AfterApply || count == 0 {
        return Quantity::assumed("subnets", "subnets", Band::of(2, 2, 3), Origin::AfterApply);
    }
    Quantity::exactly(u32::try_from(count).unwrap_or(u32::MAX))
}
