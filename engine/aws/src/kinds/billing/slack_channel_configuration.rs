//! `aws_chatbot_slack_channel_configuration`: a Slack channel that hears topics. It is known by its ARN.

use std::collections::BTreeMap;

use async_trait::async_trait;
use aws_sdk_chatbot::config::{Builder, Config, Region};
use aws_sdk_chatbot::types::{SlackChannelConfiguration as Configuration, Tag};
use tollgate_model::{Facts, Object};

use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::{Live, OPERATION_TAG};

/// `aws_chatbot_slack_channel_configuration`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_chatbot_slack_channel_configuration",
        replaces: &["configuration_name", "slack_team_id"],
        filled_in: &[
            "guardrail_policy_arns",
            "logging_level",
            "sns_topic_arns",
            "user_authorization_required",
        ],
        recomputed: &[("slack_channel_name", &["slack_channel_id"])],
        unordered: &["guardrail_policy_arns"],
        ..Facts::NONE
    },
    find: Find::Tag,
    // The role was made a moment ago.
    not_yet: &["InvalidRequestException"],
    permissions: Permissions {
        list: &["chatbot:DescribeSlackChannelConfigurations"],
        read: &["chatbot:DescribeSlackChannelConfigurations"],
        create: &[
            "chatbot:CreateSlackChannelConfiguration",
            "chatbot:TagResource",
            "iam:CreateServiceLinkedRole",
            "iam:PassRole",
        ],
        update: &[
            "chatbot:UpdateSlackChannelConfiguration",
            "chatbot:TagResource",
            "chatbot:UntagResource",
            "iam:PassRole",
        ],
        delete: &["chatbot:DeleteSlackChannelConfiguration"],
    },
    operations: &SlackChannelConfiguration,
};

/// What `UpdateSlackChannelConfiguration` changes.
const SETTINGS: &[&str] = &[
    "guardrail_policy_arns",
    "iam_role_arn",
    "logging_level",
    "slack_channel_id",
    "sns_topic_arns",
    "user_authorization_required",
];

struct SlackChannelConfiguration;

#[async_trait]
impl Operations for SlackChannelConfiguration {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let found = configurations(aws, None).await?.into_iter();
        Ok(found.map(|found| found.chat_configuration_arn).collect())
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let found = configurations(aws, Some(id)).await?;
        let mut found = found.into_iter();
        let Some(told) = found.find(|found| found.chat_configuration_arn == id) else {
            return Ok(None);
        };
        let live = Live::default()
            .text("chat_configuration_arn", Some(id))
            .text("configuration_name", told.configuration_name())
            .text("iam_role_arn", Some(told.iam_role_arn()))
            .text("slack_team_id", Some(told.slack_team_id()))
            .text("slack_team_name", Some(told.slack_team_name()))
            .text("slack_channel_id", Some(told.slack_channel_id()))
            .text("slack_channel_name", Some(told.slack_channel_name()))
            .text("logging_level", told.logging_level())
            .texts("sns_topic_arns", told.sns_topic_arns())
            .texts("guardrail_policy_arns", told.guardrail_policy_arns())
            .flag(
                "user_authorization_required",
                told.user_authorization_required(),
            )
            .tags(
                told.tags()
                    .iter()
                    .map(|tag| (tag.tag_key(), tag.tag_value())),
            );
        Ok(Some(live.into_object()))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let own = (OPERATION_TAG.to_owned(), operation.id.clone());
        let tags = desired.tags().into_iter().chain([own]).collect();
        let answer = aws
            .chatbot()
            .create_slack_channel_configuration()
            .configuration_name(desired.required("configuration_name")?)
            .iam_role_arn(desired.required("iam_role_arn")?)
            .slack_team_id(desired.required("slack_team_id")?)
            .slack_channel_id(desired.required("slack_channel_id")?)
            .set_sns_topic_arns(desired.some_texts("sns_topic_arns"))
            .set_guardrail_policy_arns(desired.some_texts("guardrail_policy_arns"))
            .set_logging_level(desired.string("logging_level"))
            .set_user_authorization_required(desired.flag("user_authorization_required"))
            .set_tags(Some(all(tags)?))
            .customize()
            .config_override(home(aws))
            .send()
            .await?;
        let made = answer.channel_configuration;
        made.map(|made| made.chat_configuration_arn).ok_or_else(|| {
            Failure::incomplete("chatbot:CreateSlackChannelConfiguration", "configuration")
        })
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        let desired = change.desired;
        if change.touches(SETTINGS) {
            aws.chatbot()
                .update_slack_channel_configuration()
                .chat_configuration_arn(id)
                .slack_channel_id(desired.required("slack_channel_id")?)
                .set_iam_role_arn(desired.string("iam_role_arn"))
                .set_sns_topic_arns(Some(desired.texts("sns_topic_arns")))
                .set_guardrail_policy_arns(desired.some_texts("guardrail_policy_arns"))
                .set_logging_level(desired.string("logging_level"))
                .set_user_authorization_required(desired.flag("user_authorization_required"))
                .customize()
                .config_override(home(aws))
                .send()
                .await?;
        }
        let (new, gone) = change.tags();
        if !gone.is_empty() {
            let request = aws.chatbot().untag_resource().resource_arn(id);
            let request = request.set_tag_keys(Some(gone)).customize();
            request.config_override(home(aws)).send().await?;
        }
        if !new.is_empty() {
            let request = aws.chatbot().tag_resource().resource_arn(id);
            let request = request.set_tags(Some(all(new)?)).customize();
            request.config_override(home(aws)).send().await?;
        }
        Ok(())
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.chatbot().delete_slack_channel_configuration();
        let request = request.chat_configuration_arn(id).customize();
        let request = request.config_override(home(aws));
        request.send().await.or_absent().map(drop)
    }

    async fn find(
        &self,
        aws: &Aws,
        _: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        let mut found = configurations(aws, None).await?.into_iter();
        let own = (OPERATION_TAG, operation.id.as_str());
        let found = found.find(|found| {
            let mut tags = found.tags().iter();
            tags.any(|tag| (tag.tag_key(), tag.tag_value()) == own)
        });
        Ok(found.map(|found| found.chat_configuration_arn))
    }
}

/// The configuration of this ARN, or all.
async fn configurations(aws: &Aws, arn: Option<&str>) -> Result<Vec<Configuration>> {
    let mut configurations = Vec::new();
    let mut next = None;
    loop {
        let request = aws.chatbot().describe_slack_channel_configurations();
        let request = request.set_chat_configuration_arn(arn.map(str::to_owned));
        let request = request.set_next_token(next).customize();
        let answer = request.config_override(home(aws)).send().await;
        let Some(page) = answer.or_absent()? else {
            return Ok(configurations);
        };
        configurations.extend(page.slack_channel_configurations.unwrap_or_default());
        next = page.next_token;
        if next.is_none() {
            return Ok(configurations);
        }
    }
}

/// The regions that answer for this service; a configuration is for all.
/// <https://docs.aws.amazon.com/general/latest/gr/chatbot.html>
const REGIONS: &[&str] = &["us-east-2", "us-west-2", "eu-west-1", "ap-southeast-1"];

/// Where the service is asked: here if it is here, and else in one that stands for all.
fn home(aws: &Aws) -> Builder {
    let here = REGIONS.iter().find(|region| **region == aws.region());
    let region = Region::from_static(here.copied().unwrap_or("us-west-2"));
    Config::builder().region(region)
}

fn all(tags: BTreeMap<String, String>) -> Result<Vec<Tag>> {
    tags.into_iter()
        .map(|(key, value)| Tag::builder().tag_key(key).tag_value(value).build())
        .collect::<std::result::Result<_, _>>()
        .map_err(|error| Failure::invalid("chatbot:TagResource", error.to_string()))
}
