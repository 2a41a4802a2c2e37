//! Prices of terms, in AWS's units and in ours.

use rust_decimal::Decimal;

use crate::unit::Unit;

/// A price from a quantity on.
#[derive(Clone, Debug)]
pub struct OfferTier {
    /// AWS's word for the unit: `Hrs`.
    pub unit: String,
    pub from: Decimal,
    pub usd: Decimal,
}

/// AWS's words for units, and what one of each is of ours.
const UNITS: &[(&str, &[&str])] = &[
    ("Hrs", &["hour"]),
    ("GB", &["GB"]),
    ("GB-Mo", &["GB-month"]),
    ("GB-Hours", &["GB-hour"]),
    ("Lambda-GB-Second", &["GB-second"]),
    ("vCPU-Hours", &["vCPU-hour"]),
    ("ACU-Hr", &["ACU-hour"]),
    ("hours", &["vCPU-hour", "GB-hour", "hour"]),
    ("LCU-Hrs", &["LCU-hour"]),
    ("IOPS-Mo", &["IOPS-month"]),
    ("MiBps-Mo", &["MBps-month"]),
    ("GiBps-mo", &["MBps-month"]),
    ("Mo", &["month"]),
    ("Months", &["month"]),
    ("Alarms", &["month"]),
    ("Metrics", &["month"]),
    ("Dashboards", &["month"]),
    ("Secrets", &["month"]),
    ("Keys", &["month"]),
    ("HostedZone", &["month"]),
    ("Objects", &["1k objects"]),
    (
        "Requests",
        &["request", "1k requests", "10k requests", "1M requests"],
    ),
    ("IOs", &["request"]),
    ("API Requests", &["10k requests", "1k requests"]),
    ("API Calls", &["10k requests", "1k requests"]),
    (
        "Request",
        &["request", "1k requests", "10k requests", "1M requests"],
    ),
    ("Events", &["100k events", "1M events"]),
    ("URL", &["path"]),
    ("WriteRequestUnits", &["WRU"]),
    ("ReadRequestUnits", &["RRU"]),
    ("WriteCapacityUnit-Hrs", &["WCU-hour"]),
    ("ReadCapacityUnit-Hrs", &["RCU-hour"]),
];

/// By how much a price of AWS's unit is multiplied to be one of ours.
///
/// # Errors
/// When one cannot be made of the other.
pub fn conversion(tiers: &[OfferTier], unit: Unit) -> Result<Decimal, String> {
    let theirs = tiers.first().map_or("", |tier| tier.unit.as_str());
    let known = UNITS.iter().find(|(name, _)| *name == theirs);
    let fits = known.is_some_and(|(_, ours)| ours.contains(&unit.name));
    if !fits || tiers.iter().any(|tier| tier.unit != theirs) {
        return Err(format!(
            "a price for each `{theirs}` is none for each `{unit}`"
        ));
    }
    Ok(match theirs {
        // GiB/s to MB/s: AWS sells throughput by the thousandth.
        "GiBps-mo" => Decimal::ONE / Decimal::from(1_024),
        _ => Decimal::from(unit.per),
    })
}
