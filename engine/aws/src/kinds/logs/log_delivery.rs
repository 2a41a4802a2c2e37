//! `aws_cloudwatch_log_delivery`: brings the logs of a source to a destination.

use async_trait::async_trait;
use aws_sdk_cloudwatchlogs::types::{Delivery, S3DeliveryConfiguration};
use tollgate_model::{Facts, Object};

use super::tags;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_cloudwatch_log_delivery`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_cloudwatch_log_delivery",
        replaces: &["delivery_source_name", "delivery_destination_arn"],
        filled_in: &[
            "field_delimiter",
            "record_fields",
            "s3_delivery_configuration[*].suffix_path",
            "s3_delivery_configuration[*].enable_hive_compatible_path",
        ],
        alike: &[("s3_delivery_configuration", is_same_folder)],
        ..Facts::NONE
    },
    find: Find::Tag,
    not_yet: &[],
    permissions: Permissions {
        list: &["logs:DescribeDeliveries"],
        read: &["logs:GetDelivery", "logs:ListTagsForResource"],
        create: &[
            "logs:CreateDelivery",
            "logs:TagResource",
            // A bucket must let the delivery service write; CloudWatch Logs adds that to its policy.
            "s3:GetBucketPolicy",
            "s3:PutBucketPolicy",
            "logs:DescribeDeliveries",
        ],
        update: &[
            "logs:UpdateDeliveryConfiguration",
            "logs:TagResource",
            "logs:UntagResource",
        ],
        delete: &["logs:DeleteDelivery"],
    },
    operations: &LogDelivery,
};

struct LogDelivery;

#[async_trait]
impl Operations for LogDelivery {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let deliveries = deliveries(aws).await?.into_iter();
        Ok(deliveries.filter_map(|delivery| delivery.id).collect())
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let request = aws.logs().get_delivery().id(id);
        let answer = request.send().await.or_absent()?;
        let Some(delivery) = answer.and_then(|answer| answer.delivery) else {
            return Ok(None);
        };
        let arn = delivery.arn().unwrap_or_default();
        let folder = delivery.s3_delivery_configuration().map(|s3| {
            Live::block_of().text("suffix_path", s3.suffix_path()).flag(
                "enable_hive_compatible_path",
                s3.enable_hive_compatible_path(),
            )
        });
        let live = Live::with_id(id)
            .text("arn", Some(arn))
            .text("delivery_source_name", delivery.delivery_source_name())
            .text(
                "delivery_destination_arn",
                delivery.delivery_destination_arn(),
            )
            .text("field_delimiter", delivery.field_delimiter())
            .texts("record_fields", delivery.record_fields())
            .block("s3_delivery_configuration", folder)
            .tags(tags::read(aws, arn).await?);
        Ok(Some(live.into_object()))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let answer = aws
            .logs()
            .create_delivery()
            .delivery_source_name(desired.required("delivery_source_name")?)
            .delivery_destination_arn(desired.required("delivery_destination_arn")?)
            .set_field_delimiter(desired.string("field_delimiter"))
            .set_record_fields(desired.some_texts("record_fields"))
            .set_s3_delivery_configuration(folder(desired))
            .set_tags(Some(tags::new(desired.tags(), operation)))
            .send()
            .await?;
        answer
            .delivery
            .and_then(|delivery| delivery.id)
            .ok_or_else(|| Failure::incomplete("logs:CreateDelivery", "delivery"))
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        let desired = change.desired;
        let formats = [
            "field_delimiter",
            "record_fields",
            "s3_delivery_configuration",
        ];
        if change.touches(&formats) {
            aws.logs()
                .update_delivery_configuration()
                .id(id)
                .set_field_delimiter(desired.string("field_delimiter"))
                .set_record_fields(desired.some_texts("record_fields"))
                .set_s3_delivery_configuration(folder(desired))
                .send()
                .await?;
        }
        tags::update(aws, change).await
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.logs().delete_delivery().id(id);
        request.send().await.or_absent().map(drop)
    }

    async fn find(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        let source = desired.text("delivery_source_name");
        for delivery in deliveries(aws).await? {
            if delivery.delivery_source_name() != source {
                continue;
            }
            let tags = tags::read(aws, delivery.arn().unwrap_or_default()).await?;
            if tags::made_by(&tags, operation) {
                return Ok(delivery.id);
            }
        }
        Ok(None)
    }
}

async fn deliveries(aws: &Aws) -> Result<Vec<Delivery>> {
    let request = aws.logs().describe_deliveries();
    let mut pages = request.into_paginator().items().send();
    let mut deliveries = Vec::new();
    while let Some(delivery) = pages.next().await {
        deliveries.push(delivery?);
    }
    Ok(deliveries)
}

fn folder(desired: Attributes<'_>) -> Option<S3DeliveryConfiguration> {
    let block = desired.block("s3_delivery_configuration")?;
    let hive = block.flag("enable_hive_compatible_path");
    let folder = S3DeliveryConfiguration::builder()
        .set_suffix_path(block.string("suffix_path"))
        .set_enable_hive_compatible_path(hive);
    Some(folder.build())
}

/// AWS puts what says whose logs they are (`AWSLogs/{account-id}/CloudFront`) before the path that it
/// is given, and tells the whole path.
fn is_same_folder(prior: &Object, desired: &Object) -> bool {
    let folder = |object| {
        let block = Attributes::new(KIND.facts.resource_type, object);
        let block = block.block("s3_delivery_configuration")?;
        let hive = block.flag("enable_hive_compatible_path");
        Some((block.text("suffix_path")?, hive.unwrap_or_default()))
    };
    match (folder(prior), folder(desired)) {
        (Some((there, hive)), Some((wanted, wanted_hive))) => {
            let owner = there.strip_suffix(wanted);
            let is_owners = |owner: &str| owner.is_empty() || owner.starts_with("AWSLogs/");
            hive == wanted_hive && owner.is_some_and(is_owners)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_that_aws_puts_first_is_no_difference() {
        let object = |path: &str, hive: bool| {
            let block = Live::block_of()
                .text("suffix_path", Some(path))
                .flag("enable_hive_compatible_path", Some(hive));
            let block = Live::block_of().block("s3_delivery_configuration", Some(block));
            block.into_object()
        };
        let there = object("AWSLogs/{account-id}/CloudFront/{yyyy}/{MM}", false);
        assert!(is_same_folder(&there, &object("/{yyyy}/{MM}", false)));
        assert!(is_same_folder(&there, &there));
        assert!(!is_same_folder(&there, &object("/{yyyy}/{MM}", true)));
        assert!(!is_same_folder(&there, &object("/{yyyy}", false)));
        assert!(!is_same_folder(
            &object("old/{yyyy}", false),
            &object("{yyyy}", false)
        ));
    }
}
