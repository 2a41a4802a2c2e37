//! `aws_iam_role_policy`: a policy inside a role. Its id is `role:name`.

use async_trait::async_trait;
use aws_sdk_iam::types::EntityType;
use tollgate_model::{Facts, Object};

use super::role_parts as parts;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_iam_role_policy`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_iam_role_policy",
        replaces: &["name", "name_prefix", "role"],
        filled_in: &["name"],
        write_only: &["name_prefix"],
        documents: &["policy"],
        ..Facts::NONE
    },
    find: Find::Again,
    not_yet: &["NoSuchEntity"],
    permissions: Permissions {
        list: &["iam:GetAccountAuthorizationDetails"],
        read: &["iam:GetRolePolicy"],
        create: &["iam:PutRolePolicy"],
        update: &["iam:PutRolePolicy"],
        delete: &["iam:DeleteRolePolicy"],
    },
    operations: &RolePolicy,
};

struct RolePolicy;

#[async_trait]
impl Operations for RolePolicy {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let request = aws.iam().get_account_authorization_details();
        let mut pages = request.filter(EntityType::Role).into_paginator().send();
        let mut ids = Vec::new();
        while let Some(page) = pages.next().await {
            for role in page?.role_detail_list() {
                aws.keep(role.role_name(), role);
                let role_name = role.role_name().unwrap_or_default();
                let policies = role.role_policy_list().iter();
                let names = policies.filter_map(|policy| policy.policy_name());
                ids.extend(names.map(|name| format!("{role_name}:{name}")));
            }
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let (role, name) = id.split_once(':').unwrap_or((id, ""));
        let document = parts::inline_document(aws, role, name).await?;
        Ok(document.map(|document| {
            Live::with_id(id)
                .text("role", Some(role))
                .text("name", Some(name))
                .text("policy", Some(document))
                .into_object()
        }))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let id = format!("{}:{}", desired.required("role")?, desired.name(operation));
        put(aws, &id, desired).await?;
        Ok(id)
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        put(aws, id, change.desired).await
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let (role, name) = id.split_once(':').unwrap_or((id, ""));
        parts::delete_inline(aws, role, name).await
    }
}

async fn put(aws: &Aws, id: &str, desired: Attributes<'_>) -> Result<()> {
    let (role, name) = id.split_once(':').unwrap_or((id, ""));
    let request = aws.iam().put_role_policy().role_name(role);
    let request = request.policy_name(name);
    let document = desired.required("policy")?;
    request.policy_document(document).send().await?;
    Ok(())
}
