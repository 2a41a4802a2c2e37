//! Whether a kind's IAM actions are those of the calls that it makes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use tollgate_aws::{Kind, kinds};

/// The calls of a recorder: by service and operation, how often.
type Calls = BTreeMap<(String, String), u64>;

/// The service of the SDK, and the prefix of its actions.
const SERVICES: &[(&str, &str)] = &[
    ("ACM", "acm"),
    ("Application Auto Scaling", "application-autoscaling"),
    ("Backup", "backup"),
    ("Budgets", "budgets"),
    ("chatbot", "chatbot"),
    ("CloudFront", "cloudfront"),
    ("CloudTrail", "cloudtrail"),
    ("CloudWatch", "cloudwatch"),
    ("CloudWatch Logs", "logs"),
    ("Cost Explorer", "ce"),
    ("EC2", "ec2"),
    ("ECR", "ecr"),
    ("ECS", "ecs"),
    ("ElastiCache", "elasticache"),
    ("Elastic Load Balancing v2", "elasticloadbalancing"),
    ("EventBridge", "events"),
    ("IAM", "iam"),
    ("KMS", "kms"),
    ("RDS", "rds"),
    ("Route 53", "route53"),
    ("S3", "s3"),
    ("S3 Control", "s3"),
    ("Secrets Manager", "secretsmanager"),
    ("SNS", "sns"),
    ("STS", "sts"),
    ("WAFV2", "wafv2"),
];

/// Operations whose action has another name, or several: service, operation, actions. From the Service
/// Authorization Reference, November 2026.
const OTHER_NAMES: &[(&str, &str, &[&str])] = &[
    ("Budgets", "CreateBudget", &["budgets:ModifyBudget"]),
    ("Budgets", "CreateNotification", &["budgets:ModifyBudget"]),
    ("Budgets", "CreateSubscriber", &["budgets:ModifyBudget"]),
    ("Budgets", "DeleteBudget", &["budgets:ModifyBudget"]),
    ("Budgets", "DeleteNotification", &["budgets:ModifyBudget"]),
    ("Budgets", "DeleteSubscriber", &["budgets:ModifyBudget"]),
    ("Budgets", "DescribeBudget", &["budgets:ViewBudget"]),
    ("Budgets", "DescribeBudgets", &["budgets:ViewBudget"]),
    (
        "Budgets",
        "DescribeNotificationsForBudget",
        &["budgets:ViewBudget"],
    ),
    (
        "Budgets",
        "DescribeSubscribersForNotification",
        &["budgets:ViewBudget"],
    ),
    ("Budgets", "UpdateBudget", &["budgets:ModifyBudget"]),
    ("Budgets", "UpdateNotification", &["budgets:ModifyBudget"]),
    ("Budgets", "UpdateSubscriber", &["budgets:ModifyBudget"]),
    (
        "CloudFront",
        "CreateDistributionWithTags",
        &["cloudfront:CreateDistribution", "cloudfront:TagResource"],
    ),
    ("S3", "DeleteBucketCors", &["s3:PutBucketCORS"]),
    (
        "S3",
        "DeleteBucketEncryption",
        &["s3:PutEncryptionConfiguration"],
    ),
    (
        "S3",
        "DeleteBucketLifecycle",
        &["s3:PutLifecycleConfiguration"],
    ),
    (
        "S3",
        "DeleteBucketOwnershipControls",
        &["s3:PutBucketOwnershipControls"],
    ),
    (
        "S3",
        "DeleteBucketReplication",
        &["s3:PutReplicationConfiguration"],
    ),
    ("S3", "DeleteBucketTagging", &["s3:PutBucketTagging"]),
    (
        "S3",
        "DeleteObjects",
        &["s3:DeleteObject", "s3:DeleteObjectVersion"],
    ),
    (
        "S3",
        "DeletePublicAccessBlock",
        &["s3:PutBucketPublicAccessBlock"],
    ),
    (
        "S3",
        "GetBucketAccelerateConfiguration",
        &["s3:GetAccelerateConfiguration"],
    ),
    ("S3", "GetBucketCors", &["s3:GetBucketCORS"]),
    (
        "S3",
        "GetBucketEncryption",
        &["s3:GetEncryptionConfiguration"],
    ),
    (
        "S3",
        "GetBucketLifecycleConfiguration",
        &["s3:GetLifecycleConfiguration"],
    ),
    (
        "S3",
        "GetBucketReplication",
        &["s3:GetReplicationConfiguration"],
    ),
    (
        "S3",
        "GetObjectLockConfiguration",
        &["s3:GetBucketObjectLockConfiguration"],
    ),
    (
        "S3",
        "GetPublicAccessBlock",
        &["s3:GetBucketPublicAccessBlock"],
    ),
    ("S3", "HeadBucket", &["s3:ListBucket"]),
    ("S3", "ListBuckets", &["s3:ListAllMyBuckets"]),
    ("S3", "ListObjectVersions", &["s3:ListBucketVersions"]),
    ("S3", "PutBucketCors", &["s3:PutBucketCORS"]),
    (
        "S3",
        "PutBucketEncryption",
        &["s3:PutEncryptionConfiguration"],
    ),
    (
        "S3",
        "PutBucketLifecycleConfiguration",
        &["s3:PutLifecycleConfiguration"],
    ),
    (
        "S3",
        "PutBucketReplication",
        &["s3:PutReplicationConfiguration"],
    ),
    (
        "S3",
        "PutObjectLockConfiguration",
        &["s3:PutBucketObjectLockConfiguration"],
    ),
    (
        "S3",
        "PutPublicAccessBlock",
        &["s3:PutBucketPublicAccessBlock"],
    ),
    (
        "S3 Control",
        "DeletePublicAccessBlock",
        &["s3:PutAccountPublicAccessBlock"],
    ),
    (
        "S3 Control",
        "GetPublicAccessBlock",
        &["s3:GetAccountPublicAccessBlock"],
    ),
    (
        "S3 Control",
        "PutPublicAccessBlock",
        &["s3:PutAccountPublicAccessBlock"],
    ),
];

/// What AWS does in the name of the caller, who must be allowed to do it: no call of ours has its name.
const IN_OUR_NAME: &[&str] = &[
    "acm:ListCertificates",
    "backup-storage:MountCapsule",
    "cloudfront:AllowVendedLogDeliveryForResource",
    "cloudwatch:DeleteAlarms",
    "cloudwatch:DescribeAlarms",
    "cloudwatch:PutMetricAlarm",
    "ecr:TagResource",
    "elasticache:CreateSnapshot",
    "elasticloadbalancing:SetWebAcl",
    "iam:CreateServiceLinkedRole",
    "iam:PassRole",
    "kms:CreateGrant",
    "kms:Decrypt",
    "kms:DescribeKey",
    "kms:GenerateDataKey",
    "kms:RetireGrant",
    "lambda:InvokeFunction",
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:DescribeLogGroups",
    "logs:DescribeResourcePolicies",
    "logs:GetLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:UpdateLogDelivery",
    "rds:CreateDBSnapshot",
    "s3:BypassGovernanceRetention",
    "s3:GetBucketPolicy",
    "s3:PutBucketObjectLockConfiguration",
    "s3:PutBucketPolicy",
    "secretsmanager:CreateSecret",
    "secretsmanager:RotateSecret",
    "secretsmanager:TagResource",
];

/// Calls that a kind makes where no case comes: the emulators do not have them, or do not get into the
/// state that needs them.
const NOT_REACHED: &[&str] = &[
    "aws_acm_certificate: acm:RemoveTagsFromCertificate",
    "aws_acm_certificate: acm:UpdateCertificateOptions",
    "aws_appautoscaling_target: application-autoscaling:UntagResource",
    "aws_backup_vault: backup:DeleteRecoveryPoint",
    "aws_cloudfront_distribution: cloudfront:UntagResource",
    "aws_cloudtrail: cloudtrail:GetInsightSelectors",
    "aws_cloudtrail: cloudtrail:PutInsightSelectors",
    "aws_cloudwatch_log_delivery: logs:UpdateDeliveryConfiguration",
    "aws_cloudwatch_log_group: logs:AssociateKmsKey",
    "aws_cloudwatch_log_group: logs:DisassociateKmsKey",
    "aws_cloudwatch_log_group: logs:PutLogGroupDeletionProtection",
    "aws_db_event_subscription: rds:AddSourceIdentifierToSubscription",
    "aws_db_event_subscription: rds:AddTagsToResource",
    "aws_db_event_subscription: rds:ModifyEventSubscription",
    "aws_db_event_subscription: rds:RemoveSourceIdentifierFromSubscription",
    "aws_db_instance: rds:RestoreDBInstanceFromDBSnapshot",
    "aws_db_parameter_group: rds:RemoveTagsFromResource",
    "aws_eip: ec2:AssociateAddress",
    "aws_eip: ec2:DisassociateAddress",
    "aws_elasticache_parameter_group: elasticache:RemoveTagsFromResource",
    "aws_elasticache_replication_group: elasticache:ModifyReplicationGroupShardConfiguration",
    "aws_iam_role: iam:RemoveRoleFromInstanceProfile",
    "aws_lb: elasticloadbalancing:RemoveTags",
    "aws_lb_listener: elasticloadbalancing:ModifyListenerAttributes",
    "aws_lb_listener: elasticloadbalancing:RemoveTags",
    "aws_lb_target_group: elasticloadbalancing:AddTags",
    "aws_nat_gateway: ec2:AssignPrivateNatGatewayAddress",
    "aws_nat_gateway: ec2:AssociateNatGatewayAddress",
    "aws_nat_gateway: ec2:DisassociateNatGatewayAddress",
    "aws_nat_gateway: ec2:UnassignPrivateNatGatewayAddress",
    "aws_route_table: ec2:DisableVgwRoutePropagation",
    "aws_route_table: ec2:EnableVgwRoutePropagation",
    "aws_s3_bucket: s3:DeleteObject",
    "aws_s3_bucket: s3:DeleteObjectVersion",
    "aws_s3_bucket: s3:ListBucketVersions",
    "aws_s3_bucket: s3:PutBucketVersioning",
    "aws_secretsmanager_secret: secretsmanager:DeleteResourcePolicy",
    "aws_secretsmanager_secret_policy: secretsmanager:DescribeSecret",
    "aws_secretsmanager_secret_rotation: secretsmanager:CancelRotateSecret",
    "aws_subnet: ec2:AssociateSubnetCidrBlock",
    "aws_subnet: ec2:DisassociateSubnetCidrBlock",
];

/// What each kind's cases called.
static CALLED: Mutex<BTreeMap<String, BTreeSet<String>>> = Mutex::new(BTreeMap::new());

/// Remembers the calls of a case.
///
/// # Errors
/// With the actions that the kind does not list.
pub fn check(kind: &Kind, calls: &Calls) -> Result<(), String> {
    let called: BTreeSet<String> = calls.keys().flat_map(|(s, o)| actions(s, o)).collect();
    let listed = listed(kind);
    let unlisted: Vec<&String> = called
        .iter()
        .filter(|action| !listed.contains(action.as_str()) && *action != "sts:GetCallerIdentity")
        .collect();
    let result = match unlisted.as_slice() {
        [] => Ok(()),
        unlisted => Err(format!("its permissions do not have {unlisted:?}")),
    };
    let mut all = CALLED.lock().unwrap_or_else(PoisonError::into_inner);
    let resource_type = kind.facts.resource_type.to_owned();
    all.entry(resource_type).or_default().extend(called);
    result
}

/// Actions that kinds list, that no case of theirs called, and that no reason is given for.
pub fn unused() -> Vec<String> {
    let called = CALLED.lock().unwrap_or_else(PoisonError::into_inner);
    let mut unused = Vec::new();
    for kind in kinds::all() {
        let Some(called) = called.get(kind.facts.resource_type) else {
            continue;
        };
        let listed = listed(kind).into_iter();
        let never = listed.filter(|action| !called.contains(*action));
        let never = never.filter(|action| !IN_OUR_NAME.contains(action));
        let never = never.map(|action| format!("{}: {action}", kind.facts.resource_type));
        unused.extend(never.filter(|line| !NOT_REACHED.contains(&line.as_str())));
    }
    unused
}

fn listed(kind: &Kind) -> BTreeSet<&'static str> {
    let all = &kind.permissions;
    [all.list, all.read, all.create, all.update, all.delete]
        .into_iter()
        .flatten()
        .copied()
        .collect()
}

/// The actions that a call needs.
fn actions(service: &str, operation: &str) -> Vec<String> {
    let mut others = OTHER_NAMES.iter();
    if let Some((_, _, actions)) = others.find(|(s, o, _)| *s == service && *o == operation) {
        return actions.iter().map(|action| (*action).to_owned()).collect();
    }
    let known = SERVICES.iter().find(|(known, _)| *known == service);
    vec![format!(
        "{}:{operation}",
        known.map_or(service, |(_, prefix)| *prefix)
    )]
}
