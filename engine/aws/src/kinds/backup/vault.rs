//! `aws_backup_vault`: where recovery points are kept. Its id is its name.

use async_trait::async_trait;
use tollgate_model::{Facts, Object};

use super::tags;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Class, Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_backup_vault`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_backup_vault",
        replaces: &["name", "kms_key_arn"],
        filled_in: &["kms_key_arn"],
        write_only: &["force_destroy"],
        stateful: true,
        ..Facts::NONE
    },
    find: Find::Tag,
    not_yet: &[],
    permissions: Permissions {
        list: &["backup:ListBackupVaults"],
        read: &[
            "backup:DescribeBackupVault",
            "backup:ListBackupVaults",
            "backup:ListTags",
        ],
        create: &[
            "backup:CreateBackupVault",
            "backup:TagResource",
            "backup-storage:MountCapsule",
            "kms:CreateGrant",
            "kms:DescribeKey",
            "kms:GenerateDataKey",
            "kms:Decrypt",
            "kms:RetireGrant",
        ],
        update: &["backup:TagResource", "backup:UntagResource"],
        delete: &[
            "backup:DeleteBackupVault",
            "backup:ListRecoveryPointsByBackupVault",
            "backup:DeleteRecoveryPoint",
        ],
    },
    operations: &BackupVault,
};

struct BackupVault;

#[async_trait]
impl Operations for BackupVault {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let request = aws.backup().list_backup_vaults();
        let mut pages = request.into_paginator().items().send();
        let mut ids = Vec::new();
        while let Some(vault) = pages.next().await {
            ids.extend(vault?.backup_vault_name);
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let request = aws.backup().describe_backup_vault().backup_vault_name(id);
        let Some(vault) = or_unlisted(aws, id, request.send().await).await? else {
            return Ok(None);
        };
        let arn = vault.backup_vault_arn().unwrap_or_default();
        let live = Live::with_id(id)
            .text("arn", Some(arn))
            .text("name", Some(id))
            .text("kms_key_arn", vault.encryption_key_arn())
            .whole("recovery_points", Some(vault.number_of_recovery_points()))
            .tags(tags::read(aws, arn).await?);
        Ok(Some(live.into_object()))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let name = desired.required("name")?;
        aws.backup()
            .create_backup_vault()
            .backup_vault_name(name)
            .set_encryption_key_arn(desired.string("kms_key_arn"))
            .set_backup_vault_tags(Some(desired.tags().into_iter().collect()))
            .creator_request_id(&operation.id)
            .send()
            .await?;
        Ok(name.to_owned())
    }

    async fn update(&self, aws: &Aws, _: &str, change: Change<'_>) -> Result<()> {
        tags::update(aws, change).await
    }

    async fn delete(&self, aws: &Aws, id: &str, prior: Attributes<'_>) -> Result<()> {
        let forced = prior.flag("force_destroy") == Some(true);
        let going = forced && empty(aws, id).await?;
        let request = aws.backup().delete_backup_vault().backup_vault_name(id);
        match or_unlisted(aws, id, request.send().await).await {
            // Recovery points take their time to go.
            Err(failure) if going => Err(Failure {
                class: Class::Conflict,
                ..failure
            }),
            deleted => deleted.map(drop),
        }
    }

    async fn find(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        let name = desired.required("name")?;
        let request = aws.backup().describe_backup_vault().backup_vault_name(name);
        let vault = or_unlisted(aws, name, request.send().await).await?;
        let is_ours =
            vault.is_some_and(|vault| vault.creator_request_id == Some(operation.id.clone()));
        Ok(is_ours.then(|| name.to_owned()))
    }
}

/// The answer about a vault; none if the vault is not there. AWS then denies access instead of saying
/// so, and only the list of vaults tells the one from the other.
pub async fn or_unlisted<T>(
    aws: &Aws,
    vault: &str,
    answer: std::result::Result<T, impl Into<Failure>>,
) -> Result<Option<T>> {
    match answer.or_absent() {
        Err(failure) if failure.class == Class::Denied => {
            let vaults = KIND.operations.list(aws).await?;
            if vaults.iter().any(|name| name == vault) {
                return Err(failure);
            }
            Ok(None)
        }
        answer => answer,
    }
}

/// Asks for all recovery points of a vault to be removed. Whether there were any.
async fn empty(aws: &Aws, vault: &str) -> Result<bool> {
    let request = aws.backup().list_recovery_points_by_backup_vault();
    let mut pages = request
        .backup_vault_name(vault)
        .into_paginator()
        .items()
        .send();
    let mut any = false;
    while let Some(point) = pages.next().await {
        let Some(point) = or_unlisted(aws, vault, point).await? else {
            break;
        };
        any = true;
        let request = aws.backup().delete_recovery_point();
        let request = request.backup_vault_name(vault);
        let request = request.set_recovery_point_arn(point.recovery_point_arn);
        request.send().await.or_absent()?;
    }
    Ok(any)
}
