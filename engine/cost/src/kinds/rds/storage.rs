//! Storage of a database, and the operations that are paid beside it.

use rust_decimal::Decimal;
use tollgate_model::Band;

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

/// Operations that gp3 includes: 3,000, and 12,000 from 400 GB on (RDS user guide, "gp3 storage").
fn included(storage: Decimal) -> Decimal {
    if storage < Decimal::from(400) {
        Decimal::from(3_000)
    } else {
        Decimal::from(12_000)
    }
}

pub(super) fn price(database: &Subject<'_>, is_doubled: bool, bill: &mut Bill<'_>) {
    let storage = allocated(database);
    let kind = database.text("storage_type").or("gp2".into());
    let of = |single: &'static Charge, doubled: &'static Charge| {
        if is_doubled { doubled } else { single }
    };
    let charge = match kind.value().as_deref() {
        Some("gp3") => of(&GP3_STORAGE, &MULTI_AZ_GP3_STORAGE),
        Some("io1" | "io2") => of(&IO_STORAGE, &MULTI_AZ_IO_STORAGE),
        Some("standard") => of(&STANDARD_STORAGE, &MULTI_AZ_STANDARD_STORAGE),
        Some(_) => of(&GP2_STORAGE, &MULTI_AZ_GP2_STORAGE),
        None => {
            bill.undecided(
                "Storage",
                &GP2_STORAGE,
                "storage_type is known only after apply",
            );
            return;
        }
    };
    bill.add("Storage", charge, storage.clone()).bounded();
    let Known::Set(iops) = database.number("iops") else {
        return;
    };
    if charge == &GP3_STORAGE || charge == &MULTI_AZ_GP3_STORAGE {
        let free = Quantity::exactly(included(storage.band.low));
        let more = Quantity::exactly(iops).beyond(&free);
        bill.add(
            "Operations beyond the included",
            of(&GP3_IOPS, &MULTI_AZ_GP3_IOPS),
            more,
        );
    } else if charge == &IO_STORAGE || charge == &MULTI_AZ_IO_STORAGE {
        bill.add("Operations", of(&IOPS, &MULTI_AZ_IOPS), iops);
    }
}

/// What is allocated, up to what it may grow to.
fn allocated(database: &Subject<'_>) -> Quantity {
    let span = Band::of(20, 100, 1_000);
    let now = database.quantity("allocated_storage", "GB", 20, span);
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
