//! `aws_vpc_endpoint`: an interface endpoint costs by the hour in each subnet, and by what goes through.
//! Gateway endpoints are free.

use tollgate_model::Band;

use crate::bill::Bill;
use crate::charges::ec2::{ENDPOINT_BYTES, ENDPOINT_HOURS, GATEWAY_ENDPOINT_BYTES};
use crate::quantity::{Origin, Quantity};
use crate::subject::{Known, Subject};

pub(super) fn price(endpoint: &Subject<'_>, bill: &mut Bill<'_>) {
    let kind = endpoint.text("vpc_endpoint_type").or("Gateway".into());
    let parameter = "monthly_data_processed_gb";
    match kind.value().as_deref() {
        Some("Gateway") => {}
        Some("Interface") => {
            let hours = subnets(endpoint);
            bill.hours("Endpoint in each subnet", &ENDPOINT_HOURS, hours);
            bill.used("Data processed", &ENDPOINT_BYTES, parameter);
        }
        Some("GatewayLoadBalancer") => {
            let reason = "there is no price for the hours of this type of endpoint";
            bill.undecided("Endpoint", &ENDPOINT_HOURS, reason);
            bill.used("Data processed", &GATEWAY_ENDPOINT_BYTES, parameter);
        }
        Some(_) => {
            let reason = "there is no price for this type of endpoint";
            bill.undecided("Endpoint", &ENDPOINT_HOURS, reason);
        }
        None => {
            let reason = "vpc_endpoint_type is known only after apply";
            bill.undecided("Endpoint", &ENDPOINT_HOURS, reason);
        }
    }
}

/// One network interface a subnet: of its own subnets, and of those that are associated apart.
fn subnets(endpoint: &Subject<'_>) -> Quantity {
    let apart = endpoint
        .referrers("aws_vpc_endpoint_subnet_association")
        .count();
    let count = endpoint.list("subnet_ids").len() + apart;
    if count == 0 && endpoint.value("subnet_ids") == Known::AfterApply {
        let span = Band::of(1, 2, 3);
        return Quantity::assumed("subnet_ids", "subnets", span, Origin::AfterApply);
    }
    Quantity::exactly(u32::try_from(count.max(1)).unwrap_or(u32::MAX))
}
