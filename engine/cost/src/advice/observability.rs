//! Fewer metrics, shorter logs.

use tollgate_model::{Segment, Value};

use super::{Proposal, Step, one};
use crate::subject::member;
use crate::world::World;

const NO_METRICS: &str = "no metrics of single tasks and containers";
const SHORT_HISTORY: &str = "the database's load is kept for a week only";

/// Days of Performance Insights that cost nothing.
const FREE_DAYS: i64 = 7;

pub(super) fn proposals(world: &World<'_>) -> Vec<Proposal> {
    let clusters = world.all("aws_ecs_cluster").filter_map(|cluster| {
        let settings = cluster.list("setting");
        let position = settings.iter().position(|setting| {
            let says = |name, text| member(setting, name).and_then(Value::as_str) == Some(text);
            says("name", "containerInsights") && !says("value", "disabled")
        })?;
        let address = cluster.resource.address.clone();
        let path = [
            Segment::from("setting"),
            Segment::from(position),
            Segment::from("value"),
        ];
        Some(Proposal {
            kind: "no-container-insights",
            address: address.clone(),
            change: "containerInsights = \"disabled\"".to_owned(),
            price: Some(NO_METRICS),
            steps: vec![Step::Set(
                address,
                path.into_iter().collect(),
                Value::from("disabled"),
            )],
        })
    });
    let databases = world.all("aws_db_instance").filter_map(|database| {
        let attribute = "performance_insights_retention_period";
        let days = database.number(attribute).value()?;
        (days > FREE_DAYS.into()).then(|| {
            one(
                "short-insights",
                database.resource,
                attribute,
                FREE_DAYS.into(),
                Some(SHORT_HISTORY),
            )
        })?
    });
    clusters.chain(databases).collect()
}
