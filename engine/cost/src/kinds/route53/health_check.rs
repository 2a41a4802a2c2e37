//! `aws_route53_health_check`: itself, and each of its options, at the prices for what runs at AWS.

use rust_decimal::Decimal;

use crate::bill::Bill;
use crate::charges::route53::{HEALTH_CHECK, HEALTH_CHECK_OPTION};
use crate::subject::Subject;

/// Seconds between two checks below which they are fast.
const USUAL_INTERVAL: u32 = 30;

pub(super) fn price(check: &Subject<'_>, bill: &mut Bill<'_>) {
    bill.add("Health check", &HEALTH_CHECK, 1);
    let kind = check.text("type").value().unwrap_or_default();
    let interval = check.number("request_interval").value();
    let options = [
        kind.starts_with("HTTPS"),
        kind.ends_with("STR_MATCH"),
        interval.is_some_and(|interval| interval < Decimal::from(USUAL_INTERVAL)),
        check.flag("measure_latency"),
    ];
    let count: u32 = options.map(u32::from).iter().sum();
    if count > 0 {
        bill.add("Options", &HEALTH_CHECK_OPTION, count);
    }
}
