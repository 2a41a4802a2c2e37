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

/// Calls that a kind makes in another step too, where the cases come.
const NOT_IN_STEP: &[(Step, &str)] = &[
    // AWS denies the reading of a vault that is not there, so that all are listed.
    (Step::Read, "aws_backup_vault: backup:ListBackupVaults"),
    // The group of a new VPC has nothing but what AWS gives it; one that is taken over may have more.
    (
        Step::Create,
        "aws_default_security_group: ec2:AuthorizeSecurityGroupEgress",
    ),
    (
        Step::Create,
        "aws_default_security_group: ec2:AuthorizeSecurityGroupIngress",
    ),
    (Step::Create, "aws_default_security_group: ec2:DeleteTags"),
    (
        Step::Create,
        "aws_default_security_group: ec2:RevokeSecurityGroupIngress",
    ),
    // Only where groups refer to each other.
    (
        Step::Delete,
        "aws_security_group: ec2:RevokeSecurityGroupEgress",
    ),
    (
        Step::Delete,
        "aws_security_group: ec2:RevokeSecurityGroupIngress",
    ),
    // No case has one from the beginning, or takes one away.
    (Step::Update, "aws_iam_role: iam:DetachRolePolicy"),
    (Step::Create, "aws_kms_key: kms:DisableKey"),
    (
        Step::Create,
        "aws_secretsmanager_secret: secretsmanager:ReplicateSecretToRegions",
    ),
    (
        Step::Delete,
        "aws_secretsmanager_secret: secretsmanager:RemoveRegionsFromReplication",
    ),
    (
        Step::Create,
        "aws_sns_topic_subscription: sns:SetSubscriptionAttributes",
    ),
    // Only where another version was given up before.
    (
        Step::Create,
        "aws_secretsmanager_secret_version: secretsmanager:UpdateSecretVersionStage",
    ),
    // The last snapshot gets the tags of its instance.
    (Step::Delete, "aws_db_instance: rds:AddTagsToResource"),
];

/// A step of a kind, as its lists are divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    List,
    Read,
    Create,
    Update,
    Delete,
}

impl Step {
    const ALL: [Self; 5] = [
        Self::List,
        Self::Read,
        Self::Create,
        Self::Update,
        Self::Delete,
    ];

    fn listed(self, kind: &Kind) -> &'static [&'static str] {
        let permissions = kind.permissions;
        match self {
            Self::List => permissions.list,
            Self::Read => permissions.read,
            Self::Create => permissions.create,
            Self::Update => permissions.update,
            Self::Delete => permissions.delete,
        }
    }

    /// Whether whoever may do this may also do that: to change something is to read it, too.
    fn may(self, kind: &Kind, action: &str) -> bool {
        let changes = matches!(self, Self::Create | Self::Update | Self::Delete);
        let read = if changes { kind.permissions.read } else { &[] };
        self.listed(kind)
            .iter()
            .chain(read)
            .any(|one| *one == action)
    }
}

/// What each step of each kind called.
static CALLED: Mutex<BTreeMap<(&str, Step), BTreeSet<String>>> = Mutex::new(BTreeMap::new());

/// Remembers the calls of a step.
///
/// # Errors
/// With the actions that the kind does not list for it.
pub fn check(kind: &'static Kind, step: Step, calls: &Calls) -> Result<(), String> {
    let called: BTreeSet<String> = calls.keys().flat_map(|(s, o)| actions(s, o)).collect();
    let unlisted: Vec<&String> = called
        .iter()
        .filter(|action| !step.may(kind, action) && *action != "sts:GetCallerIdentity")
        .collect();
    let result = match unlisted.as_slice() {
        [] => Ok(()),
        unlisted => Err(format!(
            "the permissions of {} do not have {unlisted:?}, which {step:?} calls",
            kind.facts.resource_type
        )),
    };
    let mut all = CALLED.lock().unwrap_or_else(PoisonError::into_inner);
    let place = all.entry((kind.facts.resource_type, step)).or_default();
    place.extend(called);
    result
}

/// Actions that steps list, that no case called in them, and that no reason is given for.
pub fn unused() -> Vec<String> {
    let all = CALLED.lock().unwrap_or_else(PoisonError::into_inner);
    let mut unused = Vec::new();
    for kind in kinds::all() {
        let resource_type = kind.facts.resource_type;
        for step in Step::ALL {
            let Some(called) = all.get(&(resource_type, step)) else {
                continue;
            };
            let listed = step.listed(kind).iter();
            let never = listed.filter(|action| !called.contains(**action));
            let never = never.filter(|action| !IN_OUR_NAME.contains(action));
            let never = never.filter(|action| !is_excused(resource_type, step, action));
            unused.extend(never.map(|action| format!("{resource_type} {step:?}: {action}")));
        }
    }
    for (step, line) in NOT_IN_STEP {
        let place = line
            .split_once(": ")
            .map(|(of, action)| ((of, *step), action));
        if place
            .is_some_and(|(of, action)| all.get(&of).is_some_and(|called| called.contains(action)))
        {
            unused.push(format!(
                "{line}: {step:?} calls it after all: it needs no reason"
            ));
        }
    }
    unused
}

/// Whether there is a reason why no case calls it in this step.
fn is_excused(resource_type: &str, step: Step, action: &str) -> bool {
    // Tags are given in the call that makes a thing, and AWS asks for this action besides.
    let name = action.split(':').next_back().unwrap_or_default();
    let tags = ["CreateTags", "TagResource", "TagRole", "TagPolicy"];
    let is_tagging = tags.contains(&name) || name.starts_with("AddTags");
    let line = format!("{resource_type}: {action}");
    step == Step::Create && is_tagging
        || NOT_REACHED.contains(&line.as_str())
        || NOT_IN_STEP
            .iter()
            .any(|(of, known)| *of == step && *known == line)
}
