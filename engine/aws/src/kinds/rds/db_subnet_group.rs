//! `aws_db_subnet_group`: the subnets that a database may stand in.

use async_trait::async_trait;
use tollgate_model::facts::Default::Text;
use tollgate_model::{Facts, Object};

use super::tags;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::OrAbsent;
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_db_subnet_group`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_db_subnet_group",
        replaces: &["name", "name_prefix"],
        filled_in: &["name"],
        defaults: &[("description", Text("Managed by Terraform"))],
        write_only: &["name_prefix"],
        ..Facts::NONE
    },
    find: Find::Name,
    not_yet: &[],
    permissions: Permissions {
        list: &["rds:DescribeDBSubnetGroups"],
        read: &["rds:DescribeDBSubnetGroups", "rds:ListTagsForResource"],
        create: &["rds:CreateDBSubnetGroup", "rds:AddTagsToResource"],
        update: &[
            "rds:ModifyDBSubnetGroup",
            "rds:AddTagsToResource",
            "rds:RemoveTagsFromResource",
        ],
        delete: &["rds:DeleteDBSubnetGroup"],
    },
    operations: &DbSubnetGroup,
};

struct DbSubnetGroup;

#[async_trait]
impl Operations for DbSubnetGroup {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let request = aws.rds().describe_db_subnet_groups().into_paginator();
        let mut groups = request.items().send();
        let mut ids = Vec::new();
        while let Some(group) = groups.next().await {
            ids.extend(group?.db_subnet_group_name);
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let request = aws.rds().describe_db_subnet_groups();
        let answer = request.db_subnet_group_name(id).send().await.or_absent()?;
        let groups = answer.and_then(|answer| answer.db_subnet_groups);
        let Some(group) = groups.into_iter().flatten().next() else {
            return Ok(None);
        };
        let mut live = Live::with_id(id)
            .text("name", group.db_subnet_group_name())
            .text("arn", group.db_subnet_group_arn())
            .text("description", group.db_subnet_group_description())
            .text("vpc_id", group.vpc_id())
            .texts("supported_network_types", group.supported_network_types())
            .texts(
                "subnet_ids",
                group
                    .subnets()
                    .iter()
                    .filter_map(|subnet| subnet.subnet_identifier()),
            );
        if let Some(arn) = group.db_subnet_group_arn() {
            live = live.tags(tags::read(aws, arn).await?);
        }
        Ok(Some(live.into_object()))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let name = name(desired, operation);
        aws.rds()
            .create_db_subnet_group()
            .db_subnet_group_name(&name)
            .set_db_subnet_group_description(desired.string("description"))
            .set_subnet_ids(Some(desired.texts("subnet_ids")))
            .set_tags(Some(tags::all(desired.tags())))
            .send()
            .await?;
        Ok(name)
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        if change.touches(&["subnet_ids", "description"]) {
            aws.rds()
                .modify_db_subnet_group()
                .db_subnet_group_name(id)
                .set_db_subnet_group_description(change.desired.string("description"))
                .set_subnet_ids(Some(change.desired.texts("subnet_ids")))
                .send()
                .await?;
        }
        tags::update(aws, change.prior.required("arn")?, change).await
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.rds().delete_db_subnet_group();
        let answer = request.db_subnet_group_name(id).send().await;
        answer.or_absent().map(drop)
    }

    async fn find(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        let name = name(desired, operation);
        let found = self.read(aws, &name).await?;
        Ok(found.map(|_| name))
    }
}

/// RDS keeps names in small letters.
fn name(desired: Attributes<'_>, operation: &Operation) -> String {
    desired.name(operation).to_lowercase()
}
