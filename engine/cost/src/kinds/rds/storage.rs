//! Storage of a database, and the operations that are paid beside it.

use rust_decimal::Decimal;
use tollgate_model::Band;

use super::engine;
use crate::bill::Bill;
use crate::charge::Charge;
use crate::charges::rds::{
    GP2_STORAGE, GP3_IOPS, GP3_STORAGE, IO_STORAGE, IOPS, MULTI_AZ_GP2_STORAGE, MULTI_AZ_GP3_IOPS,
    MULTI_AZ_GP3_STORAGE, MULTI_AZ_IO_STORAGE, MULTI_AZ_IOPS, MULTI_AZ_STANDARD_STORAGE,
    STANDARD_STORAGE,
};
use crate::quantity::{Origin, Quantity};
use crate::subject::{Known, Subject};

const GROWTH: &str = "storage may grow to max_allocated_storage, and typically has not";

/// Operations that io1 has at least.
const LEAST_IOPS: u32 = 1_000;

/// Operations and MB/s that gp3 includes, whatever its size.
const INCLUDED: (u32, u32) = (3_000, 125);
/// The same from a size on at which RDS lays several volumes side by side.
const INCLUDED_IN_MORE: (u32, u32) = (12_000, 500);

pub(super) fn price(database: &Subject<'_>, is_doubled: bool, bill: &mut Bill<'_>) {
    let storage = allocated(database);
    let default = if database.value("iops") == Known::Unset {
        "gp2"
    } else {
        "io1"
    };
    let of: Choice = if is_doubled {
        |_, doubled| doubled
    } else {
        |single, _| single
    };
    match database.text("storage_type").or(default.into()) {
        Known::Set(kind) => match kind.as_ref() {
            "gp3" => gp3(database, storage, of, bill),
            "io1" => io1(database, storage, of, bill),
            "gp2" => add(storage, of(&GP2_STORAGE, &MULTI_AZ_GP2_STORAGE), bill),
            "standard" => add(
                storage,
                of(&STANDARD_STORAGE, &MULTI_AZ_STANDARD_STORAGE),
                bill,
            ),
            other => {
                let reason = format!("the book has no price for {other}");
                bill.undecided("Storage", of(&GP2_STORAGE, &MULTI_AZ_GP2_STORAGE), reason);
            }
        },
        Known::Unset | Known::AfterApply => {
            let reason = "storage_type is known only after apply";
            bill.undecided("Storage", of(&GP2_STORAGE, &MULTI_AZ_GP2_STORAGE), reason);
        }
    }
    if database.flag("dedicated_log_volume") {
        let reason = "the book has no price for a volume of logs";
        bill.undecided(
            "Volume of logs",
            of(&IO_STORAGE, &MULTI_AZ_IO_STORAGE),
            reason,
        );
    }
}

fn add(storage: Quantity, charge: &'static Charge, bill: &mut Bill<'_>) {
    bill.add("Storage", charge, storage).bounded();
}

/// Chooses between the charge for one zone and that for two.
type Choice = fn(&'static Charge, &'static Charge) -> &'static Charge;

fn gp3(database: &Subject<'_>, storage: Quantity, of: Choice, bill: &mut Bill<'_>) {
    let (operations, throughput) = included(database, storage.band.low);
    add(storage, of(&GP3_STORAGE, &MULTI_AZ_GP3_STORAGE), bill);
    let span = Band::of(3_000, 12_000, 64_000);
    let asked = database.quantity("iops", "IOPS", operations, span);
    let paid = asked.beyond(&Quantity::exactly(operations));
    if !paid.band.is_zero() {
        let charge = of(&GP3_IOPS, &MULTI_AZ_GP3_IOPS);
        bill.add("Operations beyond the included", charge, paid);
    }
    let more = |asked: Decimal| asked > Decimal::from(throughput);
    if database
        .number("storage_throughput")
        .value()
        .is_some_and(more)
    {
        let reason = "the book has no price for throughput";
        bill.undecided(
            "Throughput beyond the included",
            of(&GP3_STORAGE, &MULTI_AZ_GP3_STORAGE),
            reason,
        );
    }
}

fn io1(database: &Subject<'_>, storage: Quantity, of: Choice, bill: &mut Bill<'_>) {
    add(storage, of(&IO_STORAGE, &MULTI_AZ_IO_STORAGE), bill);
    let span = Band::of(LEAST_IOPS, 3_000, 80_000);
    let asked = database.quantity("iops", "IOPS", LEAST_IOPS, span);
    bill.add("Operations", of(&IOPS, &MULTI_AZ_IOPS), asked);
}

/// Operations and MB/s that gp3 includes: more from 400 GB on, with Oracle from 200 GB on, and never with
/// SQL Server (RDS user guide, "gp3 storage").
fn included(database: &Subject<'_>, storage: Decimal) -> (u32, u32) {
    let engine = engine::name(database).value().unwrap_or_default();
    let from = match engine.split('-').next() {
        Some("sqlserver") => return INCLUDED,
        Some("oracle") => 200,
        _ => 400,
    };
    if storage < Decimal::from(from) {
        INCLUDED
    } else {
        INCLUDED_IN_MORE
    }
}

/// What is allocated, up to what it may grow to. A replica has as much as what it replicates.
fn allocated(database: &Subject<'_>) -> Quantity {
    let source = database.target("replicate_source_db", "aws_db_instance");
    let settings = source
        .filter(|_| database.value("allocated_storage") == Known::Unset)
        .unwrap_or(*database);
    let span = Band::of(20, 100, 1_000);
    let now = settings.quantity("allocated_storage", "GB", 20, span);
    let most = database.number("max_allocated_storage").value();
    match most {
        Some(most) if most > now.band.high => {
            let grown = Band {
                high: most,
                ..now.band
            };
            Quantity::assumed(
                "max_allocated_storage",
                "GB",
                grown,
                Origin::Convention(GROWTH),
            )
        }
        _ => now,
    }
}
