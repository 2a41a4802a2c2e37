//! What a budget is: the attributes of `aws_budgets_budget`, both ways.

#![expect(
    deprecated,
    reason = "the provider has the filters and cost types that expressions came after"
)]

use std::collections::HashMap;

use aws_sdk_budgets::types::{
    AutoAdjustData, Budget, CostTypes, HistoricalOptions, Spend, TimePeriod,
};
use aws_smithy_types::DateTime;
use aws_smithy_types::date_time::Format;
use aws_smithy_types::error::operation::BuildError;

use crate::attributes::Attributes;
use crate::failure::Failure;
use crate::kind::Result;
use crate::live::Live;

/// The whole budget.
pub fn write(name: &str, desired: Attributes<'_>) -> Result<Budget> {
    let planned = desired.blocks("planned_limit");
    let adjusts = desired.block("auto_adjust_data");
    let is_fixed = planned.is_empty() && adjusts.is_none();
    let limit = desired.text("limit_amount").filter(|_| is_fixed);
    let limit = limit.map(|amount| spend(amount, desired.text("limit_unit")));
    let planned = planned.into_iter().map(|block| {
        let start = moment(block.required("start_time")?)?;
        let limit = spend(block.required("amount")?, block.text("unit"))?;
        Ok((start.secs().to_string(), limit))
    });
    let planned: HashMap<_, _> = planned.collect::<Result<_>>()?;
    let filters = desired.blocks("cost_filter").into_iter().map(|block| {
        let name = block.required("name")?.to_owned();
        Ok((name, block.texts("values")))
    });
    let filters: HashMap<_, _> = filters.collect::<Result<_>>()?;
    let moment = |name| desired.text(name).map(moment).transpose();
    let period = TimePeriod::builder()
        .set_start(moment("time_period_start")?)
        .set_end(moment("time_period_end")?);
    built(
        Budget::builder()
            .budget_name(name)
            .set_budget_type(desired.text("budget_type").map(Into::into))
            .set_time_unit(desired.text("time_unit").map(Into::into))
            .time_period(period.build())
            .set_budget_limit(limit.transpose()?)
            .set_planned_budget_limits(some(planned))
            .set_cost_filters(some(filters))
            .set_cost_types(desired.block("cost_types").map(cost_types))
            .set_auto_adjust_data(adjusts.map(adjusting).transpose()?)
            .set_billing_view_arn(desired.string("billing_view_arn"))
            .build(),
    )
}

/// The budget that is there, but for its notifications and tags.
pub fn read(live: Live, budget: &Budget) -> Live {
    let limit = budget.budget_limit();
    let period = budget.time_period();
    let filters = budget.cost_filters().into_iter().flatten();
    let planned = budget.planned_budget_limits().into_iter().flatten();
    let adjusts = budget.auto_adjust_data().map(|told| {
        let options = told.historical_options().map(|options| {
            Live::block_of()
                .whole(
                    "budget_adjustment_period",
                    Some(options.budget_adjustment_period()),
                )
                .whole(
                    "lookback_available_periods",
                    options.look_back_available_periods(),
                )
        });
        Live::block_of()
            .text("auto_adjust_type", Some(told.auto_adjust_type().as_str()))
            .text(
                "last_auto_adjust_time",
                told.last_auto_adjust_time().and_then(text),
            )
            .block("historical_options", options)
    });
    live.text("name", Some(budget.budget_name()))
        .text("budget_type", Some(budget.budget_type().as_str()))
        .text("time_unit", Some(budget.time_unit().as_str()))
        .text(
            "time_period_start",
            period.and_then(|period| period.start()).and_then(text),
        )
        .text(
            "time_period_end",
            period.and_then(|period| period.end()).and_then(text),
        )
        .text("limit_amount", limit.map(|limit| limit.amount()))
        .text("limit_unit", limit.map(|limit| limit.unit()))
        .text("billing_view_arn", budget.billing_view_arn())
        .blocks(
            "cost_filter",
            filters.map(|(name, values)| {
                let block = Live::block_of().text("name", Some(name.as_str()));
                block.texts("values", values)
            }),
        )
        .blocks(
            "planned_limit",
            planned.map(|(start, limit)| {
                let start = start.parse().ok().map(DateTime::from_secs);
                Live::block_of()
                    .text("start_time", start.as_ref().and_then(text))
                    .text("amount", Some(limit.amount()))
                    .text("unit", Some(limit.unit()))
            }),
        )
        .block("cost_types", budget.cost_types().map(told_cost_types))
        .block("auto_adjust_data", adjusts)
}

fn cost_types(block: Attributes<'_>) -> CostTypes {
    CostTypes::builder()
        .set_include_credit(block.flag("include_credit"))
        .set_include_discount(block.flag("include_discount"))
        .set_include_other_subscription(block.flag("include_other_subscription"))
        .set_include_recurring(block.flag("include_recurring"))
        .set_include_refund(block.flag("include_refund"))
        .set_include_subscription(block.flag("include_subscription"))
        .set_include_support(block.flag("include_support"))
        .set_include_tax(block.flag("include_tax"))
        .set_include_upfront(block.flag("include_upfront"))
        .set_use_amortized(block.flag("use_amortized"))
        .set_use_blended(block.flag("use_blended"))
        .build()
}

fn told_cost_types(told: &CostTypes) -> Live {
    Live::block_of()
        .flag("include_credit", told.include_credit())
        .flag("include_discount", told.include_discount())
        .flag(
            "include_other_subscription",
            told.include_other_subscription(),
        )
        .flag("include_recurring", told.include_recurring())
        .flag("include_refund", told.include_refund())
        .flag("include_subscription", told.include_subscription())
        .flag("include_support", told.include_support())
        .flag("include_tax", told.include_tax())
        .flag("include_upfront", told.include_upfront())
        .flag("use_amortized", told.use_amortized())
        .flag("use_blended", told.use_blended())
}

fn adjusting(block: Attributes<'_>) -> Result<AutoAdjustData> {
    let options = block.block("historical_options").map(|options| {
        let period = options.whole("budget_adjustment_period");
        let options = HistoricalOptions::builder().set_budget_adjustment_period(period);
        built(options.build())
    });
    built(
        AutoAdjustData::builder()
            .set_auto_adjust_type(block.text("auto_adjust_type").map(Into::into))
            .set_historical_options(options.transpose()?)
            .build(),
    )
}

fn spend(amount: &str, unit: Option<&str>) -> Result<Spend> {
    let unit = unit.map(str::to_owned);
    built(Spend::builder().amount(amount).set_unit(unit).build())
}

/// The provider's `2026-01-31_00:00`, which is UTC.
fn moment(text: &str) -> Result<DateTime> {
    let written = format!("{}:00Z", text.replace('_', "T"));
    DateTime::from_str(&written, Format::DateTime).map_err(|_| {
        let message = format!("`{text}` is not a time; write it as 2026-01-31_00:00");
        Failure::invalid("aws_budgets_budget", message)
    })
}

fn text(moment: &DateTime) -> Option<String> {
    let text = moment.fmt(Format::DateTime).ok()?;
    Some(text.get(..16)?.replace('T', "_"))
}

fn some<V>(map: HashMap<String, V>) -> Option<HashMap<String, V>> {
    (!map.is_empty()).then_some(map)
}

fn built<T>(built: std::result::Result<T, BuildError>) -> Result<T> {
    built.map_err(|error| Failure::invalid("budgets:CreateBudget", error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_the_provider_writes_them() {
        let end = moment("2087-06-15_00:00").unwrap();
        assert_eq!(end.secs(), 3_706_473_600);
        assert_eq!(text(&end).as_deref(), Some("2087-06-15_00:00"));
        assert!(moment("next week").is_err());
    }
}
