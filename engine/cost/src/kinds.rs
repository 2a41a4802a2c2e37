//! What AWS charges for each resource type: one kind, one file.
//!
//! A kind reads the resource, and what it refers to, and says which charges are due for how much. It
//! knows no price.

mod acm;
mod apigateway;
mod autoscaling;
mod backup;
mod cloudfront;
mod cloudtrail;
mod cloudwatch;
mod config;
mod dynamodb;
mod ec2;
mod ecr;
mod ecs;
mod efs;
mod eks;
mod elasticache;
mod elb;
mod events;
mod kms;
mod lambda;
mod rds;
mod route53;
mod s3;
mod secretsmanager;
mod sns;
mod sqs;
mod ssm;
mod transfer;
mod waf;

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use crate::bill::Bill;
use crate::subject::Subject;

/// What is charged for one resource type.
#[derive(Debug)]
pub struct Kind {
    /// The type: `aws_nat_gateway`.
    pub resource_type: &'static str,
    /// Writes the lines of its bill.
    pub price: fn(&Subject<'_>, &mut Bill<'_>),
}

impl Kind {
    const fn new(resource_type: &'static str, price: fn(&Subject<'_>, &mut Bill<'_>)) -> Self {
        Self {
            resource_type,
            price,
        }
    }
}

/// The kinds of each service.
const SERVICES: &[&[Kind]] = &[
    acm::KINDS,
    apigateway::KINDS,
    autoscaling::KINDS,
    backup::KINDS,
    cloudfront::KINDS,
    cloudtrail::KINDS,
    cloudwatch::KINDS,
    config::KINDS,
    dynamodb::KINDS,
    ec2::KINDS,
    ecr::KINDS,
    ecs::KINDS,
    efs::KINDS,
    eks::KINDS,
    elasticache::KINDS,
    elb::KINDS,
    events::KINDS,
    kms::KINDS,
    lambda::KINDS,
    rds::KINDS,
    route53::KINDS,
    s3::KINDS,
    secretsmanager::KINDS,
    sns::KINDS,
    sqs::KINDS,
    ssm::KINDS,
    waf::KINDS,
];

/// Every kind.
pub fn all() -> impl Iterator<Item = &'static Kind> {
    SERVICES.iter().copied().flatten()
}

/// Types that cost nothing by themselves; what they lead to is charged elsewhere.
const FREE: &str = include_str!("../data/free.txt");

/// The kind of a type.
#[must_use]
pub fn find(resource_type: &str) -> Option<&'static Kind> {
    static BY_TYPE: OnceLock<HashMap<&'static str, &'static Kind>> = OnceLock::new();
    BY_TYPE
        .get_or_init(|| all().map(|kind| (kind.resource_type, kind)).collect())
        .get(resource_type)
        .copied()
}

/// Whether a type costs nothing by itself.
#[must_use]
pub fn is_free(resource_type: &str) -> bool {
    static TYPES: OnceLock<HashSet<&'static str>> = OnceLock::new();
    let is_of_aws = resource_type.starts_with("aws_");
    !is_of_aws
        || TYPES
            .get_or_init(|| FREE.lines().filter(|line| !line.starts_with('#')).collect())
            .contains(resource_type)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_has_one_kind_and_is_not_free() {
        let mut types = HashSet::new();
        for kind in all() {
            assert!(
                types.insert(kind.resource_type),
                "{} twice",
                kind.resource_type
            );
            assert!(!is_free(kind.resource_type), "{}", kind.resource_type);
        }
    }
}
