//! `aws_s3_bucket_lifecycle_configuration`.

use async_trait::async_trait;
use aws_sdk_s3::primitives::DateTime;
use aws_sdk_s3::types::{
    AbortIncompleteMultipartUpload, BucketLifecycleConfiguration, LifecycleExpiration,
    LifecycleRule, LifecycleRuleAndOperator, LifecycleRuleFilter, NoncurrentVersionExpiration,
    NoncurrentVersionTransition, Tag, Transition,
};
use aws_smithy_types::date_time::Format;
use tollgate_model::Facts;

use super::satellite::{Satellite, Setting};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Find, Kind, Permissions, Result};
use crate::live::Live;

/// `aws_s3_bucket_lifecycle_configuration`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_s3_bucket_lifecycle_configuration",
        replaces: &["bucket", "expected_bucket_owner"],
        filled_in: &[
            "transition_default_minimum_object_size",
            "rule[*].prefix",
            "rule[*].filter[*].prefix",
            "rule[*].expiration[*].expired_object_delete_marker",
        ],
        write_only: &["expected_bucket_owner"],
        ..Facts::NONE
    },
    find: Find::Again,
    not_yet: &["NoSuchBucket"],
    permissions: Permissions {
        list: &["s3:ListAllMyBuckets"],
        read: &["s3:GetLifecycleConfiguration"],
        create: &["s3:PutLifecycleConfiguration"],
        update: &["s3:PutLifecycleConfiguration"],
        delete: &["s3:PutLifecycleConfiguration"],
    },
    operations: &Satellite(Lifecycle),
};

/// The call that sets rules, for errors.
const PUT: &str = "s3:PutBucketLifecycleConfiguration";

struct Lifecycle;

#[async_trait]
impl Setting for Lifecycle {
    async fn get(&self, aws: &Aws, bucket: &str) -> Result<Option<Live>> {
        let request = aws.s3().get_bucket_lifecycle_configuration().bucket(bucket);
        let Some(found) = request.send().await.or_absent()? else {
            return Ok(None);
        };
        if found.rules().is_empty() {
            return Ok(None);
        }
        let size = found.transition_default_minimum_object_size();
        Ok(Some(
            Live::block_of()
                .text(
                    "transition_default_minimum_object_size",
                    size.map(|size| size.as_str()),
                )
                .blocks("rule", found.rules().iter().map(live_rule)),
        ))
    }

    async fn put(&self, aws: &Aws, bucket: &str, desired: Attributes<'_>) -> Result<()> {
        let mut rules = Vec::new();
        for rule in desired.blocks("rule") {
            rules.push(rule_of(rule)?);
        }
        let configuration = BucketLifecycleConfiguration::builder()
            .set_rules(Some(rules))
            .build()
            .map_err(|error| Failure::invalid(PUT, error.to_string()))?;
        let size = desired.text("transition_default_minimum_object_size");
        let request = aws.s3().put_bucket_lifecycle_configuration().bucket(bucket);
        request
            .lifecycle_configuration(configuration)
            .set_transition_default_minimum_object_size(size.map(Into::into))
            .send()
            .await?;
        Ok(())
    }

    async fn remove(&self, aws: &Aws, bucket: &str) -> Result<()> {
        let request = aws.s3().delete_bucket_lifecycle().bucket(bucket);
        request.send().await?;
        Ok(())
    }
}

/// A day, as the schema has it: RFC 3339.
fn date(at: &DateTime) -> Option<String> {
    at.fmt(Format::DateTime).ok()
}

fn moment(text: Option<&str>) -> Option<DateTime> {
    DateTime::from_str(text?, Format::DateTime).ok()
}

fn live_rule(rule: &LifecycleRule) -> Live {
    let expiration = rule.expiration().map(|expiration| {
        Live::block_of()
            .whole("days", expiration.days())
            .text("date", expiration.date().and_then(date))
            .flag(
                "expired_object_delete_marker",
                expiration.expired_object_delete_marker(),
            )
    });
    let transitions = rule.transitions().iter().map(|transition| {
        let class = transition.storage_class().map(|class| class.as_str());
        Live::block_of()
            .whole("days", transition.days())
            .text("date", transition.date().and_then(date))
            .text("storage_class", class)
    });
    let noncurrent = rule.noncurrent_version_expiration().map(|expiration| {
        Live::block_of()
            .whole("noncurrent_days", expiration.noncurrent_days())
            .whole(
                "newer_noncurrent_versions",
                expiration.newer_noncurrent_versions(),
            )
    });
    let noncurrent_transitions = rule
        .noncurrent_version_transitions()
        .iter()
        .map(|transition| {
            let class = transition.storage_class().map(|class| class.as_str());
            Live::block_of()
                .whole("noncurrent_days", transition.noncurrent_days())
                .whole(
                    "newer_noncurrent_versions",
                    transition.newer_noncurrent_versions(),
                )
                .text("storage_class", class)
        });
    let abort = rule.abort_incomplete_multipart_upload().map(|abort| {
        Live::block_of().whole("days_after_initiation", abort.days_after_initiation())
    });
    Live::block_of()
        .text("id", rule.id())
        .text("status", Some(rule.status().as_str()))
        .block("filter", rule.filter().map(live_filter))
        .block("expiration", expiration)
        .blocks("transition", transitions)
        .block("noncurrent_version_expiration", noncurrent)
        .blocks("noncurrent_version_transition", noncurrent_transitions)
        .block("abort_incomplete_multipart_upload", abort)
}

fn live_filter(filter: &LifecycleRuleFilter) -> Live {
    let filled = |text: &&str| !text.is_empty();
    let tag = filter.tag().map(|tag| {
        Live::block_of()
            .text("key", Some(tag.key()))
            .text("value", Some(tag.value()))
    });
    let and = filter.and().map(|and| {
        let tags = and.tags().iter().map(|tag| (tag.key(), tag.value()));
        Live::block_of()
            .text("prefix", and.prefix().filter(filled))
            .whole("object_size_greater_than", and.object_size_greater_than())
            .whole("object_size_less_than", and.object_size_less_than())
            .map("tags", tags)
    });
    Live::block_of()
        .text("prefix", filter.prefix().filter(filled))
        .whole(
            "object_size_greater_than",
            filter.object_size_greater_than(),
        )
        .whole("object_size_less_than", filter.object_size_less_than())
        .block("tag", tag)
        .block("and", and)
}

fn rule_of(rule: Attributes<'_>) -> Result<LifecycleRule> {
    let expiration = rule.block("expiration").map(|expiration| {
        LifecycleExpiration::builder()
            .set_days(expiration.whole("days").filter(|days| *days > 0))
            .set_date(moment(expiration.text("date")))
            .set_expired_object_delete_marker(
                expiration
                    .flag("expired_object_delete_marker")
                    .filter(|_| expiration.whole::<i32>("days").is_none()),
            )
            .build()
    });
    let transitions = rule.blocks("transition").into_iter().map(|transition| {
        Transition::builder()
            .set_days(transition.whole("days"))
            .set_date(moment(transition.text("date")))
            .set_storage_class(transition.text("storage_class").map(Into::into))
            .build()
    });
    let noncurrent = rule.block("noncurrent_version_expiration").map(|block| {
        NoncurrentVersionExpiration::builder()
            .set_noncurrent_days(block.whole("noncurrent_days"))
            .set_newer_noncurrent_versions(block.whole("newer_noncurrent_versions"))
            .build()
    });
    let blocks = rule.blocks("noncurrent_version_transition");
    let noncurrent_transitions = blocks.into_iter().map(|block| {
        NoncurrentVersionTransition::builder()
            .set_noncurrent_days(block.whole("noncurrent_days"))
            .set_newer_noncurrent_versions(block.whole("newer_noncurrent_versions"))
            .set_storage_class(block.text("storage_class").map(Into::into))
            .build()
    });
    let abort = rule
        .block("abort_incomplete_multipart_upload")
        .map(|block| {
            AbortIncompleteMultipartUpload::builder()
                .set_days_after_initiation(block.whole("days_after_initiation"))
                .build()
        });
    let some = |list: Vec<Transition>| (!list.is_empty()).then_some(list);
    LifecycleRule::builder()
        .set_id(rule.string("id"))
        .status(rule.required("status")?.into())
        .filter(filter_of(rule)?)
        .set_expiration(expiration)
        .set_transitions(some(transitions.collect()))
        .set_noncurrent_version_expiration(noncurrent)
        .set_noncurrent_version_transitions(
            Some(noncurrent_transitions.collect::<Vec<_>>()).filter(|list| !list.is_empty()),
        )
        .set_abort_incomplete_multipart_upload(abort)
        .build()
        .map_err(|error| Failure::invalid(PUT, error.to_string()))
}

/// A rule without a filter is for everything, as one with an empty filter is.
fn filter_of(rule: Attributes<'_>) -> Result<LifecycleRuleFilter> {
    let tag = |key: &str, value: &str| {
        let tag = Tag::builder().key(key).value(value).build();
        tag.map_err(|error| Failure::invalid(PUT, error.to_string()))
    };
    let builder = LifecycleRuleFilter::builder();
    let Some(filter) = rule.block("filter") else {
        return Ok(builder
            .prefix(rule.text("prefix").unwrap_or_default())
            .build());
    };
    if let Some(and) = filter.block("and") {
        let mut tags = Vec::new();
        for (key, value) in and.map("tags") {
            tags.push(tag(&key, &value)?);
        }
        let and = LifecycleRuleAndOperator::builder()
            .set_prefix(and.string("prefix"))
            .set_object_size_greater_than(and.whole("object_size_greater_than"))
            .set_object_size_less_than(and.whole("object_size_less_than"))
            .set_tags(Some(tags).filter(|tags| !tags.is_empty()))
            .build();
        return Ok(builder.and(and).build());
    }
    if let Some(block) = filter.block("tag") {
        let tag = tag(
            block.required("key")?,
            block.text("value").unwrap_or_default(),
        )?;
        return Ok(builder.tag(tag).build());
    }
    let (more, less) = (
        filter.whole("object_size_greater_than"),
        filter.whole("object_size_less_than"),
    );
    Ok(match (more, less) {
        (Some(more), _) => builder.object_size_greater_than(more).build(),
        (None, Some(less)) => builder.object_size_less_than(less).build(),
        (None, None) => builder
            .prefix(filter.text("prefix").unwrap_or_default())
            .build(),
    })
}
