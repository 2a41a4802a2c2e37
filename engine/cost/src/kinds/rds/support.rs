//! Extended support: what is paid for each processor once the standard support of a version has ended. A
//! standby is paid, too.

use jiff::civil::{Date, date};

use super::{class, engine};
use crate::bill::Bill;
use crate::charges::rds::EXTENDED_SUPPORT;
use crate::subject::Subject;

/// Engine, major version, the first day that is paid, and the first day of the third year, which has a price
/// of its own: by the calendars of the RDS and Aurora user guides.
const VERSIONS: &[(&str, &str, Date, Option<Date>)] = &[
    ("postgres", "11", date(2024, 4, 1), Some(date(2026, 4, 1))),
    ("postgres", "12", date(2025, 3, 1), Some(date(2027, 3, 1))),
    ("postgres", "13", date(2026, 3, 1), Some(date(2028, 3, 1))),
    ("mysql", "5.7", date(2024, 3, 1), Some(date(2026, 3, 1))),
    (
        "aurora-postgresql",
        "11",
        date(2024, 4, 1),
        Some(date(2026, 4, 1)),
    ),
    (
        "aurora-postgresql",
        "12",
        date(2025, 3, 1),
        Some(date(2027, 3, 1)),
    ),
    (
        "aurora-postgresql",
        "13",
        date(2026, 3, 1),
        Some(date(2028, 3, 1)),
    ),
    ("aurora-mysql", "5.7", date(2024, 12, 1), None),
];

/// Charges for the version that `settings` says, on `instances` of `class`.
pub(super) fn price(
    settings: &Subject<'_>,
    class: Option<&str>,
    instances: u32,
    bill: &mut Bill<'_>,
) {
    let Some((since, third_year)) = span(settings) else {
        return;
    };
    let Some(today) = settings.world.today() else {
        return;
    };
    if today < since {
        return;
    }
    if third_year.is_some_and(|day| today >= day) {
        let reason = "the third year has a price of its own, which the book does not have";
        bill.undecided("Extended support", &EXTENDED_SUPPORT, reason);
        return;
    }
    match class.and_then(class::processors) {
        Some(processors) => {
            let processors = processors.saturating_mul(instances);
            bill.hours("Extended support", &EXTENDED_SUPPORT, processors);
        }
        None => {
            let reason = "how many processors the instance has is not known";
            bill.undecided("Extended support", &EXTENDED_SUPPORT, reason);
        }
    }
}

/// From when on the version is paid, unless its owner forgoes extended support and is upgraded.
fn span(settings: &Subject<'_>) -> Option<(Date, Option<Date>)> {
    let choice = settings.text("engine_lifecycle_support").value();
    if choice.as_deref() == Some("open-source-rds-extended-support-disabled") {
        return None;
    }
    let name = engine::name(settings).value()?;
    let version = settings.text("engine_version").value()?;
    let major = engine::major(&name, &version);
    let found = VERSIONS
        .iter()
        .find(|(engine, known, ..)| *engine == name && *known == major)?;
    Some((found.2, found.3))
}
