//! `aws_db_instance`: a database server.
//!
//! Its id is its identifier, as Terraform imports it; renaming one makes a new one. Making one takes
//! a quarter of an hour, so does most of what changes it. What is not applied at once
//! (`apply_immediately`) waits for the maintenance window, and is read as it was until then.

mod create;
mod live;
mod modify;

use async_trait::async_trait;
use aws_sdk_rds::types::DbInstance as Described;
use tollgate_model::facts::Default::{Flag, Whole};
use tollgate_model::{Facts, Object};

use super::tags;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Class, Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Progress, Result};

/// `aws_db_instance`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_db_instance",
        replaces: &[
            "availability_zone",
            "backup_target",
            "character_set_name",
            "custom_iam_instance_profile",
            "db_name",
            "engine",
            "identifier",
            "identifier_prefix",
            "kms_key_id",
            "nchar_character_set_name",
            "snapshot_identifier",
            "storage_encrypted",
            "timezone",
            "username",
        ],
        filled_in: &[
            "allocated_storage",
            "availability_zone",
            "backup_retention_period",
            "backup_target",
            "backup_window",
            "ca_cert_identifier",
            "character_set_name",
            "database_insights_mode",
            "db_name",
            "db_subnet_group_name",
            "domain_fqdn",
            "engine",
            "engine_lifecycle_support",
            "engine_version",
            "identifier",
            "iops",
            "kms_key_id",
            "license_model",
            "maintenance_window",
            "master_user_secret_kms_key_id",
            "monitoring_role_arn",
            "multi_az",
            "nchar_character_set_name",
            "network_type",
            "option_group_name",
            "parameter_group_name",
            "performance_insights_kms_key_id",
            "performance_insights_retention_period",
            "port",
            "replica_mode",
            "storage_throughput",
            "storage_type",
            "timezone",
            "username",
            "vpc_security_group_ids",
        ],
        defaults: &[
            ("auto_minor_version_upgrade", Flag(true)),
            ("copy_tags_to_snapshot", Flag(false)),
            ("dedicated_log_volume", Flag(false)),
            ("deletion_protection", Flag(false)),
            ("iam_database_authentication_enabled", Flag(false)),
            ("monitoring_interval", Whole(0)),
            ("performance_insights_enabled", Flag(false)),
            ("publicly_accessible", Flag(false)),
            ("storage_encrypted", Flag(false)),
        ],
        write_only: &[
            "allow_major_version_upgrade",
            "apply_immediately",
            "blue_green_update",
            "delete_automated_backups",
            "final_snapshot_identifier",
            "identifier_prefix",
            "password",
            "password_wo",
            "password_wo_version",
            "restore_to_point_in_time",
            "s3_import",
            "skip_final_snapshot",
            "snapshot_identifier",
            "upgrade_storage_config",
        ],
        sensitive: &["password", "password_wo"],
        arn_or_id: &[
            "kms_key_id",
            "master_user_secret_kms_key_id",
            "performance_insights_kms_key_id",
            "replicate_source_db",
        ],
        abbreviated: &["engine_version"],
        recomputed: &[
            ("address", &["port"]),
            ("endpoint", &["port"]),
            ("engine_version_actual", &["engine_version"]),
            ("latest_restorable_time", &[]),
            ("master_user_secret", &["manage_master_user_password"]),
            ("status", &[]),
        ],
        stateful: true,
        ..Facts::NONE
    },
    find: Find::Name,
    not_yet: &["IAMRoleNotFound", "KMSKeyNotAccessibleFault"],
    permissions: Permissions {
        list: &["rds:DescribeDBInstances"],
        read: &["rds:DescribeDBInstances"],
        create: &[
            "rds:CreateDBInstance",
            "rds:CreateDBInstanceReadReplica",
            "rds:RestoreDBInstanceFromDBSnapshot",
            "rds:AddTagsToResource",
            "iam:PassRole",
            "kms:CreateGrant",
            "kms:Decrypt",
            "kms:DescribeKey",
            "kms:GenerateDataKey",
            "secretsmanager:CreateSecret",
            "secretsmanager:TagResource",
            "rds:ModifyDBInstance",
        ],
        update: &[
            "rds:ModifyDBInstance",
            "rds:PromoteReadReplica",
            "rds:AddTagsToResource",
            "rds:RemoveTagsFromResource",
            "iam:PassRole",
            "kms:CreateGrant",
            "kms:Decrypt",
            "kms:DescribeKey",
            "kms:GenerateDataKey",
            "secretsmanager:CreateSecret",
            "secretsmanager:RotateSecret",
            "secretsmanager:TagResource",
        ],
        delete: &[
            "rds:DeleteDBInstance",
            "rds:CreateDBSnapshot",
            "rds:AddTagsToResource",
        ],
    },
    operations: &DbInstance,
};

/// States in which a database serves.
const STANDING: &[&str] = &["available", "storage-optimization", "stopped"];

/// States that it does not leave by itself; `incompatible-…` are more of them.
/// <https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/accessing-monitoring.html>
const BROKEN: &[&str] = &[
    "failed",
    "inaccessible-encryption-credentials",
    "insufficient-capacity",
    "restore-error",
    "storage-full",
];

struct DbInstance;

#[async_trait]
impl Operations for DbInstance {
    /// The members of clusters are `aws_rds_cluster_instance`, not these.
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let request = aws.rds().describe_db_instances().into_paginator();
        let mut databases = request.items().send();
        let mut ids = Vec::new();
        while let Some(database) = databases.next().await {
            let database = database?;
            aws.keep(database.db_instance_identifier(), &database);
            let cluster = database.db_cluster_identifier().unwrap_or_default();
            if cluster.is_empty() {
                ids.extend(database.db_instance_identifier);
            }
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let Some(database) = described(aws, id).await? else {
            return Ok(None);
        };
        let tags = database.tag_list().iter();
        let tags = tags.filter_map(|tag| tag.key().zip(tag.value()));
        Ok(Some(live::live(id, &database).tags(tags).into_object()))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let id = identifier(desired, operation);
        create::create(aws, &id, desired).await?;
        Ok(id)
    }

    async fn settled(&self, aws: &Aws, id: &str) -> Result<Progress> {
        let Some(database) = described(aws, id).await? else {
            return Ok(Progress::Going("creating".to_owned()));
        };
        Ok(progress(&database))
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        modify::modify(aws, id, change).await?;
        tags::update(aws, change.prior.required("arn")?, change).await
    }

    async fn delete(&self, aws: &Aws, id: &str, prior: Attributes<'_>) -> Result<()> {
        // AWS takes no snapshot of a replica: its source has the data.
        let is_replica = prior.text("replicate_source_db").is_some();
        let skips = is_replica || prior.flag("skip_final_snapshot") == Some(true);
        let snapshot = prior.string("final_snapshot_identifier");
        if !skips && snapshot.is_none() {
            let message = "a last snapshot is to be taken, but has no name: set \
                           `final_snapshot_identifier`, or `skip_final_snapshot` to lose the data";
            return match described(aws, id).await? {
                Some(_) => Err(Failure::invalid("rds:DeleteDBInstance", message)),
                None => Ok(()),
            };
        }
        let answer = aws
            .rds()
            .delete_db_instance()
            .db_instance_identifier(id)
            .skip_final_snapshot(skips)
            .set_final_db_snapshot_identifier(snapshot.filter(|_| !skips))
            .delete_automated_backups(prior.flag("delete_automated_backups").unwrap_or(true))
            .send()
            .await;
        match answer.or_absent() {
            Err(failure) if failure.class == Class::Conflict => match described(aws, id).await? {
                Some(database) if database.db_instance_status() != Some("deleting") => Err(failure),
                _ => Ok(()),
            },
            other => other.map(drop),
        }
    }

    async fn find(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        let id = identifier(desired, operation);
        Ok(described(aws, &id).await?.map(|_| id))
    }
}

async fn described(aws: &Aws, id: &str) -> Result<Option<Described>> {
    if let Some(kept) = aws.kept(id) {
        return Ok(Some(kept));
    }
    let request = aws.rds().describe_db_instances().db_instance_identifier(id);
    let answer = request.send().await.or_absent()?;
    let databases = answer.and_then(|answer| answer.db_instances);
    Ok(databases.into_iter().flatten().next())
}

/// RDS keeps identifiers in small letters.
fn identifier(desired: Attributes<'_>, operation: &Operation) -> String {
    let given = desired.string("identifier").unwrap_or_else(|| {
        let prefix = desired.text("identifier_prefix").unwrap_or("tollgate-");
        format!("{prefix}{}", operation.id)
    });
    given.to_lowercase()
}

/// A database stands when it serves, and what is never left to the maintenance window is in effect:
/// passwords, logs and security groups.
fn progress(database: &Described) -> Progress {
    let status = database.db_instance_status().unwrap_or_default();
    if BROKEN.contains(&status) || status.starts_with("incompatible-") {
        return Progress::Failed(status.to_owned());
    }
    if !STANDING.contains(&status) {
        return Progress::Going(status.to_owned());
    }
    let is_pending = database.pending_modified_values().is_some_and(|pending| {
        pending.master_user_password().is_some()
            || pending.pending_cloudwatch_logs_exports().is_some()
    });
    let mut groups = database.vpc_security_groups().iter();
    let is_moving = groups.any(|group| matches!(group.status(), Some("adding" | "removing")));
    let secret = database.master_user_secret();
    let is_made = secret.is_none_or(|secret| secret.secret_status() != Some("creating"));
    if is_pending || is_moving || !is_made {
        return Progress::Going("modifying".to_owned());
    }
    Progress::Done
}
