//! Infracost's JSON, version 0.2: what reads it reads this. Amounts are those of typical use.

use std::io::{self, Write};

use rust_decimal::Decimal;
use serde_json::{Value as Json, json};

use super::{DocumentCost, Statement};
use crate::compare::Comparison;
use crate::component::Component;
use crate::estimate::{Estimate, Priced, Standing};
use crate::unit::HOURS_A_MONTH;

pub(super) fn write(statement: &Statement, out: &mut dyn Write) -> io::Result<()> {
    let projects: Vec<Json> = statement.documents.iter().map(project).collect();
    let sum =
        |of: fn(&DocumentCost) -> Decimal| -> Decimal { statement.documents.iter().map(of).sum() };
    let total = sum(|document| document.estimate.monthly().typical);
    let past = sum(past_total);
    let usage = sum(|document| usage_cost(&document.estimate));
    let counts = statement
        .documents
        .iter()
        .map(|document| counts(&document.estimate));
    let counts = counts.fold([0; 5], |sum, one| {
        let mut sum = sum;
        for (total, more) in sum.iter_mut().zip(one) {
            *total += more;
        }
        sum
    });
    let all = json!({
        "version": "0.2",
        "metadata": {"infracostCommand": "breakdown", "generator": format!("tollgate {}", statement.tool_version)},
        "currency": "USD",
        "projects": projects,
        "totalHourlyCost": text(hourly(total)),
        "totalMonthlyCost": text(total),
        "totalMonthlyUsageCost": text(usage),
        "pastTotalHourlyCost": text(hourly(past)),
        "pastTotalMonthlyCost": text(past),
        "pastTotalMonthlyUsageCost": Json::Null,
        "diffTotalHourlyCost": text(hourly(total - past)),
        "diffTotalMonthlyCost": text(total - past),
        "diffTotalMonthlyUsageCost": Json::Null,
        "timeGenerated": statement.now,
        "summary": summary(counts),
    });
    serde_json::to_writer_pretty(&mut *out, &all)?;
    writeln!(out)
}

fn past_total(document: &DocumentCost) -> Decimal {
    let before = document.before.as_ref();
    before.map_or(Decimal::ZERO, |before| before.monthly().typical)
}

fn project(document: &DocumentCost) -> Json {
    // Where there is no before, Infracost takes everything for new.
    let nothing = Estimate {
        resources: Vec::new(),
        profile: document.estimate.profile,
    };
    let before = document.before.as_ref().unwrap_or(&nothing);
    json!({
        "name": document.name,
        "metadata": {"path": document.name, "type": "tollgate"},
        "pastBreakdown": breakdown(before),
        "breakdown": breakdown(&document.estimate),
        "diff": difference(&Comparison::new(before, &document.estimate)),
        "summary": summary(counts(&document.estimate)),
    })
}

fn difference(comparison: &Comparison<'_>) -> Json {
    let resources: Vec<Json> = comparison
        .changes
        .iter()
        .filter_map(|change| {
            let delta = change.delta().typical;
            let one = change.after.or(change.before)?;
            Some(json!({
                "name": one.address,
                "resourceType": one.resource_type,
                "metadata": {},
                "hourlyCost": text(hourly(delta)),
                "monthlyCost": text(delta),
            }))
        })
        .collect();
    let delta = comparison.delta().typical;
    json!({
        "resources": resources,
        "totalHourlyCost": text(hourly(delta)),
        "totalMonthlyCost": text(delta),
        "totalMonthlyUsageCost": Json::Null,
    })
}

fn breakdown(estimate: &Estimate) -> Json {
    let of = |standing: Standing| -> Vec<Json> {
        let found = estimate
            .resources
            .iter()
            .filter(|priced| priced.standing == standing);
        found.map(resource).collect()
    };
    let total = estimate.monthly().typical;
    json!({
        "resources": of(Standing::Known),
        "freeResources": of(Standing::Free),
        "totalHourlyCost": text(hourly(total)),
        "totalMonthlyCost": text(total),
        "totalMonthlyUsageCost": text(usage_cost(estimate)),
    })
}

fn resource(priced: &Priced) -> Json {
    let place = priced.location.as_ref();
    let metadata = place.map_or_else(
        || json!({}),
        |place| json!({"filename": place.file, "startLine": place.line}),
    );
    let mut told = json!({
        "name": priced.address,
        "resourceType": priced.resource_type,
        "metadata": metadata,
    });
    if priced.standing == Standing::Known
        && let Some(object) = told.as_object_mut()
    {
        let total = priced.monthly().typical;
        let by_use: Decimal = used(priced);
        let components: Vec<Json> = priced.components.iter().map(component).collect();
        object.insert("hourlyCost".to_owned(), text(hourly(total)));
        object.insert("monthlyCost".to_owned(), text(total));
        object.insert("monthlyUsageCost".to_owned(), text(by_use));
        object.insert("costComponents".to_owned(), Json::Array(components));
    }
    told
}

fn component(line: &Component) -> Json {
    let monthly = line.monthly().map(|band| band.typical);
    let quantity = line.quantity.typical;
    let amount = |amount: Option<Decimal>| amount.map_or(Json::Null, text);
    json!({
        "name": line.name,
        "unit": line.due.charge.unit.name,
        "hourlyQuantity": text(hourly(quantity)),
        "monthlyQuantity": text(quantity),
        "price": line.rate().map_or_else(|| text(Decimal::ZERO), text),
        "hourlyCost": amount(monthly.map(hourly)),
        "monthlyCost": amount(monthly),
        "usageBased": line.is_by_use(),
        "priceNotFound": line.price.is_err(),
    })
}

/// What use decides of a resource's cost.
fn used(priced: &Priced) -> Decimal {
    let lines = priced.components.iter().filter(|line| line.is_by_use());
    lines.filter_map(|line| Some(line.monthly()?.typical)).sum()
}

fn usage_cost(estimate: &Estimate) -> Decimal {
    estimate.resources.iter().map(used).sum()
}

/// Resources: all, known, not known, decided by use, free.
fn counts(estimate: &Estimate) -> [usize; 5] {
    let count =
        |wanted: &dyn Fn(&&Priced) -> bool| estimate.resources.iter().filter(wanted).count();
    [
        estimate.resources.len(),
        count(&|priced| priced.standing == Standing::Known),
        count(&|priced| priced.standing == Standing::Unsupported),
        count(&|priced| priced.components.iter().any(Component::is_by_use)),
        count(&|priced| priced.standing == Standing::Free),
    ]
}

fn summary(counts: [usize; 5]) -> Json {
    let [detected, supported, unsupported, by_use, free] = counts;
    json!({
        "totalDetectedResources": detected,
        "totalSupportedResources": supported,
        "totalUnsupportedResources": unsupported,
        "totalUsageBasedResources": by_use,
        "totalNoPriceResources": free,
        "unsupportedResourceCounts": {},
        "noPriceResourceCounts": {},
    })
}

fn hourly(monthly: Decimal) -> Decimal {
    monthly / HOURS_A_MONTH
}

fn text(amount: Decimal) -> Json {
    Json::String(amount.round_dp(10).normalize().to_string())
}
