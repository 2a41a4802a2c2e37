//! `aws_ce_anomaly_monitor`: watches costs for what is unusual. Its id is its ARN.

use async_trait::async_trait;
use aws_sdk_costexplorer::types::AnomalyMonitor as Monitor;
use serde_json::Value as Json;
use tollgate_model::{Facts, Object};

use super::{cost_tags as tags, expression};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_ce_anomaly_monitor`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_ce_anomaly_monitor",
        replaces: &["monitor_dimension", "monitor_specification", "monitor_type"],
        documents: &["monitor_specification"],
        ..Facts::NONE
    },
    find: Find::Tag,
    not_yet: &[],
    permissions: Permissions {
        list: &["ce:GetAnomalyMonitors"],
        read: &["ce:GetAnomalyMonitors", "ce:ListTagsForResource"],
        create: &["ce:CreateAnomalyMonitor", "ce:TagResource"],
        update: &[
            "ce:UpdateAnomalyMonitor",
            "ce:TagResource",
            "ce:UntagResource",
        ],
        delete: &["ce:DeleteAnomalyMonitor"],
    },
    operations: &AnomalyMonitor,
};

struct AnomalyMonitor;

#[async_trait]
impl Operations for AnomalyMonitor {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let monitors = monitors(aws, None).await?.into_iter();
        Ok(monitors.filter_map(|monitor| monitor.monitor_arn).collect())
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let Some(monitor) = monitors(aws, Some(id)).await?.into_iter().next() else {
            return Ok(None);
        };
        let dimension = monitor.monitor_dimension();
        let specification = monitor.monitor_specification();
        let live = Live::with_id(id)
            .text("arn", Some(id))
            .text("name", Some(monitor.monitor_name()))
            .text("monitor_type", Some(monitor.monitor_type().as_str()))
            .text(
                "monitor_dimension",
                dimension.map(|dimension| dimension.as_str()),
            )
            .text(
                "monitor_specification",
                specification.map(|told| expression::json(told).to_string()),
            )
            .tags(tags::read(aws, id).await?);
        Ok(Some(live.into_object()))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let call = "ce:CreateAnomalyMonitor";
        let specification = desired.text("monitor_specification").map(|text| {
            let json: Json = serde_json::from_str(text).map_err(|error| {
                let message = format!("`monitor_specification` is not JSON: {error}");
                Failure::invalid(call, message)
            })?;
            Ok::<_, Failure>(expression::from_json(&json))
        });
        let monitor = Monitor::builder()
            .monitor_name(desired.required("name")?)
            .set_monitor_type(desired.text("monitor_type").map(Into::into))
            .set_monitor_dimension(desired.text("monitor_dimension").map(Into::into))
            .set_monitor_specification(specification.transpose()?)
            .build()
            .map_err(|error| Failure::invalid(call, error.to_string()))?;
        let request = aws.cost_explorer().create_anomaly_monitor();
        let tags = tags::new(desired.tags(), operation)?;
        let request = request
            .anomaly_monitor(monitor)
            .set_resource_tags(Some(tags));
        Ok(request.send().await?.monitor_arn)
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        if change.touches(&["name"]) {
            let request = aws.cost_explorer().update_anomaly_monitor();
            let request = request.monitor_arn(id);
            let name = change.desired.required("name")?;
            request.monitor_name(name).send().await?;
        }
        tags::update(aws, id, change).await
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.cost_explorer().delete_anomaly_monitor();
        request.monitor_arn(id).send().await.or_absent().map(drop)
    }

    async fn find(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        let name = desired.required("name")?;
        for monitor in monitors(aws, None).await? {
            let Some(arn) = monitor.monitor_arn.filter(|_| monitor.monitor_name == name) else {
                continue;
            };
            if tags::is_made_by(aws, &arn, operation).await? {
                return Ok(Some(arn));
            }
        }
        Ok(None)
    }
}

/// The monitor of this ARN, or all.
async fn monitors(aws: &Aws, arn: Option<&str>) -> Result<Vec<Monitor>> {
    let mut monitors = Vec::new();
    let mut next = None;
    loop {
        let request = aws.cost_explorer().get_anomaly_monitors();
        let request = request.set_monitor_arn_list(arn.map(|arn| vec![arn.to_owned()]));
        let answer = request.set_next_page_token(next).send().await;
        let Some(page) = answer.or_absent()? else {
            return Ok(monitors);
        };
        monitors.extend(page.anomaly_monitors);
        next = page.next_page_token;
        if next.is_none() {
            return Ok(monitors);
        }
    }
}
