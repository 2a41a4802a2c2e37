//! `aws_cloudwatch_dashboard`: graphs on a page. Its id is its name.

use async_trait::async_trait;
use tollgate_model::{Facts, Object};

use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::OrAbsent;
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_cloudwatch_dashboard`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_cloudwatch_dashboard",
        replaces: &["dashboard_name"],
        documents: &["dashboard_body"],
        ..Facts::NONE
    },
    find: Find::Again,
    not_yet: &[],
    permissions: Permissions {
        list: &["cloudwatch:ListDashboards"],
        read: &["cloudwatch:GetDashboard"],
        create: &["cloudwatch:PutDashboard"],
        update: &["cloudwatch:PutDashboard"],
        delete: &["cloudwatch:DeleteDashboards"],
    },
    operations: &Dashboard,
};

struct Dashboard;

#[async_trait]
impl Operations for Dashboard {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let request = aws.cloudwatch().list_dashboards();
        let mut pages = request.into_paginator().items().send();
        let mut ids = Vec::new();
        while let Some(dashboard) = pages.next().await {
            ids.extend(dashboard?.dashboard_name);
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let request = aws.cloudwatch().get_dashboard().dashboard_name(id);
        let dashboard = request.send().await.or_absent()?;
        Ok(dashboard.map(|dashboard| {
            Live::with_id(id)
                .text("dashboard_name", Some(id))
                .text("dashboard_arn", dashboard.dashboard_arn())
                .text("dashboard_body", dashboard.dashboard_body())
                .into_object()
        }))
    }

    async fn create(&self, aws: &Aws, desired: Attributes<'_>, _: &Operation) -> Result<String> {
        let name = desired.required("dashboard_name")?;
        put(aws, name, desired).await?;
        Ok(name.to_owned())
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        put(aws, id, change.desired).await
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.cloudwatch().delete_dashboards().dashboard_names(id);
        request.send().await.or_absent().map(drop)
    }
}

async fn put(aws: &Aws, name: &str, desired: Attributes<'_>) -> Result<()> {
    let request = aws.cloudwatch().put_dashboard().dashboard_name(name);
    let body = desired.required("dashboard_body")?;
    request.dashboard_body(body).send().await?;
    Ok(())
}
