//! `aws_s3_bucket_cors_configuration`.

use async_trait::async_trait;
use aws_sdk_s3::types::{CorsConfiguration, CorsRule};
use tollgate_model::Facts;

use super::satellite::{Satellite, Setting};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Find, Kind, Permissions, Result};
use crate::live::Live;

/// `aws_s3_bucket_cors_configuration`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_s3_bucket_cors_configuration",
        replaces: &["bucket", "expected_bucket_owner"],
        write_only: &["expected_bucket_owner"],
        ..Facts::NONE
    },
    find: Find::Again,
    not_yet: &["NoSuchBucket"],
    permissions: Permissions {
        list: &["s3:ListAllMyBuckets"],
        read: &["s3:GetBucketCORS"],
        create: &["s3:PutBucketCORS"],
        update: &["s3:PutBucketCORS"],
        delete: &["s3:PutBucketCORS"],
    },
    operations: &Satellite(Cors),
};

struct Cors;

#[async_trait]
impl Setting for Cors {
    async fn get(&self, aws: &Aws, bucket: &str) -> Result<Option<Live>> {
        let request = aws.s3().get_bucket_cors().bucket(bucket);
        let Some(found) = request.send().await.or_absent()? else {
            return Ok(None);
        };
        if found.cors_rules().is_empty() {
            return Ok(None);
        }
        let rules = found.cors_rules().iter().map(|rule| {
            Live::block_of()
                .text("id", rule.id())
                .texts("allowed_headers", rule.allowed_headers())
                .texts("allowed_methods", rule.allowed_methods())
                .texts("allowed_origins", rule.allowed_origins())
                .texts("expose_headers", rule.expose_headers())
                .whole("max_age_seconds", rule.max_age_seconds())
        });
        Ok(Some(Live::block_of().blocks("cors_rule", rules)))
    }

    async fn put(&self, aws: &Aws, bucket: &str, desired: Attributes<'_>) -> Result<()> {
        let invalid = |error: String| Failure::invalid("s3:PutBucketCors", error);
        let mut rules = Vec::new();
        for rule in desired.blocks("cors_rule") {
            let rule = CorsRule::builder()
                .set_id(rule.string("id"))
                .set_allowed_headers(rule.some_texts("allowed_headers"))
                .set_allowed_methods(rule.some_texts("allowed_methods"))
                .set_allowed_origins(rule.some_texts("allowed_origins"))
                .set_expose_headers(rule.some_texts("expose_headers"))
                .set_max_age_seconds(rule.whole("max_age_seconds"))
                .build();
            rules.push(rule.map_err(|error| invalid(error.to_string()))?);
        }
        let configuration = CorsConfiguration::builder()
            .set_cors_rules(Some(rules))
            .build();
        let configuration = configuration.map_err(|error| invalid(error.to_string()))?;
        let request = aws.s3().put_bucket_cors().bucket(bucket);
        request.cors_configuration(configuration).send().await?;
        Ok(())
    }

    async fn remove(&self, aws: &Aws, bucket: &str) -> Result<()> {
        aws.s3().delete_bucket_cors().bucket(bucket).send().await?;
        Ok(())
    }
}
