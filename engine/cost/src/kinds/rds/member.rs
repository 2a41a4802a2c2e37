//! `aws_rds_cluster_instance`: hours of an instance of Aurora, by the class, or by the capacity that Serverless
//! v2 uses.

use super::{aurora, insights, instance, support};
use crate::bill::Bill;
use crate::charges::rds::{AURORA_CAPACITY, AURORA_OPTIMIZED_HOURS, INSTANCE_HOURS};
use crate::subject::Subject;

pub(super) fn price(member: &Subject<'_>, bill: &mut Bill<'_>) {
    let cluster = member.target("cluster_identifier", "aws_rds_cluster");
    let class = member.text("instance_class");
    if class.clone().value().as_deref() == Some("db.serverless") {
        capacity(cluster.as_ref(), bill);
    } else if let Some(cluster) = &cluster {
        hours(member, cluster, bill);
    } else {
        let reason = "what the cluster pays for is not known: it is not in the document";
        bill.undecided("Instance", &INSTANCE_HOURS, reason);
    }
    insights::price(member, bill);
    if let Some(cluster) = &cluster {
        support::price(cluster, class.value().as_deref(), 1, bill);
    }
    instance::aside(member, bill);
}

fn hours(member: &Subject<'_>, cluster: &Subject<'_>, bill: &mut Bill<'_>) {
    let hours = if aurora::is_optimized(cluster) {
        &AURORA_OPTIMIZED_HOURS
    } else {
        &INSTANCE_HOURS
    };
    instance::hours(member, hours, bill);
}

fn capacity(cluster: Option<&Subject<'_>>, bill: &mut Bill<'_>) {
    const NAME: &str = "Capacity";
    if let Some(units) = bill.usage_if_given("capacity_units_per_hr") {
        bill.hours(NAME, &AURORA_CAPACITY, units);
        return;
    }
    match cluster.and_then(aurora::capacity) {
        Some(units) => {
            bill.hours(NAME, &AURORA_CAPACITY, units).bounded();
        }
        None => {
            let reason = "the limits of the capacity are not known";
            bill.undecided(NAME, &AURORA_CAPACITY, reason);
        }
    }
}
