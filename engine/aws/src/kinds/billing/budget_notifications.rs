//! `notification` of `aws_budgets_budget`: who hears when a budget is nearly spent.
//!
//! A notification is known by what it looks at; one whose subscribers change is made anew.

use std::collections::BTreeSet;

use aws_sdk_budgets::types::{
    Notification, NotificationWithSubscribers, Subscriber, SubscriptionType, ThresholdType,
};
use aws_smithy_types::error::operation::BuildError;

use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Result};
use crate::live::Live;

/// The notifications that are desired.
pub fn wanted(desired: Attributes<'_>) -> Result<Vec<NotificationWithSubscribers>> {
    let blocks = desired.blocks("notification").into_iter();
    blocks
        .map(|block| {
            let built = NotificationWithSubscribers::builder()
                .notification(notification(block)?)
                .set_subscribers(Some(subscribers(block)?));
            built.build().map_err(unbuilt)
        })
        .collect()
}

/// The notifications that a budget has.
pub async fn read(aws: &Aws, account: &str, budget: &str) -> Result<Vec<Live>> {
    let request = aws.budgets().describe_notifications_for_budget();
    let request = request.account_id(account).budget_name(budget);
    let mut pages = request.into_paginator().items().send();
    let mut blocks = Vec::new();
    while let Some(told) = pages.next().await {
        let Some(told) = told.or_absent()? else {
            break;
        };
        let hearers = hearers(aws, account, budget, &told).await?;
        let by = |kind: &SubscriptionType| {
            let hearers = hearers.iter();
            let hearers = hearers.filter(move |hearer| hearer.subscription_type() == kind);
            hearers
                .map(|hearer| hearer.address().to_owned())
                .collect::<Vec<_>>()
        };
        // What looks at percents may not say so.
        let kind = told.threshold_type().unwrap_or(&ThresholdType::Percentage);
        let block = Live::block_of()
            .text(
                "comparison_operator",
                Some(told.comparison_operator().as_str()),
            )
            .text("notification_type", Some(told.notification_type().as_str()))
            .number("threshold", Some(told.threshold()))
            .text("threshold_type", Some(kind.as_str()))
            .texts("subscriber_email_addresses", by(&SubscriptionType::Email))
            .texts("subscriber_sns_topic_arns", by(&SubscriptionType::Sns));
        blocks.push(block);
    }
    Ok(blocks)
}

/// Brings the notifications of a budget to what is desired.
pub async fn update(aws: &Aws, account: &str, budget: &str, change: Change<'_>) -> Result<()> {
    let prior = change.prior.blocks("notification");
    let desired = change.desired.blocks("notification");
    let said: BTreeSet<_> = prior.iter().map(|block| words(*block)).collect();
    let wanted: BTreeSet<_> = desired.iter().map(|block| words(*block)).collect();
    for block in prior
        .into_iter()
        .filter(|block| !wanted.contains(&words(*block)))
    {
        let request = aws.budgets().delete_notification().account_id(account);
        let request = request
            .budget_name(budget)
            .notification(notification(block)?);
        request.send().await.or_absent()?;
    }
    for block in desired
        .into_iter()
        .filter(|block| !said.contains(&words(*block)))
    {
        let request = aws.budgets().create_notification().account_id(account);
        let request = request
            .budget_name(budget)
            .notification(notification(block)?);
        let request = request.set_subscribers(Some(subscribers(block)?));
        request.send().await?;
    }
    Ok(())
}

async fn hearers(
    aws: &Aws,
    account: &str,
    budget: &str,
    notification: &Notification,
) -> Result<Vec<Subscriber>> {
    let request = aws.budgets().describe_subscribers_for_notification();
    let request = request.account_id(account).budget_name(budget);
    let request = request.notification(notification.clone());
    let mut pages = request.into_paginator().items().send();
    let mut hearers = Vec::new();
    while let Some(hearer) = pages.next().await {
        let Some(hearer) = hearer.or_absent()? else {
            break;
        };
        hearers.push(hearer);
    }
    Ok(hearers)
}

/// All that a block says, in an order of its own.
fn words(block: Attributes<'_>) -> [BTreeSet<String>; 2] {
    let plain = [
        block.string("comparison_operator"),
        block.string("notification_type"),
        block.string("threshold_type"),
        block.number("threshold").map(|number| number.to_string()),
    ];
    let emails = block.texts("subscriber_email_addresses").into_iter();
    let topics = block.texts("subscriber_sns_topic_arns").into_iter();
    [
        plain.into_iter().flatten().collect(),
        emails.chain(topics).collect(),
    ]
}

fn notification(block: Attributes<'_>) -> Result<Notification> {
    Notification::builder()
        .set_comparison_operator(block.text("comparison_operator").map(Into::into))
        .set_notification_type(block.text("notification_type").map(Into::into))
        .set_threshold(block.number("threshold"))
        .set_threshold_type(block.text("threshold_type").map(Into::into))
        .build()
        .map_err(unbuilt)
}

fn subscribers(block: Attributes<'_>) -> Result<Vec<Subscriber>> {
    let of = |name, kind: SubscriptionType| {
        let addresses = block.texts(name).into_iter();
        addresses.map(move |address| {
            let subscriber = Subscriber::builder().subscription_type(kind.clone());
            subscriber.address(address).build().map_err(unbuilt)
        })
    };
    of("subscriber_email_addresses", SubscriptionType::Email)
        .chain(of("subscriber_sns_topic_arns", SubscriptionType::Sns))
        .collect()
}

fn unbuilt(error: BuildError) -> Failure {
    Failure::invalid("budgets:CreateNotification", error.to_string())
}
