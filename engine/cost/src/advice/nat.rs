//! Fewer NAT gateways.

use super::{Proposal, Step};
use crate::world::World;

const PRICE: &str =
    "when the zone of the one gateway fails, no private subnet reaches the internet";

pub(super) fn proposals(world: &World<'_>) -> Vec<Proposal> {
    let gateways: Vec<_> = world.all("aws_nat_gateway").collect();
    let Some((first, others)) = gateways.split_first() else {
        return Vec::new();
    };
    if others.is_empty() {
        return Vec::new();
    }
    let steps = others.iter().flat_map(|gateway| {
        let address = gateway.target("allocation_id", "aws_eip");
        let address = address.map(|address| Step::Remove(address.resource.address.clone()));
        [Step::Remove(gateway.resource.address.clone())]
            .into_iter()
            .chain(address)
    });
    vec![Proposal {
        kind: "single-nat",
        address: first.resource.address.clone(),
        change: format!("one NAT gateway instead of {}", gateways.len()),
        price: Some(PRICE),
        steps: steps.collect(),
    }]
}
