//! `aws_route_table`: where subnets send their packets.

use async_trait::async_trait;
use aws_sdk_ec2::types::{ResourceType, RouteTable as Described};
use tollgate_model::{Facts, Object};

use super::arn::arn;
use super::routes::{self, Destination, TARGETS};
use super::tags;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Progress, Result};
use crate::live::Live;

/// `aws_route_table`. The call that makes it takes no routes: those inside it are made by an update.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_route_table",
        replaces: &["vpc_id"],
        filled_in: &["propagating_vgws"],
        ..Facts::NONE
    },
    find: Find::Tag,
    not_yet: &["InvalidVpcID.NotFound", "InvalidRouteTableID.NotFound"],
    permissions: Permissions {
        list: &["ec2:DescribeRouteTables"],
        read: &["ec2:DescribeRouteTables"],
        create: &[
            "ec2:CreateRouteTable",
            "ec2:CreateTags",
            "ec2:CreateRoute",
            "ec2:EnableVgwRoutePropagation",
        ],
        update: &[
            "ec2:CreateRoute",
            "ec2:ReplaceRoute",
            "ec2:DeleteRoute",
            "ec2:EnableVgwRoutePropagation",
            "ec2:DisableVgwRoutePropagation",
            "ec2:CreateTags",
            "ec2:DeleteTags",
        ],
        delete: &["ec2:DeleteRouteTable"],
    },
    operations: &RouteTable,
};

/// How the attributes of a destination are called inside the table.
const DESTINATION: [&str; 3] = [
    "cidr_block",
    "ipv6_cidr_block",
    "destination_prefix_list_id",
];

struct RouteTable;

#[async_trait]
impl Operations for RouteTable {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let tables = routes::tables(aws).await?;
        let ids = tables.into_iter().filter_map(|table| table.route_table_id);
        Ok(ids.collect())
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let table = routes::table(aws, id).await?;
        Ok(table.map(|table| live(aws, id, &table)))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let answer = aws
            .ec2()
            .create_route_table()
            .client_token(&operation.id)
            .vpc_id(desired.required("vpc_id")?)
            .tag_specifications(tags::specification(
                ResourceType::RouteTable,
                desired.tags(),
                operation,
            ))
            .send()
            .await?;
        answer
            .route_table
            .and_then(|table| table.route_table_id)
            .ok_or_else(|| Failure::incomplete("ec2:CreateRouteTable", "route table"))
    }

    async fn settled(&self, aws: &Aws, id: &str) -> Result<Progress> {
        Ok(match routes::table(aws, id).await? {
            Some(_) => Progress::Done,
            None => Progress::Going("pending".to_owned()),
        })
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        if change.touches(&["route"]) {
            update_routes(aws, id, change).await?;
        }
        if change.touches(&["propagating_vgws"]) {
            update_propagation(aws, id, change).await?;
        }
        tags::update(aws, id, change).await
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let request = aws.ec2().delete_route_table().route_table_id(id);
        request.send().await.or_absent().map(drop)
    }

    async fn find(
        &self,
        aws: &Aws,
        _: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        let request = aws.ec2().describe_route_tables();
        let answer = request.filters(tags::made_by(operation)).send().await?;
        let table = answer.route_tables.unwrap_or_default().into_iter().next();
        Ok(table.and_then(|table| table.route_table_id))
    }
}

fn live(aws: &Aws, id: &str, table: &Described) -> Object {
    let owner = table.owner_id().unwrap_or_default();
    let gateways = table.propagating_vgws().iter();
    let routes = table.routes().iter().filter(|route| routes::is_made(route));
    let routes = routes.filter_map(|route| {
        let live = Destination::of_route(route)?.say(Live::block_of(), DESTINATION);
        Some(routes::target(live, route))
    });
    Live::with_id(id)
        .text("arn", Some(arn(aws, "route-table", owner, id)))
        .text("owner_id", table.owner_id())
        .text("vpc_id", table.vpc_id())
        .texts(
            "propagating_vgws",
            gateways.filter_map(|gateway| gateway.gateway_id()),
        )
        .blocks("route", routes)
        .tags(tags::pairs(table.tags()))
        .into_object()
}

/// Brings the routes inside a table to what is desired.
async fn update_routes(aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
    let prior = destinations(change.prior)?;
    let desired = destinations(change.desired)?;
    for (destination, _) in &prior {
        if !desired.iter().any(|(other, _)| other == destination) {
            routes::delete(aws, id, destination).await?;
        }
    }
    for (destination, route) in &desired {
        match prior.iter().find(|(other, _)| other == destination) {
            None => routes::create(aws, id, destination, *route).await?,
            Some((_, prior)) => {
                let change = Change {
                    prior: *prior,
                    desired: *route,
                };
                if change.touches(TARGETS) {
                    routes::replace(aws, id, destination, *route).await?;
                }
            }
        }
    }
    Ok(())
}

/// The routes inside a table, each with its destination.
fn destinations(table: Attributes<'_>) -> Result<Vec<(Destination, Attributes<'_>)>> {
    let routes = table.blocks("route").into_iter();
    routes
        .map(|route| Ok((Destination::among(route, DESTINATION)?, route)))
        .collect()
}

/// Lets the gateways that are desired tell the table their routes, and no others.
async fn update_propagation(aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
    let (new, gone) = change.difference("propagating_vgws");
    for gateway in gone {
        let request = aws.ec2().disable_vgw_route_propagation();
        let request = request.route_table_id(id).gateway_id(gateway);
        request.send().await?;
    }
    for gateway in new {
        let request = aws.ec2().enable_vgw_route_propagation();
        let request = request.route_table_id(id).gateway_id(gateway);
        request.send().await?;
    }
    Ok(())
}
