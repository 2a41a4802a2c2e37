//! `aws_kms_key`: a key.
//!
//! Keys that AWS made for its services are no business of the account's, and not read. A key that
//! waits for its deletion counts as gone.

use async_trait::async_trait;
use aws_sdk_kms::types::{KeyManagerType, KeyMetadata, KeyState, OriginType};
use tollgate_model::facts::Default::{Flag, Text};
use tollgate_model::{Facts, Object};

use super::tags;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Class, Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Progress, Result};
use crate::live::Live;

/// `aws_kms_key`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_kms_key",
        replaces: &[
            "custom_key_store_id",
            "customer_master_key_spec",
            "key_usage",
            "multi_region",
            "xks_key_id",
        ],
        filled_in: &["policy", "rotation_period_in_days", "multi_region"],
        defaults: &[
            ("customer_master_key_spec", Text("SYMMETRIC_DEFAULT")),
            ("key_usage", Text("ENCRYPT_DECRYPT")),
            ("enable_key_rotation", Flag(false)),
            ("is_enabled", Flag(true)),
        ],
        write_only: &[
            "deletion_window_in_days",
            "bypass_policy_lockout_safety_check",
        ],
        documents: &["policy"],
        // Losing a key is losing everything that was encrypted with it.
        stateful: true,
        ..Facts::NONE
    },
    find: Find::Tag,
    // A principal that was made a moment ago is not one yet.
    not_yet: &["MalformedPolicyDocumentException"],
    permissions: Permissions {
        list: &["kms:ListKeys"],
        read: &[
            "kms:DescribeKey",
            "kms:GetKeyPolicy",
            "kms:GetKeyRotationStatus",
            "kms:ListResourceTags",
        ],
        create: &[
            "kms:CreateKey",
            "kms:TagResource",
            "kms:EnableKeyRotation",
            "kms:DisableKey",
            "kms:ListKeys",
        ],
        update: &[
            "kms:UpdateKeyDescription",
            "kms:PutKeyPolicy",
            "kms:EnableKey",
            "kms:DisableKey",
            "kms:EnableKeyRotation",
            "kms:DisableKeyRotation",
            "kms:TagResource",
            "kms:UntagResource",
        ],
        delete: &["kms:ScheduleKeyDeletion"],
    },
    operations: &Key,
};

/// The only policy that a key has.
const POLICY: &str = "default";

struct Key;

#[async_trait]
impl Operations for Key {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let mut pages = aws.kms().list_keys().into_paginator().items().send();
        let mut ids = Vec::new();
        while let Some(key) = pages.next().await {
            ids.extend(key?.key_id);
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let Some(key) = key(aws, id).await?.filter(is_ours) else {
            return Ok(None);
        };
        let request = aws.kms().get_key_policy().key_id(id).policy_name(POLICY);
        let policy = request.send().await.or_absent()?;
        let rotation = if can_rotate(&key) {
            let request = aws.kms().get_key_rotation_status().key_id(id);
            request.send().await.or_absent()?
        } else {
            None
        };
        let xks = key.xks_key_configuration();
        let live = Live::with_id(id)
            .text("arn", key.arn())
            .text("key_id", Some(key.key_id()))
            .text("description", key.description())
            .text("key_usage", key.key_usage().map(|usage| usage.as_str()))
            .text(
                "customer_master_key_spec",
                key.key_spec().map(|spec| spec.as_str()),
            )
            .flag("is_enabled", Some(key.enabled()))
            .flag("multi_region", key.multi_region())
            .text("custom_key_store_id", key.custom_key_store_id())
            .text("xks_key_id", xks.and_then(|xks| xks.id()))
            .text("policy", policy.and_then(|answer| answer.policy))
            .flag(
                "enable_key_rotation",
                rotation
                    .as_ref()
                    .map(|answer| answer.key_rotation_enabled()),
            )
            .whole(
                "rotation_period_in_days",
                rotation.and_then(|answer| answer.rotation_period_in_days()),
            )
            .tags(tags::pairs(&tags::read(aws, id).await?));
        Ok(Some(live.into_object()))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let store = desired.string("custom_key_store_id");
        let external = desired.string("xks_key_id");
        let origin = match (&store, &external) {
            (_, Some(_)) => Some(OriginType::ExternalKeyStore),
            (Some(_), None) => Some(OriginType::AwsCloudhsm),
            (None, None) => None,
        };
        let answer = aws
            .kms()
            .create_key()
            .set_description(desired.string("description"))
            .set_policy(desired.string("policy"))
            .set_key_usage(desired.text("key_usage").map(Into::into))
            .set_key_spec(desired.text("customer_master_key_spec").map(Into::into))
            .set_multi_region(desired.flag("multi_region"))
            .set_bypass_policy_lockout_safety_check(
                desired.flag("bypass_policy_lockout_safety_check"),
            )
            .set_custom_key_store_id(store)
            .set_xks_key_id(external)
            .set_origin(origin)
            .set_tags(Some(tags::new(desired.tags(), operation)?))
            .send()
            .await?;
        answer
            .key_metadata
            .map(|key| key.key_id)
            .ok_or_else(|| Failure::incomplete("kms:CreateKey", "key"))
    }

    async fn settled(&self, aws: &Aws, id: &str) -> Result<Progress> {
        let key = key(aws, id).await?;
        Ok(match key.as_ref().and_then(|key| key.key_state()) {
            Some(state @ (KeyState::Creating | KeyState::Updating)) => {
                Progress::Going(state.as_str().to_owned())
            }
            _ => Progress::Done,
        })
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        let (kms, desired) = (aws.kms(), change.desired);
        let enabled = desired.flag("is_enabled").unwrap_or(true);
        // Only a key that is enabled can be told to rotate: enabled first, disabled last.
        if change.touches(&["is_enabled"]) && enabled {
            kms.enable_key().key_id(id).send().await?;
        }
        if change.touches(&["enable_key_rotation", "rotation_period_in_days"]) {
            if desired.flag("enable_key_rotation") == Some(true) {
                let request = kms.enable_key_rotation().key_id(id);
                let days = desired.whole("rotation_period_in_days");
                request.set_rotation_period_in_days(days).send().await?;
            } else if change.touches(&["enable_key_rotation"]) {
                kms.disable_key_rotation().key_id(id).send().await?;
            }
        }
        if change.touches(&["description"]) {
            let request = kms.update_key_description().key_id(id);
            let description = desired.text("description").unwrap_or_default();
            request.description(description).send().await?;
        }
        if change.touches(&["policy"]) {
            let request = kms.put_key_policy().key_id(id).policy_name(POLICY);
            let bypass = desired.flag("bypass_policy_lockout_safety_check");
            request
                .policy(desired.required("policy")?)
                .set_bypass_policy_lockout_safety_check(bypass)
                .send()
                .await?;
        }
        tags::update(aws, id, change).await?;
        if change.touches(&["is_enabled"]) && !enabled {
            kms.disable_key().key_id(id).send().await?;
        }
        Ok(())
    }

    async fn delete(&self, aws: &Aws, id: &str, prior: Attributes<'_>) -> Result<()> {
        let request = aws.kms().schedule_key_deletion().key_id(id);
        let days = prior.whole("deletion_window_in_days");
        let request = request.set_pending_window_in_days(days);
        match request.send().await.or_absent() {
            // It waits for its deletion already.
            Err(failure) if failure.class == Class::Conflict => {
                let key = key(aws, id).await?;
                key.filter(is_ours).map_or(Ok(()), |_| Err(failure))
            }
            answer => answer.map(drop),
        }
    }

    async fn find(
        &self,
        aws: &Aws,
        _: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        // No call finds a key by its tag.
        for id in self.list(aws).await? {
            // The tags of some keys that AWS made may not be seen.
            let tags = match tags::read(aws, &id).await {
                Err(failure) if failure.class == Class::Denied => continue,
                tags => tags?,
            };
            if tags::made_by(&tags, operation) {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }
}

/// What a key is, by its id, its ARN or an alias.
pub async fn key(aws: &Aws, id: &str) -> Result<Option<KeyMetadata>> {
    let answer = aws.kms().describe_key().key_id(id).send().await;
    Ok(answer.or_absent()?.and_then(|answer| answer.key_metadata))
}

/// Whether the account made this key, and has not asked for its deletion.
fn is_ours(key: &KeyMetadata) -> bool {
    let going = [KeyState::PendingDeletion, KeyState::PendingReplicaDeletion];
    key.key_manager() != Some(&KeyManagerType::Aws)
        && !key.key_state().is_some_and(|state| going.contains(state))
}

/// Whether KMS can rotate it: only symmetric keys whose material KMS made itself.
fn can_rotate(key: &KeyMetadata) -> bool {
    let symmetric = key.key_spec().map(|spec| spec.as_str()) == Some("SYMMETRIC_DEFAULT");
    symmetric
        && key
            .origin()
            .is_none_or(|origin| *origin == OriginType::AwsKms)
}
