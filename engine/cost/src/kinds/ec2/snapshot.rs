//! `aws_ebs_snapshot`: the blocks of the volume that were written, all of it at most.

use rust_decimal::Decimal;
use tollgate_model::Band;

use crate::bill::Bill;
use crate::charges::ec2::SNAPSHOT;
use crate::quantity::{Origin, Quantity};
use crate::subject::Subject;

const WRITTEN: &str = "a snapshot keeps the blocks that were written: all of the volume at most";

/// GB of a volume whose size is not in the document.
const SPAN: [u32; 3] = [0, 30, 1_000];

pub(super) fn price(snapshot: &Subject<'_>, bill: &mut Bill<'_>) {
    let tier = snapshot.text("storage_tier").or("standard".into());
    if tier.value().is_none_or(|tier| tier != "standard") {
        let reason = "there is no price for archived snapshots";
        bill.undecided("Snapshot", &SNAPSHOT, reason);
        return;
    }
    let Some(volume) = snapshot.target("volume_id", "aws_ebs_volume") else {
        let reason = "the volume is not in the document";
        bill.undecided("Snapshot", &SNAPSHOT, reason);
        return;
    };
    bill.add("Snapshot", &SNAPSHOT, written(&volume)).bounded();
}

fn written(volume: &Subject<'_>) -> Quantity {
    let (band, origin) = match volume.number("size").value() {
        Some(size) => (
            Band::of(Decimal::ZERO, size, size),
            Origin::Convention(WRITTEN),
        ),
        None => {
            let [low, typical, high] = SPAN;
            (Band::of(low, typical, high), Origin::AfterApply)
        }
    };
    Quantity::assumed("size", "GB", band, origin)
}
