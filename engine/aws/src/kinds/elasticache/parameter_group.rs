//! `aws_elasticache_parameter_group`: the settings of a cache's engine.

use async_trait::async_trait;
use aws_sdk_elasticache::types::ParameterNameValue;
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

/// `aws_elasticache_parameter_group`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_elasticache_parameter_group",
        replaces: &["name", "family", "description"],
        defaults: &[("description", Text("Managed by Terraform"))],
        ..Facts::NONE
    },
    find: Find::Name,
    not_yet: &[],
    permissions: Permissions {
        list: &["elasticache:DescribeCacheParameterGroups"],
        read: &[
            "elasticache:DescribeCacheParameterGroups",
            "elasticache:DescribeCacheParameters",
            "elasticache:ListTagsForResource",
        ],
        create: &[
            "elasticache:CreateCacheParameterGroup",
            "elasticache:AddTagsToResource",
            "elasticache:ModifyCacheParameterGroup",
        ],
        update: &[
            "elasticache:ModifyCacheParameterGroup",
            "elasticache:ResetCacheParameterGroup",
            "elasticache:AddTagsToResource",
            "elasticache:RemoveTagsFromResource",
        ],
        delete: &["elasticache:DeleteCacheParameterGroup"],
    },
    operations: &ParameterGroup,
};

struct ParameterGroup;

#[async_trait]
impl Operations for ParameterGroup {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let request = aws.elasticache().describe_cache_parameter_groups();
        let mut groups = request.into_paginator().items().send();
        let mut ids = Vec::new();
        while let Some(group) = groups.next().await {
            ids.extend(group?.cache_parameter_group_name);
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let request = aws.elasticache().describe_cache_parameter_groups();
        let answer = request.cache_parameter_group_name(id).send().await;
        let groups = answer
            .or_absent()?
            .and_then(|answer| answer.cache_parameter_groups);
        let Some(group) = groups.into_iter().flatten().next() else {
            return Ok(None);
        };
        let request = aws.elasticache().describe_cache_parameters().source("user");
        let mut pages = request
            .cache_parameter_group_name(id)
            .into_paginator()
            .send();
        let mut parameters = Vec::new();
        while let Some(page) = pages.next().await {
            let all = page?.parameters.unwrap_or_default().into_iter();
            for parameter in all.filter(|parameter| parameter.source() == Some("user")) {
                parameters.push(
                    Live::block_of()
                        .text("name", parameter.parameter_name)
                        .text("value", parameter.parameter_value),
                );
            }
        }
        let mut live = Live::with_id(id)
            .text("name", group.cache_parameter_group_name())
            .text("arn", group.arn())
            .text("family", group.cache_parameter_group_family())
            .text("description", group.description())
            .blocks("parameter", parameters);
        if let Some(arn) = group.arn() {
            live = live.tags(tags::read(aws, arn).await?);
        }
        Ok(Some(live.into_object()))
    }

    /// The parameters are not in the call that makes a group: an update brings them.
    async fn create(&self, aws: &Aws, desired: Attributes<'_>, _: &Operation) -> Result<String> {
        let name = desired.required("name")?;
        aws.elasticache()
            .create_cache_parameter_group()
            .cache_parameter_group_name(name)
            .set_cache_parameter_group_family(desired.string("family"))
            .set_description(desired.string("description"))
            .set_tags(Some(tags::all(desired.tags())))
            .send()
            .await?;
        Ok(name.to_owned())
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        let (prior, desired) = (parameters(change.prior), parameters(change.desired));
        let is_kept = |parameter: &&ParameterNameValue| {
            desired
                .iter()
                .any(|kept| kept.parameter_name == parameter.parameter_name)
        };
        let gone: Vec<_> = prior.iter().filter(|one| !is_kept(one)).cloned().collect();
        for some in gone.chunks(PARAMETERS_A_CALL) {
            let request = aws.elasticache().reset_cache_parameter_group();
            let request = request.cache_parameter_group_name(id);
            let request = request.set_parameter_name_values(Some(some.to_vec()));
            request.send().await?;
        }
        let new: Vec<_> = desired.iter().filter(|one| !prior.contains(one)).collect();
        for some in new.chunks(PARAMETERS_A_CALL) {
            let some = some.iter().copied().cloned().collect();
            let request = aws.elasticache().modify_cache_parameter_group();
            let request = request.cache_parameter_group_name(id);
            request.set_parameter_name_values(Some(some)).send().await?;
        }
        match change.prior.text("arn") {
            Some(arn) => tags::update(aws, arn, change).await,
            None => Ok(()),
        }
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.elasticache().delete_cache_parameter_group();
        let answer = request.cache_parameter_group_name(id).send().await;
        answer.or_absent().map(drop)
    }

    async fn find(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        _: &Operation,
    ) -> Result<Option<String>> {
        let name = desired.required("name")?;
        let request = aws.elasticache().describe_cache_parameter_groups();
        let answer = request.cache_parameter_group_name(name).send().await;
        Ok(answer.or_absent()?.map(|_| name.to_owned()))
    }
}

fn parameters(group: Attributes<'_>) -> Vec<ParameterNameValue> {
    let blocks = group.blocks("parameter").into_iter();
    blocks
        .map(|block| {
            ParameterNameValue::builder()
                .set_parameter_name(block.string("name"))
                .set_parameter_value(block.string("value"))
                .build()
        })
        .collect()
}
