//! `aws_wafv2_web_acl`: itself, each rule, and requests; `aws_wafv2_rule_group`: its rules.

use crate::bill::Bill;
use crate::charges::waf::{REQUESTS, RULE, WEB_ACL};
use crate::subject::Subject;

pub(super) fn price(acl: &Subject<'_>, bill: &mut Bill<'_>) {
    bill.add("Web ACL", &WEB_ACL, 1);
    rules(acl, bill);
    bill.used("Requests", &REQUESTS, "monthly_requests");
}

pub(super) fn group(group: &Subject<'_>, bill: &mut Bill<'_>) {
    rules(group, bill);
}

fn rules(acl: &Subject<'_>, bill: &mut Bill<'_>) {
    let count = u32::try_from(acl.list("rule").len()).unwrap_or(u32::MAX);
    bill.add("Rules", &RULE, count);
}
