//! `aws_cloudwatch_log_delivery_source`: a resource whose logs are delivered. It is known by its name.

use async_trait::async_trait;
use tollgate_model::{Facts, Object};

use super::tags;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::OrAbsent;
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_cloudwatch_log_delivery_source`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_cloudwatch_log_delivery_source",
        replaces: &["name", "log_type", "resource_arn"],
        ..Facts::NONE
    },
    find: Find::Tag,
    not_yet: &[],
    permissions: Permissions {
        list: &["logs:DescribeDeliverySources"],
        read: &["logs:GetDeliverySource", "logs:ListTagsForResource"],
        // The service whose logs they are asks for its own leave, too.
        create: &[
            "logs:PutDeliverySource",
            "logs:TagResource",
            "cloudfront:AllowVendedLogDeliveryForResource",
        ],
        update: &["logs:TagResource", "logs:UntagResource"],
        delete: &["logs:DeleteDeliverySource"],
    },
    operations: &LogDeliverySource,
};

struct LogDeliverySource;

#[async_trait]
impl Operations for LogDeliverySource {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let request = aws.logs().describe_delivery_sources();
        let mut pages = request.into_paginator().items().send();
        let mut ids = Vec::new();
        while let Some(source) = pages.next().await {
            ids.extend(source?.name);
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let request = aws.logs().get_delivery_source().name(id);
        let answer = request.send().await.or_absent()?;
        let Some(source) = answer.and_then(|answer| answer.delivery_source) else {
            return Ok(None);
        };
        let arn = source.arn().unwrap_or_default();
        let live = Live::default()
            .text("arn", Some(arn))
            .text("name", Some(id))
            .text("log_type", source.log_type())
            .text("resource_arn", source.resource_arns().first())
            .text("service", source.service())
            .tags(tags::read(aws, arn).await?);
        Ok(Some(live.into_object()))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let name = desired.required("name")?;
        aws.logs()
            .put_delivery_source()
            .name(name)
            .log_type(desired.required("log_type")?)
            .resource_arn(desired.required("resource_arn")?)
            .set_tags(Some(tags::new(desired.tags(), operation)))
            .send()
            .await?;
        Ok(name.to_owned())
    }

    async fn update(&self, aws: &Aws, _: &str, change: Change<'_>) -> Result<()> {
        tags::update(aws, change).await
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.logs().delete_delivery_source().name(id);
        request.send().await.or_absent().map(drop)
    }

    async fn find(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        let name = desired.required("name")?;
        let request = aws.logs().get_delivery_source().name(name);
        let answer = request.send().await.or_absent()?;
        let source = answer.and_then(|answer| answer.delivery_source);
        let Some(arn) = source.and_then(|source| source.arn) else {
            return Ok(None);
        };
        let tags = tags::read(aws, &arn).await?;
        Ok(tags::made_by(&tags, operation).then(|| name.to_owned()))
    }
}
