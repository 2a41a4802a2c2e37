//! Puts what things cost into the inventory, where rules see it.

use std::collections::BTreeMap;
use std::sync::Arc;

use tollgate_model::cost::{Band, CostSummary, ESTIMATE, dollars};
use tollgate_model::{
    Address, Inventory, Location, Mode, ModulePath, Object, Resource, ResourceCost, Saving, Value,
};

use crate::estimate::{Estimate, Priced};

/// Of lists in the estimate, the first so many are kept: the largest.
const LONGEST: usize = 20;

/// Gives each resource its cost, and adds a resource that stands for the whole: `tollgate_estimate.monthly`.
///
/// A budget is thus judged like anything else: by a rule, with a verdict, a waiver and a place in every
/// report. `location` is where people set how large the document is.
pub fn attach(
    inventory: &mut Inventory,
    estimate: &Estimate,
    summary: &CostSummary,
    mut savings: BTreeMap<Address, Vec<Saving>>,
    location: Option<Location>,
) {
    let costs: BTreeMap<&Address, &Priced> = estimate
        .resources
        .iter()
        .map(|priced| (&priced.address, priced))
        .collect();
    for resource in inventory.resources.values_mut().flatten() {
        resource.cost = costs
            .get(&resource.address)
            .filter(|priced| !priced.components.is_empty())
            .map(|priced| ResourceCost {
                savings: savings.remove(&resource.address).unwrap_or_default(),
                ..priced.summary()
            });
    }
    inventory.insert(Resource {
        values: values(estimate, summary),
        location,
        ..Resource::new(address())
    });
}

/// The address of the resource that stands for the whole.
fn address() -> Address {
    let name = Arc::from("monthly");
    Address::new(
        ModulePath::default(),
        Mode::Managed,
        Arc::from(ESTIMATE),
        name,
        None,
    )
}

fn values(estimate: &Estimate, summary: &CostSummary) -> Object {
    let counts = &summary.counts;
    let count = |number: usize| Value::from(i64::try_from(number).unwrap_or(i64::MAX));
    let mut values = Object::from([
        ("monthly".to_owned(), band(&summary.monthly)),
        (
            "counts".to_owned(),
            object([
                ("priced", count(counts.priced)),
                ("unpriced", count(counts.unpriced)),
                ("free", count(counts.free)),
                ("unsupported", count(counts.unsupported)),
            ]),
        ),
        ("unbounded".to_owned(), unbounded(estimate)),
    ]);
    let bands = [("before", &summary.before), ("change", &summary.change)];
    for (name, amounts) in bands {
        if let Some(amounts) = amounts {
            values.insert(name.to_owned(), band(amounts));
        }
    }
    let addresses = [
        ("largest", &summary.largest),
        ("largest_change", &summary.largest_change),
    ];
    for (name, address) in addresses {
        if let Some(address) = address {
            values.insert(name.to_owned(), Value::string(address.as_str()));
        }
    }
    values
}

/// What use decides without a limit, the largest first.
fn unbounded(estimate: &Estimate) -> Value {
    let mut lines: Vec<_> = estimate
        .resources
        .iter()
        .flat_map(|priced| priced.components.iter().map(move |line| (priced, line)))
        .filter(|(_, line)| line.is_by_use() && !line.is_bounded)
        .filter_map(|(priced, line)| Some((priced, line, line.monthly()?.high)))
        .filter(|(.., high)| !high.is_zero())
        .collect();
    lines.sort_by(|(a, _, most), (b, _, more)| {
        more.cmp(most).then_with(|| a.address.cmp(&b.address))
    });
    let told = lines.into_iter().take(LONGEST).map(|(priced, line, high)| {
        object([
            ("address", Value::string(priced.address.as_str())),
            ("component", Value::string(line.name.as_ref())),
            ("high", Value::string(dollars(high))),
        ])
    });
    Value::List(told.collect())
}

fn band(band: &Band) -> Value {
    object([
        ("low", Value::string(dollars(band.low))),
        ("typical", Value::string(dollars(band.typical))),
        ("high", Value::string(dollars(band.high))),
    ])
}

fn object<const N: usize>(entries: [(&str, Value); N]) -> Value {
    let entries = entries.map(|(name, value)| (name.to_owned(), value));
    Value::Object(Object::from(entries))
}
