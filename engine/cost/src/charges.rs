//! Everything that a kind may charge for, service by service.

/// Statics, and a list of them all: a charge that is in no list cannot be written.
macro_rules! charges {
    ($($(#[$comment:meta])* $name:ident = $scope:ident($service:expr, $key:literal, $unit:expr);)*) => {
        $($(#[$comment])* pub static $name: Charge = Charge::$scope($service, $key, $unit);)*

        /// Every charge of this file.
        pub const ALL: &[&Charge] = &[$(&$name),*];
    };
}

pub mod acm;
pub mod apigateway;
pub mod autoscaling;
pub mod backup;
pub mod cloudfront;
pub mod cloudtrail;
pub mod cloudwatch;
pub mod config;
pub mod dynamodb;
pub mod ec2;
pub mod ecr;
pub mod ecs;
pub mod efs;
pub mod eks;
pub mod elasticache;
pub mod elb;
pub mod events;
pub mod kms;
pub mod lambda;
pub mod rds;
pub mod route53;
pub mod s3;
pub mod secretsmanager;
pub mod sns;
pub mod sqs;
pub mod ssm;
pub mod transfer;
pub mod waf;

use crate::charge::Charge;

/// The charges of each service.
const SERVICES: &[&[&Charge]] = &[
    acm::ALL,
    apigateway::ALL,
    autoscaling::ALL,
    backup::ALL,
    cloudfront::ALL,
    cloudtrail::ALL,
    cloudwatch::ALL,
    config::ALL,
    dynamodb::ALL,
    ec2::ALL,
    ecr::ALL,
    ecs::ALL,
    efs::ALL,
    eks::ALL,
    elasticache::ALL,
    elb::ALL,
    events::ALL,
    kms::ALL,
    lambda::ALL,
    rds::ALL,
    route53::ALL,
    s3::ALL,
    secretsmanager::ALL,
    sns::ALL,
    sqs::ALL,
    ssm::ALL,
    transfer::ALL,
    waf::ALL,
];

/// Every charge.
pub fn all() -> impl Iterator<Item = &'static Charge> {
    SERVICES.iter().copied().flatten().copied()
}
