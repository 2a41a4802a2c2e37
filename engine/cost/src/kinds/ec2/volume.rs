//! `aws_ebs_volume`, and the volumes of an instance.

use rust_decimal::Decimal;
use tollgate_model::Band;

use crate::bill::Bill;
use crate::charges::ec2::{GP3_IOPS, GP3_THROUGHPUT, IOPS, MAGNETIC_VOLUME, VOLUME};
use crate::quantity::Quantity;
use crate::subject::{Known, Subject};

/// Operations and MB/s that gp3 includes.
const INCLUDED_IOPS: u32 = 3_000;
const INCLUDED_THROUGHPUT: u32 = 125;

/// A volume as something describes it.
pub(super) struct Volume {
    /// What the lines begin with.
    pub name: &'static str,
    /// The type; none where it is known only after apply.
    pub kind: Option<String>,
    /// GB.
    pub size: Quantity,
    /// Operations a second, where they are said.
    pub iops: Option<Decimal>,
    /// MB/s, where it is said.
    pub throughput: Option<Decimal>,
}

pub(super) fn price(volume: &Subject<'_>, bill: &mut Bill<'_>) {
    let size = volume.quantity("size", "GB", 8, Band::of(8, 100, 1_000));
    let volume = Volume {
        name: "Storage",
        kind: volume.text("type").or("gp2".into()).value().map(Into::into),
        size,
        iops: volume.number("iops").value(),
        throughput: volume.number("throughput").value(),
    };
    charge(volume, bill);
}

/// The lines of one volume.
pub(super) fn charge(volume: Volume, bill: &mut Bill<'_>) {
    let Some(kind) = volume.kind else {
        bill.undecided(volume.name, &VOLUME, "the type is known only after apply");
        return;
    };
    if kind == "standard" {
        bill.add(volume.name, &MAGNETIC_VOLUME, volume.size);
        return;
    }
    bill.add(volume.name, VOLUME.of(&kind), volume.size);
    let more = |said: Option<Decimal>, included: u32| {
        let free = Quantity::exactly(included);
        Quantity::exactly(said.unwrap_or_default()).beyond(&free)
    };
    match kind.as_str() {
        "gp3" => {
            let iops = more(volume.iops, INCLUDED_IOPS);
            if !iops.band.is_zero() {
                bill.add("Operations above 3,000", &GP3_IOPS, iops);
            }
            let throughput = more(volume.throughput, INCLUDED_THROUGHPUT);
            if !throughput.band.is_zero() {
                bill.add("Throughput above 125 MB/s", &GP3_THROUGHPUT, throughput);
            }
        }
        "io1" | "io2" => {
            bill.add("Operations", &IOPS, volume.iops.unwrap_or_default());
        }
        _ => {}
    }
}

/// The type of a volume of an instance.
pub(super) fn kind_of(subject: &Subject<'_>, path: &str) -> Option<String> {
    match subject.text(path) {
        Known::Set(kind) => Some(kind.into_owned()),
        Known::Unset => Some("gp2".to_owned()),
        Known::AfterApply => None,
    }
}
