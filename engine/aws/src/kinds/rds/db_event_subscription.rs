//! `aws_db_event_subscription`: what RDS tells a topic about databases.

use async_trait::async_trait;
use aws_sdk_rds::types::EventSubscription;
use tollgate_model::facts::Default::Flag;
use tollgate_model::{Facts, Object};

use super::tags;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::OrAbsent;
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Progress, Result};
use crate::live::Live;

/// `aws_db_event_subscription`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_db_event_subscription",
        replaces: &["name", "name_prefix"],
        filled_in: &["name"],
        defaults: &[("enabled", Flag(true))],
        write_only: &["name_prefix"],
        ..Facts::NONE
    },
    find: Find::Name,
    not_yet: &["SNSNoAuthorization", "SNSTopicArnNotFound"],
    permissions: Permissions {
        list: &["rds:DescribeEventSubscriptions"],
        read: &["rds:DescribeEventSubscriptions", "rds:ListTagsForResource"],
        create: &["rds:CreateEventSubscription", "rds:AddTagsToResource"],
        update: &[
            "rds:ModifyEventSubscription",
            "rds:AddSourceIdentifierToSubscription",
            "rds:RemoveSourceIdentifierFromSubscription",
            "rds:AddTagsToResource",
            "rds:RemoveTagsFromResource",
        ],
        delete: &["rds:DeleteEventSubscription"],
    },
    operations: &DbEventSubscription,
};

struct DbEventSubscription;

#[async_trait]
impl Operations for DbEventSubscription {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let request = aws.rds().describe_event_subscriptions().into_paginator();
        let mut subscriptions = request.items().send();
        let mut ids = Vec::new();
        while let Some(subscription) = subscriptions.next().await {
            ids.extend(subscription?.cust_subscription_id);
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let Some(subscription) = described(aws, id).await? else {
            return Ok(None);
        };
        let mut live = Live::with_id(id)
            .text("name", subscription.cust_subscription_id())
            .text("arn", subscription.event_subscription_arn())
            .text("customer_aws_id", subscription.customer_aws_id())
            .flag("enabled", subscription.enabled())
            .text("sns_topic", subscription.sns_topic_arn())
            .text("source_type", subscription.source_type())
            .texts("source_ids", subscription.source_ids_list())
            .texts("event_categories", subscription.event_categories_list());
        if let Some(arn) = subscription.event_subscription_arn() {
            live = live.tags(tags::read(aws, arn).await?);
        }
        Ok(Some(live.into_object()))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let name = desired.name(operation);
        aws.rds()
            .create_event_subscription()
            .subscription_name(&name)
            .set_enabled(desired.flag("enabled"))
            .set_event_categories(desired.some_texts("event_categories"))
            .set_sns_topic_arn(desired.string("sns_topic"))
            .set_source_ids(desired.some_texts("source_ids"))
            .set_source_type(desired.string("source_type"))
            .set_tags(Some(tags::all(desired.tags())))
            .send()
            .await?;
        Ok(name)
    }

    async fn settled(&self, aws: &Aws, id: &str) -> Result<Progress> {
        let subscription = described(aws, id).await?;
        let status = subscription.as_ref().and_then(EventSubscription::status);
        Ok(match status {
            None => Progress::Going("creating".to_owned()),
            Some("active") => Progress::Done,
            Some(reason @ ("no-permission" | "topic-not-exist")) => {
                Progress::Failed(reason.to_owned())
            }
            Some(state) => Progress::Going(state.to_owned()),
        })
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        let desired = change.desired;
        if change.touches(&["enabled", "event_categories", "sns_topic", "source_type"]) {
            // No categories at all stand for every category.
            let categories = desired.texts("event_categories");
            aws.rds()
                .modify_event_subscription()
                .subscription_name(id)
                .set_enabled(desired.flag("enabled"))
                .set_event_categories(Some(categories))
                .set_sns_topic_arn(desired.string("sns_topic"))
                .set_source_type(desired.string("source_type"))
                .send()
                .await?;
        }
        let (more, fewer) = change.difference("source_ids");
        for source in more {
            let request = aws.rds().add_source_identifier_to_subscription();
            let request = request.subscription_name(id).source_identifier(source);
            request.send().await?;
        }
        for source in fewer {
            let request = aws.rds().remove_source_identifier_from_subscription();
            let request = request.subscription_name(id).source_identifier(source);
            request.send().await?;
        }
        tags::update(aws, change.prior.required("arn")?, change).await
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.rds().delete_event_subscription();
        let answer = request.subscription_name(id).send().await;
        answer.or_absent().map(drop)
    }

    async fn find(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        let name = desired.name(operation);
        Ok(described(aws, &name).await?.map(|_| name))
    }
}

async fn described(aws: &Aws, id: &str) -> Result<Option<EventSubscription>> {
    let request = aws.rds().describe_event_subscriptions();
    let answer = request.subscription_name(id).send().await.or_absent()?;
    let subscriptions = answer.and_then(|answer| answer.event_subscriptions_list);
    Ok(subscriptions.into_iter().flatten().next())
}
