//! `aws_budgets_budget`: what may be spent, and who hears of it. Its id is `account:name`.

use async_trait::async_trait;
use tollgate_model::facts::Default::{Flag, Text};
use tollgate_model::{Facts, Object};

use super::{budget_notifications as notifications, budget_parts as parts, budget_tags as tags};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::OrAbsent;
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_budgets_budget`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_budgets_budget",
        replaces: &["account_id", "name", "name_prefix"],
        filled_in: &[
            "account_id",
            "billing_view_arn",
            "cost_types",
            "limit_amount",
            "limit_unit",
            "name",
            "time_period_start",
        ],
        defaults: &[
            ("time_period_end", Text("2087-06-15_00:00")),
            ("cost_types[*].include_credit", Flag(true)),
            ("cost_types[*].include_discount", Flag(true)),
            ("cost_types[*].include_other_subscription", Flag(true)),
            ("cost_types[*].include_recurring", Flag(true)),
            ("cost_types[*].include_refund", Flag(true)),
            ("cost_types[*].include_subscription", Flag(true)),
            ("cost_types[*].include_support", Flag(true)),
            ("cost_types[*].include_tax", Flag(true)),
            ("cost_types[*].include_upfront", Flag(true)),
            ("cost_types[*].use_amortized", Flag(false)),
            ("cost_types[*].use_blended", Flag(false)),
        ],
        write_only: &["name_prefix"],
        alike: &[
            ("limit_amount", is_same_limit),
            ("planned_limit", is_same_plan),
        ],
        ..Facts::NONE
    },
    find: Find::Tag,
    not_yet: &[],
    permissions: Permissions {
        list: &["budgets:ViewBudget"],
        read: &["budgets:ViewBudget", "budgets:ListTagsForResource"],
        create: &["budgets:ModifyBudget", "budgets:TagResource"],
        update: &[
            "budgets:ModifyBudget",
            "budgets:TagResource",
            "budgets:UntagResource",
        ],
        delete: &["budgets:ModifyBudget"],
    },
    operations: &BudgetsBudget,
};

struct BudgetsBudget;

#[async_trait]
impl Operations for BudgetsBudget {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let account = aws.account().await?;
        let request = aws.budgets().describe_budgets().account_id(&account);
        let mut pages = request.into_paginator().items().send();
        let mut ids = Vec::new();
        while let Some(budget) = pages.next().await {
            ids.push(format!("{account}:{}", budget?.budget_name));
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let (account, name) = names(id);
        let request = aws.budgets().describe_budget().account_id(account);
        let answer = request.budget_name(name).send().await.or_absent()?;
        let Some(budget) = answer.and_then(|answer| answer.budget) else {
            return Ok(None);
        };
        let arn = arn(aws, id);
        let live = Live::with_id(id)
            .text("arn", Some(arn.as_str()))
            .text("account_id", Some(account))
            .tags(tags::read(aws, &arn).await?)
            .blocks(
                "notification",
                notifications::read(aws, account, name).await?,
            );
        Ok(Some(parts::read(live, &budget).into_object()))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let id = id(aws, desired, operation).await?;
        let (account, name) = names(&id);
        aws.budgets()
            .create_budget()
            .account_id(account)
            .budget(parts::write(name, desired)?)
            .set_notifications_with_subscribers(Some(notifications::wanted(desired)?))
            .set_resource_tags(Some(tags::new(desired.tags(), operation)?))
            .send()
            .await?;
        Ok(id)
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        let (account, name) = names(id);
        let request = aws.budgets().update_budget().account_id(account);
        let budget = parts::write(name, change.desired)?;
        request.new_budget(budget).send().await?;
        if change.touches(&["notification"]) {
            notifications::update(aws, account, name, change).await?;
        }
        tags::update(aws, change).await
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let (account, name) = names(id);
        let request = aws.budgets().delete_budget().account_id(account);
        let request = request.budget_name(name);
        request.send().await.or_absent().map(drop)
    }

    async fn find(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        let id = id(aws, desired, operation).await?;
        let tags = tags::read(aws, &arn(aws, &id)).await?;
        Ok((tags.get(crate::live::OPERATION_TAG) == Some(&operation.id)).then_some(id))
    }
}

async fn id(aws: &Aws, desired: Attributes<'_>, operation: &Operation) -> Result<String> {
    let account = match desired.string("account_id") {
        Some(account) => account,
        None => aws.account().await?,
    };
    Ok(format!("{account}:{}", desired.name(operation)))
}

fn names(id: &str) -> (&str, &str) {
    id.split_once(':').unwrap_or(("", id))
}

fn arn(aws: &Aws, id: &str) -> String {
    let (account, name) = names(id);
    format!("arn:{}:budgets::{account}:budget/{name}", aws.partition())
}

/// AWS tells `100.0` where `100` was given.
fn is_same_limit(prior: &Object, desired: &Object) -> bool {
    let amount = |object| {
        let budget = Attributes::new(KIND.facts.resource_type, object);
        budget.number("limit_amount").map(f64::to_bits)
    };
    amount(prior) == amount(desired)
}

fn is_same_plan(prior: &Object, desired: &Object) -> bool {
    let limits = |object| {
        let budget = Attributes::new(KIND.facts.resource_type, object);
        let mut limits: Vec<_> = budget
            .blocks("planned_limit")
            .iter()
            .map(|limit| {
                let amount = limit.number("amount").map(f64::to_bits);
                (limit.string("start_time"), amount, limit.string("unit"))
            })
            .collect();
        limits.sort();
        limits
    };
    limits(prior) == limits(desired)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_the_same_with_a_fraction_of_nothing() {
        let limit = |amount: &str| {
            let live = Live::default().text("limit_amount", Some(amount));
            live.into_object()
        };
        assert!(is_same_limit(&limit("100.0"), &limit("100")));
        assert!(!is_same_limit(&limit("100.5"), &limit("100")));
        let plan = |amount: &str| {
            let limit = Live::block_of()
                .text("start_time", Some("2026-01-01_00:00"))
                .text("amount", Some(amount))
                .text("unit", Some("USD"));
            let live = Live::default().blocks("planned_limit", [limit]);
            live.into_object()
        };
        assert!(is_same_plan(&plan("100.0"), &plan("100")));
        assert!(!is_same_plan(&plan("100.0"), &plan("101")));
    }
}
