//! Performance Insights: a week is free, and what is kept longer is paid for each processor. So is the
//! advanced mode of Database Insights, for which the book has no price.

use rust_decimal::Decimal;

use super::class;
use crate::bill::Bill;
use crate::charges::rds::{INSIGHTS, INSIGHTS_REQUESTS};
use crate::subject::Subject;

/// Days that cost nothing.
const FREE_DAYS: u32 = 7;

/// What is beyond a million calls; only what a usage file says counts.
const REQUESTS: &str = "monthly_additional_performance_insights_requests";

pub(super) fn price(database: &Subject<'_>, bill: &mut Bill<'_>) {
    if database.text("database_insights_mode").value().as_deref() == Some("advanced") {
        let reason = "the book has no price for the advanced mode";
        bill.undecided("Database Insights", &INSIGHTS, reason);
        return;
    }
    if !database.flag("performance_insights_enabled") {
        return;
    }
    let days = database
        .number("performance_insights_retention_period")
        .value();
    if days.is_some_and(|days| days > Decimal::from(FREE_DAYS)) {
        retention(database, bill);
    }
    if let Some(requests) = bill.usage_if_given(REQUESTS) {
        bill.add(
            "Calls of Performance Insights",
            &INSIGHTS_REQUESTS,
            requests,
        );
    }
}

fn retention(database: &Subject<'_>, bill: &mut Bill<'_>) {
    let class = database.text("instance_class").value().unwrap_or_default();
    match class::processors(&class) {
        Some(processors) => {
            bill.add("Performance Insights", INSIGHTS.of(&class), processors);
        }
        None => {
            let reason = "how many processors the instance has is not known";
            bill.undecided("Performance Insights", &INSIGHTS, reason);
        }
    }
}
