//! `aws_ecs_cluster`: where services run. It is imported by its name; its `id` is its ARN.

use async_trait::async_trait;
use aws_sdk_ecs::types::{
    Cluster as EcsCluster, ClusterConfiguration, ClusterServiceConnectDefaultsRequest,
    ClusterSetting,
};
use tollgate_model::facts::Default::Text;
use tollgate_model::{Facts, Object};

use super::clusters::{self, name_of};
use super::passing::passing;
use super::spelling::CLUSTER;
use super::tags;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Class, Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Progress, Result};
use crate::live::Live;

/// `aws_ecs_cluster`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_ecs_cluster",
        replaces: &["name"],
        // A configuration can be changed, but not taken away.
        filled_in: &["setting", "configuration"],
        defaults: &[(
            "configuration[*].execute_command_configuration[*].logging",
            Text("DEFAULT"),
        )],
        ..Facts::NONE
    },
    find: Find::Tag,
    not_yet: &[],
    permissions: Permissions {
        list: &["ecs:ListClusters"],
        read: &["ecs:DescribeClusters"],
        create: &["ecs:CreateCluster", "ecs:TagResource", "ecs:UpdateCluster"],
        update: &["ecs:UpdateCluster", "ecs:TagResource", "ecs:UntagResource"],
        delete: &["ecs:DeleteCluster"],
    },
    operations: &Cluster,
};

struct Cluster;

#[async_trait]
impl Operations for Cluster {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let arns = clusters::all(aws).await?;
        Ok(arns.iter().map(|arn| name_of(arn).to_owned()).collect())
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let Some(cluster) = clusters::described(aws, id).await? else {
            return Ok(None);
        };
        let settings = cluster.settings().iter().map(|setting| {
            Live::block_of()
                .text("name", setting.name().map(|name| name.as_str()))
                .text("value", setting.value())
        });
        let connect = cluster.service_connect_defaults();
        let namespace = connect.and_then(|defaults| defaults.namespace());
        let live = Live::default()
            .text("id", cluster.cluster_arn())
            .text("arn", cluster.cluster_arn())
            .text("name", cluster.cluster_name())
            .blocks("setting", settings)
            .value(
                "configuration",
                CLUSTER.read("configuration", cluster.configuration())?,
            )
            .block(
                "service_connect_defaults",
                namespace.map(|arn| Live::block_of().text("namespace", Some(arn))),
            )
            .tags(tags::pairs(cluster.tags()));
        Ok(Some(live.into_object()))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let name = desired.required("name")?;
        // ECS would hand over a cluster of that name that somebody else made.
        let there = clusters::described(aws, name).await?;
        if there.is_some_and(|cluster| !tags::made_by(cluster.tags(), operation)) {
            return Err(Failure {
                class: Class::AlreadyExists,
                ..Failure::invalid("ecs:CreateCluster", format!("there is a cluster `{name}`"))
            });
        }
        aws.ecs()
            .create_cluster()
            .cluster_name(name)
            .set_settings(settings(desired))
            .set_configuration(configuration(desired)?)
            .set_service_connect_defaults(connect_defaults(desired)?)
            .set_tags(Some(tags::new(desired.tags(), operation)))
            .send()
            .await
            .map_err(passing)?;
        Ok(name.to_owned())
    }

    async fn settled(&self, aws: &Aws, id: &str) -> Result<Progress> {
        let cluster = clusters::described(aws, id).await?;
        Ok(match cluster.as_ref().and_then(EcsCluster::status) {
            Some("ACTIVE") | None => Progress::Done,
            Some("FAILED") => Progress::Failed("its capacity cannot be made".to_owned()),
            Some(state) => Progress::Going(state.to_owned()),
        })
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        let desired = change.desired;
        let named = ["setting", "configuration", "service_connect_defaults"];
        if change.touches(&named) {
            let connect = connect_defaults(desired)?;
            // An empty name takes the namespace away.
            let none = ClusterServiceConnectDefaultsRequest::builder().namespace("");
            let connect = match connect {
                None if change.touches(&["service_connect_defaults"]) => {
                    Some(none.build().map_err(|error| incomplete(&error))?)
                }
                connect => connect,
            };
            aws.ecs()
                .update_cluster()
                .cluster(id)
                .set_settings(settings(desired))
                .set_configuration(configuration(desired)?)
                .set_service_connect_defaults(connect)
                .send()
                .await?;
        }
        tags::update(aws, change.prior.required("arn")?, change).await
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.ecs().delete_cluster().cluster(id);
        request.send().await.or_absent().map(drop)
    }

    async fn find(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        let cluster = clusters::described(aws, desired.required("name")?).await?;
        let ours = cluster.filter(|cluster| tags::made_by(cluster.tags(), operation));
        Ok(ours.and_then(|cluster| cluster.cluster_name))
    }
}

fn settings(desired: Attributes<'_>) -> Option<Vec<ClusterSetting>> {
    let blocks = desired.blocks("setting");
    let setting = |block: &Attributes<'_>| {
        ClusterSetting::builder()
            .set_name(block.text("name").map(Into::into))
            .set_value(block.string("value"))
            .build()
    };
    (!blocks.is_empty()).then(|| blocks.iter().map(setting).collect())
}

fn configuration(desired: Attributes<'_>) -> Result<Option<ClusterConfiguration>> {
    CLUSTER.write(desired, "configuration", ClusterConfiguration::deserialize)
}

fn connect_defaults(
    desired: Attributes<'_>,
) -> Result<Option<ClusterServiceConnectDefaultsRequest>> {
    let Some(block) = desired.block("service_connect_defaults") else {
        return Ok(None);
    };
    let request = ClusterServiceConnectDefaultsRequest::builder();
    let request = request.namespace(block.required("namespace")?).build();
    request.map(Some).map_err(|error| incomplete(&error))
}

fn incomplete(error: &impl std::fmt::Display) -> Failure {
    Failure::invalid("aws_ecs_cluster", error.to_string())
}
