//! `aws_wafv2_rule_group`: each of its rules.

use tollgate_model::Band;

use crate::bill::Bill;
use crate::charges::waf::RULE;
use crate::quantity::{Origin, Quantity};
use crate::subject::{Known, Subject};

pub(super) fn price(group: &Subject<'_>, bill: &mut Bill<'_>) {
    let rules = count(group);
    bill.add("Rules", &RULE, rules);
}

/// Where rules stand.
const PLACES: &[&str] = &["rule", "rule_json", "rules_json"];

/// The rules of a web ACL or a group. One that refers to a group, or to a managed one, counts as well.
pub(super) fn count(owner: &Subject<'_>) -> Quantity {
    let is_untold = PLACES.iter().any(|place| match owner.value(place) {
        Known::Set(rules) => rules.as_str().is_some(),
        Known::Unset => false,
        Known::AfterApply => true,
    });
    if is_untold {
        let span = Band::of(1, 3, 10);
        return Quantity::assumed("rule", "rules", span, Origin::AfterApply);
    }
    let count: usize = PLACES.iter().map(|place| owner.list(place).len()).sum();
    Quantity::exactly(u32::try_from(count).unwrap_or(u32::MAX))
}
