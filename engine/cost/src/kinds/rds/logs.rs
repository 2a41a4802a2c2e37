//! What a database writes to CloudWatch Logs: logs that it exports, and samples of its operating system.

use rust_decimal::Decimal;
use tollgate_model::{Band, Value};

use crate::bill::Bill;
use crate::charges::cloudwatch::{LOG_INGESTION, LOG_STORAGE};
use crate::quantity::{Origin, Quantity};
use crate::subject::Subject;

const BY_EXPORT: &str = "the database exports its logs, and makes their group itself";
const BY_MONITORING: &str =
    "Enhanced Monitoring writes samples of the operating system to a log group";
const SAMPLES: &str = "a sample of the operating system takes 3 to 12 KB";

/// GB a month of samples that are taken once a minute.
const BY_MINUTE: [u32; 3] = [3, 6, 12];
const SAMPLES_A_MONTH: u32 = 43_800;
const KB_A_GB: u32 = 1_048_576;

/// Charges for exported logs, unless the document has a group for each. `scope` is `instance` or `cluster`,
/// and `identifier` the attribute that names it.
pub(super) fn exported(
    database: &Subject<'_>,
    (scope, identifier): (&str, &str),
    bill: &mut Bill<'_>,
) {
    let logs = database.list("enabled_cloudwatch_logs_exports");
    if logs
        .iter()
        .all(|log| has_group(database, (scope, identifier), log))
    {
        return;
    }
    bill.used("Exported logs", &LOG_INGESTION, "monthly_exported_logs_gb")
        .implied_by(BY_EXPORT);
    bill.used(
        "Exported logs kept",
        &LOG_STORAGE,
        "exported_logs_storage_gb",
    )
    .implied_by(BY_EXPORT);
}

/// Whether the document has the group that RDS exports a log to: by its name, or because it refers to a
/// database that is not yet named.
fn has_group(database: &Subject<'_>, (scope, identifier): (&str, &str), log: &Value) -> bool {
    const GROUP: &str = "aws_cloudwatch_log_group";
    let names = database.text(identifier).value().zip(log.as_str());
    let Some((identifier, log)) = names else {
        return database.referrers(GROUP).next().is_some();
    };
    let name = format!("/aws/rds/{scope}/{identifier}/{log}");
    database.world.find(&name, GROUP).is_some()
}

/// Charges for what Enhanced Monitoring writes.
pub(super) fn monitoring(database: &Subject<'_>, bill: &mut Bill<'_>) {
    let seconds = database.number("monitoring_interval").value();
    let Some(a_minute) = seconds.and_then(|seconds| Decimal::from(60).checked_div(seconds)) else {
        return;
    };
    let [low, typical, high] = BY_MINUTE;
    let samples = a_minute * Decimal::from(SAMPLES_A_MONTH) / Decimal::from(KB_A_GB);
    let band = Band::of(low, typical, high).map(|size| size * samples);
    let written = Quantity::assumed(
        "monitoring_interval",
        "GB",
        band,
        Origin::Convention(SAMPLES),
    );
    bill.add("Samples of Enhanced Monitoring", &LOG_INGESTION, written)
        .implied_by(BY_MONITORING)
        .bounded();
}
