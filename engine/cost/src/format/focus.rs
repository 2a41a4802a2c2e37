//! Rows with the columns of FOCUS, one for each component. An estimate is no bill: what was billed is zero,
//! and the estimate stands in `ListCost`.

use std::io::{self, Write};

use jiff::ToSpan;
use rust_decimal::Decimal;

use super::words::{assumption, number, unpriced};
use super::{DocumentCost, Statement};
use crate::component::Component;
use crate::estimate::Priced;

const COLUMNS: &[&str] = &[
    "BilledCost",
    "BillingCurrency",
    "BillingPeriodEnd",
    "BillingPeriodStart",
    "ChargeCategory",
    "ChargeDescription",
    "ChargePeriodEnd",
    "ChargePeriodStart",
    "EffectiveCost",
    "ListCost",
    "ListUnitPrice",
    "PricingQuantity",
    "PricingUnit",
    "ProviderName",
    "RegionId",
    "ResourceId",
    "ResourceType",
    "ServiceName",
    "SkuId",
    "SkuPriceId",
    "x_Document",
    "x_EstimateLow",
    "x_EstimateHigh",
    "x_Unpriced",
    "x_PriceAsOf",
    "x_PriceSource",
    "x_Implied",
    "x_Assumptions",
];

pub(super) fn write(statement: &Statement, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(COLUMNS)?;
    let period = period(statement);
    for document in &statement.documents {
        for priced in &document.estimate.resources {
            for line in &priced.components {
                writer.write_record(row(document, priced, line, &period))?;
            }
        }
    }
    writer.flush()
}

/// The first day of the coming month, and of the one after it.
fn period(statement: &Statement) -> [String; 2] {
    let first = statement.today.first_of_month();
    let next = first.saturating_add(1.month());
    let after = first.saturating_add(2.months());
    [next, after].map(|day| format!("{day}T00:00:00Z"))
}

fn row(
    document: &DocumentCost,
    priced: &Priced,
    line: &Component,
    period: &[String; 2],
) -> Vec<String> {
    let [start, end] = period;
    let monthly = line.monthly();
    let amount = |amount: Option<Decimal>| amount.map_or_else(String::new, exact);
    let price = line.price.as_ref().ok();
    let assumptions: Vec<String> = line.assumptions.iter().map(assumption).collect();
    let zero = || "0".to_owned();
    let sku = |_: &_| format!("{}/{}", line.due.charge.service, line.due.key);
    [
        zero(),
        "USD".to_owned(),
        end.clone(),
        start.clone(),
        "Usage".to_owned(),
        format!("{}: {}", priced.address, line.name),
        end.clone(),
        start.clone(),
        zero(),
        amount(monthly.map(|band| band.typical)),
        amount(line.rate()),
        number(line.quantity.typical),
        line.due.charge.unit.name.to_owned(),
        "AWS".to_owned(),
        line.region.to_string(),
        priced.address.to_string(),
        priced.resource_type.to_string(),
        line.due.charge.service.to_owned(),
        price.map(sku).unwrap_or_default(),
        price
            .map(|price| format!("{}/{}", price.region, price.key))
            .unwrap_or_default(),
        document.name.clone(),
        amount(monthly.map(|band| band.low)),
        amount(monthly.map(|band| band.high)),
        unpriced(line).unwrap_or_default(),
        price
            .and_then(|price| price.as_of)
            .map(|day| day.to_string())
            .unwrap_or_default(),
        price
            .map(|price| price.source.to_string())
            .unwrap_or_default(),
        line.implied.unwrap_or_default().to_owned(),
        assumptions.join("; "),
    ]
    .into_iter()
    .map(harmless)
    .collect()
}

fn exact(amount: Decimal) -> String {
    amount.round_dp(10).normalize().to_string()
}

/// Text that no spreadsheet takes for a formula.
fn harmless(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text
    }
}
