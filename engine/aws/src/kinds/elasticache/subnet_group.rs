//! `aws_elasticache_subnet_group`: the subnets that a cache may stand in.

use async_trait::async_trait;
use tollgate_model::facts::Default::Text;
use tollgate_model::{Facts, Object};

use super::tags;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::OrAbsent;
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_elasticache_subnet_group`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_elasticache_subnet_group",
        replaces: &["name"],
        defaults: &[("description", Text("Managed by Terraform"))],
        ..Facts::NONE
    },
    find: Find::Name,
    not_yet: &[],
    permissions: Permissions {
        list: &["elasticache:DescribeCacheSubnetGroups"],
        read: &[
            "elasticache:DescribeCacheSubnetGroups",
            "elasticache:ListTagsForResource",
        ],
        create: &[
            "elasticache:CreateCacheSubnetGroup",
            "elasticache:AddTagsToResource",
        ],
        update: &[
            "elasticache:ModifyCacheSubnetGroup",
            "elasticache:AddTagsToResource",
            "elasticache:RemoveTagsFromResource",
        ],
        delete: &["elasticache:DeleteCacheSubnetGroup"],
    },
    operations: &SubnetGroup,
};

struct SubnetGroup;

#[async_trait]
impl Operations for SubnetGroup {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let request = aws.elasticache().describe_cache_subnet_groups();
        let mut groups = request.into_paginator().items().send();
        let mut ids = Vec::new();
        while let Some(group) = groups.next().await {
            ids.extend(group?.cache_subnet_group_name);
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let request = aws.elasticache().describe_cache_subnet_groups();
        let answer = request
            .cache_subnet_group_name(id)
            .send()
            .await
            .or_absent()?;
        let groups = answer.and_then(|answer| answer.cache_subnet_groups);
        let Some(group) = groups.into_iter().flatten().next() else {
            return Ok(None);
        };
        let subnets = group.subnets().iter();
        let mut live = Live::with_id(id)
            .text("name", group.cache_subnet_group_name())
            .text("arn", group.arn())
            .text("description", group.cache_subnet_group_description())
            .text("vpc_id", group.vpc_id())
            .texts(
                "subnet_ids",
                subnets.filter_map(|subnet| subnet.subnet_identifier()),
            );
        if let Some(arn) = group.arn() {
            live = live.tags(tags::read(aws, arn).await?);
        }
        Ok(Some(live.into_object()))
    }

    async fn create(&self, aws: &Aws, desired: Attributes<'_>, _: &Operation) -> Result<String> {
        let name = desired.required("name")?;
        aws.elasticache()
            .create_cache_subnet_group()
            .cache_subnet_group_name(name)
            .set_cache_subnet_group_description(desired.string("description"))
            .set_subnet_ids(Some(desired.texts("subnet_ids")))
            .set_tags(Some(tags::all(desired.tags())))
            .send()
            .await?;
        Ok(name.to_owned())
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        if change.touches(&["subnet_ids", "description"]) {
            aws.elasticache()
                .modify_cache_subnet_group()
                .cache_subnet_group_name(id)
                .set_cache_subnet_group_description(change.desired.string("description"))
                .set_subnet_ids(Some(change.desired.texts("subnet_ids")))
                .send()
                .await?;
        }
        tags::update(aws, change.prior.required("arn")?, change).await
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.elasticache().delete_cache_subnet_group();
        let answer = request.cache_subnet_group_name(id).send().await;
        answer.or_absent().map(drop)
    }

    async fn find(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        _: &Operation,
    ) -> Result<Option<String>> {
        let name = desired.required("name")?;
        let found = self.read(aws, name).await?;
        Ok(found.map(|_| name.to_owned()))
    }
}
