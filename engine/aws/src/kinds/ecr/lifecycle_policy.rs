//! `aws_ecr_lifecycle_policy`: which images go. Its id is the repository's name.

use async_trait::async_trait;
use tollgate_model::{Facts, Object};

use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::OrAbsent;
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_ecr_lifecycle_policy`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_ecr_lifecycle_policy",
        replaces: &["repository"],
        documents: &["policy"],
        ..Facts::NONE
    },
    find: Find::Again,
    not_yet: &["RepositoryNotFoundException"],
    permissions: Permissions {
        list: &["ecr:DescribeRepositories"],
        read: &["ecr:GetLifecyclePolicy"],
        create: &["ecr:PutLifecyclePolicy"],
        update: &["ecr:PutLifecyclePolicy"],
        delete: &["ecr:DeleteLifecyclePolicy"],
    },
    operations: &LifecyclePolicy,
};

struct LifecyclePolicy;

#[async_trait]
impl Operations for LifecyclePolicy {
    /// Every repository may have one; reading tells which has.
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let mut pages = aws.ecr().describe_repositories().into_paginator().send();
        let mut names = Vec::new();
        while let Some(page) = pages.next().await {
            let found = page?.repositories.unwrap_or_default();
            names.extend(found.into_iter().filter_map(|one| one.repository_name));
        }
        Ok(names)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let request = aws.ecr().get_lifecycle_policy().repository_name(id);
        let found = request.send().await.or_absent()?;
        let Some(policy) = found
            .as_ref()
            .and_then(|found| found.lifecycle_policy_text())
        else {
            return Ok(None);
        };
        let live = Live::with_id(id)
            .text("repository", Some(id))
            .text(
                "registry_id",
                found.as_ref().and_then(|found| found.registry_id()),
            )
            .text("policy", Some(policy));
        Ok(Some(live.into_object()))
    }

    async fn create(&self, aws: &Aws, desired: Attributes<'_>, _: &Operation) -> Result<String> {
        let repository = desired.required("repository")?;
        put(aws, repository, desired).await?;
        Ok(repository.to_owned())
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        put(aws, id, change.desired).await
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.ecr().delete_lifecycle_policy().repository_name(id);
        request.send().await.or_absent().map(drop)
    }
}

async fn put(aws: &Aws, repository: &str, desired: Attributes<'_>) -> Result<()> {
    let request = aws.ecr().put_lifecycle_policy().repository_name(repository);
    let policy = desired.required("policy")?;
    request.lifecycle_policy_text(policy).send().await?;
    Ok(())
}
