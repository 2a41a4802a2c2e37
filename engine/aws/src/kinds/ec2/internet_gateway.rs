//! `aws_internet_gateway`: a network's way to the internet.

use async_trait::async_trait;
use aws_sdk_ec2::types::{AttachmentStatus, InternetGateway as Described, ResourceType};
use tollgate_model::{Facts, Object};

use super::arn::arn;
use super::tags;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Progress, Result};
use crate::live::Live;

/// `aws_internet_gateway`. The call that makes it takes no VPC: it is attached by an update.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_internet_gateway",
        filled_in: &["vpc_id"],
        ..Facts::NONE
    },
    find: Find::Tag,
    not_yet: &["InvalidInternetGatewayID.NotFound", "InvalidVpcID.NotFound"],
    permissions: Permissions {
        list: &["ec2:DescribeInternetGateways"],
        read: &["ec2:DescribeInternetGateways"],
        create: &[
            "ec2:CreateInternetGateway",
            "ec2:CreateTags",
            "ec2:AttachInternetGateway",
        ],
        update: &[
            "ec2:AttachInternetGateway",
            "ec2:DetachInternetGateway",
            "ec2:CreateTags",
            "ec2:DeleteTags",
        ],
        delete: &["ec2:DetachInternetGateway", "ec2:DeleteInternetGateway"],
    },
    operations: &InternetGateway,
};

struct InternetGateway;

#[async_trait]
impl Operations for InternetGateway {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let pages = aws.ec2().describe_internet_gateways().into_paginator();
        let mut gateways = pages.items().send();
        let mut ids = Vec::new();
        while let Some(gateway) = gateways.next().await {
            let gateway = gateway?;
            aws.keep(gateway.internet_gateway_id(), &gateway);
            ids.extend(gateway.internet_gateway_id);
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let Some(gateway) = described(aws, id).await? else {
            return Ok(None);
        };
        let owner = gateway.owner_id().unwrap_or_default();
        let attachment = gateway.attachments().first();
        let live = Live::with_id(id)
            .text("arn", Some(arn(aws, "internet-gateway", owner, id)))
            .text("owner_id", gateway.owner_id())
            .text("vpc_id", attachment.and_then(|to| to.vpc_id()))
            .tags(tags::pairs(gateway.tags()));
        Ok(Some(live.into_object()))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let tags = tags::specification(ResourceType::InternetGateway, desired.tags(), operation);
        let request = aws.ec2().create_internet_gateway();
        let answer = request.tag_specifications(tags).send().await?;
        answer
            .internet_gateway
            .and_then(|gateway| gateway.internet_gateway_id)
            .ok_or_else(|| Failure::incomplete("ec2:CreateInternetGateway", "gateway"))
    }

    async fn settled(&self, aws: &Aws, id: &str) -> Result<Progress> {
        let Some(gateway) = described(aws, id).await? else {
            return Ok(Progress::Going("pending".to_owned()));
        };
        let states = gateway.attachments().iter().filter_map(|to| to.state());
        let passing = states.into_iter().find(|state| {
            matches!(
                state,
                AttachmentStatus::Attaching | AttachmentStatus::Detaching
            )
        });
        Ok(passing.map_or(Progress::Done, |state| {
            Progress::Going(state.as_str().to_owned())
        }))
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        if change.touches(&["vpc_id"]) {
            detach(aws, id, change.prior).await?;
            if let Some(vpc) = change.desired.text("vpc_id") {
                let request = aws.ec2().attach_internet_gateway();
                let request = request.internet_gateway_id(id).vpc_id(vpc);
                request.send().await?;
            }
        }
        tags::update(aws, id, change).await
    }

    async fn delete(&self, aws: &Aws, id: &str, prior: Attributes<'_>) -> Result<()> {
        detach(aws, id, prior).await?;
        let request = aws.ec2().delete_internet_gateway();
        let request = request.internet_gateway_id(id);
        request.send().await.or_absent().map(drop)
    }

    async fn find(
        &self,
        aws: &Aws,
        _: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        let request = aws.ec2().describe_internet_gateways();
        let answer = request.filters(tags::made_by(operation)).send().await?;
        let gateway = answer.internet_gateways.unwrap_or_default();
        let gateway = gateway.into_iter().next();
        Ok(gateway.and_then(|gateway| gateway.internet_gateway_id))
    }
}

async fn described(aws: &Aws, id: &str) -> Result<Option<Described>> {
    if let Some(kept) = aws.kept(id) {
        return Ok(Some(kept));
    }
    let request = aws.ec2().describe_internet_gateways();
    let answer = request.internet_gateway_ids(id).send().await.or_absent()?;
    let gateways = answer.and_then(|answer| answer.internet_gateways);
    Ok(gateways.into_iter().flatten().next())
}

/// Takes the gateway from its VPC. One that is on none, or is not there, is no error.
async fn detach(aws: &Aws, id: &str, prior: Attributes<'_>) -> Result<()> {
    let Some(vpc) = prior.text("vpc_id") else {
        return Ok(());
    };
    let request = aws.ec2().detach_internet_gateway();
    let request = request.internet_gateway_id(id).vpc_id(vpc);
    match request.send().await.or_absent() {
        Err(failure) if failure.code == "Gateway.NotAttached" => Ok(()),
        outcome => outcome.map(drop),
    }
}
