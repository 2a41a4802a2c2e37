//! `aws_ecr_repository`: a repository of images. Its id is its name.

use async_trait::async_trait;
use aws_sdk_ecr::types::{
    EncryptionConfiguration, ImageScanningConfiguration, Repository as Found, Tag,
};
use tollgate_model::facts::Default::{Flag, Text};
use tollgate_model::{Facts, Object};

use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::{Live, OPERATION_TAG};

/// `aws_ecr_repository`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_ecr_repository",
        replaces: &["name", "encryption_configuration"],
        filled_in: &[
            "encryption_configuration",
            "encryption_configuration[*].kms_key",
        ],
        defaults: &[
            ("image_tag_mutability", Text("MUTABLE")),
            ("force_delete", Flag(false)),
            (
                "encryption_configuration[*].encryption_type",
                Text("AES256"),
            ),
        ],
        write_only: &["force_delete"],
        stateful: true,
        ..Facts::NONE
    },
    find: Find::Tag,
    not_yet: &[],
    permissions: Permissions {
        list: &["ecr:DescribeRepositories"],
        read: &["ecr:DescribeRepositories", "ecr:ListTagsForResource"],
        create: &[
            "ecr:CreateRepository",
            "ecr:TagResource",
            "kms:CreateGrant",
            "kms:DescribeKey",
        ],
        update: &[
            "ecr:PutImageScanningConfiguration",
            "ecr:PutImageTagMutability",
            "ecr:TagResource",
            "ecr:UntagResource",
        ],
        delete: &["ecr:DeleteRepository"],
    },
    operations: &Repository,
};

struct Repository;

#[async_trait]
impl Operations for Repository {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let mut pages = aws.ecr().describe_repositories().into_paginator().send();
        let mut names = Vec::new();
        while let Some(page) = pages.next().await {
            let found = page?.repositories.unwrap_or_default();
            let found = found.into_iter();
            let found = found.inspect(|one| aws.keep(one.repository_name(), one));
            names.extend(found.filter_map(|one| one.repository_name));
        }
        Ok(names)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let Some(found) = described(aws, id).await? else {
            return Ok(None);
        };
        let tags = tags(aws, found.repository_arn()).await?;
        let scanning = found
            .image_scanning_configuration()
            .map(|scanning| Live::block_of().flag("scan_on_push", Some(scanning.scan_on_push())));
        let encryption = found.encryption_configuration().map(|encryption| {
            Live::block_of()
                .text(
                    "encryption_type",
                    Some(encryption.encryption_type().as_str()),
                )
                .text("kms_key", encryption.kms_key())
        });
        let mutability = found.image_tag_mutability().map(|kind| kind.as_str());
        let live = Live::with_id(id)
            .text("name", Some(id))
            .text("arn", found.repository_arn())
            .text("registry_id", found.registry_id())
            .text("repository_url", found.repository_uri())
            .text("image_tag_mutability", mutability)
            .block("image_scanning_configuration", scanning)
            .block("encryption_configuration", encryption)
            .tags(tags);
        Ok(Some(live.into_object()))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let name = desired.required("name")?;
        let own = (OPERATION_TAG.to_owned(), operation.id.clone());
        let tags = all(desired.tags().into_iter().chain([own]))?;
        let encryption =
            match desired.block("encryption_configuration") {
                Some(encryption) => {
                    let kind = encryption.text("encryption_type").unwrap_or("AES256");
                    let built = EncryptionConfiguration::builder()
                        .encryption_type(kind.into())
                        .set_kms_key(encryption.string("kms_key"))
                        .build();
                    Some(built.map_err(|error| {
                        Failure::invalid("ecr:CreateRepository", error.to_string())
                    })?)
                }
                None => None,
            };
        aws.ecr()
            .create_repository()
            .repository_name(name)
            .set_image_tag_mutability(desired.text("image_tag_mutability").map(Into::into))
            .set_image_scanning_configuration(Some(scanning(desired)))
            .set_encryption_configuration(encryption)
            .set_tags(Some(tags))
            .send()
            .await?;
        Ok(name.to_owned())
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        if change.touches(&["image_scanning_configuration"]) {
            let request = aws.ecr().put_image_scanning_configuration();
            let request = request.repository_name(id);
            request
                .image_scanning_configuration(scanning(change.desired))
                .send()
                .await?;
        }
        if change.touches(&["image_tag_mutability"])
            && let Some(mutability) = change.desired.text("image_tag_mutability")
        {
            let request = aws.ecr().put_image_tag_mutability().repository_name(id);
            request
                .image_tag_mutability(mutability.into())
                .send()
                .await?;
        }
        let (prior, desired) = (change.prior.tags(), change.desired.tags());
        let arn = change.prior.text("arn").unwrap_or_default();
        let gone: Vec<String> = prior
            .keys()
            .filter(|key| !desired.contains_key(*key))
            .cloned()
            .collect();
        if !gone.is_empty() {
            let request = aws.ecr().untag_resource().resource_arn(arn);
            request.set_tag_keys(Some(gone)).send().await?;
        }
        let new = desired
            .into_iter()
            .filter(|(key, value)| prior.get(key) != Some(value));
        let new = all(new)?;
        if !new.is_empty() {
            let request = aws.ecr().tag_resource().resource_arn(arn);
            request.set_tags(Some(new)).send().await?;
        }
        Ok(())
    }

    async fn delete(&self, aws: &Aws, id: &str, prior: Attributes<'_>) -> Result<()> {
        let request = aws.ecr().delete_repository().repository_name(id);
        let request = request.force(prior.flag("force_delete").unwrap_or(false));
        request.send().await.or_absent().map(drop)
    }

    async fn find(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        let name = desired.required("name")?;
        let Some(found) = described(aws, name).await? else {
            return Ok(None);
        };
        let tags = tags(aws, found.repository_arn()).await?;
        let is_own =
            |(key, value): &(String, String)| key == OPERATION_TAG && *value == operation.id;
        Ok(tags.iter().any(is_own).then(|| name.to_owned()))
    }
}

async fn described(aws: &Aws, name: &str) -> Result<Option<Found>> {
    if let Some(kept) = aws.kept(name) {
        return Ok(Some(kept));
    }
    let request = aws.ecr().describe_repositories().repository_names(name);
    let answer = request.send().await.or_absent()?;
    let found = answer.and_then(|answer| answer.repositories);
    Ok(found.into_iter().flatten().next())
}

async fn tags(aws: &Aws, arn: Option<&str>) -> Result<Vec<(String, String)>> {
    let Some(arn) = arn else {
        return Ok(Vec::new());
    };
    let request = aws.ecr().list_tags_for_resource().resource_arn(arn);
    let answer = request.send().await.or_absent()?;
    let tags = answer.and_then(|answer| answer.tags).unwrap_or_default();
    Ok(tags.into_iter().map(|tag| (tag.key, tag.value)).collect())
}

fn all(tags: impl Iterator<Item = (String, String)>) -> Result<Vec<Tag>> {
    tags.map(|(key, value)| Tag::builder().key(key).value(value).build())
        .collect::<std::result::Result<_, _>>()
        .map_err(|error| Failure::invalid("ecr:TagResource", error.to_string()))
}

fn scanning(desired: Attributes<'_>) -> ImageScanningConfiguration {
    let scanning = desired.block("image_scanning_configuration");
    let on_push = scanning.and_then(|scanning| scanning.flag("scan_on_push"));
    ImageScanningConfiguration::builder()
        .scan_on_push(on_push.unwrap_or(false))
        .build()
}
