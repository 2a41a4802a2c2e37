//! `aws_secretsmanager_secret_version`: one value of a secret. Its id is `secret|version`.
//!
//! A value is written, and never asked for: whether it is the right one is known by the number of its
//! version. So neither an audit nor a plan needs `secretsmanager:GetSecretValue`, and a policy that
//! keeps everybody else from reading is no hindrance.
//!
//! Secrets Manager deletes no value that is in force; it goes with the secret, or when a new one takes
//! its place. Deletion therefore takes its other labels away and gives it [`RELEASED`], which says
//! that nobody answers for it any more.

use std::collections::HashMap;

use async_trait::async_trait;
use aws_sdk_secretsmanager::primitives::Blob;
use aws_smithy_types::base64;
use tollgate_model::{Facts, Object};

use super::described::{all, describe, unless_gone};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_secretsmanager_secret_version`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_secretsmanager_secret_version",
        replaces: &[
            "secret_id",
            "secret_string",
            "secret_binary",
            "secret_string_wo_version",
        ],
        filled_in: &["version_stages"],
        write_only: &[
            "secret_string",
            "secret_binary",
            "secret_string_wo",
            "secret_string_wo_version",
        ],
        sensitive: &["secret_string", "secret_binary", "secret_string_wo"],
        ..Facts::NONE
    },
    // The token is the number of the version, and the value is not at hand to ask once more.
    find: Find::Tag,
    not_yet: &[],
    permissions: Permissions {
        list: &[
            "secretsmanager:ListSecrets",
            "secretsmanager:ListSecretVersionIds",
        ],
        read: &["secretsmanager:DescribeSecret"],
        create: &[
            "secretsmanager:PutSecretValue",
            "secretsmanager:UpdateSecretVersionStage",
        ],
        update: &["secretsmanager:UpdateSecretVersionStage"],
        delete: &["secretsmanager:UpdateSecretVersionStage"],
    },
    operations: &SecretVersion,
};

/// The label of the value that is in force. It can be moved, and not be taken away.
const CURRENT: &str = "AWSCURRENT";

/// The label of a value that was deleted while it was in force.
const RELEASED: &str = "tollgate-released";

struct SecretVersion;

#[async_trait]
impl Operations for SecretVersion {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let mut ids = Vec::new();
        for secret in all(aws).await? {
            let secret = secret.arn.unwrap_or_default();
            let request = aws.secretsmanager().list_secret_version_ids();
            let request = request.secret_id(&secret);
            let mut pages = request.into_paginator().send();
            while let Some(page) = pages.next().await {
                let Some(page) = page.or_absent()? else {
                    break;
                };
                let kept = page.versions().iter();
                let kept = kept.filter(|version| !is_released(version.version_stages()));
                let numbers = kept.filter_map(|version| version.version_id());
                ids.extend(numbers.map(|number| format!("{secret}|{number}")));
            }
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let (secret_id, version) = parts(id);
        let Some(secret) = describe(aws, secret_id).await? else {
            return Ok(None);
        };
        let stages = secret.version_ids_to_stages();
        let stages = stages.and_then(|stages| stages.get(version));
        let Some(stages) = stages.filter(|stages| !is_released(stages)) else {
            return Ok(None);
        };
        let live = Live::with_id(id)
            .text("arn", secret.arn())
            .text("secret_id", Some(secret_id))
            .text("version_id", Some(version))
            .texts("version_stages", stages);
        Ok(Some(live.into_object()))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let secret_id = desired.required("secret_id")?;
        let text = ["secret_string", "secret_string_wo"];
        let text = text.iter().find_map(|name| desired.string(name));
        let binary = desired.text("secret_binary").map(bytes).transpose()?;
        if text.is_none() && binary.is_none() {
            return Err(Failure::invalid(
                "secretsmanager:PutSecretValue",
                "`secret_string`, `secret_string_wo` or `secret_binary` must be set",
            ));
        }
        let answer = aws
            .secretsmanager()
            .put_secret_value()
            .secret_id(secret_id)
            .client_request_token(super::token(operation))
            .set_secret_string(text)
            .set_secret_binary(binary)
            .set_version_stages(desired.some_texts("version_stages"))
            .send()
            .await?;
        let version = answer.version_id.ok_or_else(|| {
            Failure::incomplete("secretsmanager:PutSecretValue", "number of the version")
        })?;
        // A value that was released is no longer in force now: without labels it goes by itself.
        if let Some(released) = holder(aws, secret_id, RELEASED).await? {
            remove(aws, secret_id, &released, RELEASED).await?;
        }
        Ok(format!("{secret_id}|{version}"))
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        let (secret, version) = parts(id);
        let prior = change.prior.texts("version_stages");
        let desired = change.desired.texts("version_stages");
        for stage in desired.iter().filter(|stage| !prior.contains(stage)) {
            let request = aws.secretsmanager().update_secret_version_stage();
            request
                .secret_id(secret)
                .version_stage(stage)
                .set_remove_from_version_id(holder(aws, secret, stage).await?)
                .move_to_version_id(version)
                .send()
                .await?;
        }
        let gone = prior.iter().filter(|stage| !desired.contains(stage));
        for stage in gone.filter(|stage| *stage != CURRENT) {
            remove(aws, secret, version, stage).await?;
        }
        Ok(())
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let (secret_id, version) = parts(id);
        let secret = describe(aws, secret_id).await?;
        let stages = secret.and_then(|secret| secret.version_ids_to_stages);
        let Some(stages) = stages.and_then(|mut stages| stages.remove(version)) else {
            return Ok(());
        };
        if stages.iter().any(|stage| stage == CURRENT) && !is_released(&stages) {
            let request = aws.secretsmanager().update_secret_version_stage();
            let outcome = request
                .secret_id(secret_id)
                .version_stage(RELEASED)
                .set_remove_from_version_id(holder(aws, secret_id, RELEASED).await?)
                .move_to_version_id(version)
                .send()
                .await
                .map_err(Into::into);
            unless_gone(aws, secret_id, outcome).await?;
        }
        for stage in stages {
            if stage != CURRENT && stage != RELEASED {
                remove(aws, secret_id, version, &stage).await?;
            }
        }
        Ok(())
    }

    async fn find(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        let id = format!(
            "{}|{}",
            desired.required("secret_id")?,
            super::token(operation)
        );
        Ok(self.read(aws, &id).await?.map(|_| id))
    }
}

fn parts(id: &str) -> (&str, &str) {
    id.rsplit_once('|').unwrap_or((id, ""))
}

fn is_released(stages: &[String]) -> bool {
    stages.iter().any(|stage| stage == RELEASED)
}

/// The version that has a label.
async fn holder(aws: &Aws, secret: &str, label: &str) -> Result<Option<String>> {
    let secret = describe(aws, secret).await?;
    let stages: HashMap<String, Vec<String>> = secret
        .and_then(|secret| secret.version_ids_to_stages)
        .unwrap_or_default();
    Ok(stages
        .into_iter()
        .find(|(_, stages)| stages.iter().any(|stage| stage == label))
        .map(|(version, _)| version))
}

/// Takes a label from a version.
async fn remove(aws: &Aws, secret: &str, version: &str, label: &str) -> Result<()> {
    let request = aws.secretsmanager().update_secret_version_stage();
    let outcome = request
        .secret_id(secret)
        .version_stage(label)
        .remove_from_version_id(version)
        .send()
        .await
        .map_err(Into::into);
    unless_gone(aws, secret, outcome).await
}

/// What `secret_binary` stands for. The error does not repeat it.
fn bytes(text: &str) -> Result<Blob> {
    base64::decode(text).map(Blob::new).map_err(|_| {
        Failure::invalid(
            "secretsmanager:PutSecretValue",
            "`secret_binary` must be base64",
        )
    })
}
