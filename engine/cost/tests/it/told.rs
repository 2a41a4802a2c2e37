//! A bill as cases write it.

use rust_decimal::Decimal;
use tollgate_cost::component::{Component, Unpriced};
use tollgate_cost::{Estimate, estimate::Standing};
use tollgate_model::Band;

/// Every resource that is not free.
pub fn estimate(estimate: &Estimate) -> String {
    let mut told = String::new();
    for priced in &estimate.resources {
        if priced.standing == Standing::Free {
            continue;
        }
        told += &format!("{}\n", priced.address);
        if priced.standing == Standing::Unsupported {
            told += "  unsupported\n";
        }
        for line in &priced.components {
            told += &component(line);
        }
    }
    told
}

fn component(line: &Component) -> String {
    let implied = if line.implied.is_some() {
        " (implied)"
    } else {
        ""
    };
    let name = &line.name;
    let unit = line.due.charge.unit;
    let cost = match &line.price {
        Ok(_) => line.monthly().unwrap_or_default().to_string(),
        Err(Unpriced::NotInBook) => format!("unpriced: no price in {}", line.region),
        Err(Unpriced::NoRegion) => "unpriced: no region".to_owned(),
        Err(Unpriced::Undecided(reason)) => format!("unpriced: {reason}"),
    };
    format!(
        "  {name}{implied}: {} {unit} = {cost}\n",
        quantity(line.quantity)
    )
}

/// The figures, to four places at most.
fn quantity(band: Band) -> String {
    let [low, typical, high] = [band.low, band.typical, band.high]
        .map(|figure: Decimal| figure.round_dp(4).normalize().to_string());
    if low == typical && typical == high {
        typical
    } else {
        format!("{low} / {typical} / {high}")
    }
}
