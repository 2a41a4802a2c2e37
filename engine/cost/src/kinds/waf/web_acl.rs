//! `aws_wafv2_web_acl`: itself, its rules, and requests.

use super::{managed, rules};
use crate::bill::Bill;
use crate::charges::waf::{REQUESTS, RULE, WEB_ACL};
use crate::subject::Subject;

pub(super) fn price(acl: &Subject<'_>, bill: &mut Bill<'_>) {
    bill.add("Web ACL", &WEB_ACL, 1);
    let elsewhere = bill.usage_if_given("rule_group_rules").unwrap_or_default();
    let rules = rules::count(acl).and(&elsewhere);
    if !rules.band.is_zero() {
        bill.add("Rules", &RULE, rules);
    }
    bill.used("Requests", &REQUESTS, "monthly_requests");
    for name in managed::paid(acl) {
        let reason = format!("there is no price for {name}");
        bill.undecided("Managed protection", &WEB_ACL, reason);
    }
}
