//! `aws_db_parameter_group`: the settings of a database's engine.

use async_trait::async_trait;
use aws_sdk_rds::types::{ApplyMethod, Parameter};
use tollgate_model::facts::Default::Text;
use tollgate_model::{Facts, Object};

use super::tags;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::OrAbsent;
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// Parameters that one call takes.
const PARAMETERS_A_CALL: usize = 20;

/// `aws_db_parameter_group`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_db_parameter_group",
        replaces: &["name", "name_prefix", "family", "description"],
        filled_in: &["name"],
        defaults: &[
            ("description", Text("Managed by Terraform")),
            ("parameter[*].apply_method", Text("immediate")),
        ],
        write_only: &["name_prefix", "skip_destroy"],
        ..Facts::NONE
    },
    find: Find::Name,
    not_yet: &[],
    permissions: Permissions {
        list: &["rds:DescribeDBParameterGroups"],
        read: &[
            "rds:DescribeDBParameterGroups",
            "rds:DescribeDBParameters",
            "rds:ListTagsForResource",
        ],
        create: &[
            "rds:CreateDBParameterGroup",
            "rds:AddTagsToResource",
            "rds:ModifyDBParameterGroup",
        ],
        update: &[
            "rds:ModifyDBParameterGroup",
            "rds:ResetDBParameterGroup",
            "rds:AddTagsToResource",
            "rds:RemoveTagsFromResource",
        ],
        delete: &["rds:DeleteDBParameterGroup"],
    },
    operations: &DbParameterGroup,
};

struct DbParameterGroup;

#[async_trait]
impl Operations for DbParameterGroup {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let request = aws.rds().describe_db_parameter_groups().into_paginator();
        let mut groups = request.items().send();
        let mut ids = Vec::new();
        while let Some(group) = groups.next().await {
            ids.extend(group?.db_parameter_group_name);
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let request = aws.rds().describe_db_parameter_groups();
        let answer = request.db_parameter_group_name(id).send().await;
        let groups = answer
            .or_absent()?
            .and_then(|answer| answer.db_parameter_groups);
        let Some(group) = groups.into_iter().flatten().next() else {
            return Ok(None);
        };
        let mut parameters = Vec::new();
        let request = aws.rds().describe_db_parameters().source("user");
        let request = request.db_parameter_group_name(id).into_paginator();
        let mut pages = request.items().send();
        while let Some(parameter) = pages.next().await {
            let parameter = parameter?;
            let method = parameter.apply_method().map(ApplyMethod::as_str);
            parameters.push(
                Live::block_of()
                    .text("name", parameter.parameter_name())
                    .text("value", parameter.parameter_value())
                    .text("apply_method", method),
            );
        }
        let mut live = Live::with_id(id)
            .text("name", group.db_parameter_group_name())
            .text("arn", group.db_parameter_group_arn())
            .text("family", group.db_parameter_group_family())
            .text("description", group.description())
            .blocks("parameter", parameters);
        if let Some(arn) = group.db_parameter_group_arn() {
            live = live.tags(tags::read(aws, arn).await?);
        }
        Ok(Some(live.into_object()))
    }

    /// The parameters are not in the call that makes a group: an update brings them.
    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let name = name(desired, operation);
        aws.rds()
            .create_db_parameter_group()
            .db_parameter_group_name(&name)
            .set_db_parameter_group_family(desired.string("family"))
            .set_description(desired.string("description"))
            .set_tags(Some(tags::all(desired.tags())))
            .send()
            .await?;
        Ok(name)
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        let (prior, desired) = (parameters(change.prior), parameters(change.desired));
        let names = |parameters: &[Parameter]| -> Vec<Option<String>> {
            parameters
                .iter()
                .map(|parameter| parameter.parameter_name.clone())
                .collect()
        };
        let kept = names(&desired);
        let gone: Vec<Parameter> = prior
            .iter()
            .filter(|parameter| !kept.contains(&parameter.parameter_name))
            .cloned()
            .collect();
        for some in gone.chunks(PARAMETERS_A_CALL) {
            let request = aws.rds().reset_db_parameter_group();
            let request = request.db_parameter_group_name(id);
            request.set_parameters(Some(some.to_vec())).send().await?;
        }
        let new: Vec<Parameter> = desired
            .into_iter()
            .filter(|parameter| !prior.contains(parameter))
            .collect();
        for some in new.chunks(PARAMETERS_A_CALL) {
            let request = aws.rds().modify_db_parameter_group();
            let request = request.db_parameter_group_name(id);
            request.set_parameters(Some(some.to_vec())).send().await?;
        }
        tags::update(aws, change.prior.required("arn")?, change).await
    }

    async fn delete(&self, aws: &Aws, id: &str, prior: Attributes<'_>) -> Result<()> {
        if prior.flag("skip_destroy") == Some(true) {
            return Ok(());
        }
        let request = aws.rds().delete_db_parameter_group();
        let answer = request.db_parameter_group_name(id).send().await;
        answer.or_absent().map(drop)
    }

    async fn find(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        let name = name(desired, operation);
        let request = aws.rds().describe_db_parameter_groups();
        let answer = request.db_parameter_group_name(&name).send().await;
        Ok(answer.or_absent()?.map(|_| name))
    }
}

/// RDS keeps names in small letters.
fn name(desired: Attributes<'_>, operation: &Operation) -> String {
    desired.name(operation).to_lowercase()
}

fn parameters(group: Attributes<'_>) -> Vec<Parameter> {
    let blocks = group.blocks("parameter").into_iter();
    blocks
        .map(|block| {
            Parameter::builder()
                .set_parameter_name(block.string("name"))
                .set_parameter_value(block.string("value"))
                .apply_method(block.text("apply_method").unwrap_or("immediate").into())
                .build()
        })
        .collect()
}
