//! The public addresses of a load balancer on the internet: one in each subnet.

use tollgate_model::{Band, Value};

use crate::bill::Bill;
use crate::charges::ec2::ADDRESS_IN_USE;
use crate::quantity::{Origin, Quantity};
use crate::subject::{Subject, member};

const BY_SUBNET: &str =
    "a load balancer on the internet has a public address in each of its subnets";

/// Charges for the addresses that AWS gives the load balancer. Those that it was given are `aws_eip`s.
pub(super) fn charge(balancer: &Subject<'_>, bill: &mut Bill<'_>) {
    let count = count(balancer);
    if !balancer.flag("internal") && !count.band.is_zero() {
        bill.hours("Public IPv4 addresses", &ADDRESS_IN_USE, count)
            .implied_by(BY_SUBNET);
    }
}

fn count(balancer: &Subject<'_>) -> Quantity {
    let subnets = balancer.list("subnets");
    let mappings = balancer.list("subnet_mapping");
    if subnets.is_empty() && mappings.is_empty() {
        let span = Band::of(2, 2, 3);
        return Quantity::assumed("subnets", "subnets", span, Origin::AfterApply);
    }
    let is_given =
        |mapping: &&Value| member(mapping, "allocation_id").is_some_and(|id| !id.is_null());
    let given = mappings.iter().filter(is_given).count();
    let count = subnets.len() + mappings.len() - given;
    Quantity::exactly(u32::try_from(count).unwrap_or(u32::MAX))
}
