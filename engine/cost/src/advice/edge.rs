//! Endpoints and edges.

use tollgate_model::Value;

use super::{Proposal, Step, one};
use crate::world::World;

const NO_ENDPOINT: &str = "its traffic goes through the NAT gateways, where each GB costs more";
const FEWER_EDGES: &str = "viewers in South America, Africa, Asia and Australia wait longer";

pub(super) fn proposals(world: &World<'_>) -> Vec<Proposal> {
    let endpoints = world.all("aws_vpc_endpoint").filter_map(|endpoint| {
        let kind = endpoint.text("vpc_endpoint_type").value()?;
        let address = endpoint.resource.address.clone();
        (kind == "Interface").then(|| Proposal {
            kind: "no-endpoint",
            address: address.clone(),
            change: "without the endpoint".to_owned(),
            price: Some(NO_ENDPOINT),
            steps: vec![Step::Remove(address)],
        })
    });
    let distributions = world
        .all("aws_cloudfront_distribution")
        .filter_map(|distribution| {
            let class = distribution
                .text("price_class")
                .or("PriceClass_All".into())
                .value()?;
            (class != "PriceClass_100").then(|| {
                let smallest = Value::from("PriceClass_100");
                one(
                    "price-class",
                    distribution.resource,
                    "price_class",
                    smallest,
                    Some(FEWER_EDGES),
                )
            })?
        });
    endpoints.chain(distributions).collect()
}
