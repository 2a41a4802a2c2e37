//! `aws_db_instance`: hours of the instance, storage with its operations, and what else it leads to. The
//! price with a standby holds for both.

use super::{aurora, backups, class, engine, insights, logs, storage, support};
use crate::bill::Bill;
use crate::charge::Charge;
use crate::charges::ec2::ADDRESS_IN_USE;
use crate::charges::rds::{CPU_CREDITS, INSTANCE_HOURS, MULTI_AZ_HOURS};
use crate::charges::secretsmanager::SECRETS;
use crate::subject::{Known, Subject};

const BY_RDS: &str = "RDS keeps the master password in a secret of its own";
const BY_ACCESS: &str = "a database that is publicly accessible has a public address";

pub(super) fn price(database: &Subject<'_>, bill: &mut Bill<'_>) {
    let is_doubled = database.flag("multi_az");
    let (charge, instances) = if is_doubled {
        (&MULTI_AZ_HOURS, 2)
    } else {
        (&INSTANCE_HOURS, 1)
    };
    hours(database, charge, bill);
    storage::price(database, is_doubled, bill);
    if database.value("multi_az") == Known::AfterApply {
        let reason = "whether there is one is known only after apply";
        bill.undecided("Standby", &MULTI_AZ_HOURS, reason);
    }
    insights::price(database, bill);
    let class = database.text("instance_class").value();
    support::price(database, class.as_deref(), instances, bill);
    backups::price(database, bill);
    logs::exported(database, ("instance", "identifier"), bill);
    aside(database, bill);
    secret(database, bill);
}

/// Hours of an instance, by its class and engine.
pub(super) fn hours(database: &Subject<'_>, charge: &'static Charge, bill: &mut Bill<'_>) {
    match (database.text("instance_class"), engine::name(database)) {
        (Known::Set(class), Known::Set(engine)) => {
            bill.hours("Instance", charge.of(&format!("{class}@{engine}")), 1);
        }
        (Known::AfterApply, Known::Set(engine)) => {
            let family = (charge, &*format!("@{engine}"));
            bill.hours_of_some("Instance", family, "instance_class", 1);
        }
        (_, Known::Set(_)) => {
            bill.undecided("Instance", charge, "instance_class is not known");
        }
        (_, Known::Unset | Known::AfterApply) => {
            bill.undecided("Instance", charge, "the engine is not known");
        }
    }
}

/// What any instance may lead to, of a cluster or not: credits, samples of its operating system, an address.
pub(super) fn aside(database: &Subject<'_>, bill: &mut Bill<'_>) {
    credits(database, bill);
    logs::monitoring(database, bill);
    if database.flag("publicly_accessible") {
        bill.hours("Public IPv4 address", &ADDRESS_IN_USE, 1)
            .implied_by(BY_ACCESS);
    }
}

/// What a burstable instance uses of its processors beyond what it earns: always paid with RDS. Aurora has
/// prices of its own.
fn credits(database: &Subject<'_>, bill: &mut Bill<'_>) {
    let Some(hours) = bill.usage_if_given("monthly_cpu_credit_hrs") else {
        return;
    };
    let class = database.text("instance_class").value().unwrap_or_default();
    let burst = class::burstable(&class).zip(class::processors(&class));
    let Some((family, processors)) = burst else {
        return;
    };
    let engine = engine::name(database).value().unwrap_or_default();
    let due = if aurora::is_aurora(&engine) {
        CPU_CREDITS.of(&format!("{family}@{engine}"))
    } else {
        CPU_CREDITS.of(family)
    };
    bill.add("CPU credits", due, hours.times(processors));
}

/// The secret in which RDS keeps the master password, if it manages it.
pub(super) fn secret(database: &Subject<'_>, bill: &mut Bill<'_>) {
    if database.flag("manage_master_user_password") {
        bill.add("Master password", &SECRETS, 1).implied_by(BY_RDS);
    }
}
