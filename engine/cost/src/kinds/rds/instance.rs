//! `aws_db_instance`: hours of the instance, storage with its operations, and what else it leads to. The
//! price with a standby holds for both.

use super::{insights, storage};
use crate::bill::Bill;
use crate::charge::Charge;
use crate::charges::cloudwatch::{LOG_INGESTION, LOG_STORAGE};
use crate::charges::rds::{BACKUP, INSTANCE_HOURS, MULTI_AZ_HOURS};
use crate::charges::secretsmanager::SECRETS;
use crate::subject::{Known, Subject};

const BY_EXPORT: &str = "the database exports its logs, and makes their group itself";
const BY_RDS: &str = "RDS keeps the master password in a secret of its own";

pub(super) fn price(database: &Subject<'_>, bill: &mut Bill<'_>) {
    let is_doubled = database.flag("multi_az");
    let hours = if is_doubled {
        &MULTI_AZ_HOURS
    } else {
        &INSTANCE_HOURS
    };
    instance(database, hours, bill);
    storage::price(database, is_doubled, bill);
    insights::price(database, bill);
    backups(database, bill);
    if !database.list("enabled_cloudwatch_logs_exports").is_empty() && !has_log_group(database) {
        bill.used("Exported logs", &LOG_INGESTION, "monthly_exported_logs_gb")
            .implied_by(BY_EXPORT);
        bill.used(
            "Exported logs kept",
            &LOG_STORAGE,
            "exported_logs_storage_gb",
        )
        .implied_by(BY_EXPORT);
    }
    if database.flag("manage_master_user_password") {
        bill.add("Master password", &SECRETS, 1).implied_by(BY_RDS);
    }
}

fn instance(database: &Subject<'_>, hours: &'static Charge, bill: &mut Bill<'_>) {
    match (database.text("instance_class"), engine(database)) {
        (Known::Set(class), Some(engine)) => {
            bill.hours("Instance", hours.of(&format!("{class}@{engine}")), 1);
        }
        (Known::AfterApply, Some("postgres")) => {
            bill.hours_of_some("Instance", (hours, "@postgres"), "instance_class", 1);
        }
        (_, Some(_)) => {
            bill.undecided("Instance", hours, "instance_class is not known");
        }
        (_, None) => {
            bill.undecided("Instance", hours, "the engine is not known");
        }
    }
}

/// The engine's name, as the book has it. A replica has that of what it replicates.
fn engine(database: &Subject<'_>) -> Option<&'static str> {
    const ENGINES: &[&str] = &["postgres", "mysql", "mariadb"];
    let known = |database: &Subject<'_>| {
        let engine = database.text("engine").value()?;
        ENGINES.iter().copied().find(|name| *name == engine)
    };
    known(database).or_else(|| known(&database.target("replicate_source_db", "aws_db_instance")?))
}

/// What is kept beyond the size of the database itself, and copies in another region.
fn backups(database: &Subject<'_>, bill: &mut Bill<'_>) {
    bill.used(
        "Backups beyond the database's size",
        &BACKUP,
        "additional_backup_storage_gb",
    );
    if !database.list("automated_backups_replication").is_empty() {
        let reason = "its copies are in another region, which the document does not name here";
        bill.undecided("Backups in another region", &BACKUP, reason);
    }
}

/// Whether the document has a log group of the name that RDS exports to.
fn has_log_group(database: &Subject<'_>) -> bool {
    let Some(identifier) = database.text("identifier").value() else {
        return database
            .world
            .all("aws_cloudwatch_log_group")
            .next()
            .is_some();
    };
    let start = format!("/aws/rds/instance/{identifier}/");
    let mut groups = database.world.all("aws_cloudwatch_log_group");
    groups.any(|group| {
        let name = group.text("name").value();
        name.is_some_and(|name| name.starts_with(&start))
    })
}
