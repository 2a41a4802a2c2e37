//! `aws_route_table_association`: which table a subnet or a gateway uses.
//!
//! AWS gives the association a new id whenever its table changes, and a subnet has one at most. So it
//! goes by the id of what it is for: `subnet-1`. What Terraform calls it by in `import`
//! (`subnet-1/rtb-1`) and in its state (`rtbassoc-1`) is understood as well.

use async_trait::async_trait;
use aws_sdk_ec2::types::{Filter, RouteTableAssociation, RouteTableAssociationStateCode as State};
use tollgate_model::{Facts, Object};

use super::routes;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Progress, Result};
use crate::live::Live;

/// `aws_route_table_association`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_route_table_association",
        replaces: &["subnet_id", "gateway_id"],
        recomputed: &[("id", &["route_table_id"])],
        ..Facts::NONE
    },
    find: Find::Name,
    not_yet: &["InvalidRouteTableID.NotFound", "InvalidSubnetID.NotFound"],
    permissions: Permissions {
        list: &["ec2:DescribeRouteTables"],
        read: &["ec2:DescribeRouteTables"],
        create: &["ec2:AssociateRouteTable"],
        update: &["ec2:ReplaceRouteTableAssociation"],
        delete: &["ec2:DisassociateRouteTable"],
    },
    operations: &Association,
};

struct Association;

#[async_trait]
impl Operations for Association {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let tables = routes::tables(aws).await?;
        let associations = tables.iter().flat_map(|table| table.associations());
        let associations = associations.inspect(|it| aws.keep(subject(it), *it));
        let ids = associations.filter_map(|association| subject(association));
        Ok(ids.map(str::to_owned).collect())
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let association = described(aws, id).await?;
        Ok(association.map(|association| {
            Live::default()
                .text("id", association.route_table_association_id())
                .text("route_table_id", association.route_table_id())
                .text("subnet_id", association.subnet_id())
                .text("gateway_id", association.gateway_id())
                .into_object()
        }))
    }

    async fn create(&self, aws: &Aws, desired: Attributes<'_>, _: &Operation) -> Result<String> {
        let subject = desired_subject(desired)?;
        let request = aws
            .ec2()
            .associate_route_table()
            .route_table_id(desired.required("route_table_id")?)
            .set_subnet_id(desired.string("subnet_id"))
            .set_gateway_id(desired.string("gateway_id"));
        request.send().await?;
        Ok(subject.to_owned())
    }

    async fn settled(&self, aws: &Aws, id: &str) -> Result<Progress> {
        let Some(association) = described(aws, id).await? else {
            return Ok(Progress::Going("pending".to_owned()));
        };
        let status = association.association_state();
        Ok(match status.and_then(|status| status.state()) {
            Some(state @ (State::Associating | State::Disassociating)) => {
                Progress::Going(state.as_str().to_owned())
            }
            Some(State::Failed) => {
                let reason = status.and_then(|status| status.status_message());
                Progress::Failed(reason.unwrap_or("no reason given").to_owned())
            }
            _ => Progress::Done,
        })
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        let association = described(aws, id).await?;
        let association = association.and_then(|it| it.route_table_association_id);
        let Some(association) = association else {
            let call = "ec2:ReplaceRouteTableAssociation";
            return Err(Failure::incomplete(call, "association"));
        };
        let request = aws.ec2().replace_route_table_association();
        let request = request.association_id(association);
        let table = change.desired.required("route_table_id")?;
        request.route_table_id(table).send().await?;
        Ok(())
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let association = described(aws, id).await?;
        let association = association.and_then(|it| it.route_table_association_id);
        let Some(association) = association else {
            return Ok(());
        };
        let request = aws.ec2().disassociate_route_table();
        let request = request.association_id(association);
        request.send().await.or_absent().map(drop)
    }

    async fn find(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        _: &Operation,
    ) -> Result<Option<String>> {
        let subject = desired_subject(desired)?;
        let found = described(aws, subject).await?;
        let is_same = |found: &RouteTableAssociation| {
            found.route_table_id() == desired.text("route_table_id")
        };
        Ok(found.filter(is_same).map(|_| subject.to_owned()))
    }
}

/// What the association is to be for: a subnet or a gateway.
fn desired_subject(desired: Attributes<'_>) -> Result<&str> {
    match desired.text("gateway_id") {
        Some(gateway) => Ok(gateway),
        None => desired.required("subnet_id"),
    }
}

/// What an association is for; none for that of the whole network.
fn subject(association: &RouteTableAssociation) -> Option<&str> {
    association.subnet_id().or(association.gateway_id())
}

/// The association of this id, see the module.
async fn described(aws: &Aws, id: &str) -> Result<Option<RouteTableAssociation>> {
    let id = id.split_once('/').map_or(id, |(subject, _)| subject);
    if let Some(kept) = aws.kept(id) {
        return Ok(Some(kept));
    }
    let filter = if id.starts_with("rtbassoc-") {
        "association.route-table-association-id"
    } else if id.starts_with("subnet-") {
        "association.subnet-id"
    } else {
        "association.gateway-id"
    };
    let filter = Filter::builder().name(filter).values(id).build();
    let request = aws.ec2().describe_route_tables().filters(filter);
    let answer = request.send().await.or_absent()?;
    let tables = answer.and_then(|answer| answer.route_tables);
    let associations = tables.into_iter().flatten();
    let mut associations = associations.flat_map(|table| table.associations.unwrap_or_default());
    Ok(associations.find(|association| {
        subject(association) == Some(id) || association.route_table_association_id() == Some(id)
    }))
}
