//! `aws_ce_anomaly_subscription`: who hears of unusual costs. Its id is its ARN.

use async_trait::async_trait;
use aws_sdk_costexplorer::types::{AnomalySubscription as Subscription, Subscriber};
use tollgate_model::{Facts, Object};

use super::{cost_tags as tags, expression};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_ce_anomaly_subscription`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_ce_anomaly_subscription",
        replaces: &["account_id", "name"],
        filled_in: &["account_id", "threshold_expression"],
        ..Facts::NONE
    },
    find: Find::Tag,
    not_yet: &[],
    permissions: Permissions {
        list: &["ce:GetAnomalySubscriptions"],
        read: &["ce:GetAnomalySubscriptions", "ce:ListTagsForResource"],
        create: &["ce:CreateAnomalySubscription", "ce:TagResource"],
        update: &[
            "ce:UpdateAnomalySubscription",
            "ce:TagResource",
            "ce:UntagResource",
        ],
        delete: &["ce:DeleteAnomalySubscription"],
    },
    operations: &AnomalySubscription,
};

/// What `UpdateAnomalySubscription` changes.
const SETTINGS: &[&str] = &[
    "frequency",
    "monitor_arn_list",
    "subscriber",
    "threshold_expression",
];

struct AnomalySubscription;

#[async_trait]
impl Operations for AnomalySubscription {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let found = subscriptions(aws, None).await?.into_iter();
        Ok(found.filter_map(|found| found.subscription_arn).collect())
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let found = subscriptions(aws, Some(id)).await?;
        let Some(subscription) = found.into_iter().next() else {
            return Ok(None);
        };
        let subscribers = subscription.subscribers().iter().map(|told| {
            Live::block_of()
                .text("type", told.r#type().map(|kind| kind.as_str()))
                .text("address", told.address())
        });
        let threshold = subscription.threshold_expression();
        let live = Live::with_id(id)
            .text("arn", Some(id))
            .text("account_id", subscription.account_id())
            .text("name", Some(subscription.subscription_name()))
            .text("frequency", Some(subscription.frequency().as_str()))
            .texts("monitor_arn_list", subscription.monitor_arn_list())
            .blocks("subscriber", subscribers)
            .block("threshold_expression", threshold.map(expression::block))
            .tags(tags::read(aws, id).await?);
        Ok(Some(live.into_object()))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let threshold = desired.block("threshold_expression");
        let subscription = Subscription::builder()
            .subscription_name(desired.required("name")?)
            .set_account_id(desired.string("account_id"))
            .set_frequency(desired.text("frequency").map(Into::into))
            .set_monitor_arn_list(Some(desired.texts("monitor_arn_list")))
            .set_subscribers(Some(subscribers(desired)))
            .set_threshold_expression(threshold.map(expression::wanted))
            .build()
            .map_err(|error| Failure::invalid("ce:CreateAnomalySubscription", error.to_string()))?;
        let tags = tags::new(desired.tags(), operation)?;
        let request = aws.cost_explorer().create_anomaly_subscription();
        let request = request.anomaly_subscription(subscription);
        let answer = request.set_resource_tags(Some(tags)).send().await?;
        Ok(answer.subscription_arn)
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        let desired = change.desired;
        if change.touches(SETTINGS) {
            let threshold = desired.block("threshold_expression");
            aws.cost_explorer()
                .update_anomaly_subscription()
                .subscription_arn(id)
                .set_frequency(desired.text("frequency").map(Into::into))
                .set_monitor_arn_list(Some(desired.texts("monitor_arn_list")))
                .set_subscribers(Some(subscribers(desired)))
                .set_threshold_expression(threshold.map(expression::wanted))
                .send()
                .await?;
        }
        tags::update(aws, id, change).await
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.cost_explorer().delete_anomaly_subscription();
        let request = request.subscription_arn(id);
        request.send().await.or_absent().map(drop)
    }

    async fn find(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        let name = desired.required("name")?;
        for found in subscriptions(aws, None).await? {
            let is_named = found.subscription_name == name;
            let Some(arn) = found.subscription_arn.filter(|_| is_named) else {
                continue;
            };
            if tags::is_made_by(aws, &arn, operation).await? {
                return Ok(Some(arn));
            }
        }
        Ok(None)
    }
}

/// The subscription of this ARN, or all.
async fn subscriptions(aws: &Aws, arn: Option<&str>) -> Result<Vec<Subscription>> {
    let mut subscriptions = Vec::new();
    let mut next = None;
    loop {
        let request = aws.cost_explorer().get_anomaly_subscriptions();
        let request = request.set_subscription_arn_list(arn.map(|arn| vec![arn.to_owned()]));
        let answer = request.set_next_page_token(next).send().await;
        let Some(page) = answer.or_absent()? else {
            return Ok(subscriptions);
        };
        subscriptions.extend(page.anomaly_subscriptions);
        next = page.next_page_token;
        if next.is_none() {
            return Ok(subscriptions);
        }
    }
}

fn subscribers(desired: Attributes<'_>) -> Vec<Subscriber> {
    let blocks = desired.blocks("subscriber").into_iter();
    blocks
        .map(|block| {
            Subscriber::builder()
                .set_type(block.text("type").map(Into::into))
                .set_address(block.string("address"))
                .build()
        })
        .collect()
}
