//! ElastiCache.

use crate::charge::Charge;
use crate::unit;

const SERVICE: &str = "AmazonElastiCache";

charges! {
    /// A node, by the hour. The size is the type and the engine: `cache.t3.micro@redis`.
    NODE_HOURS = regional(SERVICE, "NodeUsage:*", unit::HOUR);
    /// Snapshots beyond the one of each cluster that is free.
    BACKUP = regional(SERVICE, "ElastiCache:BackupUsage", unit::GB_MONTH);
}
