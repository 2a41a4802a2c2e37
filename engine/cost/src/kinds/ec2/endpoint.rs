//! `aws_vpc_endpoint`: an interface endpoint costs by the hour in each subnet. Gateway endpoints are free.

use tollgate_model::Band;

use crate::bill::Bill;
use crate::charges::ec2::{ENDPOINT_BYTES, ENDPOINT_HOURS};
use crate::quantity::{Origin, Quantity};
use crate::subject::{Known, Subject};

pub(super) fn price(endpoint: &Subject<'_>, bill: &mut Bill<'_>) {
    match endpoint.text("vpc_endpoint_type").or("Gateway".into()) {
        Known::Set(kind) if kind == "Interface" => {}
        Known::Set(kind) if kind == "Gateway" => return,
        _ => {
            let reason = "there is no price for this type of endpoint";
            bill.undecided("Endpoint", &ENDPOINT_HOURS, reason);
            return;
        }
    }
    bill.hours(
        "Endpoint in each subnet",
        &ENDPOINT_HOURS,
        subnets(endpoint),
    );
    bill.used(
        "Data processed",
        &ENDPOINT_BYTES,
        "monthly_data_processed_gb",
    );
}

/// One network interface a subnet.
fn subnets(endpoint: &Subject<'_>) -> Quantity {
    match endpoint.value("subnet_ids") {
        Known::AfterApply => Quantity::assumed(
            "subnet_ids",
            "subnets",
            Band::of(1, 2, 3),
            Origin::AfterApply,
        ),
        _ => {
            let count = endpoint.list("subnet_ids").len();
            Quantity::exactly(u32::try_from(count.max(1)).unwrap_or(u32::MAX))
        }
    }
}
