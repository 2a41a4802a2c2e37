//! `aws_cloudwatch_log_delivery_destination`: where logs are delivered to. It is known by its name.

use async_trait::async_trait;
use aws_sdk_cloudwatchlogs::types::DeliveryDestinationConfiguration;
use tollgate_model::{Facts, Object};

use super::tags;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_cloudwatch_log_delivery_destination`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_cloudwatch_log_delivery_destination",
        replaces: &["name", "output_format"],
        filled_in: &["delivery_destination_type", "output_format"],
        recomputed: &[(
            "delivery_destination_type",
            &["delivery_destination_configuration"],
        )],
        ..Facts::NONE
    },
    find: Find::Tag,
    not_yet: &[],
    permissions: Permissions {
        list: &["logs:DescribeDeliveryDestinations"],
        read: &["logs:GetDeliveryDestination", "logs:ListTagsForResource"],
        create: &["logs:PutDeliveryDestination", "logs:TagResource"],
        update: &[
            "logs:PutDeliveryDestination",
            "logs:TagResource",
            "logs:UntagResource",
        ],
        delete: &["logs:DeleteDeliveryDestination"],
    },
    operations: &LogDeliveryDestination,
};

struct LogDeliveryDestination;

#[async_trait]
impl Operations for LogDeliveryDestination {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let request = aws.logs().describe_delivery_destinations();
        let mut pages = request.into_paginator().items().send();
        let mut ids = Vec::new();
        while let Some(destination) = pages.next().await {
            ids.extend(destination?.name);
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let request = aws.logs().get_delivery_destination().name(id);
        let answer = request.send().await.or_absent()?;
        let Some(destination) = answer.and_then(|answer| answer.delivery_destination) else {
            return Ok(None);
        };
        let arn = destination.arn().unwrap_or_default();
        let kind = destination.delivery_destination_type();
        let format = destination.output_format();
        let resource = destination.delivery_destination_configuration();
        let resource = resource.map(|resource| {
            let arn = resource.destination_resource_arn();
            Live::block_of().text("destination_resource_arn", Some(arn))
        });
        let live = Live::default()
            .text("arn", Some(arn))
            .text("name", Some(id))
            .text("delivery_destination_type", kind.map(|kind| kind.as_str()))
            .text("output_format", format.map(|format| format.as_str()))
            .block("delivery_destination_configuration", resource)
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
        let tags = tags::new(desired.tags(), operation);
        let request = put(aws, name, desired)?.set_tags(Some(tags));
        request.send().await?;
        Ok(name.to_owned())
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        if change.touches(&["delivery_destination_configuration"]) {
            // Tags are taken only in the call that makes it.
            put(aws, id, change.desired)?.send().await?;
        }
        tags::update(aws, change).await
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.logs().delete_delivery_destination().name(id);
        request.send().await.or_absent().map(drop)
    }

    async fn find(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        let name = desired.required("name")?;
        let request = aws.logs().get_delivery_destination().name(name);
        let answer = request.send().await.or_absent()?;
        let destination = answer.and_then(|answer| answer.delivery_destination);
        let Some(arn) = destination.and_then(|destination| destination.arn) else {
            return Ok(None);
        };
        let tags = tags::read(aws, &arn).await?;
        Ok(tags::made_by(&tags, operation).then(|| name.to_owned()))
    }
}

type Put = aws_sdk_cloudwatchlogs::operation::put_delivery_destination::builders::PutDeliveryDestinationFluentBuilder;

/// The whole destination. Its type follows from the ARN, except for X-Ray, which has none.
fn put(aws: &Aws, name: &str, desired: Attributes<'_>) -> Result<Put> {
    let resource = desired.block("delivery_destination_configuration");
    let resource = resource.and_then(|resource| resource.string("destination_resource_arn"));
    let kind = desired.text("delivery_destination_type");
    let configuration = resource
        .clone()
        .map(|arn| {
            DeliveryDestinationConfiguration::builder()
                .destination_resource_arn(arn)
                .build()
                .map_err(|error| Failure::invalid("logs:PutDeliveryDestination", error.to_string()))
        })
        .transpose()?;
    Ok(aws
        .logs()
        .put_delivery_destination()
        .name(name)
        .set_output_format(desired.text("output_format").map(Into::into))
        .set_delivery_destination_type(kind.filter(|_| resource.is_none()).map(Into::into))
        .set_delivery_destination_configuration(configuration))
}
