//! `aws_sns_topic_policy`: who may publish and subscribe. Its id is the topic's ARN.
//!
//! A topic always has a policy. The one that SNS gives it counts as none, and deletion brings it back.

use async_trait::async_trait;
use serde_json::{Value as Json, json};
use tollgate_model::{Facts, Object};

use super::topic::attributes;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::OrAbsent;
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_sns_topic_policy`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_sns_topic_policy",
        replaces: &["arn"],
        documents: &["policy"],
        ..Facts::NONE
    },
    find: Find::Again,
    // A principal that was made a moment ago is not one yet.
    not_yet: &["InvalidParameter"],
    permissions: Permissions {
        list: &["sns:ListTopics"],
        read: &["sns:GetTopicAttributes"],
        create: &["sns:SetTopicAttributes"],
        update: &["sns:SetTopicAttributes"],
        delete: &["sns:SetTopicAttributes"],
    },
    operations: &TopicPolicy,
};

/// The `Id` of the policy that SNS gives a new topic.
const DEFAULT_ID: &str = "__default_policy_ID";

struct TopicPolicy;

#[async_trait]
impl Operations for TopicPolicy {
    /// Every topic: whether its policy is SNS's own, only reading tells.
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        super::topic::KIND.operations.list(aws).await
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let told = attributes(aws, id).await?.unwrap_or_default();
        let policy = told.get("Policy").filter(|policy| !is_default(policy));
        Ok(policy.map(|policy| {
            Live::with_id(id)
                .text("arn", Some(id))
                .text("owner", told.get("Owner"))
                .text("policy", Some(policy))
                .into_object()
        }))
    }

    async fn create(&self, aws: &Aws, desired: Attributes<'_>, _: &Operation) -> Result<String> {
        let id = desired.required("arn")?;
        put(aws, id, desired.required("policy")?).await?;
        Ok(id.to_owned())
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        put(aws, id, change.desired.required("policy")?).await
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let policy = default_policy(id).to_string();
        put(aws, id, &policy).await.or_absent().map(drop)
    }
}

async fn put(aws: &Aws, topic: &str, policy: &str) -> Result<()> {
    let request = aws.sns().set_topic_attributes().topic_arn(topic);
    let request = request.attribute_name("Policy").attribute_value(policy);
    request.send().await?;
    Ok(())
}

fn is_default(policy: &str) -> bool {
    let policy = serde_json::from_str::<Json>(policy).unwrap_or_default();
    policy.get("Id").and_then(Json::as_str) == Some(DEFAULT_ID)
}

/// What SNS gives a new topic: its owner may do everything with it.
fn default_policy(topic: &str) -> Json {
    let owner = topic.split(':').nth(4).unwrap_or_default();
    json!({
        "Version": "2008-10-17",
        "Id": DEFAULT_ID,
        "Statement": [{
            "Sid": "__default_statement_ID",
            "Effect": "Allow",
            "Principal": { "AWS": "*" },
            "Action": [
                "SNS:GetTopicAttributes",
                "SNS:SetTopicAttributes",
                "SNS:AddPermission",
                "SNS:RemovePermission",
                "SNS:DeleteTopic",
                "SNS:Subscribe",
                "SNS:ListSubscriptionsByTopic",
                "SNS:Publish",
            ],
            "Resource": topic,
            "Condition": { "StringEquals": { "AWS:SourceOwner": owner } },
        }],
    })
}
