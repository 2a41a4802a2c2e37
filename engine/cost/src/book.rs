//! The price book: what each charge costs where, and who says so.
//!
//! Its rows are those of `data/prices.csv`; a project may lay files of its own over them, row by row.
//! `data/README.md` describes the columns.

mod rows;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;
use tollgate_model::diagnostic::SourceFile;
use tollgate_model::{Band, Diagnostics};

use crate::charge::{Charge, Due};
use crate::unit::Unit;

pub use rows::{COLUMNS, Row};

/// A price that is older than this many days is stale.
pub const STALE_AFTER_DAYS: i32 = 180;

const PRICES: &str = include_str!("../data/prices.csv");
const SOURCES: &str = include_str!("../data/sources.csv");

/// Prices by charge and region.
#[derive(Clone, Debug, Default)]
pub struct PriceBook {
    /// By region, then by service and key.
    regions: HashMap<Arc<str>, BTreeMap<Key, Arc<Price>>>,
}

/// Which charge: the service, and the usage type without its region.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    service: Box<str>,
    key: Box<str>,
}

/// What one charge costs in one region.
#[derive(Clone, Debug, PartialEq)]
pub struct Price {
    /// The offer code.
    pub service: Arc<str>,
    /// The region, or `global`.
    pub region: Arc<str>,
    /// The usage type without its region.
    pub key: Arc<str>,
    /// What a price is for.
    pub unit: Unit,
    /// Prices by quantity: the first from zero, each from more than the one before.
    pub tiers: Vec<Tier>,
    /// The day for which the price was read, if that is known.
    pub as_of: Option<Date>,
    /// How sure it is.
    pub confidence: Confidence,
    /// Who says so.
    pub source: Arc<str>,
}

/// A price that holds from a quantity on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tier {
    /// In units of the price.
    pub from: Decimal,
    /// Dollars for one unit.
    pub usd: Decimal,
}

/// How sure a price is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// One statement that could not be checked.
    Low,
    /// One good statement by a third party.
    Medium,
    /// AWS's own list, or what agrees with it.
    High,
}

impl Confidence {
    /// One lower-case word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

impl Price {
    /// What a quantity costs, tier by tier.
    #[must_use]
    pub fn total(&self, quantity: Decimal) -> Decimal {
        let ends = self.tiers.iter().skip(1).map(|tier| Some(tier.from));
        let ends = ends.chain([None]);
        self.tiers
            .iter()
            .zip(ends)
            .map(|(tier, end)| {
                let until = end.map_or(quantity, |end| quantity.min(end));
                let inside = (until - tier.from).max(Decimal::ZERO);
                inside.saturating_mul(tier.usd)
            })
            .fold(Decimal::ZERO, Decimal::saturating_add)
    }

    /// The price of the first unit.
    #[must_use]
    pub fn first(&self) -> Decimal {
        self.tiers.first().map_or(Decimal::ZERO, |tier| tier.usd)
    }

    /// Days since the price was read, if that is known.
    #[must_use]
    pub fn age(&self, today: Date) -> Option<i32> {
        Some((today - self.as_of?).get_days())
    }

    /// Whether the price is older than [`STALE_AFTER_DAYS`], or nobody knows how old.
    #[must_use]
    pub fn is_stale(&self, today: Date) -> bool {
        self.age(today).is_none_or(|age| age > STALE_AFTER_DAYS)
    }
}

impl PriceBook {
    /// The book that is built in.
    ///
    /// # Errors
    /// Never, as a test holds: its rows are data of this crate.
    pub fn builtin() -> Result<Self, Diagnostics> {
        let mut book = Self::default();
        let sources = rows::sources(SOURCES);
        let file = SourceFile::new("built-in prices", Arc::from(PRICES));
        book.lay(&file, &sources)?;
        Ok(book)
    }

    /// Lays the rows of a file over the book: a price of the file takes the place of the whole price
    /// that the book has, all tiers of it.
    ///
    /// # Errors
    /// Everything that is wrong with the file, each with its line.
    pub fn overlay(&mut self, file: &SourceFile) -> Result<(), Diagnostics> {
        self.lay(file, &HashMap::new())
    }

    fn lay(
        &mut self,
        file: &SourceFile,
        sources: &HashMap<String, Arc<str>>,
    ) -> Result<(), Diagnostics> {
        for price in rows::prices(file, sources)? {
            let key = Key {
                service: Box::from(price.service.as_ref()),
                key: Box::from(price.key.as_ref()),
            };
            let region = self.regions.entry(price.region.clone()).or_default();
            region.insert(key, Arc::new(price));
        }
        Ok(())
    }

    /// The price of a charge in a region, and of no other region.
    #[must_use]
    pub fn find(&self, due: &Due, region: &str) -> Option<Arc<Price>> {
        let key = Key {
            service: Box::from(due.charge.service),
            key: Box::from(due.key.as_ref()),
        };
        let price = self.regions.get(region)?.get(&key)?;
        (price.unit == due.charge.unit).then(|| price.clone())
    }

    /// The members of a family in a region: size and price.
    pub fn family<'b>(
        &'b self,
        family: &'static Charge,
        region: &str,
    ) -> impl Iterator<Item = (&'b str, &'b Arc<Price>)> {
        let prices = self.regions.get(region).into_iter().flatten();
        prices.filter_map(move |(key, price)| {
            let size = (*key.service == *family.service)
                .then(|| family.size_in(&key.key))
                .flatten()?;
            Some((size, price))
        })
    }

    /// The cheapest member of a family whose size ends with `suffix`, and how many times as much the members cost: the cheapest one
    /// itself, the one in the middle, and the dearest.
    #[must_use]
    pub fn spread(
        &self,
        family: &'static Charge,
        suffix: &str,
        region: &str,
    ) -> Option<(Arc<Price>, Band)> {
        let mut members: Vec<&Arc<Price>> = self
            .family(family, region)
            .filter(|(size, _)| size.ends_with(suffix))
            .map(|(_, price)| price)
            .collect();
        members.sort_by_key(|price| price.first());
        let cheapest = members.first()?;
        let times = |price: &&Arc<Price>| price.first().checked_div(cheapest.first());
        let factors = Band {
            low: Decimal::ONE,
            typical: members.get(members.len() / 2).and_then(times)?,
            high: members.last().and_then(times)?,
        };
        Some(((*cheapest).clone(), factors))
    }

    /// Every price, by region, service and key.
    #[must_use]
    pub fn prices(&self) -> Vec<&Arc<Price>> {
        let mut regions: Vec<_> = self.regions.iter().collect();
        regions.sort_by_key(|(name, _)| *name);
        regions
            .into_iter()
            .flat_map(|(_, prices)| prices.values())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn a_quantity_is_charged_tier_by_tier() {
        let tier = |from: &str, usd: &str| Tier {
            from: decimal(from),
            usd: decimal(usd),
        };
        let price = Price {
            service: "AWSDataTransfer".into(),
            region: "us-east-1".into(),
            key: "DataTransfer-Out-Bytes".into(),
            unit: unit::GB,
            tiers: vec![
                tier("0", "0.09"),
                tier("10240", "0.085"),
                tier("51200", "0.07"),
            ],
            as_of: None,
            confidence: Confidence::High,
            source: "a test".into(),
        };
        for (quantity, total) in [
            ("0", "0"),
            ("100", "9"),
            ("10240", "921.6"),
            ("10241", "921.685"),
            ("51201", "4403.27"),
        ] {
            assert_eq!(price.total(decimal(quantity)), decimal(total), "{quantity}");
        }
    }

    #[test]
    fn the_built_in_book_can_be_read() {
        let book = PriceBook::builtin().unwrap();
        let nat = book
            .find(&(&crate::charges::ec2::NAT_HOURS).into(), "us-east-1")
            .unwrap();
        assert_eq!(nat.first(), decimal("0.045"));
    }
}
