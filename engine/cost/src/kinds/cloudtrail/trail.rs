//! `aws_cloudtrail`: the first copy of management events is free, in each region.

use crate::bill::Bill;
use crate::charges::cloudtrail::{DATA_EVENTS, INSIGHTS_EVENTS, MANAGEMENT_EVENTS};
use crate::subject::Subject;

pub(super) fn price(trail: &Subject<'_>, bill: &mut Bill<'_>) {
    if trail.position() > 0 {
        bill.used(
            "Further copy of management events",
            &MANAGEMENT_EVENTS,
            "monthly_additional_management_events",
        );
    }
    if !trail.list("event_selector").is_empty() || !trail.list("advanced_event_selector").is_empty()
    {
        bill.used("Data events", &DATA_EVENTS, "monthly_data_events");
    }
    if !trail.list("insight_selector").is_empty() {
        bill.used("Insights", &INSIGHTS_EVENTS, "monthly_insight_events");
    }
}
