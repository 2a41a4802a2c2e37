//! `aws_default_security_group`: the group that every network has.
//!
//! It is made and removed with the network. Creating it here is taking it over, and deleting it here is
//! letting it go as it is. Rules that the author does not write are revoked: that is what people want
//! it for.

use async_trait::async_trait;
use aws_sdk_ec2::types::{Filter, SecurityGroup as Described};
use tollgate_model::{Facts, Object};

use super::permissions;
use super::security_group::{described, live};
use super::tags;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::Failure;
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};

/// `aws_default_security_group`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_default_security_group",
        replaces: &["vpc_id"],
        filled_in: &["vpc_id"],
        write_only: &["revoke_rules_on_delete"],
        unordered: permissions::UNORDERED,
        emptied: &["ingress", "egress"],
        adopted: true,
        ..Facts::NONE
    },
    find: Find::Again,
    not_yet: &["InvalidGroup.NotFound", "InvalidVpcID.NotFound"],
    permissions: Permissions {
        list: &["ec2:DescribeSecurityGroups"],
        read: &["ec2:DescribeSecurityGroups"],
        create: UPDATE,
        update: UPDATE,
        delete: &[],
    },
    operations: &DefaultSecurityGroup,
};

/// Taking the group over is changing it to what is desired.
const UPDATE: &[&str] = &[
    "ec2:AuthorizeSecurityGroupIngress",
    "ec2:AuthorizeSecurityGroupEgress",
    "ec2:RevokeSecurityGroupIngress",
    "ec2:RevokeSecurityGroupEgress",
    "ec2:CreateTags",
    "ec2:DeleteTags",
];

struct DefaultSecurityGroup;

#[async_trait]
impl Operations for DefaultSecurityGroup {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let groups = defaults(aws, None).await?.into_iter();
        Ok(groups.filter_map(|group| group.group_id).collect())
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let group = described(aws, id).await?;
        Ok(group.map(|group| live(aws, id, &group).into_object()))
    }

    async fn create(&self, aws: &Aws, desired: Attributes<'_>, _: &Operation) -> Result<String> {
        let vpc = desired.required("vpc_id")?;
        let group = defaults(aws, Some(vpc)).await?.into_iter().next();
        group
            .and_then(|group| group.group_id)
            .ok_or_else(|| Failure::incomplete("ec2:DescribeSecurityGroups", "default group"))
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        permissions::update(aws, id, change).await?;
        tags::update(aws, id, change).await
    }

    async fn delete(&self, _: &Aws, _: &str, _: Attributes<'_>) -> Result<()> {
        Ok(())
    }
}

/// The default groups of all networks, or of one.
async fn defaults(aws: &Aws, vpc: Option<&str>) -> Result<Vec<Described>> {
    let filter = |name: &str, value: &str| Filter::builder().name(name).values(value).build();
    let mut filters = vec![filter("group-name", "default")];
    filters.extend(vpc.map(|vpc| filter("vpc-id", vpc)));
    let request = aws.ec2().describe_security_groups();
    let pages = request.set_filters(Some(filters)).into_paginator();
    let mut groups = pages.items().send();
    let mut all = Vec::new();
    while let Some(group) = groups.next().await {
        all.push(group?);
    }
    Ok(all)
}
