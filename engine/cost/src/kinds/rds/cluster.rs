//! `aws_rds_cluster`: storage, operations and backups of a cluster of Aurora. Its instances are charged by
//! themselves. A cluster of another engine has three instances of its own, for which the book has no price.

use tollgate_model::Band;

use super::aurora::{is_aurora, is_optimized};
use super::{instance, logs};
use crate::bill::Bill;
use crate::charges::rds::{
    AURORA_BACKUP, AURORA_OPERATIONS, AURORA_OPTIMIZED_STORAGE, AURORA_STORAGE, INSTANCE_HOURS,
};
use crate::quantity::Quantity;
use crate::subject::{Known, Subject};

const SECONDS_A_MONTH: u32 = 2_628_000;

pub(super) fn price(cluster: &Subject<'_>, bill: &mut Bill<'_>) {
    match cluster.text("engine") {
        Known::Set(engine) if is_aurora(&engine) => {
            storage(cluster, bill);
            backups(cluster, bill);
        }
        Known::Set(_) => {
            let reason = "the book has no price for clusters of this engine";
            bill.undecided("Instances and storage", &INSTANCE_HOURS, reason);
        }
        Known::Unset | Known::AfterApply => {
            bill.undecided("Storage", &AURORA_STORAGE, "the engine is not known");
        }
    }
    logs::exported(cluster, ("cluster", "cluster_identifier"), bill);
    instance::secret(cluster, bill);
}

fn storage(cluster: &Subject<'_>, bill: &mut Bill<'_>) {
    if is_optimized(cluster) {
        bill.used("Storage", &AURORA_OPTIMIZED_STORAGE, "storage_gb");
        return;
    }
    bill.used("Storage", &AURORA_STORAGE, "storage_gb");
    let reads = bill.usage("read_requests_per_sec");
    let operations = bill.usage("write_requests_per_sec").and(&reads);
    bill.add(
        "Operations",
        &AURORA_OPERATIONS,
        operations.times(SECONDS_A_MONTH),
    );
}

/// Of the days that backups are kept, the first is free.
fn backups(cluster: &Subject<'_>, bill: &mut Bill<'_>) {
    let days = cluster.quantity("backup_retention_period", "days", 1, Band::of(1, 7, 35));
    let paid = days.beyond(&Quantity::exactly(1));
    if !paid.band.is_zero() {
        let size = bill.usage("backup_snapshot_size_gb").for_each(&paid);
        bill.add("Backups beyond a day", &AURORA_BACKUP, size);
    }
}
