//! AWS's public offer files as prices.
//!
//! `https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/<offer>/current/<region>/index.json` has what one
//! service costs in one region: products with attributes, and terms with their prices. The files are large;
//! they are read as a stream, and of the products only those are kept that a charge is for.

mod product;
mod stream;
mod term;

use std::io::Read;

use rust_decimal::Decimal;
use thiserror::Error;

use crate::book::Row;
use product::Kept;

/// What an offer file gave.
#[derive(Clone, Debug, Default)]
pub struct Import {
    /// The offer code: `AmazonRDS`.
    pub offer: String,
    /// The day of its publication, or nothing.
    pub published: String,
    /// The prices, as rows of a price file, in order.
    pub rows: Vec<Row>,
    /// Products that no charge is for.
    pub skipped: usize,
    /// Products that a charge is for and whose price could not be used, each with the reason.
    pub unusable: Vec<String>,
}

/// Why a file is no offer file.
#[derive(Debug, Error)]
pub enum OfferError {
    /// Not JSON, cut off, or JSON of another shape.
    #[error("this is not an AWS offer file: {0}")]
    Shape(#[from] serde_json::Error),
    /// JSON, but without what an offer file has.
    #[error("this is not an AWS offer file: it has no `{0}`")]
    Missing(&'static str),
}

/// Reads an offer file.
///
/// # Errors
/// When it is not JSON, or not an offer file.
pub fn import(file: impl Read) -> Result<Import, OfferError> {
    let read = stream::read(file)?;
    if read.offer.is_empty() {
        return Err(OfferError::Missing("offerCode"));
    }
    if !read.has_products {
        return Err(OfferError::Missing("products"));
    }
    if !read.has_terms {
        return Err(OfferError::Missing("terms"));
    }
    let published = read.published.get(..10).unwrap_or_default().to_owned();
    let mut import = Import {
        skipped: read.skipped,
        ..Import::default()
    };
    for kept in read.kept.values() {
        match rows(kept, &read.offer, &published) {
            Ok(rows) => import.rows.extend(rows),
            Err(reason) => import
                .unusable
                .push(format!("{} in {}: {reason}", kept.key, kept.region)),
        }
    }
    import.rows.sort_by(|a, b| {
        let key = |row: &Row| (row.service.clone(), row.region.clone(), row.key.clone());
        let from = |row: &Row| row.from.parse::<Decimal>().unwrap_or_default();
        key(a).cmp(&key(b)).then(from(a).cmp(&from(b)))
    });
    // The same price is listed again for other operations.
    import.rows.dedup_by(|a, b| {
        (&a.service, &a.region, &a.key, &a.from) == (&b.service, &b.region, &b.key, &b.from)
    });
    import.offer = read.offer;
    import.published = published;
    Ok(import)
}

fn rows(kept: &Kept, offer: &str, published: &str) -> Result<Vec<Row>, String> {
    if kept.tiers.is_empty() {
        return Err("it has no on-demand price in US dollars".to_owned());
    }
    let unit = kept.charge.unit;
    let convert = term::conversion(&kept.tiers, unit)?;
    let mut rows = Vec::new();
    for tier in &kept.tiers {
        let usd = tier.usd.saturating_mul(convert);
        if usd.is_sign_negative() && !usd.is_zero() {
            return Err(format!("its price is {usd}"));
        }
        rows.push(Row {
            service: kept.charge.service.to_owned(),
            region: kept.region.clone(),
            key: kept.key.clone(),
            unit: unit.name.to_owned(),
            from: (tier.from / convert).normalize().to_string(),
            usd: usd.normalize().to_string(),
            as_of: published.to_owned(),
            confidence: "high".to_owned(),
            source: format!("AWS Price List {offer}, published {published}"),
        });
    }
    Ok(rows)
}
