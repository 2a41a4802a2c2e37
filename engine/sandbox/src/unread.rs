//! What the emulators of the sandbox do not give back, although they were given it.
//!
//! A plan on the sandbox takes these attributes from what was asked for. Every row is an `except` of a
//! case of the conformance test of `tollgate-aws`, which finds the rows that are no longer true.

/// Type, attribute.
const ROWS: &[(&str, &str)] = &[
    ("aws_flow_log", "iam_role_arn"),
    ("aws_flow_log", "max_aggregation_interval"),
    ("aws_nat_gateway", "allocation_id"),
    ("aws_vpc_endpoint", "policy"),
    ("aws_vpc_endpoint", "private_dns_enabled"),
    ("aws_vpc_endpoint", "security_group_ids"),
];

/// The attributes of a type that are not given back.
pub fn of(resource_type: &str) -> impl Iterator<Item = &'static str> {
    ROWS.iter()
        .filter(move |(known, _)| *known == resource_type)
        .map(|(_, attribute)| *attribute)
}
