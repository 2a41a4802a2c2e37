//! Which capacity tasks run on: blocks that clusters and services share.

use aws_sdk_ecs::types::CapacityProviderStrategyItem;

use crate::attributes::Attributes;
use crate::failure::Failure;
use crate::kind::Result;
use crate::live::Live;

/// The blocks of this name as a request takes them.
pub fn items(of: Attributes<'_>, block_name: &str) -> Result<Vec<CapacityProviderStrategyItem>> {
    let item = |block: &Attributes<'_>| {
        CapacityProviderStrategyItem::builder()
            .capacity_provider(block.required("capacity_provider")?)
            .set_base(block.whole("base"))
            .set_weight(block.whole("weight"))
            .build()
            .map_err(|error| Failure::invalid(block_name, error.to_string()))
    };
    of.blocks(block_name).iter().map(item).collect()
}

/// What AWS tells, as blocks.
pub fn blocks(items: &[CapacityProviderStrategyItem]) -> impl Iterator<Item = Live> {
    items.iter().map(|item| {
        Live::block_of()
            .text("capacity_provider", Some(item.capacity_provider()))
            .whole("base", Some(item.base()))
            .whole("weight", Some(item.weight()))
    })
}
