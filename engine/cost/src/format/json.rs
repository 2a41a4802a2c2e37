//! Everything, for programs: `docs/cost-schema.json` describes it.

use std::io::{self, Write};

use rust_decimal::Decimal;
use serde_json::{Value as Json, json};
use tollgate_model::Band;

use super::words::{number, unpriced};
use super::{DocumentCost, Statement};
use crate::book::Price;
use crate::component::Component;
use crate::estimate::{Priced, Standing};
use crate::quantity::{Assumption, Origin};

pub(super) fn write(statement: &Statement, out: &mut dyn Write) -> io::Result<()> {
    let documents: Vec<Json> = statement.documents.iter().map(document).collect();
    let all = json!({
        "format_version": "1",
        "tool_version": statement.tool_version,
        "now": statement.now,
        "currency": "USD",
        "monthly": statement.monthly(),
        "documents": documents,
    });
    serde_json::to_writer_pretty(&mut *out, &all)?;
    writeln!(out)
}

fn document(document: &DocumentCost) -> Json {
    let summary = document.estimate.summary(document.before.as_ref());
    let resources: Vec<Json> = document.estimate.resources.iter().map(resource).collect();
    let changes = document.comparison().map(|comparison| {
        let changes = comparison.changes.iter().map(|change| {
            json!({
                "address": change.address(),
                "before": change.before.map(Priced::monthly),
                "after": change.after.map(Priced::monthly),
                "change": change.delta(),
            })
        });
        changes.collect::<Vec<_>>()
    });
    without_nulls(json!({
        "name": document.name,
        "environment": document.environment,
        "region": document.region,
        "price_region": document.price_region,
        "profile": summary.profile,
        "monthly": summary.monthly,
        "before": summary.before,
        "change": summary.change,
        "counts": summary.counts,
        "budget": document.budget,
        "changes": changes,
        "resources": resources,
    }))
}

fn resource(priced: &Priced) -> Json {
    let components: Vec<Json> = priced.components.iter().map(component).collect();
    let standing = match priced.standing {
        Standing::Known => "charged",
        Standing::Free => "free",
        Standing::Unsupported => "unsupported",
    };
    without_nulls(json!({
        "address": priced.address,
        "type": priced.resource_type,
        "standing": standing,
        "monthly": priced.monthly(),
        "location": priced.location,
        "components": components,
    }))
}

fn component(line: &Component) -> Json {
    let assumptions: Vec<Json> = line.assumptions.iter().map(assumption).collect();
    without_nulls(json!({
        "name": line.name,
        "service": line.due.charge.service,
        "key": line.due.key,
        "region": line.region,
        "unit": line.due.charge.unit.name,
        "quantity": quantity(line.quantity),
        "price": line.price.as_ref().ok().map(|found| price(found)),
        "unpriced": unpriced(line),
        "monthly": line.monthly(),
        "by_use": line.is_by_use(),
        "implied": line.implied,
        "assumptions": assumptions,
    }))
}

fn price(price: &Price) -> Json {
    let tiers: Vec<Json> = price
        .tiers
        .iter()
        .map(|tier| json!({"from": text(tier.from), "usd": text(tier.usd)}))
        .collect();
    without_nulls(json!({
        "tiers": tiers,
        "as_of": price.as_of.map(|day| day.to_string()),
        "confidence": price.confidence.as_str(),
        "source": price.source,
    }))
}

fn assumption(assumption: &Assumption) -> Json {
    let mut told = json!({
        "what": assumption.what,
        "unit": assumption.unit,
        "figures": quantity(assumption.band),
    });
    let origin = match &assumption.origin {
        Origin::File(place) => json!({"kind": "file", "location": place}),
        Origin::Default { profile, why } => {
            json!({"kind": "default", "profile": profile, "why": why})
        }
        Origin::AfterApply => json!({"kind": "after-apply"}),
        Origin::Convention(why) => json!({"kind": "convention", "why": why}),
    };
    if let Some(object) = told.as_object_mut() {
        object.insert("origin".to_owned(), origin);
    }
    told
}

fn quantity(band: Band) -> Json {
    json!({"low": number(band.low), "typical": number(band.typical), "high": number(band.high)})
}

fn text(number: Decimal) -> String {
    number.normalize().to_string()
}

/// An object without the keys that have nothing.
fn without_nulls(mut json: Json) -> Json {
    if let Some(object) = json.as_object_mut() {
        object.retain(|_, value| !value.is_null());
    }
    json
}
