//! WAF.

mod managed;
mod rules;
mod web_acl;

use super::Kind;

pub(super) const KINDS: &[Kind] = &[
    Kind::new("aws_wafv2_rule_group", rules::price),
    Kind::new("aws_wafv2_web_acl", web_acl::price),
];
