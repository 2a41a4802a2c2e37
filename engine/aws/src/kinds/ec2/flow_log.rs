//! `aws_flow_log`: a record of the packets of a network, subnet or interface.

use async_trait::async_trait;
use aws_sdk_ec2::types::{
    DestinationOptionsRequest, Filter, FlowLog as Described, FlowLogsResourceType,
    LogDestinationType, ResourceType,
};
use tollgate_model::facts::Default::{Flag, Text, Whole};
use tollgate_model::{Facts, Object};

use super::arn::arn;
use super::{tags, unsuccessful};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Class, Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Progress, Result};
use crate::live::Live;

/// `aws_flow_log`. AWS keeps no two of one source with the same destination: that finds one again.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_flow_log",
        replaces: &[
            "deliver_cross_account_role",
            "destination_options",
            "eni_id",
            "iam_role_arn",
            "log_destination",
            "log_destination_type",
            "log_format",
            "max_aggregation_interval",
            "regional_nat_gateway_id",
            "subnet_id",
            "traffic_type",
            "transit_gateway_attachment_id",
            "transit_gateway_id",
            "vpc_id",
        ],
        filled_in: &["destination_options", "log_format"],
        defaults: &[
            ("log_destination_type", Text("cloud-watch-logs")),
            ("max_aggregation_interval", Whole(600)),
            ("destination_options[*].file_format", Text("plain-text")),
            (
                "destination_options[*].hive_compatible_partitions",
                Flag(false),
            ),
            ("destination_options[*].per_hour_partition", Flag(false)),
        ],
        ..Facts::NONE
    },
    find: Find::Name,
    not_yet: &["InvalidVpcID.NotFound", "InvalidSubnetID.NotFound"],
    permissions: Permissions {
        list: &["ec2:DescribeFlowLogs"],
        read: &["ec2:DescribeFlowLogs"],
        create: &[
            "ec2:CreateFlowLogs",
            "ec2:CreateTags",
            // Asked by AWS itself: the first for log groups, the second for buckets and streams.
            "iam:PassRole",
            "logs:CreateLogDelivery",
        ],
        update: &["ec2:CreateTags", "ec2:DeleteTags"],
        delete: &["ec2:DeleteFlowLogs", "logs:DeleteLogDelivery"],
    },
    operations: &FlowLog,
};

/// The attributes that name a source, with what AWS calls it, and how its ids begin. The longer of two
/// beginnings is first.
const SOURCES: &[(&str, FlowLogsResourceType, &str)] = &[
    ("vpc_id", FlowLogsResourceType::Vpc, "vpc-"),
    ("subnet_id", FlowLogsResourceType::Subnet, "subnet-"),
    ("eni_id", FlowLogsResourceType::NetworkInterface, "eni-"),
    (
        "transit_gateway_attachment_id",
        FlowLogsResourceType::TransitGatewayAttachment,
        "tgw-attach-",
    ),
    (
        "transit_gateway_id",
        FlowLogsResourceType::TransitGateway,
        "tgw-",
    ),
    (
        "regional_nat_gateway_id",
        FlowLogsResourceType::RegionalNatGateway,
        "nat-",
    ),
];

struct FlowLog;

#[async_trait]
impl Operations for FlowLog {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let pages = aws.ec2().describe_flow_logs().into_paginator();
        let mut logs = pages.items().send();
        let mut ids = Vec::new();
        while let Some(log) = logs.next().await {
            ids.extend(log?.flow_log_id);
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let Some(log) = described(aws, id).await? else {
            return Ok(None);
        };
        let account = aws.account().await?;
        Ok(Some(live(aws, &account, id, &log)))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let (kind, source) = source(desired)?;
        let destination = desired.text("log_destination");
        let request = aws
            .ec2()
            .create_flow_logs()
            .client_token(&operation.id)
            .resource_type(kind.clone())
            .resource_ids(source)
            .set_traffic_type(desired.text("traffic_type").map(Into::into))
            .set_log_destination_type(desired.text("log_destination_type").map(Into::into))
            .set_log_destination(destination.map(plain).map(str::to_owned))
            .set_log_format(desired.string("log_format"))
            .set_max_aggregation_interval(desired.whole("max_aggregation_interval"))
            .set_deliver_logs_permission_arn(desired.string("iam_role_arn"))
            .set_deliver_cross_account_role(desired.string("deliver_cross_account_role"))
            .set_destination_options(desired.block("destination_options").map(options))
            .tag_specifications(tags::specification(
                ResourceType::VpcFlowLog,
                desired.tags(),
                operation,
            ));
        let answer = request.send().await.map_err(|error| soon(error.into()))?;
        unsuccessful::check("ec2:CreateFlowLogs", answer.unsuccessful()).map_err(soon)?;
        let id = answer.flow_log_ids.into_iter().flatten().next();
        id.ok_or_else(|| Failure::incomplete("ec2:CreateFlowLogs", "flow log"))
    }

    async fn settled(&self, aws: &Aws, id: &str) -> Result<Progress> {
        Ok(match described(aws, id).await? {
            Some(_) => Progress::Done,
            None => Progress::Going("pending".to_owned()),
        })
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        tags::update(aws, id, change).await
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.ec2().delete_flow_logs().flow_log_ids(id);
        let Some(answer) = request.send().await.or_absent()? else {
            return Ok(());
        };
        unsuccessful::check("ec2:DeleteFlowLogs", answer.unsuccessful())
            .or_absent()
            .map(drop)
    }

    async fn find(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        _: &Operation,
    ) -> Result<Option<String>> {
        let (_, source) = source(desired)?;
        let filter = Filter::builder().name("resource-id").values(source);
        let request = aws.ec2().describe_flow_logs().filter(filter.build());
        let answer = request.send().await?;
        let account = aws.account().await?;
        let mut logs = answer.flow_logs.unwrap_or_default().into_iter();
        let wanted = desired.text("log_destination").map(plain);
        let found = logs.find(|log| {
            let destination = destination(aws, &account, log);
            destination.as_deref().map(plain) == wanted
        });
        Ok(found.and_then(|log| log.flow_log_id))
    }
}

/// What the record is of.
fn source(desired: Attributes<'_>) -> Result<(&'static FlowLogsResourceType, &str)> {
    let mut sources = SOURCES.iter();
    let source = sources.find_map(|(name, kind, _)| Some((kind, desired.text(name)?)));
    source.ok_or_else(|| {
        let names: Vec<&str> = SOURCES.iter().map(|(name, ..)| *name).collect();
        let names = names.join("`, `");
        Failure::invalid(
            "ec2:CreateFlowLogs",
            format!("one of `{names}` must be set"),
        )
    })
}

fn options(block: Attributes<'_>) -> DestinationOptionsRequest {
    DestinationOptionsRequest::builder()
        .set_file_format(block.text("file_format").map(Into::into))
        .set_hive_compatible_partitions(block.flag("hive_compatible_partitions"))
        .set_per_hour_partition(block.flag("per_hour_partition"))
        .build()
}

/// The ARN of a log group without the `:*` that some write behind it.
fn plain(destination: &str) -> &str {
    destination.strip_suffix(":*").unwrap_or(destination)
}

/// A role that was just made cannot be assumed yet: that passes.
fn soon(failure: Failure) -> Failure {
    if failure.message.contains("Unable to assume given IAM role") {
        return Failure {
            class: Class::Transient,
            ..failure
        };
    }
    failure
}

async fn described(aws: &Aws, id: &str) -> Result<Option<Described>> {
    let request = aws.ec2().describe_flow_logs().flow_log_ids(id);
    let answer = request.send().await.or_absent()?;
    let logs = answer.and_then(|answer| answer.flow_logs);
    Ok(logs.into_iter().flatten().next())
}

/// Where the record goes; made of the group's name where AWS tells only that.
fn destination(aws: &Aws, account: &str, log: &Described) -> Option<String> {
    let group = || {
        let (partition, region) = (aws.partition(), aws.region());
        let name = log.log_group_name()?;
        Some(format!(
            "arn:{partition}:logs:{region}:{account}:log-group:{name}"
        ))
    };
    let told = log.log_destination().filter(|text| !text.is_empty());
    told.map(str::to_owned).or_else(group)
}

fn live(aws: &Aws, account: &str, id: &str, log: &Described) -> Object {
    let source = log.resource_id().unwrap_or_default();
    let mut sources = SOURCES.iter();
    let name = sources.find(|(_, _, beginning)| source.starts_with(beginning));
    // AWS tells of options also where there can be none.
    let is_in_bucket = log.log_destination_type() == Some(&LogDestinationType::S3);
    let options = log.destination_options().filter(|_| is_in_bucket);
    let options = options.map(|options| {
        Live::block_of()
            .text("file_format", options.file_format().map(|f| f.as_str()))
            .flag(
                "hive_compatible_partitions",
                options.hive_compatible_partitions(),
            )
            .flag("per_hour_partition", options.per_hour_partition())
    });
    let live = Live::with_id(id)
        .text("arn", Some(arn(aws, "vpc-flow-log", account, id)))
        .text("traffic_type", log.traffic_type().map(|t| t.as_str()))
        .text(
            "log_destination_type",
            log.log_destination_type().map(|kind| kind.as_str()),
        )
        .text("log_destination", destination(aws, account, log))
        .text("log_format", log.log_format())
        .text("iam_role_arn", log.deliver_logs_permission_arn())
        .text(
            "deliver_cross_account_role",
            log.deliver_cross_account_role(),
        )
        .whole("max_aggregation_interval", log.max_aggregation_interval())
        .block("destination_options", options)
        .tags(tags::pairs(log.tags()));
    match name {
        Some((name, ..)) => live.text(name, Some(source)).into_object(),
        None => live.into_object(),
    }
}
