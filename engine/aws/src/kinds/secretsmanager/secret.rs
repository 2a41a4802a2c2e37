//! `aws_secretsmanager_secret`: the place of a secret, without a value. Its id is its ARN.

use async_trait::async_trait;
use aws_sdk_secretsmanager::types::{ReplicaRegionType, ReplicationStatusType, StatusType};
use tollgate_model::{Facts, Object};

use super::described::{all, describe, policy, unless_gone};
use super::tags;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::Failure;
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Progress, Result};
use crate::live::Live;

/// `aws_secretsmanager_secret`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_secretsmanager_secret",
        replaces: &["name", "name_prefix"],
        filled_in: &["name", "policy", "replica[*].kms_key_id"],
        write_only: &[
            "name_prefix",
            "recovery_window_in_days",
            "force_overwrite_replica_secret",
        ],
        documents: &["policy"],
        alike: &[("policy", is_no_policy)],
        arn_or_id: &["kms_key_id", "replica[*].kms_key_id"],
        stateful: true,
        ..Facts::NONE
    },
    find: Find::Tag,
    not_yet: &["MalformedPolicyDocumentException"],
    permissions: Permissions {
        list: &["secretsmanager:ListSecrets"],
        read: &[
            "secretsmanager:DescribeSecret",
            "secretsmanager:GetResourcePolicy",
        ],
        create: &[
            "secretsmanager:CreateSecret",
            "secretsmanager:TagResource",
            "secretsmanager:ReplicateSecretToRegions",
            "secretsmanager:PutResourcePolicy",
        ],
        update: &[
            "secretsmanager:UpdateSecret",
            "secretsmanager:ReplicateSecretToRegions",
            "secretsmanager:RemoveRegionsFromReplication",
            "secretsmanager:PutResourcePolicy",
            "secretsmanager:DeleteResourcePolicy",
            "secretsmanager:TagResource",
            "secretsmanager:UntagResource",
        ],
        delete: &[
            "secretsmanager:RemoveRegionsFromReplication",
            "secretsmanager:DeleteSecret",
        ],
    },
    operations: &Secret,
};

struct Secret;

#[async_trait]
impl Operations for Secret {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        // A database's own secret is a part of it, which nobody else can change.
        let secrets = all(aws).await?.into_iter();
        let secrets = secrets.filter(|secret| secret.owning_service.is_none());
        Ok(secrets.filter_map(|secret| secret.arn).collect())
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let Some(secret) = describe(aws, id).await? else {
            return Ok(None);
        };
        let live = Live::with_id(id)
            .text("arn", secret.arn())
            .text("name", secret.name())
            .text("description", secret.description())
            .text("kms_key_id", secret.kms_key_id())
            .text("policy", policy(aws, id).await?)
            .blocks("replica", secret.replication_status().iter().map(replica))
            .tags(tags::pairs(secret.tags()));
        Ok(Some(live.into_object()))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let replicas = desired.blocks("replica");
        let replicas = replicas.into_iter().map(wanted_replica).collect();
        let answer = aws
            .secretsmanager()
            .create_secret()
            .name(desired.name(operation))
            .set_description(desired.string("description"))
            .set_kms_key_id(desired.string("kms_key_id"))
            .set_add_replica_regions(Some(replicas).filter(|list: &Vec<_>| !list.is_empty()))
            .set_force_overwrite_replica_secret(desired.flag("force_overwrite_replica_secret"))
            .set_tags(Some(tags::new(desired.tags(), operation)))
            .send()
            .await?;
        answer
            .arn
            .ok_or_else(|| Failure::incomplete("secretsmanager:CreateSecret", "ARN"))
    }

    async fn settled(&self, aws: &Aws, id: &str) -> Result<Progress> {
        let secret = describe(aws, id).await?;
        let replicas = secret.iter().flat_map(|secret| secret.replication_status());
        let mut progress = Progress::Done;
        for replica in replicas {
            let region = replica.region().unwrap_or_default();
            match replica.status() {
                Some(StatusType::Failed) => {
                    let reason = replica.status_message().unwrap_or("no reason given");
                    return Ok(Progress::Failed(format!("copy in {region}: {reason}")));
                }
                Some(StatusType::InProgress) => {
                    progress = Progress::Going(StatusType::InProgress.as_str().to_owned());
                }
                _ => {}
            }
        }
        Ok(progress)
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        let (client, desired) = (aws.secretsmanager(), change.desired);
        if change.touches(&["description", "kms_key_id"]) {
            let request = client.update_secret().secret_id(id);
            // An empty key stands for AWS's own.
            let key = desired.text("kms_key_id").unwrap_or_default();
            let request =
                request.set_kms_key_id(change.touches(&["kms_key_id"]).then(|| key.to_owned()));
            let description = desired.text("description").unwrap_or_default();
            request.description(description).send().await?;
        }
        if change.touches(&["policy"]) {
            if let Some(policy) = desired.text("policy").filter(|policy| !is_empty(policy)) {
                let request = client.put_resource_policy().secret_id(id);
                request.resource_policy(policy).send().await?;
            } else {
                let request = client.delete_resource_policy().secret_id(id);
                request.send().await?;
            }
        }
        update_replicas(aws, id, change).await?;
        tags::update(aws, id, change).await
    }

    async fn delete(&self, aws: &Aws, id: &str, prior: Attributes<'_>) -> Result<()> {
        let copies: Vec<String> = regions(prior).map(str::to_owned).collect();
        if !copies.is_empty() {
            let request = aws.secretsmanager().remove_regions_from_replication();
            let request = request
                .secret_id(id)
                .set_remove_replica_regions(Some(copies));
            let outcome = request.send().await.map_err(Into::into);
            unless_gone(aws, id, outcome).await?;
        }
        let request = aws.secretsmanager().delete_secret().secret_id(id);
        let request = match prior.whole("recovery_window_in_days") {
            Some(0) => request.force_delete_without_recovery(true),
            days => request.set_recovery_window_in_days(days),
        };
        let outcome = request.send().await.map_err(Into::into);
        unless_gone(aws, id, outcome).await
    }

    async fn find(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        let secret = describe(aws, &desired.name(operation)).await?;
        let ours = secret.filter(|secret| tags::made_by(secret.tags(), operation));
        Ok(ours.and_then(|secret| secret.arn))
    }
}

/// Brings the copies in other regions to what is desired.
async fn update_replicas(aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
    if !change.touches(&["replica"]) {
        return Ok(());
    }
    let same = |region: &str, key: Option<&str>, others: &[Attributes<'_>]| {
        others.iter().any(|other| {
            other.text("region") == Some(region)
                && (key.is_none() || other.text("kms_key_id") == key)
        })
    };
    let (prior, desired) = (
        change.prior.blocks("replica"),
        change.desired.blocks("replica"),
    );
    // The key of a copy cannot be changed: the copy is made anew.
    let stays = |region: &str| {
        let wanted = desired
            .iter()
            .find(|replica| replica.text("region") == Some(region));
        wanted.is_some_and(|wanted| same(region, wanted.text("kms_key_id"), &prior))
    };
    let gone: Vec<String> = regions(change.prior)
        .filter(|region| !stays(region))
        .map(str::to_owned)
        .collect();
    if !gone.is_empty() {
        let request = aws.secretsmanager().remove_regions_from_replication();
        let request = request.secret_id(id).set_remove_replica_regions(Some(gone));
        request.send().await?;
    }
    let new: Vec<ReplicaRegionType> = desired
        .iter()
        .filter(|replica| !replica.text("region").is_some_and(stays))
        .copied()
        .map(wanted_replica)
        .collect();
    if !new.is_empty() {
        let force = change.desired.flag("force_overwrite_replica_secret");
        let request = aws.secretsmanager().replicate_secret_to_regions();
        request
            .secret_id(id)
            .set_add_replica_regions(Some(new))
            .set_force_overwrite_replica_secret(force)
            .send()
            .await?;
    }
    Ok(())
}

fn regions(secret: Attributes<'_>) -> impl Iterator<Item = &str> {
    let replicas = secret.blocks("replica").into_iter();
    replicas.filter_map(|replica| replica.text("region"))
}

fn wanted_replica(replica: Attributes<'_>) -> ReplicaRegionType {
    ReplicaRegionType::builder()
        .set_region(replica.string("region"))
        .set_kms_key_id(replica.string("kms_key_id"))
        .build()
}

/// Whether there is no policy, and none is desired. One that the author leaves out may be that of an
/// `aws_secretsmanager_secret_policy`; `{}` says that there shall be none.
fn is_no_policy(prior: &Object, desired: &Object) -> bool {
    let policy = |object| Attributes::new(KIND.facts.resource_type, object).string("policy");
    policy(prior).is_none() && policy(desired).is_some_and(|policy| is_empty(&policy))
}

fn is_empty(policy: &str) -> bool {
    let letters = policy.chars().filter(|letter| !letter.is_whitespace());
    matches!(letters.collect::<String>().as_str(), "" | "{}")
}

fn replica(replica: &ReplicationStatusType) -> Live {
    let accessed = replica.last_accessed_date();
    Live::block_of()
        .text("region", replica.region())
        .text("kms_key_id", replica.kms_key_id())
        .text("status", replica.status().map(|status| status.as_str()))
        .text("status_message", replica.status_message())
        .text("last_accessed_date", accessed.map(ToString::to_string))
}
