//! `aws_cloudtrail`: a trail. Its id is its ARN.

use async_trait::async_trait;
use aws_sdk_cloudtrail::types::Trail as Told;
use tollgate_model::facts::Default::{Flag, Text};
use tollgate_model::{Facts, Object};

use super::{selectors, tags};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_cloudtrail`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_cloudtrail",
        replaces: &["name"],
        defaults: &[
            ("enable_log_file_validation", Flag(false)),
            ("enable_logging", Flag(true)),
            ("include_global_service_events", Flag(true)),
            ("is_multi_region_trail", Flag(false)),
            ("is_organization_trail", Flag(false)),
            ("event_selector[*].include_management_events", Flag(true)),
            ("event_selector[*].read_write_type", Text("All")),
        ],
        arn_or_id: &["kms_key_id"],
        recomputed: &[("sns_topic_arn", &["sns_topic_name"])],
        ..Facts::NONE
    },
    find: Find::Name,
    // CloudTrail tries a role that was made a moment ago before IAM has told everybody.
    not_yet: &[
        "InvalidCloudWatchLogsRoleArnException",
        "InvalidCloudWatchLogsLogGroupArnException",
    ],
    permissions: Permissions {
        list: &["cloudtrail:ListTrails"],
        read: &[
            "cloudtrail:GetTrail",
            "cloudtrail:GetTrailStatus",
            "cloudtrail:GetEventSelectors",
            "cloudtrail:GetInsightSelectors",
            "cloudtrail:ListTags",
        ],
        create: &[
            "cloudtrail:CreateTrail",
            "cloudtrail:AddTags",
            "cloudtrail:StartLogging",
            "cloudtrail:PutEventSelectors",
            "cloudtrail:PutInsightSelectors",
            "iam:PassRole",
            "cloudtrail:UpdateTrail",
        ],
        update: &[
            "cloudtrail:UpdateTrail",
            "cloudtrail:StartLogging",
            "cloudtrail:StopLogging",
            "cloudtrail:PutEventSelectors",
            "cloudtrail:PutInsightSelectors",
            "cloudtrail:AddTags",
            "cloudtrail:RemoveTags",
            "iam:PassRole",
        ],
        delete: &["cloudtrail:DeleteTrail"],
    },
    operations: &Trail,
};

/// What `UpdateTrail` changes.
const SETTINGS: &[&str] = &[
    "s3_bucket_name",
    "s3_key_prefix",
    "sns_topic_name",
    "include_global_service_events",
    "is_multi_region_trail",
    "is_organization_trail",
    "enable_log_file_validation",
    "cloud_watch_logs_group_arn",
    "cloud_watch_logs_role_arn",
    "kms_key_id",
];

struct Trail;

#[async_trait]
impl Operations for Trail {
    /// Those that live here: a trail of all regions is told in each.
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let mut pages = aws
            .cloudtrail()
            .list_trails()
            .into_paginator()
            .items()
            .send();
        let mut ids = Vec::new();
        while let Some(trail) = pages.next().await {
            let trail = trail?;
            if trail.home_region() == Some(aws.region()) {
                ids.extend(trail.trail_arn);
            }
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let Some(trail) = trail(aws, id).await? else {
            return Ok(None);
        };
        let status = aws.cloudtrail().get_trail_status().name(id);
        let Some(status) = status.send().await.or_absent()? else {
            return Ok(None);
        };
        let live = Live::with_id(id)
            .text("arn", Some(id))
            .text("name", trail.name())
            .text("home_region", trail.home_region())
            .text("s3_bucket_name", trail.s3_bucket_name())
            .text("s3_key_prefix", trail.s3_key_prefix())
            .text("sns_topic_arn", trail.sns_topic_arn())
            .text("sns_topic_name", topic_name(id, trail.sns_topic_arn()))
            .flag(
                "include_global_service_events",
                trail.include_global_service_events(),
            )
            .flag("is_multi_region_trail", trail.is_multi_region_trail())
            .flag("is_organization_trail", trail.is_organization_trail())
            .flag(
                "enable_log_file_validation",
                trail.log_file_validation_enabled(),
            )
            .flag("enable_logging", status.is_logging())
            .text(
                "cloud_watch_logs_group_arn",
                trail.cloud_watch_logs_log_group_arn(),
            )
            .text(
                "cloud_watch_logs_role_arn",
                trail.cloud_watch_logs_role_arn(),
            )
            .text("kms_key_id", trail.kms_key_id())
            .tags(tags::read(aws, id).await?);
        let live = selectors::read(live, aws, id).await?;
        let live = match trail.has_insight_selectors() {
            Some(true) => selectors::read_insights(live, aws, id).await?,
            _ => live,
        };
        Ok(Some(live.into_object()))
    }

    async fn create(&self, aws: &Aws, desired: Attributes<'_>, _: &Operation) -> Result<String> {
        let answer = aws
            .cloudtrail()
            .create_trail()
            .name(desired.required("name")?)
            .s3_bucket_name(desired.required("s3_bucket_name")?)
            .set_s3_key_prefix(desired.string("s3_key_prefix"))
            .set_sns_topic_name(desired.string("sns_topic_name"))
            .set_include_global_service_events(desired.flag("include_global_service_events"))
            .set_is_multi_region_trail(desired.flag("is_multi_region_trail"))
            .set_is_organization_trail(desired.flag("is_organization_trail"))
            .set_enable_log_file_validation(desired.flag("enable_log_file_validation"))
            .set_cloud_watch_logs_log_group_arn(desired.string("cloud_watch_logs_group_arn"))
            .set_cloud_watch_logs_role_arn(desired.string("cloud_watch_logs_role_arn"))
            .set_kms_key_id(desired.string("kms_key_id"))
            .set_tags_list(Some(tags::new(desired.tags())?))
            .send()
            .await?;
        answer
            .trail_arn
            .ok_or_else(|| Failure::incomplete("cloudtrail:CreateTrail", "ARN"))
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        if change.touches(SETTINGS) {
            settings(aws, id, change).await?;
        }
        if change.touches(&["event_selector", "advanced_event_selector"]) {
            selectors::put(aws, id, change.desired).await?;
        }
        if change.touches(&["insight_selector"]) {
            selectors::put_insights(aws, id, change.desired).await?;
        }
        match change.desired.flag("enable_logging") {
            Some(true) if change.touches(&["enable_logging"]) => {
                aws.cloudtrail().start_logging().name(id).send().await?;
            }
            Some(false) if change.touches(&["enable_logging"]) => {
                aws.cloudtrail().stop_logging().name(id).send().await?;
            }
            _ => {}
        }
        tags::update(aws, id, change).await
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let name = id.rsplit('/').next().unwrap_or(id);
        let request = aws.cloudtrail().delete_trail().name(name);
        request.send().await.or_absent().map(drop)
    }

    async fn find(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        _: &Operation,
    ) -> Result<Option<String>> {
        let trail = trail(aws, desired.required("name")?).await?;
        Ok(trail.and_then(|trail| trail.trail_arn))
    }
}

/// Changes the settings that differ. Empty text takes one away; group and role go together.
async fn settings(aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
    let desired = change.desired;
    let text = |name: &str| {
        let text = desired.text(name).unwrap_or_default();
        change.touches(&[name]).then(|| text.to_owned())
    };
    let flag = |name: &str| desired.flag(name).filter(|_| change.touches(&[name]));
    let mut request = aws
        .cloudtrail()
        .update_trail()
        .name(id)
        .set_s3_bucket_name(text("s3_bucket_name"))
        .set_s3_key_prefix(text("s3_key_prefix"))
        .set_sns_topic_name(text("sns_topic_name"))
        .set_include_global_service_events(flag("include_global_service_events"))
        .set_is_multi_region_trail(flag("is_multi_region_trail"))
        .set_is_organization_trail(flag("is_organization_trail"))
        .set_enable_log_file_validation(flag("enable_log_file_validation"))
        .set_kms_key_id(text("kms_key_id"));
    if change.touches(&["cloud_watch_logs_group_arn", "cloud_watch_logs_role_arn"]) {
        let text = |name| desired.text(name).unwrap_or_default();
        request = request
            .cloud_watch_logs_log_group_arn(text("cloud_watch_logs_group_arn"))
            .cloud_watch_logs_role_arn(text("cloud_watch_logs_role_arn"));
    }
    request.send().await?;
    Ok(())
}

/// The trail of this name or ARN.
async fn trail(aws: &Aws, name: &str) -> Result<Option<Told>> {
    let request = aws.cloudtrail().get_trail().name(name);
    let answer = request.send().await.or_absent()?;
    Ok(answer.and_then(|answer| answer.trail))
}

/// A topic is named by its name where it is of the trail's own account and region, and else by its ARN.
fn topic_name<'a>(trail: &str, topic: Option<&'a str>) -> Option<&'a str> {
    let topic = topic?;
    // arn:aws:cloudtrail:REGION:ACCOUNT:trail/NAME and arn:aws:sns:REGION:ACCOUNT:NAME
    let place = |arn: &str| {
        let mut parts = arn.splitn(6, ':').skip(3);
        (
            parts.next().map(str::to_owned),
            parts.next().map(str::to_owned),
        )
    };
    let name = topic.rsplit(':').next().unwrap_or(topic);
    Some(if place(trail) == place(topic) {
        name
    } else {
        topic
    })
}

#[cfg(test)]
mod tests {
    use super::topic_name;

    #[test]
    fn a_topic_elsewhere_is_named_by_its_arn() {
        let trail = "arn:aws:cloudtrail:eu-west-1:111122223333:trail/main";
        let name = |topic| topic_name(trail, topic);
        assert_eq!(name(None), None);
        let near = "arn:aws:sns:eu-west-1:111122223333:audit";
        assert_eq!(name(Some(near)), Some("audit"));
        for far in [
            "arn:aws:sns:us-east-1:111122223333:audit",
            "arn:aws:sns:eu-west-1:444455556666:audit",
        ] {
            assert_eq!(name(Some(far)), Some(far));
        }
    }
}
