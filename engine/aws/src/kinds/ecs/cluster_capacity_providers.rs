//! `aws_ecs_cluster_capacity_providers`: what the tasks of a cluster can run on. A part of the cluster,
//! there when it names at least one provider; its id is the cluster's name.

use async_trait::async_trait;
use aws_sdk_ecs::types::Cluster;
use tollgate_model::{Facts, Object};

use super::clusters::{self, name_of};
use super::strategy;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::OrAbsent;
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Progress, Result};
use crate::live::Live;

/// How many clusters one call describes at most.
const AT_ONCE: usize = 100;

/// `aws_ecs_cluster_capacity_providers`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_ecs_cluster_capacity_providers",
        replaces: &["cluster_name"],
        ..Facts::NONE
    },
    find: Find::Again,
    // A cluster that is still being made.
    not_yet: &[
        "ClusterNotFoundException",
        "ResourceInUseException",
        "UpdateInProgressException",
    ],
    permissions: Permissions {
        list: &["ecs:ListClusters", "ecs:DescribeClusters"],
        read: &["ecs:DescribeClusters"],
        create: &["ecs:PutClusterCapacityProviders"],
        update: &["ecs:PutClusterCapacityProviders"],
        delete: &["ecs:PutClusterCapacityProviders"],
    },
    operations: &CapacityProviders,
};

struct CapacityProviders;

#[async_trait]
impl Operations for CapacityProviders {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let mut ids = Vec::new();
        for arns in clusters::all(aws).await?.chunks(AT_ONCE) {
            let request = aws.ecs().describe_clusters();
            let answer = request.set_clusters(Some(arns.to_vec())).send().await?;
            let with = answer.clusters().iter().filter(|cluster| has_any(cluster));
            ids.extend(with.filter_map(|cluster| cluster.cluster_name.clone()));
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let cluster = clusters::described(aws, id).await?;
        let Some(cluster) = cluster.filter(has_any) else {
            return Ok(None);
        };
        let live = Live::with_id(id)
            .text("cluster_name", cluster.cluster_name())
            .texts("capacity_providers", cluster.capacity_providers())
            .blocks(
                "default_capacity_provider_strategy",
                strategy::blocks(cluster.default_capacity_provider_strategy()),
            );
        Ok(Some(live.into_object()))
    }

    async fn create(&self, aws: &Aws, desired: Attributes<'_>, _: &Operation) -> Result<String> {
        let cluster = desired.required("cluster_name")?;
        put(aws, cluster, desired).await?;
        Ok(name_of(cluster).to_owned())
    }

    async fn settled(&self, aws: &Aws, id: &str) -> Result<Progress> {
        let cluster = clusters::described(aws, id).await?;
        let state = cluster.and_then(|cluster| cluster.attachments_status);
        Ok(match state {
            Some(state) if state == "UPDATE_IN_PROGRESS" => Progress::Going(state),
            Some(state) if state == "UPDATE_FAILED" => Progress::Failed(state),
            _ => Progress::Done,
        })
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        put(aws, id, change.desired).await
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.ecs().put_cluster_capacity_providers().cluster(id);
        let none = request
            .set_capacity_providers(Some(Vec::new()))
            .set_default_capacity_provider_strategy(Some(Vec::new()));
        none.send().await.or_absent().map(drop)
    }
}

fn has_any(cluster: &Cluster) -> bool {
    !cluster.capacity_providers().is_empty()
        || !cluster.default_capacity_provider_strategy().is_empty()
}

/// Both lists as a whole: what is left out goes.
async fn put(aws: &Aws, cluster: &str, desired: Attributes<'_>) -> Result<()> {
    let strategy = strategy::items(desired, "default_capacity_provider_strategy")?;
    aws.ecs()
        .put_cluster_capacity_providers()
        .cluster(cluster)
        .set_capacity_providers(Some(desired.texts("capacity_providers")))
        .set_default_capacity_provider_strategy(Some(strategy))
        .send()
        .await?;
    Ok(())
}
