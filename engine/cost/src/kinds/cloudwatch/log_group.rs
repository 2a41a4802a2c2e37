//! `aws_cloudwatch_log_group`: what is written, what is kept, and what queries read. What flow logs write
//! has the price of vended logs.

use crate::bill::Bill;
use crate::charges::cloudwatch::{LOG_INGESTION, LOG_QUERIES, LOG_STORAGE, VENDED_LOGS};
use crate::subject::Subject;

/// Types that write at the price of vended logs.
const VENDORS: &[&str] = &["aws_vpc", "aws_subnet", "aws_flow_log"];

pub(super) fn price(group: &Subject<'_>, bill: &mut Bill<'_>) {
    let is_vended = VENDORS
        .iter()
        .any(|vendor| group.referrers(vendor).next().is_some());
    let ingestion = if is_vended {
        &VENDED_LOGS
    } else {
        &LOG_INGESTION
    };
    bill.used("Ingestion", ingestion, "monthly_data_ingested_gb");
    bill.used("Storage", &LOG_STORAGE, "storage_gb");
    let queries = bill.usage("monthly_data_scanned_gb");
    if !queries.band.is_zero() {
        bill.add("Queries", &LOG_QUERIES, queries);
    }
}
