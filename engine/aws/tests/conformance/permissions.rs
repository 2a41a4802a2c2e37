//! Whether a kind's IAM actions are those of the calls that it makes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use tollgate_aws::{Kind, actions, kinds};

/// The calls of a recorder: by service and operation, how often.
type Calls = BTreeMap<(String, String), u64>;

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
