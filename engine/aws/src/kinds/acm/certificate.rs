//! `aws_acm_certificate`: a certificate that ACM issues. Its id is its ARN.

use async_trait::async_trait;
use aws_sdk_acm::types::{
    CertificateDetail, CertificateOptions, CertificateSummary, DomainValidationOption, Filters,
    KeyAlgorithm, Tag,
};
use tollgate_model::{Facts, Object};

use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Progress, Result};
use crate::live::{Live, OPERATION_TAG};

/// `aws_acm_certificate`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_acm_certificate",
        replaces: &[
            "certificate_authority_arn",
            "domain_name",
            "key_algorithm",
            "subject_alternative_names",
            "validation_method",
            "validation_option",
        ],
        filled_in: &[
            "key_algorithm",
            "subject_alternative_names",
            "validation_method",
            "options",
        ],
        ..Facts::NONE
    },
    find: Find::Tag,
    not_yet: &[],
    permissions: Permissions {
        list: &["acm:ListCertificates"],
        read: &["acm:DescribeCertificate", "acm:ListTagsForCertificate"],
        create: &[
            "acm:RequestCertificate",
            "acm:AddTagsToCertificate",
            "acm:ListCertificates",
        ],
        update: &[
            "acm:AddTagsToCertificate",
            "acm:RemoveTagsFromCertificate",
            "acm:UpdateCertificateOptions",
        ],
        delete: &["acm:DeleteCertificate"],
    },
    operations: &Certificate,
};

struct Certificate;

#[async_trait]
impl Operations for Certificate {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let listed = listed(aws).await?.into_iter();
        Ok(listed.filter_map(|one| one.certificate_arn).collect())
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let Some(found) = described(aws, id).await? else {
            return Ok(None);
        };
        let tags = tagged(aws, id).await?;
        let pairs = tags
            .iter()
            .map(|tag| (tag.key(), tag.value().unwrap_or_default()));
        Ok(Some(live(id, &found).tags(pairs).into_object()))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let invalid = |error: String| Failure::invalid("acm:RequestCertificate", error);
        let mut tags = Vec::new();
        let own = (OPERATION_TAG.to_owned(), operation.id.clone());
        for (key, value) in desired.tags().into_iter().chain([own]) {
            let tag = Tag::builder().key(key).value(value).build();
            tags.push(tag.map_err(|error| invalid(error.to_string()))?);
        }
        let mut options = Vec::new();
        for option in desired.blocks("validation_option") {
            let option = DomainValidationOption::builder()
                .set_domain_name(option.string("domain_name"))
                .set_validation_domain(option.string("validation_domain"))
                .build();
            options.push(option.map_err(|error| invalid(error.to_string()))?);
        }
        let answer = aws
            .acm()
            .request_certificate()
            .domain_name(desired.required("domain_name")?)
            .set_subject_alternative_names(desired.some_texts("subject_alternative_names"))
            .set_validation_method(desired.text("validation_method").map(Into::into))
            .set_key_algorithm(desired.text("key_algorithm").map(Into::into))
            .set_certificate_authority_arn(desired.string("certificate_authority_arn"))
            .set_domain_validation_options(Some(options).filter(|options| !options.is_empty()))
            .set_options(desired.block("options").map(transparency))
            .idempotency_token(&operation.id)
            .set_tags(Some(tags))
            .send()
            .await?;
        answer
            .certificate_arn
            .ok_or_else(|| Failure::incomplete("acm:RequestCertificate", "ARN"))
    }

    /// The records by which ACM sees who owns a domain are there a little later than the certificate.
    async fn settled(&self, aws: &Aws, id: &str) -> Result<Progress> {
        let Some(found) = described(aws, id).await? else {
            return Ok(Progress::Done);
        };
        let lacks_record = |option: &aws_sdk_acm::types::DomainValidation| {
            option.validation_method().map(|method| method.as_str()) == Some("DNS")
                && option.resource_record().is_none()
        };
        let is_early = found.domain_validation_options().is_empty()
            || found.domain_validation_options().iter().any(lacks_record);
        Ok(
            if is_early && found.r#type().map(|kind| kind.as_str()) == Some("AMAZON_ISSUED") {
                Progress::Going("without validation records".to_owned())
            } else {
                Progress::Done
            },
        )
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        let (prior, desired) = (change.prior.tags(), change.desired.tags());
        let all = |pairs: Vec<(String, String)>| -> Result<Vec<Tag>> {
            pairs
                .into_iter()
                .map(|(key, value)| Tag::builder().key(key).value(value).build())
                .collect::<std::result::Result<_, _>>()
                .map_err(|error| Failure::invalid("acm:AddTagsToCertificate", error.to_string()))
        };
        let gone = prior.iter().filter(|(key, _)| !desired.contains_key(*key));
        let gone = all(gone
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect())?;
        if !gone.is_empty() {
            let request = aws.acm().remove_tags_from_certificate().certificate_arn(id);
            request.set_tags(Some(gone)).send().await?;
        }
        let new = desired
            .into_iter()
            .filter(|(key, value)| prior.get(key) != Some(value));
        let new = all(new.collect())?;
        if !new.is_empty() {
            let request = aws.acm().add_tags_to_certificate().certificate_arn(id);
            request.set_tags(Some(new)).send().await?;
        }
        if change.touches(&["options"])
            && let Some(options) = change.desired.block("options")
        {
            let request = aws.acm().update_certificate_options().certificate_arn(id);
            request.options(transparency(options)).send().await?;
        }
        Ok(())
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.acm().delete_certificate().certificate_arn(id);
        request.send().await.or_absent().map(drop)
    }

    /// ACM knows a token for an hour only, so the tag says whose a certificate is.
    async fn find(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        let domain = desired.required("domain_name")?;
        let listed = listed(aws).await?.into_iter();
        let same = listed.filter(|one| one.domain_name() == Some(domain));
        for arn in same.filter_map(|one| one.certificate_arn) {
            let tags = tagged(aws, &arn).await?;
            let is_own = |tag: &Tag| {
                tag.key() == OPERATION_TAG && tag.value() == Some(operation.id.as_str())
            };
            if tags.iter().any(is_own) {
                return Ok(Some(arn));
            }
        }
        Ok(None)
    }
}

/// All certificates; ACM lists those with RSA keys up to 2,048 bits alone unless it is asked for more.
async fn listed(aws: &Aws) -> Result<Vec<CertificateSummary>> {
    let keys = KeyAlgorithm::values().iter().map(|key| (*key).into());
    let keys = Filters::builder().set_key_types(Some(keys.collect()));
    let request = aws.acm().list_certificates().includes(keys.build());
    let mut pages = request.into_paginator().send();
    let mut found = Vec::new();
    while let Some(page) = pages.next().await {
        found.extend(page?.certificate_summary_list.unwrap_or_default());
    }
    Ok(found)
}

async fn tagged(aws: &Aws, arn: &str) -> Result<Vec<Tag>> {
    let request = aws.acm().list_tags_for_certificate().certificate_arn(arn);
    let tags = request.send().await.or_absent()?;
    Ok(tags.and_then(|tags| tags.tags).unwrap_or_default())
}

pub(super) async fn described(aws: &Aws, arn: &str) -> Result<Option<CertificateDetail>> {
    let request = aws.acm().describe_certificate().certificate_arn(arn);
    let answer = request.send().await.or_absent()?;
    Ok(answer.and_then(|answer| answer.certificate))
}

/// `RSA_2048`, where AWS says `RSA-2048` in answers.
fn algorithm(text: &str) -> String {
    text.replace('-', "_")
}

fn live(id: &str, found: &CertificateDetail) -> Live {
    let options = found.domain_validation_options();
    let method = options
        .first()
        .and_then(|option| option.validation_method());
    let records = options.iter().map(|option| {
        let record = option.resource_record();
        Live::block_of()
            .text("domain_name", Some(option.domain_name()))
            .text("resource_record_name", record.map(|record| record.name()))
            .text(
                "resource_record_type",
                record.map(|record| record.r#type().as_str()),
            )
            .text("resource_record_value", record.map(|record| record.value()))
    });
    let date = |at: Option<&aws_sdk_acm::primitives::DateTime>| {
        at.and_then(|at| at.fmt(aws_smithy_types::date_time::Format::DateTime).ok())
    };
    Live::with_id(id)
        .text("arn", Some(id))
        .text("domain_name", found.domain_name())
        .texts(
            "subject_alternative_names",
            found.subject_alternative_names(),
        )
        .text(
            "key_algorithm",
            found.key_algorithm().map(|kind| algorithm(kind.as_str())),
        )
        .text("status", found.status().map(|status| status.as_str()))
        .text("type", found.r#type().map(|kind| kind.as_str()))
        .text("validation_method", method.map(|method| method.as_str()))
        .text("not_before", date(found.not_before()))
        .text("not_after", date(found.not_after()))
        .text(
            "renewal_eligibility",
            found
                .renewal_eligibility()
                .map(|eligible| eligible.as_str()),
        )
        .block("options", found.options().map(live_transparency))
        .blocks("domain_validation_options", records)
}

/// The block `options` as ACM takes it. The SDK calls the preference deprecated because ACM no
/// longer lets anyone turn the logging off; a certificate may still say that it is on.
#[expect(
    deprecated,
    reason = "the only field that Terraform's block `options` has here"
)]
fn transparency(options: Attributes<'_>) -> CertificateOptions {
    let preference = options.text("certificate_transparency_logging_preference");
    CertificateOptions::builder()
        .set_certificate_transparency_logging_preference(preference.map(Into::into))
        .build()
}

/// The block `options` as it is read back.
#[expect(
    deprecated,
    reason = "the only field that Terraform's block `options` has here"
)]
fn live_transparency(options: &CertificateOptions) -> Live {
    let preference = options.certificate_transparency_logging_preference();
    Live::block_of().text(
        "certificate_transparency_logging_preference",
        preference.map(|preference| preference.as_str()),
    )
}
