//! `aws_cloudfront_distribution`: transfer and requests in each part of the world that the price class
//! serves. Every account has a terabyte and ten million requests a month for nothing, for ever; they are taken
//! off where most is used, in North America and Europe, of the first distribution.

use super::area::AREAS;
use crate::bill::Bill;
use crate::charges::cloudfront::{HTTPS, INVALIDATIONS, TRANSFER};
use crate::quantity::Quantity;
use crate::subject::Subject;

/// GB of transfer, and requests, that each account has for nothing.
const FREE_GB: u32 = 1_024;
const FREE_REQUESTS: u32 = 10_000_000;

pub(super) fn price(distribution: &Subject<'_>, bill: &mut Bill<'_>) {
    let class = distribution
        .text("price_class")
        .or("PriceClass_All".into())
        .value();
    let is_served = |smallest: u32| match class.as_deref() {
        Some("PriceClass_100") => smallest == 100,
        Some("PriceClass_200") => smallest != 0,
        _ => true,
    };
    let is_first = distribution.position() == 0;
    let mut free_gb = Quantity::exactly(if is_first { FREE_GB } else { 0 });
    let mut free_requests = Quantity::exactly(if is_first { FREE_REQUESTS } else { 0 });
    for area in AREAS.iter().filter(|area| is_served(area.class)) {
        let transfer = bill.usage(area.transfer);
        if !transfer.band.is_zero() {
            let paid = transfer.clone().beyond(&free_gb);
            free_gb = free_gb.less(&transfer);
            bill.add(
                format!("Transfer: {}", area.name),
                TRANSFER.of(area.code),
                paid,
            );
        }
        let requests = bill.usage(area.requests);
        if !requests.band.is_zero() {
            let paid = requests.clone().beyond(&free_requests);
            free_requests = free_requests.less(&requests);
            bill.add(
                format!("HTTPS requests: {}", area.name),
                HTTPS.of(area.code),
                paid,
            );
        }
    }
    let paths = bill.usage("monthly_invalidation_requests");
    if !paths.band.is_zero() {
        let beyond = paths.beyond(&Quantity::exactly(1_000));
        bill.add("Invalidations", &INVALIDATIONS, beyond);
    }
}
