//! `aws_security_group`: which packets may reach what is in it, and leave it.

use async_trait::async_trait;
use aws_sdk_ec2::types::{ResourceType, SecurityGroup as Described};
use tollgate_model::facts::Default::Text;
use tollgate_model::{Facts, Object};

use super::arn::arn;
use super::permissions::{self, Direction};
use super::tags;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Class, Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Progress, Result};
use crate::live::Live;

/// `aws_security_group`. A new one lets nothing out, as the provider's does: the rule that AWS gives to
/// it is removed. Blocks inside it are authorised by an update.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_security_group",
        replaces: &["name", "name_prefix", "description", "vpc_id"],
        filled_in: &["name", "vpc_id"],
        defaults: &[("description", Text("Managed by Terraform"))],
        write_only: &["name_prefix", "revoke_rules_on_delete"],
        unordered: permissions::UNORDERED,
        ..Facts::NONE
    },
    find: Find::Tag,
    not_yet: &["InvalidGroup.NotFound", "InvalidVpcID.NotFound"],
    permissions: Permissions {
        list: &["ec2:DescribeSecurityGroups"],
        read: &["ec2:DescribeSecurityGroups"],
        create: &[
            "ec2:CreateSecurityGroup",
            "ec2:CreateTags",
            "ec2:RevokeSecurityGroupEgress",
            "ec2:AuthorizeSecurityGroupIngress",
            "ec2:AuthorizeSecurityGroupEgress",
        ],
        update: &[
            "ec2:AuthorizeSecurityGroupIngress",
            "ec2:AuthorizeSecurityGroupEgress",
            "ec2:RevokeSecurityGroupIngress",
            "ec2:RevokeSecurityGroupEgress",
            "ec2:CreateTags",
            "ec2:DeleteTags",
        ],
        delete: &[
            "ec2:DeleteSecurityGroup",
            "ec2:RevokeSecurityGroupIngress",
            "ec2:RevokeSecurityGroupEgress",
        ],
    },
    operations: &SecurityGroup,
};

struct SecurityGroup;

#[async_trait]
impl Operations for SecurityGroup {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let pages = aws.ec2().describe_security_groups().into_paginator();
        let mut groups = pages.items().send();
        let mut ids = Vec::new();
        while let Some(group) = groups.next().await {
            let group = group?;
            aws.keep(group.group_id(), &group);
            // The group that a network always has is `aws_default_security_group`.
            if group.group_name() != Some("default") {
                ids.extend(group.group_id);
            }
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let group = described(aws, id).await?;
        Ok(group.map(|group| live(aws, id, &group).into_object()))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let request = aws
            .ec2()
            .create_security_group()
            .group_name(desired.name(operation))
            .set_description(desired.string("description"))
            .set_vpc_id(desired.string("vpc_id"))
            .tag_specifications(tags::specification(
                ResourceType::SecurityGroup,
                desired.tags(),
                operation,
            ));
        match request.send().await.map_err(Failure::from) {
            Ok(answer) => {
                let id = answer.group_id;
                let id =
                    id.ok_or_else(|| Failure::incomplete("ec2:CreateSecurityGroup", "group"))?;
                permissions::close(aws, &id).await?;
                Ok(id)
            }
            // This operation made it already, and came no further.
            Err(failure) if failure.class == Class::AlreadyExists => {
                self.find(aws, desired, operation).await?.ok_or(failure)
            }
            Err(failure) => Err(failure),
        }
    }

    async fn settled(&self, aws: &Aws, id: &str) -> Result<Progress> {
        Ok(match described(aws, id).await? {
            Some(_) => Progress::Done,
            None => Progress::Going("pending".to_owned()),
        })
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        permissions::update(aws, id, change).await?;
        tags::update(aws, id, change).await
    }

    async fn delete(&self, aws: &Aws, id: &str, prior: Attributes<'_>) -> Result<()> {
        if prior.flag("revoke_rules_on_delete") == Some(true)
            && let Some(group) = described(aws, id).await?
        {
            permissions::clear(aws, group).await?;
        }
        let request = aws.ec2().delete_security_group().group_id(id);
        request.send().await.or_absent().map(drop)
    }

    async fn find(
        &self,
        aws: &Aws,
        _: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        let request = aws.ec2().describe_security_groups();
        let answer = request.filters(tags::made_by(operation)).send().await?;
        let group = answer.security_groups.unwrap_or_default();
        let id = group.into_iter().next().and_then(|group| group.group_id);
        if let Some(id) = &id {
            permissions::close(aws, id).await?;
        }
        Ok(id)
    }
}

/// The group with this id.
pub async fn described(aws: &Aws, id: &str) -> Result<Option<Described>> {
    if let Some(kept) = aws.kept(id) {
        return Ok(Some(kept));
    }
    let request = aws.ec2().describe_security_groups().group_ids(id);
    let answer = request.send().await.or_absent()?;
    let groups = answer.and_then(|answer| answer.security_groups);
    Ok(groups.into_iter().flatten().next())
}

/// What AWS tells of a group, of the default ones as well.
pub fn live(aws: &Aws, id: &str, group: &Described) -> Live {
    let owner = group.owner_id().unwrap_or_default();
    Live::with_id(id)
        .text("arn", Some(arn(aws, "security-group", owner, id)))
        .text("owner_id", group.owner_id())
        .text("name", group.group_name())
        .text("description", group.description())
        .text("vpc_id", group.vpc_id())
        .blocks("ingress", permissions::blocks(group, Direction::Ingress))
        .blocks("egress", permissions::blocks(group, Direction::Egress))
        .tags(tags::pairs(group.tags()))
}
