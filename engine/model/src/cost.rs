//! What things cost: a band rather than one number, in US dollars a month.

use std::fmt;
use std::ops::{Add, AddAssign, Sub};

use rust_decimal::{Decimal, RoundingStrategy};
use serde::ser::SerializeStruct;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::address::Address;

/// An amount that is partly decided by use: `low` with hardly any, `typical`, and `high` with a lot of
/// it. What a document decides alone has three times the same figure.
///
/// Of quantities as well as of dollars. Differences may be negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Band {
    /// With hardly any use.
    pub low: Decimal,
    /// With the use that is to be expected.
    pub typical: Decimal,
    /// With as much use as has to be reckoned with.
    pub high: Decimal,
}

impl Band {
    /// Nothing.
    pub const ZERO: Self = Self::exactly(Decimal::ZERO);

    /// An amount that no use changes.
    #[must_use]
    pub const fn exactly(amount: Decimal) -> Self {
        Self {
            low: amount,
            typical: amount,
            high: amount,
        }
    }

    /// A band from its three figures, put in order.
    #[must_use]
    pub fn of(one: impl Into<Decimal>, two: impl Into<Decimal>, three: impl Into<Decimal>) -> Self {
        let mut figures = [one.into(), two.into(), three.into()];
        figures.sort_unstable();
        let [low, typical, high] = figures;
        Self { low, typical, high }
    }

    /// Whether the three figures are one.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.low == self.high && self.low == self.typical
    }

    /// Whether all three figures are zero.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        *self == Self::ZERO
    }

    /// Each figure through `change`.
    #[must_use]
    pub fn map(self, change: impl Fn(Decimal) -> Decimal) -> Self {
        Self {
            low: change(self.low),
            typical: change(self.typical),
            high: change(self.high),
        }
    }

    /// Each figure of `self` with the same one of `other`.
    #[must_use]
    pub fn zip(self, other: Self, join: impl Fn(Decimal, Decimal) -> Decimal) -> Self {
        Self {
            low: join(self.low, other.low),
            typical: join(self.typical, other.typical),
            high: join(self.high, other.high),
        }
    }

    /// The figures to whole cents, half a cent upwards.
    #[must_use]
    pub fn in_cents(self) -> Self {
        self.map(cents)
    }
}

impl Add for Band {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        self.zip(other, Decimal::saturating_add)
    }
}

impl AddAssign for Band {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Band {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self.zip(other, Decimal::saturating_sub)
    }
}

impl std::iter::Sum for Band {
    fn sum<I: Iterator<Item = Self>>(bands: I) -> Self {
        bands.fold(Self::ZERO, Add::add)
    }
}

/// How much of `whole` a part is, in whole percent; none of nothing.
#[must_use]
pub fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    let share = part.checked_div(whole)?;
    Some(share.saturating_mul(Decimal::ONE_HUNDRED).round())
}

/// An amount of dollars to whole cents, half a cent away from zero.
#[must_use]
pub fn cents(amount: Decimal) -> Decimal {
    amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// An amount of dollars with two places, such as `1667.81`: what documents hold.
#[must_use]
pub fn dollars(amount: Decimal) -> String {
    let mut amount = cents(amount);
    amount.rescale(2);
    if amount.is_zero() {
        amount.set_sign_positive(true);
    }
    amount.to_string()
}

impl Serialize for Band {
    /// `{"low": "163.01", "typical": "171.33", "high": "262.19"}`: text, since JSON's numbers are
    /// read as binary fractions.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut band = serializer.serialize_struct("Band", 3)?;
        band.serialize_field("low", &dollars(self.low))?;
        band.serialize_field("typical", &dollars(self.typical))?;
        band.serialize_field("high", &dollars(self.high))?;
        band.end()
    }
}

impl<'de> Deserialize<'de> for Band {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Figures {
            low: String,
            typical: String,
            high: String,
        }
        let figures = Figures::deserialize(deserializer)?;
        Ok(Self {
            low: amount(&figures.low)?,
            typical: amount(&figures.typical)?,
            high: amount(&figures.high)?,
        })
    }
}

fn amount<E: de::Error>(text: &str) -> Result<Decimal, E> {
    text.parse().map_err(E::custom)
}

fn from_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    amount(&String::deserialize(deserializer)?)
}

impl fmt::Display for Band {
    /// `163.01 / 171.33 / 262.19`, or one figure where they are the same to the cent.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [low, typical, high] = [self.low, self.typical, self.high].map(dollars);
        if low == typical && typical == high {
            f.pad(&typical)
        } else {
            f.pad(&format!("{low} / {typical} / {high}"))
        }
    }
}

/// The type of the resource that stands for what a whole document costs.
pub const ESTIMATE: &str = "tollgate_estimate";

/// What one resource costs, as rules see it.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct ResourceCost {
    /// A month, of everything about it that has a price.
    pub monthly: Band,
    /// The names of what is charged and has no price in the book, each once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unpriced: Vec<String>,
    /// Whether nothing limits what it may come to: `high` is then no upper bound.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unbounded: bool,
    /// What the same thing would cost otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub savings: Vec<Saving>,
}

/// A cheaper form of a resource that does the same.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Saving {
    /// Which form: `graviton`, `valkey`, `gp3`.
    pub kind: String,
    /// What is to be written, such as `instance_class = "db.t4g.small"`.
    pub change: String,
    /// What it saves a month at typical use.
    #[serde(serialize_with = "as_dollars", deserialize_with = "from_text")]
    pub monthly: Decimal,
    /// The same as a share of what the changed part costs now, in percent to one place: `9.7`.
    #[serde(serialize_with = "as_text", deserialize_with = "from_text")]
    pub percent: Decimal,
}

fn as_dollars<S: Serializer>(amount: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&dollars(*amount))
}

fn as_text<S: Serializer>(number: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(number)
}

/// What a whole document costs, as rules and reports see it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CostSummary {
    /// A month, of everything that has a price.
    pub monthly: Band,
    /// What the same cost before the change, for plans.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<Band>,
    /// How much more a month than before, for plans; negative when it is less.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<Band>,
    /// Resources by what is known of their price.
    pub counts: CostCounts,
    /// The resource that costs most at typical use.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub largest: Option<Address>,
    /// The resource that adds most to the change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub largest_change: Option<Address>,
    /// The profile whose default use was assumed: `dev`, `staging` or `prod`.
    pub profile: String,
    /// What the environment may cost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<Budget>,
}

/// What an environment may cost a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Budget {
    /// Less than this is a surprise, and no fault.
    #[serde(
        skip_serializing_if = "Option::is_none",
        serialize_with = "as_some_dollars"
    )]
    pub lower: Option<Decimal>,
    /// More than this is too much.
    #[serde(serialize_with = "as_dollars")]
    pub upper: Decimal,
}

#[expect(clippy::ref_option, reason = "the form that serde asks for")]
fn as_some_dollars<S: Serializer>(
    amount: &Option<Decimal>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match amount {
        Some(amount) => serializer.serialize_str(&dollars(*amount)),
        None => serializer.serialize_none(),
    }
}

/// Resources of a document by what is known of their price.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CostCounts {
    /// Everything about them has a price.
    pub priced: usize,
    /// Something about them is charged and has no price in the book.
    pub unpriced: usize,
    /// Their type costs nothing.
    pub free: usize,
    /// Nobody wrote down what their type costs.
    pub unsupported: usize,
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn documents_hold_two_places() {
        for (amount, text) in [
            ("0", "0.00"),
            ("32.85", "32.85"),
            ("98.5499999", "98.55"),
            ("0.005", "0.01"),
            ("-0.001", "0.00"),
            ("-65.7", "-65.70"),
        ] {
            assert_eq!(dollars(decimal(amount)), text);
        }
    }

    #[test]
    fn a_band_is_in_order_and_shown_once_when_it_is_exact() {
        let band = Band::of(3, 1, 2);
        assert_eq!(band.to_string(), "1.00 / 2.00 / 3.00");
        assert_eq!(Band::exactly(decimal("2")).to_string(), "2.00");
        assert_eq!(
            serde_json::to_value(band).unwrap(),
            serde_json::json!({"low": "1.00", "typical": "2.00", "high": "3.00"})
        );
    }
}
