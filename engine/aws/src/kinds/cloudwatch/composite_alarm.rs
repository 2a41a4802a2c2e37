//! `aws_cloudwatch_composite_alarm`: an alarm on alarms. Its id is its name.

use async_trait::async_trait;
use aws_sdk_cloudwatch::types::{AlarmType, CompositeAlarm as Composite};
use tollgate_model::facts::Default::Flag;
use tollgate_model::{Facts, Object};

use super::tags;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::OrAbsent;
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_cloudwatch_composite_alarm`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_cloudwatch_composite_alarm",
        replaces: &["alarm_name"],
        defaults: &[("actions_enabled", Flag(true))],
        ..Facts::NONE
    },
    find: Find::Again,
    not_yet: &[],
    permissions: Permissions {
        list: &["cloudwatch:DescribeAlarms"],
        read: &[
            "cloudwatch:DescribeAlarms",
            "cloudwatch:ListTagsForResource",
        ],
        create: &["cloudwatch:PutCompositeAlarm", "cloudwatch:TagResource"],
        update: &[
            "cloudwatch:PutCompositeAlarm",
            "cloudwatch:TagResource",
            "cloudwatch:UntagResource",
        ],
        delete: &["cloudwatch:DeleteAlarms"],
    },
    operations: &CompositeAlarm,
};

struct CompositeAlarm;

#[async_trait]
impl Operations for CompositeAlarm {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let request = aws.cloudwatch().describe_alarms();
        let request = request.alarm_types(AlarmType::CompositeAlarm);
        let mut pages = request.into_paginator().send();
        let mut ids = Vec::new();
        while let Some(page) = pages.next().await {
            let alarms = page?.composite_alarms.unwrap_or_default().into_iter();
            ids.extend(alarms.filter_map(|alarm| alarm.alarm_name));
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let request = aws.cloudwatch().describe_alarms().alarm_names(id);
        let request = request.alarm_types(AlarmType::CompositeAlarm);
        let answer = request.send().await?;
        let Some(alarm) = answer.composite_alarms().first() else {
            return Ok(None);
        };
        let arn = alarm.alarm_arn().unwrap_or_default();
        let live = Live::with_id(id)
            .text("arn", Some(arn))
            .text("alarm_name", alarm.alarm_name())
            .text("alarm_description", alarm.alarm_description())
            .text("alarm_rule", alarm.alarm_rule())
            .flag("actions_enabled", alarm.actions_enabled())
            .texts("alarm_actions", alarm.alarm_actions())
            .texts("ok_actions", alarm.ok_actions())
            .texts(
                "insufficient_data_actions",
                alarm.insufficient_data_actions(),
            )
            .block("actions_suppressor", suppressor(alarm))
            .tags(tags::read(aws, arn).await?);
        Ok(Some(live.into_object()))
    }

    async fn create(&self, aws: &Aws, desired: Attributes<'_>, _: &Operation) -> Result<String> {
        let name = desired.required("alarm_name")?;
        put(aws, name, desired).await?;
        Ok(name.to_owned())
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        put(aws, id, change.desired).await?;
        tags::update(aws, change).await
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.cloudwatch().delete_alarms().alarm_names(id);
        request.send().await.or_absent().map(drop)
    }
}

/// Puts the whole alarm: what is not said is taken away.
async fn put(aws: &Aws, name: &str, desired: Attributes<'_>) -> Result<()> {
    let suppressor = desired.block("actions_suppressor");
    let seconds = |name| suppressor.and_then(|suppressor| suppressor.whole(name));
    aws.cloudwatch()
        .put_composite_alarm()
        .alarm_name(name)
        .alarm_rule(desired.required("alarm_rule")?)
        .set_alarm_description(desired.string("alarm_description"))
        .set_actions_enabled(desired.flag("actions_enabled"))
        .set_alarm_actions(desired.some_texts("alarm_actions"))
        .set_ok_actions(desired.some_texts("ok_actions"))
        .set_insufficient_data_actions(desired.some_texts("insufficient_data_actions"))
        .set_actions_suppressor(suppressor.and_then(|suppressor| suppressor.string("alarm")))
        .set_actions_suppressor_wait_period(seconds("wait_period"))
        .set_actions_suppressor_extension_period(seconds("extension_period"))
        .set_tags(tags::new(desired.tags()))
        .send()
        .await?;
    Ok(())
}

fn suppressor(alarm: &Composite) -> Option<Live> {
    let suppressor = alarm.actions_suppressor()?;
    let block = Live::block_of()
        .text("alarm", Some(suppressor))
        .whole("wait_period", alarm.actions_suppressor_wait_period())
        .whole(
            "extension_period",
            alarm.actions_suppressor_extension_period(),
        );
    Some(block)
}
