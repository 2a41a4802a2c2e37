//! What a cluster of Aurora says about all that belongs to it.

use tollgate_model::Band;

use crate::quantity::{Origin, Quantity};
use crate::subject::Subject;

const SCALING: &str =
    "as little and as much capacity as the cluster allows, and typically the least";

/// Whether the engine is one of Aurora's.
pub(super) fn is_aurora(engine: &str) -> bool {
    engine == "aurora" || engine.starts_with("aurora-")
}

/// Whether it pays more for storage and instances, and nothing for operations.
pub(super) fn is_optimized(cluster: &Subject<'_>) -> bool {
    cluster.text("storage_type").value().as_deref() == Some("aurora-iopt1")
}

/// The capacity of each instance with Serverless v2.
pub(super) fn capacity(cluster: &Subject<'_>) -> Option<Quantity> {
    let limit = |name: &str| {
        let path = format!("serverlessv2_scaling_configuration.{name}");
        cluster.number(&path).value()
    };
    let least = limit("min_capacity")?;
    let most = limit("max_capacity")?.max(least);
    Some(Quantity::assumed(
        "serverlessv2_scaling_configuration",
        "units",
        Band::of(least, least, most),
        Origin::Convention(SCALING),
    ))
}
