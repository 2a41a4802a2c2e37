//! What the emulators do not do of what the Social Flow stack needs, as they answer it.
//!
//! `tests/probes` asks each of them; a test holds that these rows, and no others, are what is not
//! `ok`. A test elsewhere that leans on a row says so in its output.

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
) -> Gap {
    Gap {
        service,
        probe,
        ministack,
        moto,
    }
}

/// Every gap, by service.
#[rustfmt::skip]
pub const GAPS: &[Gap] = &[
    gap("Application Auto Scaling", "target and tracking policy of an ECS service", "400", "ok"),
    gap("Backup", "vault and its policy", "ValidationException", "404"),
    gap("Backup", "plan and selection", "ok", "500"),
    gap("chatbot", "Slack channel configuration", "400", "500"),
    gap("CloudFront", "origin access control, distribution", "ok", "read back: origin access control None"),
    gap("CloudFront", "policies: cache, origin request, response headers", "ok", "404"),
    gap("CloudWatch", "composite alarm", "ok", "500"),
    gap("CloudWatch Logs", "key of a group that exists", "InvalidOperationException", "500"),
    gap("Cost Explorer", "anomaly monitor and subscription", "400", "500"),
    gap("EC2", "NAT gateway with its address", "read back: allocations []", "ok"),
    gap("EC2", "VPC endpoints, gateway and interface", "read back: groups []", "ok"),
    gap("EC2", "flow log to CloudWatch Logs", "read back: group None", "ok"),
    gap("ElastiCache", "subnet group, parameter group", "ok", "500"),
    gap("ElastiCache", "replication group, encrypted with a key of its own", "read back: key None", "read back: members 1"),
    gap("RDS", "instance: master password in Secrets Manager", "read back: secret False", "ok"),
    gap("RDS", "instance: log exports and Performance Insights", "read back: exports []", "read back: insights None"),
    gap("RDS", "replication of automated backups to another region", "InvalidAction", "500"),
    gap("RDS", "event subscription", "InvalidAction", "ok"),
    gap("S3 Control", "public access block of the account", "InvalidURI", "ok"),
    gap("Secrets Manager", "rotation by a function", "ok", "read back: schedule None"),
    gap("WAFV2", "logging to CloudWatch Logs", "InvalidAction", "ok"),
];
