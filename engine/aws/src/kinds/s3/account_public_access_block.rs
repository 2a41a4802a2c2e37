//! `aws_s3_account_public_access_block`. Its id is the account.

use async_trait::async_trait;
use aws_sdk_s3control::types::PublicAccessBlockConfiguration;
use tollgate_model::facts::Default::Flag;
use tollgate_model::{Facts, Object};

use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::OrAbsent;
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_s3_account_public_access_block`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_s3_account_public_access_block",
        replaces: &["account_id"],
        filled_in: &["account_id"],
        defaults: &[
            ("block_public_acls", Flag(false)),
            ("block_public_policy", Flag(false)),
            ("ignore_public_acls", Flag(false)),
            ("restrict_public_buckets", Flag(false)),
        ],
        ..Facts::NONE
    },
    find: Find::Again,
    not_yet: &[],
    permissions: Permissions {
        list: &["s3:GetAccountPublicAccessBlock"],
        read: &["s3:GetAccountPublicAccessBlock"],
        create: &["s3:PutAccountPublicAccessBlock"],
        update: &["s3:PutAccountPublicAccessBlock"],
        delete: &["s3:PutAccountPublicAccessBlock"],
    },
    operations: &AccountPublicAccessBlock,
};

struct AccountPublicAccessBlock;

#[async_trait]
impl Operations for AccountPublicAccessBlock {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let account = aws.account().await?;
        let found = self.read(aws, &account).await?;
        Ok(found.map(|_| account).into_iter().collect())
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let request = aws.s3control().get_public_access_block().account_id(id);
        let found = request.send().await.or_absent()?;
        let found = found.and_then(|found| found.public_access_block_configuration);
        Ok(found.map(|found| {
            Live::with_id(id)
                .text("account_id", Some(id))
                .flag("block_public_acls", found.block_public_acls())
                .flag("block_public_policy", found.block_public_policy())
                .flag("ignore_public_acls", found.ignore_public_acls())
                .flag("restrict_public_buckets", found.restrict_public_buckets())
                .into_object()
        }))
    }

    async fn create(&self, aws: &Aws, desired: Attributes<'_>, _: &Operation) -> Result<String> {
        let account = match desired.string("account_id") {
            Some(account) => account,
            None => aws.account().await?,
        };
        put(aws, &account, desired).await?;
        Ok(account)
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        put(aws, id, change.desired).await
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.s3control().delete_public_access_block().account_id(id);
        request.send().await.or_absent().map(drop)
    }
}

async fn put(aws: &Aws, account: &str, desired: Attributes<'_>) -> Result<()> {
    let flag = |name| desired.flag(name).unwrap_or(false);
    let configuration = PublicAccessBlockConfiguration::builder()
        .block_public_acls(flag("block_public_acls"))
        .block_public_policy(flag("block_public_policy"))
        .ignore_public_acls(flag("ignore_public_acls"))
        .restrict_public_buckets(flag("restrict_public_buckets"))
        .build();
    let request = aws
        .s3control()
        .put_public_access_block()
        .account_id(account);
    request
        .public_access_block_configuration(configuration)
        .send()
        .await?;
    Ok(())
}
