//! Capacity units: in each hour that dimension is charged of which most is used.

use rust_decimal::Decimal;

use crate::bill::Bill;
use crate::quantity::Quantity;
use crate::unit::HOURS_A_MONTH;

/// What one capacity unit holds, besides 1 GB an hour: by parameter, an average.
type Unit = &'static [(&'static str, u32)];

/// Of an application load balancer: connections and evaluated rules a second, open connections a minute.
pub(super) const APPLICATION: Unit = &[
    ("new_connections", 25),
    ("active_connections", 3_000),
    ("rule_evaluations", 1_000),
];

/// Of a network load balancer, for TCP.
pub(super) const NETWORK: Unit = &[("new_connections", 800), ("active_connections", 100_000)];

/// Of a gateway load balancer.
pub(super) const GATEWAY: Unit = &[("new_connections", 600), ("active_connections", 60_000)];

/// Unit-hours of a month: of what a usage file says, the dimension that needs most; else the units that
/// are assumed.
pub(super) fn hours(unit: Unit, bill: &Bill<'_>) -> Quantity {
    let gb = bill.usage_if_given("processed_bytes_gb");
    let averages = unit.iter().filter_map(|(parameter, holds)| {
        let used = bill.usage_if_given(parameter)?;
        let units = used.map(|amount| amount / Decimal::from(*holds));
        Some(units.times(HOURS_A_MONTH))
    });
    gb.into_iter()
        .chain(averages)
        .reduce(|most, other| most.at_least(&other))
        .unwrap_or_else(|| bill.usage("capacity_units").times(HOURS_A_MONTH))
}
