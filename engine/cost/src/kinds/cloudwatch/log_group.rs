//! `aws_cloudwatch_log_group`: what is written, what is kept, and what queries read. What flow logs write
//! is charged with them; what other services of AWS deliver has the price of vended logs, too.

use rust_decimal::Decimal;

use crate::bill::Bill;
use crate::charges::cloudwatch::{LOG_INGESTION, LOG_QUERIES, LOG_STORAGE, VENDED_LOGS};
use crate::subject::Subject;

/// Types whose logs are charged with them.
const NETWORKS: &[&str] = &["aws_vpc", "aws_subnet", "aws_flow_log"];

/// What the names of groups begin with that Lambda writes to.
const FUNCTIONS: &str = "/aws/lambda/";

pub(super) fn price(group: &Subject<'_>, bill: &mut Bill<'_>) {
    let class = group.text("log_group_class").value();
    if let Some(class) = class.filter(|class| class != "STANDARD") {
        let reason = format!("there is no price for logs of the class {class}");
        bill.undecided("Ingestion", &LOG_INGESTION, reason);
    } else if !has_referrer(group, NETWORKS) {
        let ingestion = if is_vended(group) {
            &VENDED_LOGS
        } else {
            &LOG_INGESTION
        };
        bill.used("Ingestion", ingestion, "monthly_data_ingested_gb");
    }
    let storage = bill.used("Storage", &LOG_STORAGE, "storage_gb");
    let days = group.number("retention_in_days").value();
    if days.is_some_and(|days| days > Decimal::ZERO) {
        storage.bounded();
    }
    let queries = bill.usage("monthly_data_scanned_gb");
    if !queries.band.is_zero() {
        bill.add("Queries", &LOG_QUERIES, queries);
    }
}

/// Whether Lambda or a web ACL delivers the logs.
fn is_vended(group: &Subject<'_>) -> bool {
    let name = group.text("name").value();
    name.is_some_and(|name| name.starts_with(FUNCTIONS))
        || has_referrer(group, &["aws_wafv2_web_acl"])
}

fn has_referrer(group: &Subject<'_>, types: &[&str]) -> bool {
    types
        .iter()
        .any(|resource_type| group.referrers(resource_type).next().is_some())
}
