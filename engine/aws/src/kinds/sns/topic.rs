//! `aws_sns_topic`: a topic. Its id is its ARN.

use std::collections::HashMap;

use async_trait::async_trait;
use tollgate_model::{Facts, Object};

use super::settings::Form::{Flag, Text, Whole};
use super::settings::{self, Setting};
use super::tags;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_sns_topic`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_sns_topic",
        replaces: &["name", "name_prefix", "fifo_topic"],
        filled_in: &[
            "name",
            "policy",
            "signature_version",
            "tracing_config",
            "fifo_throughput_scope",
        ],
        write_only: &["name_prefix"],
        documents: &["policy", "delivery_policy", "archive_policy"],
        arn_or_id: &["kms_master_key_id"],
        ..Facts::NONE
    },
    find: Find::Tag,
    not_yet: &[],
    permissions: Permissions {
        list: &["sns:ListTopics"],
        read: &["sns:GetTopicAttributes", "sns:ListTagsForResource"],
        create: &[
            "sns:CreateTopic",
            "sns:TagResource",
            "sns:SetTopicAttributes",
        ],
        update: &[
            "sns:SetTopicAttributes",
            "sns:TagResource",
            "sns:UntagResource",
        ],
        delete: &["sns:DeleteTopic"],
    },
    operations: &Topic,
};

#[rustfmt::skip]
const SETTINGS: &[Setting] = &[
    ("display_name", "DisplayName", Text),
    ("policy", "Policy", Text),
    ("delivery_policy", "DeliveryPolicy", Text),
    ("kms_master_key_id", "KmsMasterKeyId", Text),
    ("fifo_topic", "FifoTopic", Flag),
    ("fifo_throughput_scope", "FifoThroughputScope", Text),
    ("content_based_deduplication", "ContentBasedDeduplication", Flag),
    ("archive_policy", "ArchivePolicy", Text),
    ("signature_version", "SignatureVersion", Whole),
    ("tracing_config", "TracingConfig", Text),
    ("application_success_feedback_role_arn", "ApplicationSuccessFeedbackRoleArn", Text),
    ("application_success_feedback_sample_rate", "ApplicationSuccessFeedbackSampleRate", Whole),
    ("application_failure_feedback_role_arn", "ApplicationFailureFeedbackRoleArn", Text),
    ("firehose_success_feedback_role_arn", "FirehoseSuccessFeedbackRoleArn", Text),
    ("firehose_success_feedback_sample_rate", "FirehoseSuccessFeedbackSampleRate", Whole),
    ("firehose_failure_feedback_role_arn", "FirehoseFailureFeedbackRoleArn", Text),
    ("http_success_feedback_role_arn", "HTTPSuccessFeedbackRoleArn", Text),
    ("http_success_feedback_sample_rate", "HTTPSuccessFeedbackSampleRate", Whole),
    ("http_failure_feedback_role_arn", "HTTPFailureFeedbackRoleArn", Text),
    ("lambda_success_feedback_role_arn", "LambdaSuccessFeedbackRoleArn", Text),
    ("lambda_success_feedback_sample_rate", "LambdaSuccessFeedbackSampleRate", Whole),
    ("lambda_failure_feedback_role_arn", "LambdaFailureFeedbackRoleArn", Text),
    ("sqs_success_feedback_role_arn", "SQSSuccessFeedbackRoleArn", Text),
    ("sqs_success_feedback_sample_rate", "SQSSuccessFeedbackSampleRate", Whole),
    ("sqs_failure_feedback_role_arn", "SQSFailureFeedbackRoleArn", Text),
];

/// What SNS tells besides, and nobody sets.
const TOLD: &[Setting] = &[
    ("owner", "Owner", Text),
    ("beginning_archive_time", "BeginningArchiveTime", Text),
];

struct Topic;

#[async_trait]
impl Operations for Topic {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let mut pages = aws.sns().list_topics().into_paginator().items().send();
        let mut ids = Vec::new();
        while let Some(topic) = pages.next().await {
            ids.extend(topic?.topic_arn);
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let Some(told) = attributes(aws, id).await? else {
            return Ok(None);
        };
        let name = id.rsplit_once(':').map_or(id, |(_, name)| name);
        let live = Live::with_id(id)
            .text("arn", Some(id))
            .text("name", Some(name));
        let live = settings::read(live, SETTINGS, &told);
        let live = settings::read(live, TOLD, &told);
        let live = live.tags(tags::pairs(&tags::read(aws, id).await?));
        Ok(Some(live.into_object()))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let answer = aws
            .sns()
            .create_topic()
            .name(name(desired, operation))
            .set_attributes(settings::new(desired, SETTINGS))
            .set_tags(Some(tags::new(desired.tags(), operation)?))
            .send()
            .await?;
        answer
            .topic_arn
            .ok_or_else(|| Failure::incomplete("sns:CreateTopic", "ARN"))
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        for (name, value) in settings::changed(change, SETTINGS) {
            let request = aws.sns().set_topic_attributes().topic_arn(id);
            let request = request.attribute_name(name).attribute_value(value);
            request.send().await?;
        }
        tags::update(aws, id, change).await
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.sns().delete_topic().topic_arn(id);
        request.send().await.or_absent().map(drop)
    }

    async fn find(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        let arn = format!(
            "arn:{}:sns:{}:{}:{}",
            aws.partition(),
            aws.region(),
            aws.account().await?,
            name(desired, operation),
        );
        let tags = tags::read(aws, &arn).await?;
        Ok(tags::made_by(&tags, operation).then_some(arn))
    }
}

/// The settings of a topic, by SNS's names.
pub async fn attributes(aws: &Aws, arn: &str) -> Result<Option<HashMap<String, String>>> {
    let request = aws.sns().get_topic_attributes().topic_arn(arn);
    let answer = request.send().await.or_absent()?;
    Ok(answer.and_then(|answer| answer.attributes))
}

/// A topic that keeps order has a name that says so.
fn name(desired: Attributes<'_>, operation: &Operation) -> String {
    let name = desired.name(operation);
    if desired.flag("fifo_topic") == Some(true) && desired.text("name").is_none() {
        format!("{name}.fifo")
    } else {
        name
    }
}
