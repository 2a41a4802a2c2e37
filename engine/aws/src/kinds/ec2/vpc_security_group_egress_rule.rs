//! `aws_vpc_security_group_egress_rule`: lets something out.

use async_trait::async_trait;
use tollgate_model::{Facts, Object};

use super::permissions::Direction;
use super::security_group_rule as rule;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::OrAbsent;
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Progress, Result};

/// `aws_vpc_security_group_egress_rule`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_vpc_security_group_egress_rule",
        ..rule::FACTS
    },
    find: Find::Tag,
    not_yet: rule::NOT_YET,
    permissions: Permissions {
        list: &["ec2:DescribeSecurityGroupRules"],
        read: &["ec2:DescribeSecurityGroupRules"],
        create: &[
            "ec2:AuthorizeSecurityGroupEgress",
            "ec2:CreateTags",
            "ec2:ModifySecurityGroupRules",
        ],
        update: &[
            "ec2:ModifySecurityGroupRules",
            "ec2:CreateTags",
            "ec2:DeleteTags",
        ],
        delete: &["ec2:RevokeSecurityGroupEgress"],
    },
    operations: &EgressRule,
};

struct EgressRule;

#[async_trait]
impl Operations for EgressRule {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        rule::list(aws, Direction::Egress).await
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        rule::read(aws, id, Direction::Egress).await
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let request = aws
            .ec2()
            .authorize_security_group_egress()
            .group_id(desired.required("security_group_id")?)
            .ip_permissions(rule::permission(desired)?)
            .tag_specifications(rule::tags(desired, operation));
        let answer = request.send().await?;
        rule::made(
            "ec2:AuthorizeSecurityGroupEgress",
            answer.security_group_rules,
        )
    }

    async fn settled(&self, aws: &Aws, id: &str) -> Result<Progress> {
        rule::settled(aws, id).await
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        rule::update(aws, id, change).await
    }

    async fn delete(&self, aws: &Aws, id: &str, prior: Attributes<'_>) -> Result<()> {
        let group = prior.required("security_group_id")?;
        let request = aws.ec2().revoke_security_group_egress().group_id(group);
        let request = request.security_group_rule_ids(id);
        request.send().await.or_absent().map(drop)
    }

    async fn find(
        &self,
        aws: &Aws,
        _: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        rule::find(aws, operation).await
    }
}
