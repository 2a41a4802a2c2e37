//! `aws_route`: where a table sends packets of one destination.

use async_trait::async_trait;
use aws_sdk_ec2::types::{Route as Described, RouteTable};
use tollgate_model::{Facts, Object};

use super::routes::{self, Destination, TARGETS};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::Failure;
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Progress, Result};
use crate::live::Live;

/// `aws_route`. Its id is the table's and the destination: `rtb-1_10.0.0.0/8`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_route",
        replaces: &[
            "route_table_id",
            "destination_cidr_block",
            "destination_ipv6_cidr_block",
            "destination_prefix_list_id",
        ],
        recomputed: &[
            ("state", &[]),
            ("instance_id", &[]),
            ("instance_owner_id", &[]),
        ],
        ..Facts::NONE
    },
    find: Find::Name,
    not_yet: &[
        "InvalidRouteTableID.NotFound",
        "InvalidGatewayID.NotFound",
        "InvalidInternetGatewayID.NotFound",
        "InvalidNatGatewayID.NotFound",
        "NatGatewayNotFound",
        "InvalidTransitGatewayID.NotFound",
    ],
    permissions: Permissions {
        list: &["ec2:DescribeRouteTables"],
        read: &["ec2:DescribeRouteTables"],
        create: &["ec2:CreateRoute"],
        update: &["ec2:ReplaceRoute"],
        delete: &["ec2:DeleteRoute"],
    },
    operations: &Route,
};

/// How the attributes of a destination are called.
const DESTINATION: [&str; 3] = [
    "destination_cidr_block",
    "destination_ipv6_cidr_block",
    "destination_prefix_list_id",
];

struct Route;

#[async_trait]
impl Operations for Route {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let tables = routes::tables(aws).await?;
        Ok(tables.iter().flat_map(ids).collect())
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let (table, destination) = parts(id)?;
        let route = described(aws, table, &destination).await?;
        Ok(route.map(|route| live(id, table, &destination, &route)))
    }

    async fn create(&self, aws: &Aws, desired: Attributes<'_>, _: &Operation) -> Result<String> {
        let table = desired.required("route_table_id")?;
        let destination = Destination::among(desired, DESTINATION)?;
        routes::create(aws, table, &destination, desired).await?;
        Ok(id_of(table, &destination))
    }

    async fn settled(&self, aws: &Aws, id: &str) -> Result<Progress> {
        let (table, destination) = parts(id)?;
        Ok(match described(aws, table, &destination).await? {
            Some(_) => Progress::Done,
            None => Progress::Going("pending".to_owned()),
        })
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        let (table, destination) = parts(id)?;
        if change.touches(TARGETS) {
            routes::replace(aws, table, &destination, change.desired).await?;
        }
        Ok(())
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let (table, destination) = parts(id)?;
        routes::delete(aws, table, &destination).await
    }

    async fn find(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        _: &Operation,
    ) -> Result<Option<String>> {
        let table = desired.required("route_table_id")?;
        let destination = Destination::among(desired, DESTINATION)?;
        let route = described(aws, table, &destination).await?;
        let route = route.filter(routes::is_made).map(|route| {
            let route = routes::target(Live::default(), &route).into_object();
            let found = Attributes::new("aws_route", &route);
            TARGETS
                .iter()
                .all(|name| found.text(name) == desired.text(name))
        });
        Ok((route == Some(true)).then(|| id_of(table, &destination)))
    }
}

fn id_of(table: &str, destination: &Destination) -> String {
    format!("{table}_{destination}")
}

/// The table and the destination that an id names.
fn parts(id: &str) -> Result<(&str, Destination)> {
    let parts = id.split_once('_');
    let parts = parts.map(|(table, destination)| (table, Destination::of(destination)));
    parts.ok_or_else(|| {
        Failure::invalid(
            "aws_route",
            format!("`{id}` is no id of a route: write TABLE_DESTINATION, as in rtb-1_10.0.0.0/8"),
        )
    })
}

/// The ids of the routes of a table that somebody made.
fn ids(table: &RouteTable) -> Vec<String> {
    let id = table.route_table_id().unwrap_or_default();
    let made = table.routes().iter().filter(|route| routes::is_made(route));
    let destinations = made.filter_map(Destination::of_route);
    destinations
        .map(|destination| id_of(id, &destination))
        .collect()
}

async fn described(aws: &Aws, table: &str, destination: &Destination) -> Result<Option<Described>> {
    let table = routes::table(aws, table).await?;
    let mut routes = table
        .and_then(|table| table.routes)
        .unwrap_or_default()
        .into_iter();
    Ok(routes.find(|route| Destination::of_route(route).as_ref() == Some(destination)))
}

fn live(id: &str, table: &str, destination: &Destination, route: &Described) -> Object {
    let live = Live::with_id(id)
        .text("route_table_id", Some(table))
        .text("origin", route.origin().map(|origin| origin.as_str()))
        .text("state", route.state().map(|state| state.as_str()))
        .text("instance_id", route.instance_id())
        .text("instance_owner_id", route.instance_owner_id());
    let live = destination.say(live, DESTINATION);
    routes::target(live, route).into_object()
}
