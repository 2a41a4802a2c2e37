//! `aws_cloudwatch_log_group`: where logs are kept. Its id is its name.

use async_trait::async_trait;
use aws_sdk_cloudwatchlogs::types::LogGroup as Group;
use tollgate_model::{Facts, Object};

use super::tags;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::OrAbsent;
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_cloudwatch_log_group`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_cloudwatch_log_group",
        replaces: &["name", "name_prefix", "log_group_class"],
        filled_in: &["name", "log_group_class"],
        write_only: &["name_prefix", "skip_destroy"],
        stateful: true,
        ..Facts::NONE
    },
    find: Find::Tag,
    not_yet: &["OperationAbortedException"],
    permissions: Permissions {
        list: &["logs:DescribeLogGroups"],
        read: &["logs:DescribeLogGroups", "logs:ListTagsForResource"],
        create: &[
            "logs:CreateLogGroup",
            "logs:TagResource",
            "logs:PutRetentionPolicy",
        ],
        update: &[
            "logs:PutRetentionPolicy",
            "logs:DeleteRetentionPolicy",
            "logs:AssociateKmsKey",
            "logs:DisassociateKmsKey",
            "logs:PutLogGroupDeletionProtection",
            "logs:TagResource",
            "logs:UntagResource",
        ],
        delete: &["logs:DeleteLogGroup"],
    },
    operations: &LogGroup,
};

struct LogGroup;

#[async_trait]
impl Operations for LogGroup {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let request = aws.logs().describe_log_groups();
        let mut pages = request.into_paginator().items().send();
        let mut ids = Vec::new();
        while let Some(group) = pages.next().await {
            let group = group?;
            aws.keep(group.log_group_name(), &group);
            ids.extend(group.log_group_name);
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let Some(group) = group(aws, id).await? else {
            return Ok(None);
        };
        let arn = arn(&group);
        let class = group.log_group_class().map(|class| class.as_str());
        let live = Live::with_id(id)
            .text("arn", Some(arn))
            .text("name", Some(id))
            .text("kms_key_id", group.kms_key_id())
            .text("log_group_class", class)
            .whole("retention_in_days", group.retention_in_days())
            .flag(
                "deletion_protection_enabled",
                group.deletion_protection_enabled(),
            )
            .tags(tags::read(aws, arn).await?);
        Ok(Some(live.into_object()))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let name = desired.name(operation);
        let protected = desired.flag("deletion_protection_enabled");
        aws.logs()
            .create_log_group()
            .log_group_name(&name)
            .set_kms_key_id(desired.string("kms_key_id"))
            .set_log_group_class(desired.text("log_group_class").map(Into::into))
            .set_deletion_protection_enabled(protected)
            .set_tags(Some(tags::new(desired.tags(), operation)))
            .send()
            .await?;
        Ok(name)
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        let (logs, desired) = (aws.logs(), change.desired);
        if change.touches(&["retention_in_days"]) {
            let days = desired.whole("retention_in_days").filter(|days| *days > 0);
            if let Some(days) = days {
                let request = logs.put_retention_policy().log_group_name(id);
                request.retention_in_days(days).send().await?;
            } else {
                let request = logs.delete_retention_policy().log_group_name(id);
                request.send().await?;
            }
        }
        if change.touches(&["kms_key_id"]) {
            if let Some(key) = desired.text("kms_key_id") {
                let request = logs.associate_kms_key().log_group_name(id);
                request.kms_key_id(key).send().await?;
            } else {
                let request = logs.disassociate_kms_key().log_group_name(id);
                request.send().await?;
            }
        }
        if change.touches(&["deletion_protection_enabled"]) {
            let protected = desired.flag("deletion_protection_enabled") == Some(true);
            let request = logs.put_log_group_deletion_protection();
            let request = request.log_group_identifier(id);
            let request = request.deletion_protection_enabled(protected);
            request.send().await?;
        }
        tags::update(aws, change).await
    }

    async fn delete(&self, aws: &Aws, id: &str, prior: Attributes<'_>) -> Result<()> {
        if prior.flag("skip_destroy") == Some(true) {
            return Ok(());
        }
        let request = aws.logs().delete_log_group().log_group_name(id);
        request.send().await.or_absent().map(drop)
    }

    async fn find(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        let name = desired.name(operation);
        let Some(group) = group(aws, &name).await? else {
            return Ok(None);
        };
        let tags = tags::read(aws, arn(&group)).await?;
        Ok(tags::made_by(&tags, operation).then_some(name))
    }
}

/// The group of this very name: AWS only finds those whose names begin with it.
async fn group(aws: &Aws, name: &str) -> Result<Option<Group>> {
    if let Some(kept) = aws.kept(name) {
        return Ok(Some(kept));
    }
    let request = aws.logs().describe_log_groups().log_group_name_prefix(name);
    let mut pages = request.into_paginator().items().send();
    while let Some(group) = pages.next().await {
        let group = group?;
        if group.log_group_name() == Some(name) {
            return Ok(Some(group));
        }
    }
    Ok(None)
}

/// The ARN of the group itself, not that of its streams, which ends in `:*`.
fn arn(group: &Group) -> &str {
    let arn = group.arn().unwrap_or_default();
    arn.strip_suffix(":*").unwrap_or(arn)
}
