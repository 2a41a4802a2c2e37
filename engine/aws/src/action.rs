//! What policies call a call: most as the SDK does, some not.

use crate::data;
use crate::kind::Kind;
use crate::kinds;

/// Services whose actions begin otherwise than with the name of the SDK's crate.
const PREFIXES: &[(&str, &str)] = &[
    ("applicationautoscaling", "application-autoscaling"),
    ("cloudwatchlogs", "logs"),
    ("costexplorer", "ce"),
    ("elasticloadbalancingv2", "elasticloadbalancing"),
    ("eventbridge", "events"),
    ("s3control", "s3"),
];

/// Calls whose action has another name, or that need several: the SDK's crate, the call, the actions. From
/// the Service Authorization Reference, November 2026.
const OTHER_NAMES: &[(&str, &str, &[&str])] = &[
    ("budgets", "CreateBudget", &["budgets:ModifyBudget"]),
    ("budgets", "CreateNotification", &["budgets:ModifyBudget"]),
    ("budgets", "CreateSubscriber", &["budgets:ModifyBudget"]),
    ("budgets", "DeleteBudget", &["budgets:ModifyBudget"]),
    ("budgets", "DeleteNotification", &["budgets:ModifyBudget"]),
    ("budgets", "DeleteSubscriber", &["budgets:ModifyBudget"]),
    ("budgets", "DescribeBudget", &["budgets:ViewBudget"]),
    ("budgets", "DescribeBudgets", &["budgets:ViewBudget"]),
    (
        "budgets",
        "DescribeNotificationsForBudget",
        &["budgets:ViewBudget"],
    ),
    (
        "budgets",
        "DescribeSubscribersForNotification",
        &["budgets:ViewBudget"],
    ),
    ("budgets", "UpdateBudget", &["budgets:ModifyBudget"]),
    ("budgets", "UpdateNotification", &["budgets:ModifyBudget"]),
    ("budgets", "UpdateSubscriber", &["budgets:ModifyBudget"]),
    (
        "cloudfront",
        "CreateDistributionWithTags",
        &["cloudfront:CreateDistribution", "cloudfront:TagResource"],
    ),
    ("s3", "DeleteBucketCors", &["s3:PutBucketCORS"]),
    (
        "s3",
        "DeleteBucketEncryption",
        &["s3:PutEncryptionConfiguration"],
    ),
    (
        "s3",
        "DeleteBucketLifecycle",
        &["s3:PutLifecycleConfiguration"],
    ),
    (
        "s3",
        "DeleteBucketOwnershipControls",
        &["s3:PutBucketOwnershipControls"],
    ),
    (
        "s3",
        "DeleteBucketReplication",
        &["s3:PutReplicationConfiguration"],
    ),
    ("s3", "DeleteBucketTagging", &["s3:PutBucketTagging"]),
    (
        "s3",
        "DeleteObjects",
        &["s3:DeleteObject", "s3:DeleteObjectVersion"],
    ),
    (
        "s3",
        "DeletePublicAccessBlock",
        &["s3:PutBucketPublicAccessBlock"],
    ),
    (
        "s3",
        "GetBucketAccelerateConfiguration",
        &["s3:GetAccelerateConfiguration"],
    ),
    ("s3", "GetBucketCors", &["s3:GetBucketCORS"]),
    (
        "s3",
        "GetBucketEncryption",
        &["s3:GetEncryptionConfiguration"],
    ),
    (
        "s3",
        "GetBucketLifecycleConfiguration",
        &["s3:GetLifecycleConfiguration"],
    ),
    (
        "s3",
        "GetBucketReplication",
        &["s3:GetReplicationConfiguration"],
    ),
    (
        "s3",
        "GetObjectLockConfiguration",
        &["s3:GetBucketObjectLockConfiguration"],
    ),
    (
        "s3",
        "GetPublicAccessBlock",
        &["s3:GetBucketPublicAccessBlock"],
    ),
    ("s3", "HeadBucket", &["s3:ListBucket"]),
    ("s3", "ListBuckets", &["s3:ListAllMyBuckets"]),
    ("s3", "ListObjectVersions", &["s3:ListBucketVersions"]),
    ("s3", "ListObjectsV2", &["s3:ListBucket"]),
    ("s3", "PutBucketCors", &["s3:PutBucketCORS"]),
    (
        "s3",
        "PutBucketEncryption",
        &["s3:PutEncryptionConfiguration"],
    ),
    (
        "s3",
        "PutBucketLifecycleConfiguration",
        &["s3:PutLifecycleConfiguration"],
    ),
    (
        "s3",
        "PutBucketReplication",
        &["s3:PutReplicationConfiguration"],
    ),
    (
        "s3",
        "PutObjectLockConfiguration",
        &["s3:PutBucketObjectLockConfiguration"],
    ),
    (
        "s3",
        "PutPublicAccessBlock",
        &["s3:PutBucketPublicAccessBlock"],
    ),
    (
        "s3control",
        "DeletePublicAccessBlock",
        &["s3:PutAccountPublicAccessBlock"],
    ),
    (
        "s3control",
        "GetPublicAccessBlock",
        &["s3:GetAccountPublicAccessBlock"],
    ),
    (
        "s3control",
        "PutPublicAccessBlock",
        &["s3:PutAccountPublicAccessBlock"],
    ),
];

/// The IAM actions that a call needs. The service is the SDK's crate (`cloudwatchlogs`) or the id of its model
/// (`CloudWatch Logs`).
#[must_use]
pub fn actions(service: &str, call: &str) -> Vec<String> {
    let service = service.to_lowercase().replace(' ', "");
    let mut others = OTHER_NAMES.iter();
    if let Some((_, _, actions)) = others.find(|(of, name, _)| *of == service && *name == call) {
        return actions.iter().map(|action| (*action).to_owned()).collect();
    }
    let prefix = PREFIXES.iter().find(|(of, _)| *of == service);
    let prefix = prefix.map_or(service.as_str(), |(_, prefix)| prefix);
    vec![spelt(&format!("{prefix}:{call}"))]
}

/// The actions that a kind lists, of all its steps.
fn listed(kind: &Kind) -> impl Iterator<Item = &'static str> + use<> {
    let all = kind.permissions;
    [all.list, all.read, all.create, all.update, all.delete]
        .into_iter()
        .flatten()
        .copied()
}

/// An action as the kinds spell it: Rust writes `DescribeDbInstances`.
fn spelt(action: &str) -> String {
    let of_kinds = kinds::all().flat_map(listed);
    let of_data = data::DATA_SOURCES
        .iter()
        .flat_map(|source| source.permissions)
        .copied();
    let mut known = of_kinds.chain(of_data);
    let found = known.find(|known| known.eq_ignore_ascii_case(action));
    found.unwrap_or(action).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_are_named_as_policies_name_them() {
        for (service, call, expected) in [
            ("EC2", "CreateVpc", "ec2:CreateVpc"),
            ("CloudWatch Logs", "CreateLogGroup", "logs:CreateLogGroup"),
            ("cloudwatchlogs", "CreateLogGroup", "logs:CreateLogGroup"),
            ("rds", "DescribeDbInstances", "rds:DescribeDBInstances"),
            ("wafv2", "GetWebAcl", "wafv2:GetWebACL"),
            ("S3", "ListBuckets", "s3:ListAllMyBuckets"),
            (
                "S3 Control",
                "PutPublicAccessBlock",
                "s3:PutAccountPublicAccessBlock",
            ),
        ] {
            assert_eq!(actions(service, call), [expected]);
        }
    }
}
