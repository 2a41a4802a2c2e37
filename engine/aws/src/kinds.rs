//! All kinds, by service. Adding one is adding its file, and its line in the table of its service.

mod acm;
mod autoscaling;
mod backup;
mod billing;
mod cloudfront;
mod cloudtrail;
mod cloudwatch;
mod ec2;
mod ecr;
mod ecs;
mod elasticache;
mod elbv2;
mod events;
mod iam;
mod kms;
mod local;
mod logs;
mod rds;
mod route53;
mod s3;
mod secretsmanager;
mod sns;
mod wafv2;

use crate::kind::Kind;

/// The kinds of each service.
static SERVICES: &[&[&Kind]] = &[
    acm::KINDS,
    autoscaling::KINDS,
    backup::KINDS,
    billing::KINDS,
    cloudfront::KINDS,
    cloudtrail::KINDS,
    cloudwatch::KINDS,
    ec2::KINDS,
    ecr::KINDS,
    ecs::KINDS,
    elasticache::KINDS,
    elbv2::KINDS,
    events::KINDS,
    iam::KINDS,
    kms::KINDS,
    local::KINDS,
    logs::KINDS,
    rds::KINDS,
    route53::KINDS,
    s3::KINDS,
    secretsmanager::KINDS,
    sns::KINDS,
    wafv2::KINDS,
];

/// Every resource type that Tollgate can build and read.
pub fn all() -> impl Iterator<Item = &'static Kind> {
    SERVICES.iter().flat_map(|kinds| kinds.iter().copied())
}

/// The kind of a resource type.
#[must_use]
pub fn kind(resource_type: &str) -> Option<&'static Kind> {
    all().find(|kind| kind.facts.resource_type == resource_type)
}
