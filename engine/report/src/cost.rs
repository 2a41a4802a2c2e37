//! What a document costs, in sentences.

use tollgate_model::cost::{CostSummary, dollars, percent};

/// The sentences, without a full stop: the total, the change, the budget, and what has no price.
pub(crate) fn sentences(cost: &CostSummary) -> Vec<String> {
    let monthly = cost.monthly.in_cents();
    let mut sentences = vec![if monthly.is_exact() {
        format!("${} a month by list prices", dollars(monthly.typical))
    } else {
        format!(
            "about ${} a month by list prices, from {} with hardly any use to {} with a lot of it (as in {})",
            dollars(monthly.typical),
            dollars(monthly.low),
            dollars(monthly.high),
            cost.profile
        )
    }];
    if let Some(change) = cost.change.map(|change| change.in_cents().typical) {
        sentences.push(if change.is_zero() {
            "this change costs nothing more, and saves nothing".to_owned()
        } else if change.is_sign_negative() {
            format!("this change saves ${} a month", dollars(-change))
        } else {
            format!("this change adds ${} a month", dollars(change))
        });
    }
    if let Some(budget) = &cost.budget
        && let Some(percent) = percent(monthly.typical, budget.upper)
    {
        sentences.push(format!(
            "{percent} % of the budget of ${}",
            dollars(budget.upper)
        ));
    }
    let counts = &cost.counts;
    let mut missing = Vec::new();
    if counts.unpriced > 0 {
        missing.push(format!(
            "{} with something that has no price here",
            counts.unpriced
        ));
    }
    if counts.unsupported > 0 {
        missing.push(format!(
            "{} of types whose price is not known",
            counts.unsupported
        ));
    }
    if !missing.is_empty() {
        sentences.push(format!(
            "not counted: resources {}; `tollgate cost` names them",
            missing.join(", and ")
        ));
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;
    use tollgate_model::{Band, Budget, CostCounts};

    #[test]
    fn a_change_is_told_with_its_budget_and_what_is_missing() {
        let cost = CostSummary {
            monthly: Band::of(1_668, 2_230, 5_646),
            before: Some(Band::of(1_668, 2_302, 5_646)),
            change: Some(Band::of(0, 0, 0) - Band::exactly(72.into())),
            counts: CostCounts {
                unpriced: 2,
                ..CostCounts::default()
            },
            profile: "prod".to_owned(),
            budget: Some(Budget {
                lower: None,
                upper: 2_500.into(),
            }),
            ..CostSummary::default()
        };
        assert_eq!(
            sentences(&cost),
            [
                "about $2230.00 a month by list prices, from 1668.00 with hardly any use to 5646.00 with a lot of it (as in prod)",
                "this change saves $72.00 a month",
                "89 % of the budget of $2500.00",
                "not counted: resources 2 with something that has no price here; `tollgate cost` names them",
            ]
        );
    }
}
