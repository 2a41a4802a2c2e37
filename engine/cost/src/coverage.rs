//! What a price book lacks, and what of it nothing uses.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::book::{Price, PriceBook};
use crate::charge::Charge;
use crate::charges;

/// What there is to say of a book.
#[derive(Clone, Debug, Serialize)]
pub struct Coverage {
    /// Each region of the book.
    pub regions: Vec<Region>,
    /// Prices that no charge is for: `AmazonRDS us-east-1 Reserved:…`.
    pub unused: Vec<String>,
}

/// One region of a book.
#[derive(Clone, Debug, Serialize)]
pub struct Region {
    /// Its name, or `global`.
    pub name: String,
    /// Prices.
    pub prices: usize,
    /// Prices older than 180 days, or without a date.
    pub stale: usize,
    /// The day of the oldest price that has one.
    pub oldest: Option<String>,
    /// Charges that have a price somewhere and none here: `AmazonEC2 NatGateway-Hours`.
    pub missing: Vec<String>,
}

/// Looks at a book.
#[must_use]
pub fn coverage(book: &PriceBook, today: Date) -> Coverage {
    let mut regions: BTreeMap<&str, Vec<&Price>> = BTreeMap::new();
    let mut unused = Vec::new();
    for price in book.prices() {
        regions.entry(&price.region).or_default().push(price);
        if !charges::all().any(|charge| is_for(charge, price)) {
            unused.push(format!("{} {} {}", price.service, price.region, price.key));
        }
    }
    let regions = regions
        .into_iter()
        .map(|(name, prices)| {
            let missing = charges::all()
                .filter(|charge| charge.is_global == (name == crate::bill::GLOBAL))
                .filter(|charge| !prices.iter().any(|price| is_for(charge, price)))
                .map(|charge| format!("{} {}", charge.service, charge.key));
            let oldest = prices.iter().filter_map(|price| price.as_of).min();
            Region {
                name: name.to_owned(),
                prices: prices.len(),
                stale: prices.iter().filter(|price| price.is_stale(today)).count(),
                oldest: oldest.map(|day| day.to_string()),
                missing: missing.collect(),
            }
        })
        .collect();
    Coverage { regions, unused }
}

fn is_for(charge: &Charge, price: &Price) -> bool {
    *charge.service == *price.service && charge.size_in(&price.key).is_some()
}
