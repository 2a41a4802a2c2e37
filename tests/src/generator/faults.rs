//! The faults that can be planted: where, how, and which rules must find each.

use serde_json::{Value, json};

/// One fault.
#[derive(Debug)]
pub struct Fault {
    /// Type and name of the template it is planted in.
    on: (&'static str, &'static str),
    /// The rules that must fail.
    pub rules: &'static [&'static str],
    /// JSON pointer to the planned value that is spoilt.
    pointer: &'static str,
    /// What it is spoilt with; text that holds JSON is given as JSON.
    with: fn() -> Value,
}

impl Fault {
    /// Spoils the planned values.
    pub fn plant(&self, values: &mut Value) {
        if let Some(place) = values.pointer_mut(self.pointer) {
            *place = (self.with)();
        }
    }
}

/// The faults that can be planted in a template.
pub fn of(kind: &str, name: &str) -> Vec<&'static Fault> {
    FAULTS
        .iter()
        .filter(|fault| fault.on == (kind, name))
        .collect()
}

/// A policy document of one statement, as text.
fn policy(statement: &Value) -> Value {
    json!({ "Version": "2012-10-17", "Statement": [statement] })
        .to_string()
        .into()
}

const fn fault(
    on: (&'static str, &'static str),
    rules: &'static [&'static str],
    pointer: &'static str,
    with: fn() -> Value,
) -> Fault {
    Fault {
        on,
        rules,
        pointer,
        with,
    }
}

const DATABASE: (&str, &str) = ("aws_db_instance", "main");
const CACHE: (&str, &str) = ("aws_elasticache_replication_group", "main");
const INGRESS: (&str, &str) = ("aws_vpc_security_group_ingress_rule", "app");

static FAULTS: &[Fault] = &[
    fault(DATABASE, &["RDS-001"], "/storage_encrypted", || {
        json!(false)
    }),
    fault(DATABASE, &["RDS-006"], "/publicly_accessible", || {
        json!(true)
    }),
    fault(DATABASE, &["RDS-007"], "/multi_az", || json!(false)),
    fault(DATABASE, &["RDS-009"], "/backup_retention_period", || {
        json!(1)
    }),
    fault(DATABASE, &["RDS-010"], "/deletion_protection", || {
        json!(false)
    }),
    fault(
        DATABASE,
        &["RDS-014"],
        "/auto_minor_version_upgrade",
        || json!(false),
    ),
    fault(CACHE, &["REDIS-001"], "/at_rest_encryption_enabled", || {
        json!(false)
    }),
    fault(CACHE, &["REDIS-002"], "/transit_encryption_enabled", || {
        json!(false)
    }),
    fault(CACHE, &["REDIS-005"], "/automatic_failover_enabled", || {
        json!(false)
    }),
    fault(CACHE, &["REDIS-006"], "/multi_az_enabled", || json!(false)),
    fault(
        ("aws_kms_key", "main"),
        &["KMS-001"],
        "/enable_key_rotation",
        || json!(false),
    ),
    fault(("aws_kms_key", "main"), &["KMS-002"], "/policy", || {
        policy(&json!({ "Effect": "Allow", "Action": "kms:*", "Resource": "*", "Principal": "*" }))
    }),
    fault(
        ("aws_s3_bucket_versioning", "data"),
        &["S3-012"],
        "/versioning_configuration/0/status",
        || json!("Suspended"),
    ),
    fault(
        ("aws_s3_bucket_public_access_block", "data"),
        &["S3-001"],
        "/restrict_public_buckets",
        || json!(false),
    ),
    fault(
        ("aws_s3_bucket_ownership_controls", "data"),
        &["S3-017"],
        "/rule/0/object_ownership",
        || json!("ObjectWriter"),
    ),
    fault(
        ("aws_s3_bucket_policy", "data"),
        &["S3-009"],
        "/policy",
        || {
            policy(&json!({
                "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::data/*",
                "Principal": { "AWS": "arn:aws:iam::111122223333:role/reader" },
            }))
        },
    ),
    fault(
        ("aws_s3_bucket_lifecycle_configuration", "data"),
        &["S3-014"],
        "/rule/0/abort_incomplete_multipart_upload",
        || json!([]),
    ),
    fault(INGRESS, &["SG-002", "SG-005", "SG-006"], "", || {
        json!({
            "cidr_ipv4": "0.0.0.0/0", "cidr_ipv6": null, "description": "Anywhere", "from_port": 22,
            "ip_protocol": "tcp", "prefix_list_id": null, "referenced_security_group_id": null,
            "tags": null, "to_port": 22,
        })
    }),
    fault(INGRESS, &["SG-007", "SG-005", "SG-006"], "", || {
        json!({
            "cidr_ipv4": null, "cidr_ipv6": "::/0", "description": "Anywhere", "from_port": 5000,
            "ip_protocol": "tcp", "prefix_list_id": null, "referenced_security_group_id": null,
            "tags": null, "to_port": 5500,
        })
    }),
    fault(
        ("aws_iam_role", "task"),
        &["IAM-013"],
        "/assume_role_policy",
        || {
            policy(
                &json!({ "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": { "AWS": "*" } }),
            )
        },
    ),
    fault(
        ("aws_iam_role_policy", "task"),
        &["IAM-002"],
        "/policy",
        || policy(&json!({ "Effect": "Allow", "Action": "*", "Resource": "*" })),
    ),
    fault(
        ("aws_iam_role_policy", "task"),
        &["KMS-005"],
        "/policy",
        || policy(&json!({ "Effect": "Allow", "Action": ["kms:Decrypt"], "Resource": "*" })),
    ),
    fault(
        ("aws_cloudwatch_log_group", "app"),
        &["COST-008"],
        "/retention_in_days",
        || json!(0),
    ),
    fault(
        ("aws_sns_topic", "alerts"),
        &["SNS-001"],
        "/kms_master_key_id",
        || json!(""),
    ),
    fault(
        ("aws_cloudwatch_metric_alarm", "cpu"),
        &["CW-006"],
        "/actions_enabled",
        || json!(false),
    ),
    fault(
        ("aws_secretsmanager_secret", "app"),
        &["SM-004"],
        "/recovery_window_in_days",
        || json!(0),
    ),
    fault(
        ("aws_ecr_repository", "app"),
        &["ECR-002"],
        "/image_tag_mutability",
        || json!("MUTABLE"),
    ),
];
