//! Asking for clusters.

use aws_sdk_ecs::types::{Cluster, ClusterField};

use crate::aws::Aws;
use crate::failure::OrAbsent;
use crate::kind::Result;

/// A cluster that is not `INACTIVE`, with everything that is known of it. ECS tells of a cluster for a
/// while after it was deleted.
pub async fn described(aws: &Aws, name: &str) -> Result<Option<Cluster>> {
    let answer = aws
        .ecs()
        .describe_clusters()
        .clusters(name)
        .include(ClusterField::Attachments)
        .include(ClusterField::Configurations)
        .include(ClusterField::Settings)
        .include(ClusterField::Tags)
        .send()
        .await
        .or_absent()?;
    let clusters = answer.and_then(|answer| answer.clusters);
    let mut there = clusters.into_iter().flatten();
    Ok(there.find(|cluster| cluster.status() != Some("INACTIVE")))
}

/// The ARNs of all clusters.
pub async fn all(aws: &Aws) -> Result<Vec<String>> {
    let mut arns = aws.ecs().list_clusters().into_paginator().items().send();
    let mut clusters = Vec::new();
    while let Some(arn) = arns.next().await {
        clusters.push(arn?);
    }
    Ok(clusters)
}

/// `dev` from `arn:aws:ecs:eu-west-1:111122223333:cluster/dev`, or from `dev`.
pub fn name_of(arn: &str) -> &str {
    arn.rsplit('/').next().unwrap_or(arn)
}
