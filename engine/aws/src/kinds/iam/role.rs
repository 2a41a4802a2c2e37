//! `aws_iam_role`: who may act, and as what.
//!
//! Inline policies and attachments are read, so that the live audit sees what a role may do. They are
//! changed only where the role's own attributes name them.

use async_trait::async_trait;
use aws_sdk_iam::types::Role as IamRole;
use tollgate_model::facts::Default::{Text, Whole};
use tollgate_model::{Facts, Object};

use super::document::decoded;
use super::{role_parts as parts, tags};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_iam_role`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_iam_role",
        replaces: &["name", "name_prefix", "path"],
        filled_in: &["name", "inline_policy", "managed_policy_arns"],
        defaults: &[("path", Text("/")), ("max_session_duration", Whole(3600))],
        write_only: &["name_prefix", "force_detach_policies"],
        documents: &["assume_role_policy", "inline_policy[*].policy"],
        ..Facts::NONE
    },
    find: Find::Tag,
    // A principal that was made a moment ago is not one yet.
    not_yet: &["MalformedPolicyDocument"],
    permissions: Permissions {
        list: &["iam:ListRoles"],
        read: &[
            "iam:GetRole",
            "iam:ListRolePolicies",
            "iam:GetRolePolicy",
            "iam:ListAttachedRolePolicies",
        ],
        create: &[
            "iam:CreateRole",
            "iam:TagRole",
            "iam:PutRolePolicy",
            "iam:AttachRolePolicy",
        ],
        update: &[
            "iam:UpdateRole",
            "iam:UpdateRoleDescription",
            "iam:UpdateAssumeRolePolicy",
            "iam:PutRolePermissionsBoundary",
            "iam:DeleteRolePermissionsBoundary",
            "iam:PutRolePolicy",
            "iam:DeleteRolePolicy",
            "iam:AttachRolePolicy",
            "iam:DetachRolePolicy",
            "iam:TagRole",
            "iam:UntagRole",
        ],
        delete: &[
            "iam:DeleteRole",
            "iam:DeleteRolePolicy",
            "iam:DetachRolePolicy",
            "iam:ListInstanceProfilesForRole",
            "iam:RemoveRoleFromInstanceProfile",
        ],
    },
    operations: &Role,
};

struct Role;

#[async_trait]
impl Operations for Role {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let mut pages = aws.iam().list_roles().into_paginator().items().send();
        let mut ids = Vec::new();
        while let Some(role) = pages.next().await {
            let role = role?;
            // Those that a service made for itself are of another type.
            if !role.path().starts_with("/aws-service-role/") {
                ids.push(role.role_name);
            }
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let Some(role) = role(aws, id).await? else {
            return Ok(None);
        };
        let boundary = role.permissions_boundary();
        let live = Live::with_id(id)
            .text("arn", Some(role.arn()))
            .text("name", Some(role.role_name()))
            .text("unique_id", Some(role.role_id()))
            .text("path", Some(role.path()))
            .text("create_date", Some(role.create_date().to_string()))
            .text("description", role.description())
            .whole("max_session_duration", role.max_session_duration())
            .text(
                "assume_role_policy",
                role.assume_role_policy_document().map(decoded),
            )
            .text(
                "permissions_boundary",
                boundary.and_then(|boundary| boundary.permissions_boundary_arn()),
            )
            .blocks("inline_policy", parts::inline(aws, id).await?)
            .texts("managed_policy_arns", parts::attached(aws, id).await?)
            .tags(tags::pairs(role.tags()));
        Ok(Some(live.into_object()))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let answer = aws
            .iam()
            .create_role()
            .role_name(desired.name(operation))
            .assume_role_policy_document(desired.required("assume_role_policy")?)
            .set_path(desired.string("path"))
            .set_description(desired.string("description"))
            .set_max_session_duration(desired.whole("max_session_duration"))
            .set_permissions_boundary(desired.string("permissions_boundary"))
            .set_tags(Some(tags::new(desired.tags(), operation)?))
            .send()
            .await?;
        let role = answer.role;
        role.map(|role| role.role_name)
            .ok_or_else(|| Failure::incomplete("iam:CreateRole", "role"))
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        let (iam, desired) = (aws.iam(), change.desired);
        if change.touches(&["assume_role_policy"]) {
            let request = iam.update_assume_role_policy().role_name(id);
            let document = desired.required("assume_role_policy")?;
            request.policy_document(document).send().await?;
        }
        if change.touches(&["description"]) {
            let request = iam.update_role_description().role_name(id);
            let description = desired.text("description").unwrap_or_default();
            request.description(description).send().await?;
        }
        if change.touches(&["max_session_duration"]) {
            let request = iam.update_role().role_name(id);
            let seconds = desired.whole("max_session_duration");
            request.set_max_session_duration(seconds).send().await?;
        }
        if change.touches(&["permissions_boundary"]) {
            if let Some(boundary) = desired.text("permissions_boundary") {
                let request = iam.put_role_permissions_boundary().role_name(id);
                request.permissions_boundary(boundary).send().await?;
            } else {
                let request = iam.delete_role_permissions_boundary().role_name(id);
                request.send().await.or_absent()?;
            }
        }
        parts::update(aws, id, change).await?;
        let tags::Difference { gone, new } = tags::difference(change)?;
        if gone.is_some() {
            let request = iam.untag_role().role_name(id);
            request.set_tag_keys(gone).send().await?;
        }
        if new.is_some() {
            let request = iam.tag_role().role_name(id);
            request.set_tags(new).send().await?;
        }
        Ok(())
    }

    async fn delete(&self, aws: &Aws, id: &str, prior: Attributes<'_>) -> Result<()> {
        parts::remove(aws, id, prior).await?;
        let request = aws.iam().delete_role().role_name(id);
        request.send().await.or_absent().map(drop)
    }

    async fn find(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        let role = role(aws, &desired.name(operation)).await?;
        let ours = role.filter(|role| tags::made_by(role.tags(), operation));
        Ok(ours.map(|role| role.role_name))
    }
}

async fn role(aws: &Aws, name: &str) -> Result<Option<IamRole>> {
    let answer = aws.iam().get_role().role_name(name).send().await;
    Ok(answer.or_absent()?.and_then(|answer| answer.role))
}
