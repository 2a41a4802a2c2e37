//! `aws_backup_vault_policy`: who may do what with the recovery points of a vault. Its id is the
//! vault's name.

use async_trait::async_trait;
use tollgate_model::{Facts, Object};

use super::vault;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_backup_vault_policy`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_backup_vault_policy",
        replaces: &["backup_vault_name"],
        documents: &["policy"],
        ..Facts::NONE
    },
    find: Find::Again,
    // A principal that was made a moment ago is not one yet.
    not_yet: &["InvalidParameterValueException"],
    permissions: Permissions {
        list: &["backup:ListBackupVaults"],
        read: &[
            "backup:GetBackupVaultAccessPolicy",
            "backup:ListBackupVaults",
        ],
        create: &["backup:PutBackupVaultAccessPolicy"],
        update: &["backup:PutBackupVaultAccessPolicy"],
        delete: &["backup:DeleteBackupVaultAccessPolicy"],
    },
    operations: &BackupVaultPolicy,
};

struct BackupVaultPolicy;

#[async_trait]
impl Operations for BackupVaultPolicy {
    /// Every vault: whether it has a policy, only reading tells.
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        vault::KIND.operations.list(aws).await
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let request = aws.backup().get_backup_vault_access_policy();
        let answer = request.backup_vault_name(id).send().await;
        let answer = vault::or_unlisted(aws, id, answer).await?;
        let Some(answer) = answer.filter(|answer| answer.policy().is_some()) else {
            return Ok(None);
        };
        let live = Live::with_id(id)
            .text("backup_vault_name", Some(id))
            .text("backup_vault_arn", answer.backup_vault_arn())
            .text("policy", answer.policy());
        Ok(Some(live.into_object()))
    }

    async fn create(&self, aws: &Aws, desired: Attributes<'_>, _: &Operation) -> Result<String> {
        let name = desired.required("backup_vault_name")?;
        put(aws, name, desired).await?;
        Ok(name.to_owned())
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        put(aws, id, change.desired).await
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.backup().delete_backup_vault_access_policy();
        let answer = request.backup_vault_name(id).send().await;
        vault::or_unlisted(aws, id, answer).await.map(drop)
    }
}

async fn put(aws: &Aws, vault: &str, desired: Attributes<'_>) -> Result<()> {
    let request = aws.backup().put_backup_vault_access_policy();
    let request = request.backup_vault_name(vault);
    request.policy(desired.required("policy")?).send().await?;
    Ok(())
}
