//! The words that several formats share.

use rust_decimal::Decimal;
use tollgate_model::Band;
use tollgate_model::cost::{Budget, cents, dollars, percent};

use crate::component::{Component, Unpriced};
use crate::quantity::{Assumption, Origin};

/// Why a component has no price.
pub fn unpriced(line: &Component) -> Option<String> {
    Some(match line.price.as_ref().err()? {
        Unpriced::NotInBook => format!("no price of `{}` in {}", line.due.key, line.region),
        Unpriced::NoRegion => "the region is not known: name it with --region".to_owned(),
        Unpriced::Undecided(reason) => reason.clone(),
    })
}

/// `0 / 20 / 200 GB`, or one figure.
pub fn figures(band: Band, unit: &str) -> String {
    let [low, typical, high] = [band.low, band.typical, band.high].map(number);
    if low == typical && typical == high {
        format!("{typical} {unit}")
    } else {
        format!("{low} / {typical} / {high} {unit}")
    }
}

/// A number to four places, without zeros at its end.
pub fn number(number: Decimal) -> String {
    number.round_dp(4).normalize().to_string()
}

/// `monthly_data_processed_gb = 0 / 20 / 200 GB (default of dev: …)`.
pub fn assumption(assumption: &Assumption) -> String {
    let origin = match &assumption.origin {
        Origin::File(place) => place.to_string(),
        Origin::Default { profile, why } => format!("default of {profile}: {why}"),
        Origin::AfterApply => "known only after apply".to_owned(),
        Origin::Convention(why) => (*why).to_owned(),
    };
    let figures = figures(assumption.band, assumption.unit);
    format!("{} = {figures} ({origin})", assumption.what)
}

/// An amount with its sign: `+72.08`, `-65.70`, `0.00`.
pub fn signed(amount: Decimal) -> String {
    let text = dollars(amount);
    if cents(amount) > Decimal::ZERO {
        format!("+{text}")
    } else {
        text
    }
}

/// Where a total stands in its budget, as a sentence.
pub fn standing(total: Decimal, budget: &Budget) -> String {
    let upper = dollars(budget.upper);
    let share = percent(total, budget.upper).unwrap_or_default();
    if total > budget.upper {
        format!("above the budget of {upper}: {share} % of it")
    } else if budget.lower.is_some_and(|lower| total < lower) {
        let lower = budget.lower.map(dollars).unwrap_or_default();
        format!(
            "within the budget of {upper} ({share} %), and below the {lower} that were expected"
        )
    } else {
        format!("within the budget of {upper}: {share} % of it")
    }
}
