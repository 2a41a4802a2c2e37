//! `aws_db_instance_automated_backups_replication`: a database's backups, kept in this region, too.
//!
//! It is made in the region that receives the backups. What was received stays when it is deleted:
//! RDS retains it until the retention period is over.

use async_trait::async_trait;
use aws_sdk_rds::types::DbInstanceAutomatedBackup as Backup;
use tollgate_model::facts::Default::Whole;
use tollgate_model::{Facts, Object};

use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Class, Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Progress, Result};
use crate::live::Live;

/// `aws_db_instance_automated_backups_replication`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_db_instance_automated_backups_replication",
        replaces: &["kms_key_id", "retention_period", "source_db_instance_arn"],
        filled_in: &["kms_key_id"],
        defaults: &[("retention_period", Whole(7))],
        write_only: &["pre_signed_url"],
        arn_or_id: &["kms_key_id"],
        ..Facts::NONE
    },
    find: Find::Name,
    not_yet: &[
        "InvalidDBInstanceState",
        "InvalidDBInstanceAutomatedBackupState",
    ],
    permissions: Permissions {
        list: &["rds:DescribeDBInstanceAutomatedBackups"],
        read: &["rds:DescribeDBInstanceAutomatedBackups"],
        create: &[
            "rds:StartDBInstanceAutomatedBackupsReplication",
            "kms:CreateGrant",
            "kms:DescribeKey",
        ],
        update: &[],
        delete: &["rds:StopDBInstanceAutomatedBackupsReplication"],
    },
    operations: &Replication,
};

struct Replication;

#[async_trait]
impl Operations for Replication {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let received = received(aws).await?;
        let arns = received.into_iter();
        Ok(arns
            .filter_map(|backup| backup.db_instance_automated_backups_arn)
            .collect())
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let backup = described(aws, id).await?;
        Ok(backup.map(|backup| {
            Live::with_id(id)
                .text("source_db_instance_arn", backup.db_instance_arn())
                .text("kms_key_id", backup.kms_key_id())
                .whole("retention_period", backup.backup_retention_period())
                .into_object()
        }))
    }

    async fn create(&self, aws: &Aws, desired: Attributes<'_>, _: &Operation) -> Result<String> {
        let answer = aws
            .rds()
            .start_db_instance_automated_backups_replication()
            .set_backup_retention_period(desired.whole("retention_period"))
            .set_kms_key_id(desired.string("kms_key_id"))
            .set_pre_signed_url(desired.string("pre_signed_url"))
            .set_source_db_instance_arn(desired.string("source_db_instance_arn"))
            .send()
            .await?;
        answer
            .db_instance_automated_backup
            .and_then(|backup| backup.db_instance_automated_backups_arn)
            .ok_or_else(|| {
                let call = "rds:StartDBInstanceAutomatedBackupsReplication";
                Failure::incomplete(call, "ARN of the backup")
            })
    }

    async fn settled(&self, aws: &Aws, id: &str) -> Result<Progress> {
        let backup = described(aws, id).await?;
        let status = backup.as_ref().and_then(Backup::status);
        Ok(match status {
            Some("active" | "replicating") => Progress::Done,
            status => Progress::Going(status.unwrap_or("pending").to_owned()),
        })
    }

    /// Nothing of it can change in place.
    async fn update(&self, _: &Aws, _: &str, _: Change<'_>) -> Result<()> {
        Ok(())
    }

    async fn delete(&self, aws: &Aws, id: &str, prior: Attributes<'_>) -> Result<()> {
        let source = prior.required("source_db_instance_arn")?;
        let request = aws.rds().stop_db_instance_automated_backups_replication();
        let answer = request.source_db_instance_arn(source).send().await;
        match answer.or_absent() {
            // A database that is gone or goes takes the replication with it.
            Err(failure) if failure.class == Class::Conflict => match described(aws, id).await? {
                Some(_) => Err(failure),
                None => Ok(()),
            },
            other => other.map(drop),
        }
    }

    async fn find(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        _: &Operation,
    ) -> Result<Option<String>> {
        let source = desired.required("source_db_instance_arn")?;
        let mut received = received(aws).await?.into_iter();
        let made = received.find(|backup| backup.db_instance_arn() == Some(source));
        Ok(made.and_then(|backup| backup.db_instance_automated_backups_arn))
    }
}

async fn described(aws: &Aws, arn: &str) -> Result<Option<Backup>> {
    let request = aws.rds().describe_db_instance_automated_backups();
    let request = request.db_instance_automated_backups_arn(arn);
    let answer = request.send().await.or_absent()?;
    let backups = answer.and_then(|answer| answer.db_instance_automated_backups);
    let backup = backups.into_iter().flatten().next();
    Ok(backup.filter(is_replicated))
}

/// The backups of databases of other regions.
async fn received(aws: &Aws) -> Result<Vec<Backup>> {
    let request = aws.rds().describe_db_instance_automated_backups();
    let mut backups = request.into_paginator().items().send();
    let mut received = Vec::new();
    while let Some(backup) = backups.next().await {
        let backup = backup?;
        let region = backup
            .db_instance_arn()
            .and_then(|arn| arn.split(':').nth(3));
        if is_replicated(&backup) && region.is_some_and(|region| region != aws.region()) {
            received.push(backup);
        }
    }
    Ok(received)
}

/// What is retained is left of a replication that has ended.
fn is_replicated(backup: &Backup) -> bool {
    backup.status() != Some("retained")
}
