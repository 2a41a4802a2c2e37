//! `aws_ebs_volume`, and the volumes of machines.

use std::borrow::Cow;

use tollgate_model::{Band, Value};

use crate::bill::Bill;
use crate::charges::ec2::{GP3_IOPS, GP3_THROUGHPUT, IOPS, MAGNETIC_VOLUME, VOLUME};
use crate::quantity::{Origin, Quantity};
use crate::subject::{Subject, member, number};

/// Operations and MB/s that gp3 includes.
const INCLUDED_IOPS: u32 = 3_000;
const INCLUDED_THROUGHPUT: u32 = 125;

/// What sizes in GB, operations a second and MB/s may be where they are known only after apply.
const SIZES: [u32; 3] = [8, 30, 1_000];
const OPERATIONS: [u32; 3] = [3_000, 3_000, 16_000];
const THROUGHPUTS: [u32; 3] = [125, 125, 1_000];

/// The type where nobody says it.
const USUAL_KIND: &str = "gp2";

const BY_IMAGE: &str = "a machine starts from a volume with its image";
const AS_THE_IMAGE: &str =
    "a root volume is as large as its image: 8 GB of Amazon Linux, 30 GB of Windows";

/// A volume as something describes it.
pub(in crate::kinds) struct Volume<'a> {
    /// What the line says.
    name: &'static str,
    /// The type; none where it is known only after apply.
    kind: Option<Cow<'a, str>>,
    /// GB.
    size: Quantity,
    /// Operations a second, none where nothing is said.
    iops: Quantity,
    /// MB/s, none where nothing is said.
    throughput: Quantity,
    /// Why there is one, where no line of the code asks for it.
    implied: Option<&'static str>,
}

pub(super) fn price(volume: &Subject<'_>, bill: &mut Bill<'_>) {
    let kind = volume.text("type").or(USUAL_KIND.into());
    let volume = Volume {
        name: "Storage",
        kind: kind.value(),
        size: volume.quantity("size", "GB", 8, of(SIZES)),
        iops: volume.quantity("iops", "IOPS", 0, of(OPERATIONS)),
        throughput: volume.quantity("throughput", "MB/s", 0, of(THROUGHPUTS)),
        implied: None,
    };
    volume.charge(&Quantity::exactly(1), bill);
}

impl<'a> Volume<'a> {
    /// The root volume that a block describes, or that the image brings.
    pub(in crate::kinds) fn root(block: Option<&'a Value>) -> Self {
        match block {
            Some(block) => Self::described("Root volume", block),
            None => Self {
                implied: Some(BY_IMAGE),
                ..Self::described("Root volume", &Value::Null)
            },
        }
    }

    /// A volume beside the root volume.
    pub(in crate::kinds) fn further(block: &'a Value) -> Self {
        Self::described("Volume", block)
    }

    /// A root volume of gp2.
    pub(in crate::kinds) fn of_size(size: Quantity) -> Self {
        Self {
            size,
            ..Self::described("Root volume", &Value::Null)
        }
    }

    fn described(name: &'static str, block: &'a Value) -> Self {
        let kind = match member(block, "volume_type") {
            Some(kind) if kind.is_unknown() => None,
            Some(kind) => Some(kind.as_str().unwrap_or(USUAL_KIND).into()),
            None => Some(USUAL_KIND.into()),
        };
        let as_the_image = || {
            let origin = Origin::Convention(AS_THE_IMAGE);
            Quantity::assumed("volume_size", "GB", Band::of(8, 8, 30), origin)
        };
        let figure = |name, unit, span| figure(block, name, unit, span);
        let size = figure("volume_size", "GB", SIZES);
        Self {
            name,
            kind,
            size: size.unwrap_or_else(as_the_image),
            iops: figure("iops", "IOPS", OPERATIONS).unwrap_or_default(),
            throughput: figure("throughput", "MB/s", THROUGHPUTS).unwrap_or_default(),
            implied: None,
        }
    }

    /// The lines of so many of it.
    pub(in crate::kinds) fn charge(self, count: &Quantity, bill: &mut Bill<'_>) {
        let Some(kind) = self.kind else {
            bill.undecided(self.name, &VOLUME, "the type is known only after apply");
            return;
        };
        let charge = match kind.as_ref() {
            "standard" => (&MAGNETIC_VOLUME).into(),
            kind => VOLUME.of(kind),
        };
        let storage = bill.add(self.name, charge, self.size.for_each(count));
        storage.implied = self.implied;
        storage.bounded();
        let more = |said: Quantity, included: u32| {
            let free = Quantity::exactly(included);
            said.beyond(&free).for_each(count)
        };
        match kind.as_ref() {
            "gp3" => {
                let iops = more(self.iops, INCLUDED_IOPS);
                if !iops.band.is_zero() {
                    bill.add("Operations above 3,000", &GP3_IOPS, iops)
                        .bounded();
                }
                let throughput = more(self.throughput, INCLUDED_THROUGHPUT);
                if !throughput.band.is_zero() {
                    bill.add("Throughput above 125 MB/s", &GP3_THROUGHPUT, throughput)
                        .bounded();
                }
            }
            "io1" => {
                bill.add("Operations", &IOPS, more(self.iops, 0)).bounded();
            }
            "io2" => {
                let reason = "there is no price for the operations of io2";
                bill.undecided("Operations", &IOPS, reason);
            }
            _ => {}
        }
    }
}

/// A figure of a block, where the block says one.
fn figure(
    block: &Value,
    name: &'static str,
    unit: &'static str,
    span: [u32; 3],
) -> Option<Quantity> {
    let said = member(block, name)?;
    if said.is_unknown() {
        return Some(Quantity::assumed(name, unit, of(span), Origin::AfterApply));
    }
    number(said).map(Quantity::exactly)
}

fn of([low, typical, high]: [u32; 3]) -> Band {
    Band::of(low, typical, high)
}
