//! Backups of a database: as much as it is large is free in its region. What is copied into another region is
//! paid there, and on its way.

use std::sync::Arc;

use rust_decimal::Decimal;
use tollgate_model::Value;

use crate::bill::Bill;
use crate::charges::rds::BACKUP;
use crate::kinds::transfer;
use crate::subject::{Known, Subject, member};

const BEYOND: &str = "additional_backup_storage_gb";

pub(super) fn price(database: &Subject<'_>, bill: &mut Bill<'_>) {
    let is_backed_up = match database.number("backup_retention_period") {
        Known::Set(days) => days > Decimal::ZERO,
        Known::Unset => false,
        Known::AfterApply => true,
    };
    if is_backed_up || bill.usage_if_given(BEYOND).is_some() {
        bill.used("Backups beyond the database's size", &BACKUP, BEYOND);
    }
    for copy in database.list("automated_backups_replication") {
        copied(database, copy, bill);
    }
}

fn copied(database: &Subject<'_>, copy: &Value, bill: &mut Bill<'_>) {
    const NAME: &str = "Backups in another region";
    let Some(region) = destination(database, copy) else {
        bill.undecided(NAME, &BACKUP, "the other region is not known");
        return;
    };
    let due = transfer::to_region(&region, bill);
    bill.elsewhere(Some(region), |bill| {
        bill.used(NAME, &BACKUP, "replicated_backup_storage_gb");
    });
    bill.used(
        "Backups on their way to another region",
        due,
        "monthly_replicated_backup_gb",
    );
}

/// The region that the copy is in: it says so itself, or its key is there.
fn destination(database: &Subject<'_>, copy: &Value) -> Option<Arc<str>> {
    let named = member(copy, "region").and_then(Value::as_str);
    named
        .map(|name| database.world.region_named(name))
        .or_else(|| {
            let key = database.target("automated_backups_replication", "aws_kms_key")?;
            key.region()
        })
}
