//! `aws_secretsmanager_secret_rotation`: how often a secret changes by itself. Its id is the secret's.
//!
//! A secret that a service owns, such as the password of a database, needs no function for it.

use async_trait::async_trait;
use aws_sdk_secretsmanager::types::RotationRulesType;
use tollgate_model::facts::Default::Flag;
use tollgate_model::{Facts, Object};

use super::described::{all, describe, unless_gone};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_secretsmanager_secret_rotation`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_secretsmanager_secret_rotation",
        replaces: &["secret_id"],
        defaults: &[("rotate_immediately", Flag(true))],
        write_only: &["rotate_immediately"],
        ..Facts::NONE
    },
    find: Find::Again,
    // The function must let Secrets Manager call it, and a permission takes a moment.
    not_yet: &["AccessDeniedException"],
    permissions: Permissions {
        list: &["secretsmanager:ListSecrets"],
        read: &["secretsmanager:DescribeSecret"],
        create: &["secretsmanager:RotateSecret", "lambda:InvokeFunction"],
        update: &["secretsmanager:RotateSecret", "lambda:InvokeFunction"],
        delete: &["secretsmanager:CancelRotateSecret"],
    },
    operations: &Rotation,
};

struct Rotation;

#[async_trait]
impl Operations for Rotation {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let secrets = all(aws).await?.into_iter();
        Ok(secrets
            .filter(|secret| secret.rotation_enabled() == Some(true))
            .filter_map(|secret| secret.arn)
            .collect())
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let secret = describe(aws, id).await?;
        let rotating = secret.filter(|secret| secret.rotation_enabled() == Some(true));
        Ok(rotating.map(|secret| {
            let function = secret.rotation_lambda_arn();
            Live::with_id(id)
                .text("secret_id", Some(id))
                .flag("rotation_enabled", Some(true))
                .text(
                    "rotation_lambda_arn",
                    function.filter(|function| !function.is_empty()),
                )
                .block("rotation_rules", secret.rotation_rules().map(rules))
                .into_object()
        }))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let id = desired.required("secret_id")?;
        let token = super::token(operation);
        rotate(aws, id, desired, Some(token)).await?;
        Ok(id.to_owned())
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        rotate(aws, id, change.desired, None).await
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.secretsmanager().cancel_rotate_secret().secret_id(id);
        let outcome = request.send().await.map_err(Into::into);
        unless_gone(aws, id, outcome).await
    }
}

async fn rotate(aws: &Aws, id: &str, desired: Attributes<'_>, token: Option<String>) -> Result<()> {
    let rules = desired.block("rotation_rules").map(|rules| {
        RotationRulesType::builder()
            .set_automatically_after_days(rules.whole("automatically_after_days"))
            .set_duration(rules.string("duration"))
            .set_schedule_expression(rules.string("schedule_expression"))
            .build()
    });
    let request = aws.secretsmanager().rotate_secret().secret_id(id);
    request
        .set_client_request_token(token)
        .set_rotation_lambda_arn(desired.string("rotation_lambda_arn"))
        .set_rotation_rules(rules)
        .set_rotate_immediately(desired.flag("rotate_immediately"))
        .send()
        .await?;
    Ok(())
}

fn rules(rules: &RotationRulesType) -> Live {
    let schedule = rules.schedule_expression();
    // With a schedule the days are only what follows from it.
    let days = rules.automatically_after_days();
    let days = days.filter(|days| *days > 0 && schedule.is_none());
    Live::block_of()
        .whole("automatically_after_days", days)
        .text("duration", rules.duration())
        .text("schedule_expression", schedule)
}
