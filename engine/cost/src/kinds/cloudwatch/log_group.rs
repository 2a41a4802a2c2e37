//! `aws_cloudwatch_log_group`: what is written, what is kept, and what queries read. What flow logs write
//! is charged with them, at a price of its own.

use crate::bill::Bill;
use crate::charges::cloudwatch::{LOG_INGESTION, LOG_QUERIES, LOG_STORAGE};
use crate::subject::Subject;

/// Types whose logs are charged with them.
const VENDORS: &[&str] = &["aws_vpc", "aws_subnet", "aws_flow_log"];

pub(super) fn price(group: &Subject<'_>, bill: &mut Bill<'_>) {
    let is_vended = VENDORS
        .iter()
        .any(|vendor| group.referrers(vendor).next().is_some());
    if !is_vended {
        bill.used("Ingestion", &LOG_INGESTION, "monthly_data_ingested_gb");
    }
    bill.used("Storage", &LOG_STORAGE, "storage_gb");
    let queries = bill.usage("monthly_data_scanned_gb");
    if !queries.band.is_zero() {
        bill.add("Queries", &LOG_QUERIES, queries);
    }
}
