//! Reads an offer file from beginning to end, keeping little of it.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::io::{BufReader, Read};

use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

use super::product::{Attributes, Kept, kept};
use super::term::OfferTier;

/// What was kept.
#[derive(Debug, Default)]
pub struct Offer {
    pub offer: String,
    pub published: String,
    pub has_products: bool,
    pub has_terms: bool,
    /// By SKU.
    pub kept: BTreeMap<String, Kept>,
    pub skipped: usize,
}

/// Reads the whole file.
///
/// # Errors
/// When it is not JSON, or of another shape.
pub fn read(file: impl Read) -> Result<Offer, serde_json::Error> {
    let mut offer = Offer::default();
    let mut deserializer = serde_json::Deserializer::from_reader(BufReader::new(file));
    Whole(&mut offer).deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(offer)
}

/// A map whose entries are looked at one by one.
macro_rules! entries {
    ($name:ident, $what:literal, $entry:expr) => {
        impl<'de> DeserializeSeed<'de> for $name<'_> {
            type Value = ();

            fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
                deserializer.deserialize_map(self)
            }
        }

        impl<'de> Visitor<'de> for $name<'_> {
            type Value = ();

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str($what)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
                while let Some(key) = map.next_key::<String>()? {
                    $entry(&mut *self.0, key, &mut map)?;
                }
                Ok(())
            }
        }
    };
}

struct Whole<'a>(&'a mut Offer);
struct Products<'a>(&'a mut Offer);
struct Terms<'a>(&'a mut Offer);
struct OnDemand<'a>(&'a mut Offer);

entries!(Whole, "an offer file", whole);
entries!(Products, "products by SKU", product);
entries!(Terms, "terms by kind", terms);
entries!(OnDemand, "terms by SKU", on_demand);

fn whole<'de, A: MapAccess<'de>>(
    offer: &mut Offer,
    key: String,
    map: &mut A,
) -> Result<(), A::Error> {
    match key.as_str() {
        "offerCode" => offer.offer = map.next_value()?,
        "publicationDate" => offer.published = map.next_value()?,
        "products" => {
            offer.has_products = true;
            map.next_value_seed(Products(offer))?;
        }
        "terms" => {
            offer.has_terms = true;
            map.next_value_seed(Terms(offer))?;
        }
        _ => {
            map.next_value::<IgnoredAny>()?;
        }
    }
    Ok(())
}

#[derive(Deserialize)]
struct Product {
    #[serde(default)]
    attributes: Attributes,
}

fn product<'de, A: MapAccess<'de>>(
    offer: &mut Offer,
    sku: String,
    map: &mut A,
) -> Result<(), A::Error> {
    let product: Product = map.next_value()?;
    match kept(&offer.offer, &product.attributes) {
        Some(kept) => {
            offer.kept.insert(sku, kept);
        }
        None => offer.skipped += 1,
    }
    Ok(())
}

fn terms<'de, A: MapAccess<'de>>(
    offer: &mut Offer,
    key: String,
    map: &mut A,
) -> Result<(), A::Error> {
    if key == "OnDemand" {
        return map.next_value_seed(OnDemand(offer));
    }
    map.next_value::<IgnoredAny>().map(|_| ())
}

#[derive(Deserialize)]
struct Term {
    #[serde(rename = "priceDimensions")]
    dimensions: HashMap<String, Dimension>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Dimension {
    unit: String,
    #[serde(default)]
    begin_range: String,
    price_per_unit: HashMap<String, String>,
}

fn on_demand<'de, A: MapAccess<'de>>(
    offer: &mut Offer,
    sku: String,
    map: &mut A,
) -> Result<(), A::Error> {
    let Some(kept) = offer.kept.get_mut(&sku) else {
        map.next_value::<IgnoredAny>()?;
        return Ok(());
    };
    let terms: HashMap<String, Term> = map.next_value()?;
    let mut tiers: Vec<OfferTier> = terms
        .into_values()
        .flat_map(|term| term.dimensions.into_values())
        .filter_map(|dimension| {
            Some(OfferTier {
                from: dimension.begin_range.parse().unwrap_or(Decimal::ZERO),
                usd: dimension.price_per_unit.get("USD")?.parse().ok()?,
                unit: dimension.unit,
            })
        })
        .collect();
    tiers.sort_by_key(|tier| tier.from);
    kept.tiers = tiers;
    Ok(())
}
