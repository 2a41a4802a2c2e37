//! `aws_backup_selection`: what a plan covers. It cannot be changed, only made anew.
//!
//! Its id is `plan|selection`.

use async_trait::async_trait;
use aws_sdk_backup::types::{
    BackupSelection as Selection, Condition, ConditionParameter, Conditions,
};
use aws_smithy_types::error::operation::BuildError;
use tollgate_model::{Facts, Object};

use super::plan;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_backup_selection`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_backup_selection",
        replaces: &[
            "name",
            "plan_id",
            "iam_role_arn",
            "resources",
            "not_resources",
            "condition",
            "selection_tag",
        ],
        filled_in: &["resources", "not_resources", "condition"],
        ..Facts::NONE
    },
    find: Find::Tag,
    // AWS Backup tries a role that was made a moment ago before IAM has told everybody.
    not_yet: &["InvalidParameterValueException"],
    permissions: Permissions {
        list: &["backup:ListBackupPlans", "backup:ListBackupSelections"],
        read: &["backup:GetBackupSelection"],
        create: &[
            "backup:CreateBackupSelection",
            "iam:PassRole",
            "backup:ListBackupSelections",
        ],
        update: &[],
        delete: &["backup:DeleteBackupSelection"],
    },
    operations: &BackupSelection,
};

struct BackupSelection;

#[async_trait]
impl Operations for BackupSelection {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let mut ids = Vec::new();
        for plan in plan::KIND.operations.list(aws).await? {
            let request = aws.backup().list_backup_selections();
            let mut pages = request
                .backup_plan_id(&plan)
                .into_paginator()
                .items()
                .send();
            while let Some(selection) = pages.next().await {
                let id = selection?.selection_id;
                ids.extend(id.map(|id| format!("{plan}|{id}")));
            }
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let (plan, selection) = parts(id);
        let request = aws.backup().get_backup_selection().backup_plan_id(plan);
        let request = request.selection_id(selection).send();
        let answer = or_planless(request.await)?;
        let Some(told) = answer.and_then(|answer| answer.backup_selection) else {
            return Ok(None);
        };
        let tags = told.list_of_tags().iter().map(|tag| {
            Live::block_of()
                .text("type", Some(tag.condition_type().as_str()))
                .text("key", Some(tag.condition_key()))
                .text("value", Some(tag.condition_value()))
        });
        let live = Live::with_id(id)
            .text("plan_id", Some(plan))
            .text("name", Some(told.selection_name()))
            .text("iam_role_arn", Some(told.iam_role_arn()))
            .texts("resources", told.resources())
            .texts("not_resources", told.not_resources())
            .blocks("selection_tag", tags)
            .block("condition", told.conditions().and_then(condition));
        Ok(Some(live.into_object()))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let plan = desired.required("plan_id")?;
        let answer = aws
            .backup()
            .create_backup_selection()
            .backup_plan_id(plan)
            .backup_selection(wanted(desired)?)
            .creator_request_id(&operation.id)
            .send()
            .await?;
        let id = answer.selection_id;
        let id = id.ok_or_else(|| Failure::incomplete("backup:CreateBackupSelection", "id"))?;
        Ok(format!("{plan}|{id}"))
    }

    async fn update(&self, _: &Aws, _: &str, _: Change<'_>) -> Result<()> {
        Ok(())
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let (plan, selection) = parts(id);
        let request = aws.backup().delete_backup_selection().backup_plan_id(plan);
        let request = request.selection_id(selection);
        or_planless(request.send().await).map(drop)
    }

    async fn find(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        let plan = desired.required("plan_id")?;
        let request = aws.backup().list_backup_selections().backup_plan_id(plan);
        let mut pages = request.into_paginator().items().send();
        while let Some(one) = pages.next().await {
            let one = one?;
            let Some(id) = one.selection_id() else {
                continue;
            };
            let mut request = one.creator_request_id().map(str::to_owned);
            // The list of MiniStack does not tell whose request it was.
            if request.is_none() && one.selection_name() == desired.text("name") {
                let get = aws.backup().get_backup_selection().backup_plan_id(plan);
                let answer = or_planless(get.selection_id(id).send().await)?;
                request = answer.and_then(|answer| answer.creator_request_id);
            }
            if request.as_deref() == Some(operation.id.as_str()) {
                return Ok(Some(format!("{plan}|{id}")));
            }
        }
        Ok(None)
    }
}

/// The answer about a selection; none if it is not there, or not even its plan.
fn or_planless<T>(answer: std::result::Result<T, impl Into<Failure>>) -> Result<Option<T>> {
    match answer.or_absent() {
        Err(failure) if failure.message.contains("Cannot find Backup plan") => Ok(None),
        answer => answer,
    }
}

fn parts(id: &str) -> (&str, &str) {
    id.split_once('|').unwrap_or((id, ""))
}

fn wanted(desired: Attributes<'_>) -> Result<Selection> {
    let tags = desired.blocks("selection_tag").into_iter().map(|tag| {
        built(
            Condition::builder()
                .set_condition_type(tag.text("type").map(Into::into))
                .set_condition_key(tag.string("key"))
                .set_condition_value(tag.string("value"))
                .build(),
        )
    });
    let tags: Vec<_> = tags.collect::<Result<_>>()?;
    let conditions = desired.block("condition").map(|block| {
        let parameters = |name| {
            let blocks = block.blocks(name).into_iter().map(|parameter| {
                ConditionParameter::builder()
                    .set_condition_key(parameter.string("key"))
                    .set_condition_value(parameter.string("value"))
                    .build()
            });
            Some(blocks.collect::<Vec<_>>()).filter(|blocks| !blocks.is_empty())
        };
        Conditions::builder()
            .set_string_equals(parameters("string_equals"))
            .set_string_not_equals(parameters("string_not_equals"))
            .set_string_like(parameters("string_like"))
            .set_string_not_like(parameters("string_not_like"))
            .build()
    });
    built(
        Selection::builder()
            .set_selection_name(desired.string("name"))
            .set_iam_role_arn(desired.string("iam_role_arn"))
            .set_resources(desired.some_texts("resources"))
            .set_not_resources(desired.some_texts("not_resources"))
            .set_list_of_tags((!tags.is_empty()).then_some(tags))
            .set_conditions(conditions)
            .build(),
    )
}

/// The conditions; none where AWS tells four empty lists.
fn condition(told: &Conditions) -> Option<Live> {
    let block = |parameter: &ConditionParameter| {
        Live::block_of()
            .text("key", parameter.condition_key())
            .text("value", parameter.condition_value())
    };
    let block = Live::block_of()
        .blocks("string_equals", told.string_equals().iter().map(block))
        .blocks(
            "string_not_equals",
            told.string_not_equals().iter().map(block),
        )
        .blocks("string_like", told.string_like().iter().map(block))
        .blocks("string_not_like", told.string_not_like().iter().map(block));
    let is_empty = block.clone().into_object().is_empty();
    (!is_empty).then_some(block)
}

fn built<T>(built: std::result::Result<T, BuildError>) -> Result<T> {
    built.map_err(|error| Failure::invalid("backup:CreateBackupSelection", error.to_string()))
}
