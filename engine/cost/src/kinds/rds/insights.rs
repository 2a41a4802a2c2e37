//! Performance Insights: a week is free, and what is kept longer is paid for each processor.

use rust_decimal::Decimal;

use crate::bill::Bill;
use crate::charges::rds::INSIGHTS;
use crate::subject::Subject;

/// Days that cost nothing.
const FREE_DAYS: u32 = 7;

/// Processors of a class, by its size.
const PROCESSORS: &[(&str, u32)] = &[
    ("micro", 2),
    ("small", 2),
    ("medium", 2),
    ("large", 2),
    ("xlarge", 4),
    ("2xlarge", 8),
    ("4xlarge", 16),
    ("8xlarge", 32),
    ("12xlarge", 48),
    ("16xlarge", 64),
    ("24xlarge", 96),
];

pub(super) fn price(database: &Subject<'_>, bill: &mut Bill<'_>) {
    let days = database
        .number("performance_insights_retention_period")
        .value();
    let is_long = days.is_some_and(|days| days > Decimal::from(FREE_DAYS));
    if !is_long || !database.flag("performance_insights_enabled") {
        return;
    }
    let class = database.text("instance_class").value().unwrap_or_default();
    let size = class.rsplit('.').next().unwrap_or_default();
    match PROCESSORS.iter().find(|(name, _)| *name == size) {
        Some((_, processors)) => {
            bill.add("Performance Insights", INSIGHTS.of(&class), *processors);
        }
        None => {
            let reason = "how many processors the instance has is not known";
            bill.undecided("Performance Insights", &INSIGHTS, reason);
        }
    }
}
