//! How much of a charge is due, and on what assumptions.

use std::borrow::Cow;

use rust_decimal::Decimal;
use tollgate_model::{Band, Location};

/// An amount of something a month, and what was assumed to get to it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Quantity {
    /// The amount. Never negative.
    pub band: Band,
    /// What was assumed; nothing where the document decides.
    pub assumptions: Vec<Assumption>,
}

/// Something that the document does not say, and that was assumed.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumption {
    /// What: a parameter of usage files, or an attribute.
    pub what: Cow<'static, str>,
    /// The unit of the figures: `GB`, `requests`.
    pub unit: &'static str,
    /// The figures.
    pub band: Band,
    /// Where they come from.
    pub origin: Origin,
}

/// Where an assumption comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// From a usage file.
    File(Location),
    /// From the defaults of a profile, which are those of an environment.
    Default {
        /// `dev`, `staging` or `prod`.
        profile: &'static str,
        /// Why these figures.
        why: &'static str,
    },
    /// An attribute that is known only after apply: the figures span what it may be.
    AfterApply,
    /// A rule of thumb, which says itself.
    Convention(&'static str),
}

impl Quantity {
    /// An amount that the document decides.
    #[must_use]
    pub fn exactly(amount: impl Into<Decimal>) -> Self {
        Self {
            band: Band::exactly(amount.into()),
            assumptions: Vec::new(),
        }
    }

    /// An amount that was assumed.
    #[must_use]
    pub fn assumed(
        what: impl Into<Cow<'static, str>>,
        unit: &'static str,
        band: Band,
        origin: Origin,
    ) -> Self {
        Self {
            band,
            assumptions: vec![Assumption {
                what: what.into(),
                unit,
                band,
                origin,
            }],
        }
    }

    /// So many times as much.
    #[must_use]
    pub fn times(mut self, factor: impl Into<Decimal>) -> Self {
        let factor = factor.into();
        self.band = self.band.map(|amount| amount.saturating_mul(factor));
        self
    }

    /// As much of each of the other: three tasks of two processors.
    #[must_use]
    pub fn for_each(mut self, other: &Self) -> Self {
        self.band = self.band.zip(other.band, Decimal::saturating_mul);
        self.assume(&other.assumptions);
        self
    }

    /// Both together.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        self.band += other.band;
        self.assume(&other.assumptions);
        self
    }

    /// This, or the other where that is more.
    #[must_use]
    pub fn at_least(mut self, other: &Self) -> Self {
        self.band = self.band.zip(other.band, Decimal::max);
        self.assume(&other.assumptions);
        self
    }

    /// What is above an amount that is free: nothing where it is not reached.
    #[must_use]
    pub fn beyond(mut self, free: &Self) -> Self {
        self.band = self.band.zip(free.band, |amount, free| {
            amount.saturating_sub(free).max(Decimal::ZERO)
        });
        self.assume(&free.assumptions);
        self
    }

    /// What is left of an allowance once something was taken from it. Its assumptions are those of the
    /// allowance: what took from it says its own.
    #[must_use]
    pub fn less(mut self, taken: &Self) -> Self {
        // Most is left where least was taken: each figure stays with its own.
        self.band = self.band.zip(taken.band, |left, taken| {
            left.saturating_sub(taken).max(Decimal::ZERO)
        });
        self
    }

    /// The figures through `change`, which keeps their order.
    #[must_use]
    pub fn map(mut self, change: impl Fn(Decimal) -> Decimal) -> Self {
        self.band = self.band.map(change);
        self
    }

    fn assume(&mut self, others: &[Assumption]) {
        for other in others {
            if !self.assumptions.contains(other) {
                self.assumptions.push(other.clone());
            }
        }
    }
}

impl<T: Into<Decimal>> From<T> for Quantity {
    fn from(amount: T) -> Self {
        Self::exactly(amount)
    }
}
