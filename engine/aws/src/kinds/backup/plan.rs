//! `aws_backup_plan`: when recovery points are made, and how long they are kept.

use async_trait::async_trait;
use tollgate_model::facts::Default::{Flag, Text, Whole};
use tollgate_model::{Facts, Object};

use super::{rules, tags};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Class, Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::{Live, OPERATION_TAG};

/// `aws_backup_plan`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_backup_plan",
        replaces: &["name"],
        filled_in: &[
            "rule[*].lifecycle[*].opt_in_to_archive_for_supported_resources",
            "rule[*].copy_action[*].lifecycle[*].opt_in_to_archive_for_supported_resources",
        ],
        defaults: &[
            ("rule[*].start_window", Whole(60)),
            ("rule[*].completion_window", Whole(180)),
            ("rule[*].enable_continuous_backup", Flag(false)),
            ("rule[*].schedule_expression_timezone", Text("Etc/UTC")),
        ],
        recomputed: &[(
            "version",
            &["rule", "advanced_backup_setting", "scan_setting"],
        )],
        ..Facts::NONE
    },
    find: Find::Tag,
    not_yet: &[],
    permissions: Permissions {
        list: &["backup:ListBackupPlans"],
        read: &["backup:GetBackupPlan", "backup:ListTags"],
        create: &[
            "backup:CreateBackupPlan",
            "backup:ListBackupPlans",
            "backup:TagResource",
        ],
        update: &[
            "backup:UpdateBackupPlan",
            "backup:TagResource",
            "backup:UntagResource",
        ],
        delete: &["backup:DeleteBackupPlan"],
    },
    operations: &BackupPlan,
};

struct BackupPlan;

#[async_trait]
impl Operations for BackupPlan {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let request = aws.backup().list_backup_plans();
        let mut pages = request.into_paginator().items().send();
        let mut ids = Vec::new();
        while let Some(plan) = pages.next().await {
            ids.extend(plan?.backup_plan_id);
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let request = aws.backup().get_backup_plan().backup_plan_id(id);
        let answer = request.send().await.or_absent()?;
        // A plan that was deleted can still be asked for, and says when that was.
        let answer = answer.filter(|answer| answer.deletion_date().is_none());
        let Some((answer, plan)) = answer
            .and_then(|mut answer| Some((answer.backup_plan.take()?, answer)))
            .map(|(plan, answer)| (answer, plan))
        else {
            return Ok(None);
        };
        let arn = answer.backup_plan_arn().unwrap_or_default();
        let settings = match answer.advanced_backup_settings() {
            [] => plan.advanced_backup_settings(),
            settings => settings,
        };
        let live = Live::with_id(id)
            .text("arn", Some(arn))
            .text("name", Some(plan.backup_plan_name()))
            .text("version", answer.version_id())
            .blocks("rule", plan.rules().iter().map(rules::rule))
            .blocks(
                "advanced_backup_setting",
                settings.iter().map(rules::setting),
            )
            .blocks("scan_setting", plan.scan_settings().iter().map(rules::scan))
            .tags(tags::read(aws, arn).await?);
        Ok(Some(live.into_object()))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let own = (OPERATION_TAG.to_owned(), operation.id.clone());
        let tags = desired.tags().into_iter().chain([own]);
        let answer = aws
            .backup()
            .create_backup_plan()
            .backup_plan(rules::plan(desired)?)
            .set_backup_plan_tags(Some(tags.collect()))
            .creator_request_id(&operation.id)
            .send()
            .await?;
        answer
            .backup_plan_id
            .ok_or_else(|| Failure::incomplete("backup:CreateBackupPlan", "id"))
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        if change.touches(&["rule", "advanced_backup_setting", "scan_setting"]) {
            let plan = rules::plan(change.desired)?;
            let request = aws.backup().update_backup_plan().backup_plan_id(id);
            request.backup_plan(plan).send().await?;
        }
        tags::update(aws, change).await
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.backup().delete_backup_plan().backup_plan_id(id);
        match request.send().await.or_absent() {
            // Its selections are gone, but not everywhere yet.
            Err(failure) if failure.code == "InvalidRequestException" => Err(Failure {
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
        let request = aws.backup().list_backup_plans();
        let mut pages = request.into_paginator().items().send();
        while let Some(plan) = pages.next().await {
            let plan = plan?;
            if plan.creator_request_id() == Some(operation.id.as_str()) {
                return Ok(plan.backup_plan_id);
            }
            // MiniStack does not tell whose request it was.
            if plan.backup_plan_name() != Some(name) {
                continue;
            }
            let tags = tags::read(aws, plan.backup_plan_arn().unwrap_or_default()).await?;
            let is_own =
                |(key, value): &(String, String)| key == OPERATION_TAG && *value == operation.id;
            if tags.iter().any(is_own) {
                return Ok(plan.backup_plan_id);
            }
        }
        Ok(None)
    }
}
