//! `aws_acm_certificate_validation`: nothing of its own, but the wait until a certificate is issued. Its
//! id is the certificate's ARN.

use async_trait::async_trait;
use aws_sdk_acm::types::CertificateStatus;
use tollgate_model::{Facts, Object};

use super::certificate::described;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Progress, Result};
use crate::live::Live;

/// `aws_acm_certificate_validation`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_acm_certificate_validation",
        replaces: &["certificate_arn", "validation_record_fqdns"],
        write_only: &["validation_record_fqdns"],
        adopted: true,
        ..Facts::NONE
    },
    find: Find::Again,
    not_yet: &[],
    permissions: Permissions {
        list: &[],
        read: &["acm:DescribeCertificate"],
        create: &["acm:DescribeCertificate"],
        update: &[],
        delete: &[],
    },
    operations: &Validation,
};

struct Validation;

#[async_trait]
impl Operations for Validation {
    /// It is no object of AWS's.
    async fn list(&self, _: &Aws) -> Result<Vec<String>> {
        Ok(Vec::new())
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let found = described(aws, id).await?;
        let found = found.filter(|found| found.status() == Some(&CertificateStatus::Issued));
        Ok(found.map(|_| {
            let live = Live::with_id(id).text("certificate_arn", Some(id));
            live.into_object()
        }))
    }

    async fn create(&self, _: &Aws, desired: Attributes<'_>, _: &Operation) -> Result<String> {
        Ok(desired.required("certificate_arn")?.to_owned())
    }

    async fn settled(&self, aws: &Aws, id: &str) -> Result<Progress> {
        let found = described(aws, id).await?;
        let status = found.as_ref().and_then(|found| found.status());
        Ok(match status {
            Some(CertificateStatus::Issued) => Progress::Done,
            Some(CertificateStatus::PendingValidation) => {
                Progress::Going("waiting until the certificate is validated".to_owned())
            }
            Some(other) => {
                let reason = found.as_ref().and_then(|found| found.failure_reason());
                let reason = reason.map_or(other.as_str(), |reason| reason.as_str());
                Progress::Failed(format!("the certificate is not issued: {reason}"))
            }
            None => Progress::Failed("there is no such certificate".to_owned()),
        })
    }

    async fn update(&self, _: &Aws, _: &str, _: Change<'_>) -> Result<()> {
        Ok(())
    }

    /// Nothing to do: the certificate itself is another resource.
    async fn delete(&self, _: &Aws, _: &str, _: Attributes<'_>) -> Result<()> {
        Ok(())
    }
}
