//! `aws_nat_gateway`: hours, and every byte that goes through, also inside private networks. Its address is
//! that of an `aws_eip`; a regional gateway is paid in each zone, and has addresses of its own.

use tollgate_model::{Band, Value};

use crate::bill::Bill;
use crate::charges::ec2::{ADDRESS_IN_USE, NAT_BYTES, NAT_HOURS};
use crate::quantity::{Origin, Quantity};
use crate::subject::{Subject, member};

const BY_ZONE: &str = "a regional gateway has a public address in each of its zones";

pub(super) fn price(gateway: &Subject<'_>, bill: &mut Bill<'_>) {
    let mode = gateway.text("availability_mode").value();
    if mode.as_deref() == Some("regional") {
        bill.hours("NAT gateway in each zone", &NAT_HOURS, zones(gateway));
        let addresses = addresses(gateway);
        if !addresses.band.is_zero() {
            bill.hours("Public IPv4 addresses", &ADDRESS_IN_USE, addresses)
                .implied_by(BY_ZONE);
        }
    } else {
        bill.hours("NAT gateway", &NAT_HOURS, 1);
    }
    bill.used("Data processed", &NAT_BYTES, "monthly_data_processed_gb");
}

/// The zones that are listed; else those in which AWS finds something that needs the gateway.
fn zones(gateway: &Subject<'_>) -> Quantity {
    counted(gateway.list("availability_zone_address").iter())
}

/// The addresses that AWS finds itself, one a zone.
fn addresses(gateway: &Subject<'_>) -> Quantity {
    let zones = gateway.list("availability_zone_address");
    if zones.is_empty() {
        return counted(zones.iter());
    }
    let is_given = |zone: &&Value| member(zone, "allocation_ids").is_some_and(|ids| !ids.is_null());
    let found = zones.iter().filter(|zone| !is_given(zone)).count();
    Quantity::exactly(u32::try_from(found).unwrap_or(u32::MAX))
}

fn counted<'v>(zones: impl Iterator<Item = &'v Value>) -> Quantity {
    match zones.count() {
        0 => Quantity::assumed(
            "availability_zone_address",
            "zones",
            Band::of(1, 2, 3),
            Origin::AfterApply,
        ),
        count => Quantity::exactly(u32::try_from(count).unwrap_or(u32::MAX)),
    }
}
