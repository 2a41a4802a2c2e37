//! `aws_iam_role_policy_attachment`: gives a role a policy that stands on its own. Its id is
//! `role/ARN of the policy`.

use async_trait::async_trait;
use aws_sdk_iam::types::EntityType;
use tollgate_model::{Facts, Object};

use super::role_parts as parts;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_iam_role_policy_attachment`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_iam_role_policy_attachment",
        replaces: &["role", "policy_arn"],
        ..Facts::NONE
    },
    find: Find::Again,
    not_yet: &["NoSuchEntity"],
    permissions: Permissions {
        list: &["iam:GetAccountAuthorizationDetails"],
        read: &["iam:ListAttachedRolePolicies"],
        create: &["iam:AttachRolePolicy"],
        update: &[],
        delete: &["iam:DetachRolePolicy"],
    },
    operations: &Attachment,
};

struct Attachment;

#[async_trait]
impl Operations for Attachment {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let request = aws.iam().get_account_authorization_details();
        let mut pages = request.filter(EntityType::Role).into_paginator().send();
        let mut ids = Vec::new();
        while let Some(page) = pages.next().await {
            for role in page?.role_detail_list() {
                aws.keep(role.role_name(), role);
                let name = role.role_name().unwrap_or_default();
                let attached = role.attached_managed_policies().iter();
                let arns = attached.filter_map(|policy| policy.policy_arn());
                ids.extend(arns.map(|arn| format!("{name}/{arn}")));
            }
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let (role, arn) = id.split_once('/').unwrap_or((id, ""));
        let attached = parts::attached(aws, role).await?;
        Ok(attached.iter().any(|attached| attached == arn).then(|| {
            Live::with_id(id)
                .text("role", Some(role))
                .text("policy_arn", Some(arn))
                .into_object()
        }))
    }

    async fn create(&self, aws: &Aws, desired: Attributes<'_>, _: &Operation) -> Result<String> {
        let role = desired.required("role")?;
        let arn = desired.required("policy_arn")?;
        let request = aws.iam().attach_role_policy().role_name(role);
        request.policy_arn(arn).send().await?;
        Ok(format!("{role}/{arn}"))
    }

    async fn update(&self, _: &Aws, _: &str, _: Change<'_>) -> Result<()> {
        Ok(())
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let (role, arn) = id.split_once('/').unwrap_or((id, ""));
        parts::detach(aws, role, arn).await
    }
}
