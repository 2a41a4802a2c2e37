//! `ecs_target`: the task that a rule starts.

use aws_sdk_eventbridge::types::{
    AssignPublicIp, AwsVpcConfiguration, CapacityProviderStrategyItem, EcsParameters,
    NetworkConfiguration, PlacementConstraint, PlacementStrategy,
};

use super::tags;
use super::target_parts::built;
use crate::attributes::Attributes;
use crate::kind::Result;
use crate::live::Live;

/// What is put.
pub fn write(block: Attributes<'_>) -> Result<EcsParameters> {
    let providers = block.blocks("capacity_provider_strategy").into_iter();
    let providers: Vec<_> = providers.map(provider).collect::<Result<_>>()?;
    let strategies = block.blocks("ordered_placement_strategy").into_iter();
    let strategies: Vec<_> = strategies
        .map(|block| {
            PlacementStrategy::builder()
                .set_type(block.text("type").map(Into::into))
                .set_field(block.string("field"))
                .build()
        })
        .collect();
    let constraints = block.blocks("placement_constraint").into_iter();
    let constraints: Vec<_> = constraints
        .map(|block| {
            PlacementConstraint::builder()
                .set_type(block.text("type").map(Into::into))
                .set_expression(block.string("expression"))
                .build()
        })
        .collect();
    let network = block.block("network_configuration").map(network);
    built(
        EcsParameters::builder()
            .set_task_definition_arn(block.string("task_definition_arn"))
            .set_task_count(block.whole("task_count"))
            .set_launch_type(block.text("launch_type").map(Into::into))
            .set_platform_version(block.string("platform_version"))
            .set_group(block.string("group"))
            .set_propagate_tags(block.text("propagate_tags").map(Into::into))
            .set_enable_ecs_managed_tags(block.flag("enable_ecs_managed_tags"))
            .set_enable_execute_command(block.flag("enable_execute_command"))
            .set_network_configuration(network.transpose()?)
            .set_capacity_provider_strategy(some(providers))
            .set_placement_strategy(some(strategies))
            .set_placement_constraints(some(constraints))
            .set_tags(tags::new(block.map("tags"))?)
            .build(),
    )
}

/// What is there.
pub fn read(told: &EcsParameters) -> Live {
    let awsvpc = told.network_configuration();
    let awsvpc = awsvpc.and_then(|network| network.awsvpc_configuration());
    let tags = told.tags().iter();
    Live::block_of()
        .text("task_definition_arn", Some(told.task_definition_arn()))
        .whole("task_count", told.task_count())
        .text("launch_type", told.launch_type().map(|kind| kind.as_str()))
        .text("platform_version", told.platform_version())
        .text("group", told.group())
        .text(
            "propagate_tags",
            told.propagate_tags().map(|from| from.as_str()),
        )
        .flag(
            "enable_ecs_managed_tags",
            Some(told.enable_ecs_managed_tags()),
        )
        .flag(
            "enable_execute_command",
            Some(told.enable_execute_command()),
        )
        .map("tags", tags.map(|tag| (tag.key(), tag.value())))
        .block(
            "network_configuration",
            awsvpc.map(|network| {
                let public = network.assign_public_ip();
                Live::block_of()
                    .texts("subnets", network.subnets())
                    .texts("security_groups", network.security_groups())
                    .flag(
                        "assign_public_ip",
                        public.map(|public| *public == AssignPublicIp::Enabled),
                    )
            }),
        )
        .blocks(
            "capacity_provider_strategy",
            told.capacity_provider_strategy().iter().map(|item| {
                Live::block_of()
                    .text("capacity_provider", Some(item.capacity_provider()))
                    .whole("base", Some(item.base()))
                    .whole("weight", Some(item.weight()))
            }),
        )
        .blocks(
            "ordered_placement_strategy",
            told.placement_strategy().iter().map(|strategy| {
                Live::block_of()
                    .text("type", strategy.r#type().map(|kind| kind.as_str()))
                    .text("field", strategy.field())
            }),
        )
        .blocks(
            "placement_constraint",
            told.placement_constraints().iter().map(|constraint| {
                Live::block_of()
                    .text("type", constraint.r#type().map(|kind| kind.as_str()))
                    .text("expression", constraint.expression())
            }),
        )
}

fn provider(block: Attributes<'_>) -> Result<CapacityProviderStrategyItem> {
    built(
        CapacityProviderStrategyItem::builder()
            .set_capacity_provider(block.string("capacity_provider"))
            .set_base(block.whole("base"))
            .set_weight(block.whole("weight"))
            .build(),
    )
}

fn network(block: Attributes<'_>) -> Result<NetworkConfiguration> {
    let public = match block.flag("assign_public_ip") {
        Some(true) => AssignPublicIp::Enabled,
        _ => AssignPublicIp::Disabled,
    };
    let awsvpc = AwsVpcConfiguration::builder()
        .set_subnets(block.some_texts("subnets"))
        .set_security_groups(block.some_texts("security_groups"))
        .assign_public_ip(public);
    let network = NetworkConfiguration::builder();
    Ok(network.awsvpc_configuration(built(awsvpc.build())?).build())
}

fn some<T>(items: Vec<T>) -> Option<Vec<T>> {
    (!items.is_empty()).then_some(items)
}
