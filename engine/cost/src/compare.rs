//! What a change adds or saves.

use std::collections::BTreeMap;

use tollgate_model::{Address, Band};

use crate::estimate::{Estimate, Priced};

/// Two estimates, resource by resource. Differences are those of the low figures, of the typical ones
/// and of the high ones, so that a comparison the other way round has them with the other sign.
#[derive(Clone, Debug)]
pub struct Comparison<'a> {
    /// Resources whose cost is not the same, by address.
    pub changes: Vec<Difference<'a>>,
    /// What all resources cost before.
    pub before: Band,
    /// What all resources cost after.
    pub after: Band,
}

/// One resource before and after; absent where it does not exist.
#[derive(Clone, Copy, Debug)]
pub struct Difference<'a> {
    /// Before.
    pub before: Option<&'a Priced>,
    /// After.
    pub after: Option<&'a Priced>,
}

impl<'a> Comparison<'a> {
    /// Compares two estimates.
    #[must_use]
    pub fn new(before: &'a Estimate, after: &'a Estimate) -> Self {
        let mut pairs: BTreeMap<&Address, Difference<'a>> = BTreeMap::new();
        let none = Difference {
            before: None,
            after: None,
        };
        for priced in &before.resources {
            pairs.entry(&priced.address).or_insert(none).before = Some(priced);
        }
        for priced in &after.resources {
            pairs.entry(&priced.address).or_insert(none).after = Some(priced);
        }
        Self {
            changes: pairs
                .into_values()
                .filter(|pair| !pair.delta().is_zero())
                .collect(),
            before: before.monthly(),
            after: after.monthly(),
        }
    }

    /// How much more a month it is.
    #[must_use]
    pub fn delta(&self) -> Band {
        self.after - self.before
    }
}

impl Difference<'_> {
    /// How much more a month it is.
    #[must_use]
    pub fn delta(&self) -> Band {
        let monthly = |side: Option<&Priced>| side.map_or(Band::ZERO, Priced::monthly);
        monthly(self.after) - monthly(self.before)
    }

    /// The resource's address.
    #[must_use]
    pub fn address(&self) -> Option<&Address> {
        self.after.or(self.before).map(|priced| &priced.address)
    }
}
