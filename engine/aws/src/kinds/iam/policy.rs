//! `aws_iam_policy`: a policy of its own, that many may have.
//!
//! AWS keeps five versions of its document: an update makes room by removing the oldest.

use async_trait::async_trait;
use aws_sdk_iam::types::{Policy as IamPolicy, PolicyScopeType, PolicyVersion};
use tollgate_model::facts::Default::Text;
use tollgate_model::{Facts, Object};

use super::document::decoded;
use super::tags;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_iam_policy`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_iam_policy",
        replaces: &["name", "name_prefix", "path", "description"],
        filled_in: &["name"],
        defaults: &[("path", Text("/"))],
        write_only: &["name_prefix"],
        documents: &["policy"],
        ..Facts::NONE
    },
    find: Find::Tag,
    not_yet: &[],
    permissions: Permissions {
        list: &["iam:ListPolicies"],
        read: &["iam:GetPolicy", "iam:GetPolicyVersion"],
        create: &["iam:CreatePolicy", "iam:TagPolicy"],
        update: &[
            "iam:CreatePolicyVersion",
            "iam:ListPolicyVersions",
            "iam:DeletePolicyVersion",
            "iam:TagPolicy",
            "iam:UntagPolicy",
        ],
        delete: &[
            "iam:ListPolicyVersions",
            "iam:DeletePolicyVersion",
            "iam:DeletePolicy",
        ],
    },
    operations: &Policy,
};

/// How many versions AWS keeps.
const VERSIONS: usize = 5;

struct Policy;

#[async_trait]
impl Operations for Policy {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let request = aws.iam().list_policies().scope(PolicyScopeType::Local);
        let mut pages = request.into_paginator().items().send();
        let mut ids = Vec::new();
        while let Some(policy) = pages.next().await {
            ids.extend(policy?.arn);
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let Some(policy) = policy(aws, id).await? else {
            return Ok(None);
        };
        let request = aws.iam().get_policy_version().policy_arn(id);
        let version = policy.default_version_id().unwrap_or_default();
        let answer = request.version_id(version).send().await.or_absent()?;
        let version = answer.and_then(|answer| answer.policy_version);
        let live = Live::with_id(id)
            .text("arn", Some(id))
            .text("name", policy.policy_name())
            .text("policy_id", policy.policy_id())
            .text("path", policy.path())
            .text("description", policy.description())
            .whole("attachment_count", policy.attachment_count())
            .text(
                "policy",
                version.and_then(|version| version.document().map(decoded)),
            )
            .tags(tags::pairs(policy.tags()));
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
            .create_policy()
            .policy_name(desired.name(operation))
            .policy_document(desired.required("policy")?)
            .set_path(desired.string("path"))
            .set_description(desired.string("description"))
            .set_tags(Some(tags::new(desired.tags(), operation)?))
            .send()
            .await?;
        answer
            .policy
            .and_then(|policy| policy.arn)
            .ok_or_else(|| Failure::incomplete("iam:CreatePolicy", "ARN"))
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        if change.touches(&["policy"]) {
            let others = other_versions(aws, id).await?;
            if let Some(oldest) = others.first().filter(|_| others.len() + 1 >= VERSIONS) {
                delete_version(aws, id, oldest).await?;
            }
            let request = aws.iam().create_policy_version().policy_arn(id);
            let request = request.policy_document(change.desired.required("policy")?);
            request.set_as_default(true).send().await?;
        }
        let tags::Difference { gone, new } = tags::difference(change)?;
        if gone.is_some() {
            let request = aws.iam().untag_policy().policy_arn(id);
            request.set_tag_keys(gone).send().await?;
        }
        if new.is_some() {
            let request = aws.iam().tag_policy().policy_arn(id);
            request.set_tags(new).send().await?;
        }
        Ok(())
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        for version in other_versions(aws, id).await? {
            delete_version(aws, id, &version).await?;
        }
        let request = aws.iam().delete_policy().policy_arn(id);
        request.send().await.or_absent().map(drop)
    }

    async fn find(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        let arn = format!(
            "arn:{}:iam::{}:policy{}{}",
            aws.partition(),
            aws.account().await?,
            desired.text("path").unwrap_or("/"),
            desired.name(operation),
        );
        let policy = policy(aws, &arn).await?;
        let ours = policy.filter(|policy| tags::made_by(policy.tags(), operation));
        Ok(ours.and_then(|policy| policy.arn))
    }
}

async fn policy(aws: &Aws, arn: &str) -> Result<Option<IamPolicy>> {
    let answer = aws.iam().get_policy().policy_arn(arn).send().await;
    Ok(answer.or_absent()?.and_then(|answer| answer.policy))
}

/// The versions that are not in force, the oldest first.
async fn other_versions(aws: &Aws, arn: &str) -> Result<Vec<String>> {
    let request = aws.iam().list_policy_versions().policy_arn(arn);
    let mut pages = request.into_paginator().items().send();
    let mut versions: Vec<PolicyVersion> = Vec::new();
    while let Some(version) = pages.next().await {
        let Some(version) = version.or_absent()? else {
            break;
        };
        versions.push(version);
    }
    versions.retain(|version| !version.is_default_version());
    versions.sort_by_key(|version| version.create_date().copied());
    Ok(versions
        .into_iter()
        .filter_map(|version| version.version_id)
        .collect())
}

async fn delete_version(aws: &Aws, arn: &str, version: &str) -> Result<()> {
    let request = aws.iam().delete_policy_version().policy_arn(arn);
    let request = request.version_id(version).send();
    request.await.or_absent().map(drop)
}
