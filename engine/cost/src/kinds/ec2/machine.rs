//! What a machine costs, whether it stands in the document or something starts it.

use std::borrow::Cow;

use super::volume::Volume;
use crate::bill::Bill;
use crate::charges::cloudwatch::METRIC;
use crate::charges::ec2::{ADDRESS_IN_USE, INSTANCE_HOURS};
use crate::quantity::Quantity;
use crate::subject::{Known, Subject};

const BY_LAUNCH: &str = "a machine in a public subnet, or that asks for it, has a public address";

/// Why hours on Spot have no price.
pub(in crate::kinds) const SPOT: &str = "prices of Spot change by the hour, and are in no list";
/// Why hours without neighbours have none.
pub(super) const DEDICATED: &str = "there is no price for dedicated instances";

/// Metrics that detailed monitoring writes for one machine.
const METRICS: u32 = 7;

/// A machine as an instance, a template or a group of nodes describes it.
pub(in crate::kinds) struct Machine<'a> {
    /// The instance type.
    pub size: Known<Cow<'a, str>>,
    /// Why there is no price for its hours.
    pub unlisted: Option<&'static str>,
    /// Its volumes.
    pub volumes: Vec<Volume<'a>>,
    /// Whether its metrics are detailed ones.
    pub is_monitored: bool,
    /// Whether it has a public address; where nothing says it, the subnet does.
    pub has_address: Option<bool>,
}

/// How many machines.
pub(in crate::kinds) struct Count {
    /// All of them.
    pub all: Quantity,
    /// Those that are paid on demand.
    pub on_demand: Quantity,
}

impl Count {
    /// So many, all on demand.
    pub(in crate::kinds) fn on_demand(all: Quantity) -> Self {
        Self {
            on_demand: all.clone(),
            all,
        }
    }
}

impl Machine<'_> {
    /// The lines of so many machines in a subnet.
    pub(in crate::kinds) fn charge(
        self,
        name: &'static str,
        count: &Count,
        subnet: Option<Subject<'_>>,
        bill: &mut Bill<'_>,
    ) {
        self.hours(name, count, bill);
        for volume in self.volumes {
            volume.charge(&count.all, bill);
        }
        if self.is_monitored {
            let metrics = count.all.clone().times(METRICS);
            bill.add("Detailed monitoring", &METRIC, metrics).bounded();
        }
        let is_public = || subnet.is_some_and(|subnet| subnet.flag("map_public_ip_on_launch"));
        if self.has_address.unwrap_or_else(is_public) {
            bill.hours("Public IPv4 address", &ADDRESS_IN_USE, count.all.clone())
                .bounded()
                .implied_by(BY_LAUNCH);
        }
    }

    fn hours(&self, name: &'static str, count: &Count, bill: &mut Bill<'_>) {
        if let Some(reason) = self.unlisted {
            bill.undecided(name, &INSTANCE_HOURS, reason);
            return;
        }
        let hours = count.on_demand.clone();
        match &self.size {
            Known::Set(size) => bill.hours(name, INSTANCE_HOURS.of(size), hours),
            Known::AfterApply => {
                bill.hours_of_some(name, (&INSTANCE_HOURS, ""), "instance_type", hours)
            }
            Known::Unset => {
                let reason = "the instance type is not in the document";
                bill.undecided(name, &INSTANCE_HOURS, reason)
            }
        }
        .bounded();
        if count.on_demand.band != count.all.band {
            bill.undecided("Instances on Spot", &INSTANCE_HOURS, SPOT);
        }
    }
}
