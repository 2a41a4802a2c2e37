//! What Secrets Manager tells of a secret, its value excepted: no kind here ever asks for a value.

use aws_sdk_secretsmanager::operation::describe_secret::DescribeSecretOutput;
use aws_sdk_secretsmanager::types::SecretListEntry;

use crate::aws::Aws;
use crate::failure::{Class, OrAbsent};
use crate::kind::Result;

/// A secret, by its ARN or name. One that waits for its deletion counts as gone.
pub async fn describe(aws: &Aws, id: &str) -> Result<Option<DescribeSecretOutput>> {
    let request = aws.secretsmanager().describe_secret().secret_id(id);
    let secret = request.send().await.or_absent()?;
    Ok(secret.filter(|secret| secret.deleted_date().is_none()))
}

/// All secrets of the region, without copies of another region's.
pub async fn all(aws: &Aws) -> Result<Vec<SecretListEntry>> {
    let request = aws.secretsmanager().list_secrets();
    let mut pages = request.into_paginator().send();
    let mut secrets = Vec::new();
    while let Some(page) = pages.next().await {
        secrets.extend(page?.secret_list.unwrap_or_default());
    }
    secrets.retain(|secret| {
        let primary = secret.primary_region();
        primary.is_none_or(|region| region == aws.region())
    });
    Ok(secrets)
}

/// The policy of a secret.
pub async fn policy(aws: &Aws, id: &str) -> Result<Option<String>> {
    let request = aws.secretsmanager().get_resource_policy().secret_id(id);
    let answer = request.send().await.or_absent()?;
    let policy = answer.and_then(|answer| answer.resource_policy);
    Ok(policy.filter(|policy| !policy.is_empty()))
}

/// The outcome of a call that takes something away: well if the secret is gone, or waits for its
/// deletion, in which state Secrets Manager refuses every change.
pub async fn unless_gone<T>(aws: &Aws, id: &str, outcome: Result<T>) -> Result<()> {
    match outcome.or_absent() {
        Err(failure) if matches!(failure.class, Class::Invalid | Class::Conflict) => {
            let secret = describe(aws, id).await?;
            secret.map_or(Ok(()), |_| Err(failure))
        }
        outcome => outcome.map(drop),
    }
}
