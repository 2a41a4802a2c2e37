//! `aws_sns_topic_subscription`: who hears what a topic says. Its id is its ARN.
//!
//! An address that has not confirmed yet has an ARN all the same. SNS does not let go of it before it
//! is confirmed or three days have passed, so deletion of one is left to SNS.

use std::collections::HashMap;

use async_trait::async_trait;
use tollgate_model::{Facts, Object};

use super::settings::Form::{Flag, Text};
use super::settings::{self, Setting};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Class, Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_sns_topic_subscription`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_sns_topic_subscription",
        replaces: &["endpoint", "protocol", "topic_arn"],
        filled_in: &["filter_policy_scope"],
        write_only: &["confirmation_timeout_in_minutes", "endpoint_auto_confirms"],
        documents: &[
            "delivery_policy",
            "filter_policy",
            "redrive_policy",
            "replay_policy",
        ],
        ..Facts::NONE
    },
    find: Find::Again,
    not_yet: &[],
    permissions: Permissions {
        list: &["sns:ListSubscriptions"],
        read: &["sns:GetSubscriptionAttributes"],
        create: &[
            "sns:Subscribe",
            "sns:ListSubscriptionsByTopic",
            "sns:SetSubscriptionAttributes",
        ],
        update: &["sns:SetSubscriptionAttributes"],
        delete: &["sns:Unsubscribe"],
    },
    operations: &Subscription,
};

/// What may be set. The scope goes before the filter, whose form depends on it.
const SETTINGS: &[Setting] = &[
    ("filter_policy_scope", "FilterPolicyScope", Text),
    ("filter_policy", "FilterPolicy", Text),
    ("delivery_policy", "DeliveryPolicy", Text),
    ("raw_message_delivery", "RawMessageDelivery", Flag),
    ("redrive_policy", "RedrivePolicy", Text),
    ("replay_policy", "ReplayPolicy", Text),
    ("subscription_role_arn", "SubscriptionRoleArn", Text),
];

/// What SNS tells besides.
#[rustfmt::skip]
const TOLD: &[Setting] = &[
    ("arn", "SubscriptionArn", Text),
    ("topic_arn", "TopicArn", Text),
    ("protocol", "Protocol", Text),
    ("endpoint", "Endpoint", Text),
    ("owner_id", "Owner", Text),
    ("pending_confirmation", "PendingConfirmation", Flag),
    ("confirmation_was_authenticated", "ConfirmationWasAuthenticated", Flag),
];

struct Subscription;

#[async_trait]
impl Operations for Subscription {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let request = aws.sns().list_subscriptions();
        let mut pages = request.into_paginator().items().send();
        let mut ids = Vec::new();
        while let Some(subscription) = pages.next().await {
            ids.extend(subscription?.subscription_arn);
        }
        // One that waits for confirmation is listed without its ARN.
        ids.retain(|id| id.starts_with("arn:"));
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let request = aws.sns().get_subscription_attributes().subscription_arn(id);
        let answer = request.send().await.or_absent()?;
        let told: Option<HashMap<String, String>> = answer.and_then(|answer| answer.attributes);
        Ok(told.map(|told| {
            let live = settings::read(Live::with_id(id), SETTINGS, &told);
            settings::read(live, TOLD, &told).into_object()
        }))
    }

    async fn create(&self, aws: &Aws, desired: Attributes<'_>, _: &Operation) -> Result<String> {
        let topic = desired.required("topic_arn")?;
        let protocol = desired.required("protocol")?;
        let endpoint = desired.required("endpoint")?;
        let answer = aws
            .sns()
            .subscribe()
            .topic_arn(topic)
            .protocol(protocol)
            .endpoint(endpoint)
            .set_attributes(settings::new(desired, SETTINGS))
            .return_subscription_arn(true)
            .send()
            .await?;
        // MiniStack answers `pending confirmation` although it is asked for the ARN.
        let arn = match answer
            .subscription_arn
            .filter(|arn| arn.starts_with("arn:"))
        {
            Some(arn) => Some(arn),
            None => listed(aws, topic, protocol, endpoint).await?,
        };
        arn.ok_or_else(|| Failure::incomplete("sns:Subscribe", "ARN"))
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        for (name, value) in settings::changed(change, SETTINGS) {
            let request = aws.sns().set_subscription_attributes().subscription_arn(id);
            let request = request.attribute_name(name).attribute_value(value);
            request.send().await?;
        }
        Ok(())
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.sns().unsubscribe().subscription_arn(id);
        match request.send().await.or_absent() {
            Err(failure)
                if failure.class == Class::Invalid
                    && failure.message.contains("pending confirmation") =>
            {
                Ok(())
            }
            answer => answer.map(drop),
        }
    }
}

/// The subscription of an endpoint to a topic, as the topic lists it.
async fn listed(aws: &Aws, topic: &str, protocol: &str, endpoint: &str) -> Result<Option<String>> {
    let request = aws.sns().list_subscriptions_by_topic().topic_arn(topic);
    let mut pages = request.into_paginator().items().send();
    while let Some(subscription) = pages.next().await {
        let subscription = subscription?;
        let arn = subscription.subscription_arn().unwrap_or_default();
        if subscription.protocol() == Some(protocol)
            && subscription.endpoint() == Some(endpoint)
            && arn.starts_with("arn:")
        {
            return Ok(Some(arn.to_owned()));
        }
    }
    Ok(None)
}
