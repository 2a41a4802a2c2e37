//! Units of prices: what one price is for.

use std::fmt;

use rust_decimal::Decimal;

/// Hours of a month, as AWS's own calculator reckons: 8,760 hours of a year by twelve.
pub const HOURS_A_MONTH: Decimal = Decimal::from_parts(730, 0, 0, false, 0);

/// What one price is for, such as an hour, or ten thousand requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// As a price book writes it.
    pub name: &'static str,
    /// How many of the single thing it is: ten thousand for `10k requests`.
    pub per: u32,
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name)
    }
}

macro_rules! units {
    ($($constant:ident = $name:literal $(per $per:literal)?;)*) => {
        $(
            #[doc = concat!("`", $name, "`")]
            pub const $constant: Unit = Unit { name: $name, per: units!(@per $($per)?) };
        )*

        /// Every unit that a price book may use.
        pub const ALL: &[Unit] = &[$($constant),*];
    };
    (@per) => { 1 };
    (@per $per:literal) => { $per };
}

units! {
    HOUR = "hour";
    MONTH = "month";
    GB = "GB";
    GB_MONTH = "GB-month";
    GB_HOUR = "GB-hour";
    GB_SECOND = "GB-second";
    ACU_HOUR = "ACU-hour";
    VCPU_HOUR = "vCPU-hour";
    VCPU_MONTH = "vCPU-month";
    LCU_HOUR = "LCU-hour";
    IOPS_MONTH = "IOPS-month";
    MBPS_MONTH = "MBps-month";
    WCU_HOUR = "WCU-hour";
    RCU_HOUR = "RCU-hour";
    WRU = "WRU";
    RRU = "RRU";
    ITEM = "item";
    EVALUATION = "evaluation";
    PATH = "path";
    REQUEST = "request";
    REQUESTS_1K = "1k requests" per 1_000;
    REQUESTS_10K = "10k requests" per 10_000;
    REQUESTS_1M = "1M requests" per 1_000_000;
    OBJECTS_1K = "1k objects" per 1_000;
    TAGS_10K = "10k tags" per 10_000;
    LINES_1M = "1M lines" per 1_000_000;
    EVENTS_100K = "100k events" per 100_000;
    EVENTS_1M = "1M events" per 1_000_000;
    EMAILS_1K = "1k emails" per 1_000;
    QUERIES_1M = "1M queries" per 1_000_000;
    NOTIFICATIONS_100K = "100k notifications" per 100_000;
}

/// The unit that is called `name`.
#[must_use]
pub fn named(name: &str) -> Option<Unit> {
    ALL.iter().copied().find(|unit| unit.name == name)
}
