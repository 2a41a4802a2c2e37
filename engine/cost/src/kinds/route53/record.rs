//! `aws_route53_record`: the queries that a usage file says. Those for an alias of something at AWS are free.

use crate::bill::Bill;
use crate::charge::Charge;
use crate::charges::route53::{GEO_QUERIES, LATENCY_QUERIES, QUERIES};
use crate::subject::{Known, Subject};

/// Ways to answer: the line, the charge, and the parameter.
const WAYS: &[(&str, &Charge, &str)] = &[
    ("Queries", &QUERIES, "monthly_standard_queries"),
    (
        "Queries by latency",
        &LATENCY_QUERIES,
        "monthly_latency_based_queries",
    ),
    ("Queries by place", &GEO_QUERIES, "monthly_geo_queries"),
];

pub(super) fn price(record: &Subject<'_>, bill: &mut Bill<'_>) {
    let is_alias = record.value("alias") != Known::Unset;
    if is_alias && record.target("alias.name", "aws_route53_record").is_none() {
        return;
    }
    for (name, charge, parameter) in WAYS {
        let queries = bill.usage(parameter);
        if !queries.band.is_zero() {
            bill.add(*name, *charge, queries);
        }
    }
}
