//! `aws_kms_alias`: a name for a key. Its id is the name, `alias/` and all.

use async_trait::async_trait;
use aws_sdk_kms::types::AliasListEntry;
use tollgate_model::{Facts, Object};

use super::key::key;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::OrAbsent;
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_kms_alias`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_kms_alias",
        replaces: &["name", "name_prefix"],
        filled_in: &["name"],
        write_only: &["name_prefix"],
        arn_or_id: &["target_key_id"],
        recomputed: &[("target_key_arn", &["target_key_id"])],
        ..Facts::NONE
    },
    find: Find::Name,
    not_yet: &[],
    permissions: Permissions {
        list: &["kms:ListAliases"],
        read: &["kms:DescribeKey"],
        create: &["kms:CreateAlias"],
        update: &["kms:UpdateAlias"],
        delete: &["kms:DeleteAlias"],
    },
    operations: &Alias,
};

struct Alias;

#[async_trait]
impl Operations for Alias {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let mut pages = aws.kms().list_aliases().into_paginator().items().send();
        let mut ids = Vec::new();
        while let Some(alias) = pages.next().await {
            let alias = alias?;
            aws.keep(alias.alias_name(), &alias);
            ids.extend(alias.alias_name);
        }
        // Asking for the key of one of AWS's own aliases would make it.
        ids.retain(|name| !name.starts_with("alias/aws/"));
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        // The ARN of an alias differs from that of its key only in its end.
        let owner = |arn: &str| arn.rsplit_once(':').map(|(owner, _)| owner.to_owned());
        let (owner, target) = match aws.kept::<AliasListEntry>(id) {
            Some(listed) => (
                listed.alias_arn().and_then(owner),
                listed.target_key_id().map(str::to_owned),
            ),
            None => match key(aws, id).await? {
                Some(key) => (key.arn().and_then(owner), Some(key.key_id)),
                None => return Ok(None),
            },
        };
        let owner = owner.unwrap_or_default();
        let live = Live::with_id(id)
            .text("name", Some(id))
            .text("arn", Some(format!("{owner}:{id}")))
            .text(
                "target_key_arn",
                target.as_ref().map(|key| format!("{owner}:key/{key}")),
            )
            .text("target_key_id", target);
        Ok(Some(live.into_object()))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let name = name(desired, operation);
        let request = aws.kms().create_alias().alias_name(&name);
        let target = desired.required("target_key_id")?;
        request.target_key_id(target).send().await?;
        Ok(name)
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        let request = aws.kms().update_alias().alias_name(id);
        let target = change.desired.required("target_key_id")?;
        request.target_key_id(target).send().await?;
        Ok(())
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.kms().delete_alias().alias_name(id);
        request.send().await.or_absent().map(drop)
    }

    async fn find(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        let name = name(desired, operation);
        let target = desired.required("target_key_id")?;
        let key = key(aws, &name).await?;
        let ours = key.filter(|key| key.key_id() == target || key.arn() == Some(target));
        Ok(ours.map(|_| name))
    }
}

fn name(desired: Attributes<'_>, operation: &Operation) -> String {
    let name = desired.name(operation);
    if name.starts_with("alias/") {
        name
    } else {
        format!("alias/{name}")
    }
}
