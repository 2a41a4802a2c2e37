//! Managed rule groups that cost more than a rule.

use tollgate_model::Value;

use crate::subject::{Subject, block, member};

/// Groups of AWS with a price of their own.
const PAID: &[&str] = &[
    "AWSManagedRulesACFPRuleSet",
    "AWSManagedRulesATPRuleSet",
    "AWSManagedRulesAntiDDoSRuleSet",
    "AWSManagedRulesBotControlRuleSet",
];

/// What is used of them: the names.
pub(super) fn paid<'a>(acl: &Subject<'a>) -> impl Iterator<Item = &'a str> + use<'a> {
    acl.list("rule").iter().filter_map(|rule| {
        let group = block(block(rule, "statement")?, "managed_rule_group_statement")?;
        let text = |name| member(group, name).and_then(Value::as_str);
        let name = text("name")?;
        let is_sold = text("vendor_name").is_some_and(|vendor| vendor != "AWS");
        (is_sold || PAID.contains(&name)).then_some(name)
    })
}
