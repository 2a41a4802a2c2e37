//! The CSV form of prices.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use tollgate_model::diagnostic::SourceFile;
use tollgate_model::suggestion::nearest;
use tollgate_model::{Diagnostic, Diagnostics};

use super::{Confidence, Price, Tier};
use crate::unit;

/// The columns, in order.
pub const COLUMNS: [&str; 9] = [
    "service",
    "region",
    "key",
    "unit",
    "from",
    "usd",
    "as_of",
    "confidence",
    "source",
];

/// One line of a price file: one tier of one price.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Row {
    /// The offer code: `AmazonEC2`.
    pub service: String,
    /// The region, or `global`.
    pub region: String,
    /// The usage type without its region.
    pub key: String,
    /// The name of a [unit](crate::unit::ALL).
    pub unit: String,
    /// From which quantity on the price holds.
    pub from: String,
    /// Dollars for one unit, without an exponent.
    pub usd: String,
    /// The day, `2026-10-06`, or nothing.
    pub as_of: String,
    /// `high`, `medium` or `low`.
    pub confidence: String,
    /// Who says so.
    pub source: String,
}

/// The titles of the built-in sources by their ids.
pub fn sources(text: &str) -> HashMap<String, Arc<str>> {
    #[derive(Deserialize)]
    struct Source {
        id: String,
        title: String,
    }
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader
        .deserialize()
        .filter_map(Result::ok)
        .map(|source: Source| (source.id, Arc::from(source.title)))
        .collect()
}

/// The prices of a file; tiers of one price stand in lines that follow each other.
///
/// # Errors
/// Everything that is wrong, each with its line.
pub fn prices(
    file: &SourceFile,
    sources: &HashMap<String, Arc<str>>,
) -> Result<Vec<Price>, Diagnostics> {
    let mut problems = Diagnostics::default();
    let mut prices: Vec<Price> = Vec::new();
    let mut reader = csv::Reader::from_reader(file.text().as_bytes());
    if let Some(problem) = wrong_header(&mut reader, file) {
        return Err(problem.into());
    }
    let mut record = csv::StringRecord::new();
    let header: csv::StringRecord = COLUMNS.to_vec().into();
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {}
            Err(error) => {
                problems.push(bad(file, 0..0, format!("this is not CSV: {error}")));
                break;
            }
        }
        let place = line_at(file, record.position());
        let read = record
            .deserialize::<Row>(Some(&header))
            .map_err(|error| error.to_string())
            .and_then(|row| price(&row, sources));
        match read {
            Err(message) => problems.push(bad(file, place, message)),
            Ok(price) => match prices.last_mut() {
                Some(last) if is_same(last, &price) => {
                    if let Err(message) = add_tier(last, price) {
                        problems.push(bad(file, place, message));
                    }
                }
                _ => prices.push(price),
            },
        }
    }
    if problems.is_empty() {
        Ok(prices)
    } else {
        Err(problems)
    }
}

fn wrong_header(reader: &mut csv::Reader<&[u8]>, file: &SourceFile) -> Option<Diagnostic> {
    let header = reader.headers().ok()?;
    (header != COLUMNS.as_slice()).then(|| {
        let end = file.text().find('\n').unwrap_or(file.text().len());
        bad(
            file,
            0..end,
            "the columns are not those of a price file".to_owned(),
        )
        .with_help(format!("the first line is `{}`", COLUMNS.join(",")))
    })
}

fn price(row: &Row, sources: &HashMap<String, Arc<str>>) -> Result<Price, String> {
    let unit = unit::named(&row.unit).ok_or_else(|| {
        let near = nearest(&row.unit, unit::ALL.iter().map(|unit| unit.name));
        let near = near.map_or_else(String::new, |near| format!(": did you mean `{near}`?"));
        format!("there is no unit `{}`{near}", row.unit)
    })?;
    let as_of = match row.as_of.as_str() {
        "" => None,
        text => Some(
            text.parse::<Date>()
                .map_err(|_| format!("`{text}` is not a day such as `2026-10-06`"))?,
        ),
    };
    let confidence = match row.confidence.as_str() {
        "high" => Confidence::High,
        "medium" => Confidence::Medium,
        "low" => Confidence::Low,
        other => {
            return Err(format!(
                "`{other}` is not a confidence: high, medium or low"
            ));
        }
    };
    for (column, text) in [
        ("service", &row.service),
        ("region", &row.region),
        ("key", &row.key),
        ("source", &row.source),
    ] {
        if text.is_empty() {
            return Err(format!("`{column}` is empty"));
        }
    }
    Ok(Price {
        service: Arc::from(row.service.as_str()),
        region: Arc::from(row.region.as_str()),
        key: Arc::from(row.key.as_str()),
        unit,
        tiers: vec![Tier {
            from: amount("from", &row.from)?,
            usd: amount("usd", &row.usd)?,
        }],
        as_of,
        confidence,
        source: sources
            .get(&row.source)
            .cloned()
            .unwrap_or_else(|| Arc::from(row.source.as_str())),
    })
}

fn amount(column: &str, text: &str) -> Result<Decimal, String> {
    let amount: Decimal = text
        .parse()
        .map_err(|_| format!("`{text}` in `{column}` is not a number such as `0.045`"))?;
    if amount.is_sign_negative() && !amount.is_zero() {
        return Err(format!("`{column}` is {amount}: a price is never negative"));
    }
    Ok(amount)
}

fn is_same(one: &Price, other: &Price) -> bool {
    one.service == other.service && one.region == other.region && one.key == other.key
}

fn add_tier(price: &mut Price, more: Price) -> Result<(), String> {
    let last = price.tiers.last().map_or(Decimal::ZERO, |tier| tier.from);
    if more.tiers.iter().any(|tier| tier.from <= last) {
        return Err(format!(
            "the price of `{}` from {last} on stands here twice",
            price.key
        ));
    }
    if more.unit != price.unit {
        return Err(format!(
            "one tier is for each {}, another for each {}",
            price.unit, more.unit
        ));
    }
    price.tiers.extend(more.tiers);
    Ok(())
}

fn bad(file: &SourceFile, place: std::ops::Range<usize>, message: String) -> Diagnostic {
    Diagnostic::error("cost::price-invalid", message)
        .at(file, place, "in this line")
        .with_help("`tollgate prices list --format csv` prints rows to start from")
}

fn line_at(file: &SourceFile, position: Option<&csv::Position>) -> std::ops::Range<usize> {
    let text = file.text();
    let start = position.map_or(0, |position| {
        usize::try_from(position.byte())
            .unwrap_or(0)
            .min(text.len())
    });
    let rest = text.get(start..).unwrap_or("");
    let start = start + rest.len() - rest.trim_start_matches(['\r', '\n']).len();
    let rest = text.get(start..).unwrap_or("");
    start..start + rest.find(['\r', '\n']).unwrap_or(rest.len())
}
