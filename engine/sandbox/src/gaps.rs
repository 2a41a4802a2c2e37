//! What the emulators do not do of what the Social Flow stack needs, as they answer it.
//!
//! `tests/probes` asks each of them; a test holds that these rows, and no others, are what is not
//! `ok`. A test elsewhere that leans on a row says so in its output. LocalStack's community edition is no
//! part of the sandbox, since it needs Docker; `tests/tests/localstack.rs` asks it, where there is an engine.

use crate::emulator::Emulator;

/// Something that is needed and that at least one emulator does not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The service id of the SDKs' models.
    pub service: &'static str,
    /// What was asked.
    pub probe: &'static str,
    /// What MiniStack answers: `ok`, the code of an error, or what was read back instead.
    pub ministack: &'static str,
    /// What moto answers.
    pub moto: &'static str,
    /// What LocalStack's community edition answers: `InternalFailure`, with a status of 501, where it lacks
    /// the service or the call.
    pub localstack: &'static str,
}

impl Gap {
    /// What one emulator answers.
    #[must_use]
    pub const fn answer(&self, emulator: Emulator) -> &'static str {
        match emulator {
            Emulator::MiniStack => self.ministack,
            Emulator::Moto => self.moto,
        }
    }
}

const fn gap(
    service: &'static str,
    probe: &'static str,
    ministack: &'static str,
    moto: &'static str,
    localstack: &'static str,
) -> Gap {
    Gap {
        service,
        probe,
        ministack,
        moto,
        localstack,
    }
}

/// Every gap, by service.
#[rustfmt::skip]
pub const GAPS: &[Gap] = &[
    gap("Application Auto Scaling", "target and tracking policy of an ECS service", "400", "ok", "InternalFailure"),
    gap("Backup", "vault and its policy", "ValidationException", "404", "InternalFailure"),
    gap("Backup", "plan and selection", "ok", "500", "InternalFailure"),
    gap("Budgets", "monthly cost budget", "ok", "ok", "InternalFailure"),
    gap("chatbot", "Slack channel configuration", "400", "500", "InternalFailure"),
    gap("CloudFront", "origin access control, distribution", "ok", "read back: origin access control None", "InternalFailure"),
    gap("CloudFront", "policies: cache, origin request, response headers", "ok", "404", "InternalFailure"),
    gap("CloudTrail", "trail to S3, logging", "ok", "ok", "InternalFailure"),
    gap("CloudWatch", "composite alarm", "ok", "500", "ok"),
    gap("CloudWatch Logs", "key of a group that exists", "InvalidOperationException", "500", "InternalFailure"),
    gap("Cost Explorer", "anomaly monitor and subscription", "400", "500", "InternalFailure"),
    gap("EC2", "NAT gateway with its address", "read back: allocations []", "ok", "ok"),
    gap("EC2", "VPC endpoints, gateway and interface", "read back: groups []", "ok", "ok"),
    gap("EC2", "flow log to CloudWatch Logs", "read back: group None", "ok", "ok"),
    gap("ECR", "repository, scan on push, lifecycle policy", "ok", "ok", "InternalFailure"),
    gap("ECS", "cluster, capacity providers, task definition", "ok", "ok", "InternalFailure"),
    gap("ECS", "service with circuit breaker", "ok", "ok", "InternalFailure"),
    gap("ElastiCache", "subnet group, parameter group", "ok", "500", "InternalFailure"),
    gap("ElastiCache", "replication group, encrypted with a key of its own", "read back: key None", "read back: members 1", "InternalFailure"),
    gap("Elastic Load Balancing v2", "load balancer, target group, listener", "ok", "ok", "InternalFailure"),
    gap("Elastic Load Balancing v2", "HTTPS listener with a certificate of ACM", "ok", "ok", "InternalFailure"),
    gap("RDS", "subnet group, parameter group, instance", "ok", "ok", "InternalFailure"),
    gap("RDS", "instance: master password in Secrets Manager", "read back: secret False", "ok", "InternalFailure"),
    gap("RDS", "instance: log exports and Performance Insights", "read back: exports []", "read back: insights None", "InternalFailure"),
    gap("RDS", "read replica", "ok", "ok", "InternalFailure"),
    gap("RDS", "replication of automated backups to another region", "InvalidAction", "500", "InternalFailure"),
    gap("RDS", "event subscription", "InvalidAction", "ok", "InternalFailure"),
    gap("S3 Control", "public access block of the account", "InvalidURI", "ok", "ok"),
    gap("Secrets Manager", "rotation by a function", "ok", "read back: schedule None", "InternalError"),
    gap("WAFV2", "web ACL with managed rules", "ok", "ok", "InternalFailure"),
    gap("WAFV2", "association with a load balancer", "ok", "ok", "InternalFailure"),
    gap("WAFV2", "logging to CloudWatch Logs", "InvalidAction", "ok", "InternalFailure"),
];
