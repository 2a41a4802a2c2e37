//! CloudTrail.

use crate::charge::Charge;
use crate::unit;

const SERVICE: &str = "AWSCloudTrail";

charges! {
    /// Copies of management events after the first, which is free.
    MANAGEMENT_EVENTS = regional(SERVICE, "PaidEventsRecorded", unit::EVENTS_100K);
    /// Calls on objects of buckets, functions and tables.
    DATA_EVENTS = regional(SERVICE, "DataEventsRecorded", unit::EVENTS_100K);
    /// Events that Insights looks at.
    INSIGHTS_EVENTS = regional(SERVICE, "InsightsEvents", unit::EVENTS_100K);
}
