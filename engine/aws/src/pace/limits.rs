//! How often AWS lets an account call what.
//!
//! Each row names the page on which AWS says it (November 2026). The numbers are meant to be at most what an
//! account has that asked for no more; where one has less, the SDK's adaptive retry slows down. What is not
//! documented has careful values of our own.

/// Which calls of a service share what is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Share {
    /// Each operation has its own.
    Each,
    /// All operations of the service together.
    All,
}

/// How often calls may be made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit {
    /// Calls at once, after a pause.
    pub burst: usize,
    /// Calls a second after that.
    pub each_second: f64,
    /// Who shares it.
    pub share: Share,
}

const fn each(burst: usize, each_second: f64) -> Limit {
    Limit {
        burst,
        each_second,
        share: Share::Each,
    }
}

/// The limits of one service.
struct Row {
    /// The name by which requests are signed for it.
    service: &'static str,
    /// Operations with a limit of their own.
    named: &'static [(&'static str, Limit)],
    /// Those that look: `Describe`, `Get`, `List`, `Head`.
    looks: Limit,
    /// Those that change something.
    changes: Limit,
}

/// What is not documented: IAM, CloudFront, RDS, ElastiCache, Backup, Budgets and others.
const LOOKS: Limit = each(50, 20.0);

/// The same of calls that change something.
const CHANGES: Limit = each(20, 10.0);

const TABLE: &[Row] = &[
    // docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html: each API is evaluated by itself.
    Row {
        service: "ec2",
        named: &[],
        looks: each(100, 20.0),
        changes: each(50, 5.0),
    },
    // docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html: five requests a second.
    Row {
        service: "route53",
        named: &[],
        looks: ALL_OF_ROUTE53,
        changes: ALL_OF_ROUTE53,
    },
    // docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html
    Row {
        service: "kms",
        named: &[],
        looks: each(100, 100.0),
        changes: each(5, 5.0),
    },
    // docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
    Row {
        service: "monitoring",
        named: &[("DescribeAlarms", each(9, 9.0))],
        looks: each(10, 10.0),
        changes: each(3, 3.0),
    },
    // docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
    Row {
        service: "logs",
        named: &[
            ("CreateLogGroup", each(10, 10.0)),
            ("DeleteLogGroup", each(10, 10.0)),
        ],
        looks: each(10, 10.0),
        changes: each(5, 5.0),
    },
    // docs.aws.amazon.com/waf/latest/developerguide/limits.html
    Row {
        service: "wafv2",
        named: &[
            ("AssociateWebACL", each(1, 0.5)),
            ("DisassociateWebACL", each(1, 0.5)),
            ("GetWebACLForResource", each(1, 1.0)),
            ("ListResourcesForWebACL", each(1, 1.0)),
        ],
        looks: each(5, 5.0),
        changes: each(1, 1.0),
    },
    // docs.aws.amazon.com/acm/latest/userguide/acm-limits.html
    Row {
        service: "acm",
        named: &[],
        looks: each(8, 8.0),
        changes: each(5, 5.0),
    },
    // docs.aws.amazon.com/AmazonECR/latest/userguide/service-quotas.html
    Row {
        service: "ecr",
        named: &[],
        looks: each(10, 10.0),
        changes: each(10, 10.0),
    },
    // docs.aws.amazon.com/general/latest/gr/sns.html
    Row {
        service: "sns",
        named: &[],
        looks: each(10, 10.0),
        changes: each(10, 10.0),
    },
    // docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html
    Row {
        service: "cloudtrail",
        named: &[],
        looks: each(10, 10.0),
        changes: each(1, 1.0),
    },
    // docs.aws.amazon.com/secretsmanager/latest/userguide/reference_limits.html
    Row {
        service: "secretsmanager",
        named: &[],
        looks: each(50, 50.0),
        changes: each(50, 50.0),
    },
    // Thousands a second for objects; nothing is said of buckets.
    // docs.aws.amazon.com/AmazonS3/latest/userguide/optimizing-performance.html
    Row {
        service: "s3",
        named: &[],
        looks: each(200, 200.0),
        changes: each(100, 100.0),
    },
];

const ALL_OF_ROUTE53: Limit = Limit {
    burst: 5,
    each_second: 5.0,
    share: Share::All,
};

/// The limit of an operation of a service, by the name that its requests are signed for.
pub fn limit(service: &str, operation: &str) -> Limit {
    let is_look = ["Describe", "Get", "List", "Head", "BatchGet"]
        .iter()
        .any(|word| operation.starts_with(word));
    let row = TABLE.iter().find(|row| row.service == service);
    let Some(row) = row else {
        return if is_look { LOOKS } else { CHANGES };
    };
    let named = row.named.iter().find(|(name, _)| *name == operation);
    match named {
        Some((_, limit)) => *limit,
        None if is_look => row.looks,
        None => row.changes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_can_be_called_and_is_there_once() {
        let mut services: Vec<&str> = TABLE.iter().map(|row| row.service).collect();
        services.sort_unstable();
        services.dedup();
        assert_eq!(services.len(), TABLE.len());
        for row in TABLE {
            let named = row.named.iter().map(|(_, limit)| limit);
            for limit in named.chain([&row.looks, &row.changes]) {
                assert!(
                    limit.burst >= 1 && limit.each_second > 0.0,
                    "{}",
                    row.service
                );
            }
        }
    }

    #[test]
    fn a_name_comes_before_the_sort_of_call_and_that_before_what_is_not_documented() {
        assert_eq!(limit("wafv2", "AssociateWebACL").each_second, 0.5);
        assert_eq!(limit("wafv2", "GetWebACL").each_second, 5.0);
        assert_eq!(limit("ec2", "CreateVpc"), each(50, 5.0));
        assert_eq!(limit("ec2", "DescribeVpcs"), each(100, 20.0));
        assert_eq!(limit("iam", "CreateRole"), CHANGES);
        assert_eq!(limit("rds", "DescribeDBInstances"), LOOKS);
        assert_eq!(limit("route53", "GetChange").share, Share::All);
    }
}
