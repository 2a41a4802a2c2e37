//! `aws_secretsmanager_secret_policy`: who else may do what with a secret. Its id is the secret's.

use async_trait::async_trait;
use tollgate_model::{Facts, Object};

use super::described::{all, policy, unless_gone};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_secretsmanager_secret_policy`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_secretsmanager_secret_policy",
        replaces: &["secret_arn"],
        write_only: &["block_public_policy"],
        documents: &["policy"],
        ..Facts::NONE
    },
    find: Find::Again,
    // A principal that was made a moment ago is not one yet.
    not_yet: &["MalformedPolicyDocumentException"],
    permissions: Permissions {
        list: &["secretsmanager:ListSecrets"],
        read: &["secretsmanager:GetResourcePolicy"],
        create: &["secretsmanager:PutResourcePolicy"],
        update: &["secretsmanager:PutResourcePolicy"],
        delete: &[
            "secretsmanager:DeleteResourcePolicy",
            "secretsmanager:DescribeSecret",
        ],
    },
    operations: &SecretPolicy,
};

struct SecretPolicy;

#[async_trait]
impl Operations for SecretPolicy {
    /// Every secret: whether it has a policy, only reading tells.
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let secrets = all(aws).await?.into_iter();
        Ok(secrets.filter_map(|secret| secret.arn).collect())
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let policy = policy(aws, id).await?;
        Ok(policy.map(|policy| {
            Live::with_id(id)
                .text("secret_arn", Some(id))
                .text("policy", Some(policy))
                .into_object()
        }))
    }

    async fn create(&self, aws: &Aws, desired: Attributes<'_>, _: &Operation) -> Result<String> {
        let id = desired.required("secret_arn")?;
        put(aws, id, desired).await?;
        Ok(id.to_owned())
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        put(aws, id, change.desired).await
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.secretsmanager().delete_resource_policy().secret_id(id);
        let outcome = request.send().await.map_err(Into::into);
        unless_gone(aws, id, outcome).await
    }
}

async fn put(aws: &Aws, id: &str, desired: Attributes<'_>) -> Result<()> {
    let request = aws.secretsmanager().put_resource_policy().secret_id(id);
    let request = request.resource_policy(desired.required("policy")?);
    let block = desired.flag("block_public_policy");
    request.set_block_public_policy(block).send().await?;
    Ok(())
}
