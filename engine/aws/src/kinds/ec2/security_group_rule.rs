//! One rule of a security group: what `aws_vpc_security_group_ingress_rule` and
//! `aws_vpc_security_group_egress_rule` share.

use aws_sdk_ec2::types::{
    IpPermission, IpRange, Ipv6Range, PrefixListId, ResourceType, SecurityGroupRule,
    SecurityGroupRuleRequest, SecurityGroupRuleUpdate, TagSpecification, UserIdGroupPair,
};
use tollgate_model::{Facts, Object};

use super::permissions::{ANY, Direction};
use super::tags;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Operation, Progress, Result};
use crate::live::Live;

/// The facts of both. A rule keeps the kind of its peer: AWS refuses to turn a range into a group.
pub const FACTS: Facts = Facts {
    replaces: &["security_group_id"],
    filled_in: &["from_port", "to_port"],
    one_of: PEERS,
    ..Facts::NONE
};

/// Errors that pass once AWS knows the group everywhere.
pub const NOT_YET: &[&str] = &["InvalidGroup.NotFound", "InvalidPrefixListID.NotFound"];

/// Attributes that name where packets come from or go to.
const PEERS: &[&str] = &[
    "cidr_ipv4",
    "cidr_ipv6",
    "prefix_list_id",
    "referenced_security_group_id",
];

/// The ids of all rules of a direction.
pub async fn list(aws: &Aws, direction: Direction) -> Result<Vec<String>> {
    let pages = aws.ec2().describe_security_group_rules().into_paginator();
    let mut rules = pages.items().send();
    let mut ids = Vec::new();
    while let Some(rule) = rules.next().await {
        let rule = rule?;
        aws.keep(rule.security_group_rule_id(), &rule);
        if is_in(&rule, direction) {
            ids.extend(rule.security_group_rule_id);
        }
    }
    Ok(ids)
}

/// What AWS tells of a rule.
pub async fn read(aws: &Aws, id: &str, direction: Direction) -> Result<Option<Object>> {
    let rule = described(aws, id).await?;
    let rule = rule.filter(|rule| is_in(rule, direction));
    Ok(rule.map(|rule| live(id, &rule)))
}

/// Whether a new rule can be read.
pub async fn settled(aws: &Aws, id: &str) -> Result<Progress> {
    Ok(match described(aws, id).await? {
        Some(_) => Progress::Done,
        None => Progress::Going("pending".to_owned()),
    })
}

/// The tags of a new rule.
pub fn tags(desired: Attributes<'_>, operation: &Operation) -> TagSpecification {
    tags::specification(ResourceType::SecurityGroupRule, desired.tags(), operation)
}

/// The id of the rule that was made.
pub fn made(call: &str, rules: Option<Vec<SecurityGroupRule>>) -> Result<String> {
    let rule = rules.into_iter().flatten().next();
    rule.and_then(|rule| rule.security_group_rule_id)
        .ok_or_else(|| Failure::incomplete(call, "rule"))
}

/// The rule as the calls that make one take it.
pub fn permission(rule: Attributes<'_>) -> Result<IpPermission> {
    let description = rule.string("description");
    let (protocol, from, to) = ports(rule)?;
    let permission = IpPermission::builder()
        .ip_protocol(protocol)
        .set_from_port(from)
        .set_to_port(to);
    let permission = if let Some(range) = rule.text("cidr_ipv4") {
        let range = IpRange::builder().cidr_ip(range);
        permission.ip_ranges(range.set_description(description).build())
    } else if let Some(range) = rule.text("cidr_ipv6") {
        let range = Ipv6Range::builder().cidr_ipv6(range);
        permission.ipv6_ranges(range.set_description(description).build())
    } else if let Some(list) = rule.text("prefix_list_id") {
        let list = PrefixListId::builder().prefix_list_id(list);
        permission.prefix_list_ids(list.set_description(description).build())
    } else {
        let group = rule.required("referenced_security_group_id")?;
        let pair = UserIdGroupPair::builder().set_description(description);
        let pair = match group.split_once('/') {
            Some((owner, id)) => pair.user_id(owner).group_id(id),
            None => pair.group_id(group),
        };
        permission.user_id_group_pairs(pair.build())
    };
    Ok(permission.build())
}

/// Changes the rule, except whose it is and what kind of peer it has.
pub async fn update(aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
    let rest = ["description", "ip_protocol", "from_port", "to_port"];
    if change.touches(PEERS) || change.touches(&rest) {
        let rule = change.desired;
        let (protocol, from, to) = ports(rule)?;
        let request = SecurityGroupRuleRequest::builder()
            .ip_protocol(protocol)
            .set_from_port(from)
            .set_to_port(to)
            .set_cidr_ipv4(rule.string("cidr_ipv4"))
            .set_cidr_ipv6(rule.string("cidr_ipv6"))
            .set_prefix_list_id(rule.string("prefix_list_id"))
            .set_referenced_group_id(rule.string("referenced_security_group_id"))
            // The rule is replaced as a whole; said, so that it is not left to what AWS takes silence for.
            .description(rule.text("description").unwrap_or_default());
        let rule = SecurityGroupRuleUpdate::builder()
            .security_group_rule_id(id)
            .security_group_rule(request.build());
        let group = change.desired.required("security_group_id")?;
        let request = aws.ec2().modify_security_group_rules().group_id(group);
        request.security_group_rules(rule.build()).send().await?;
    }
    tags::update(aws, id, change).await
}

/// The rule that an operation made.
pub async fn find(aws: &Aws, operation: &Operation) -> Result<Option<String>> {
    let request = aws.ec2().describe_security_group_rules();
    let answer = request.filters(tags::made_by(operation)).send().await?;
    let rule = answer.security_group_rules.unwrap_or_default();
    let rule = rule.into_iter().next();
    Ok(rule.and_then(|rule| rule.security_group_rule_id))
}

fn is_in(rule: &SecurityGroupRule, direction: Direction) -> bool {
    rule.is_egress() == Some(direction == Direction::Egress)
}

async fn described(aws: &Aws, id: &str) -> Result<Option<SecurityGroupRule>> {
    if let Some(kept) = aws.kept(id) {
        return Ok(Some(kept));
    }
    let request = aws.ec2().describe_security_group_rules();
    let request = request.security_group_rule_ids(id);
    let answer = request.send().await.or_absent()?;
    let rules = answer.and_then(|answer| answer.security_group_rules);
    Ok(rules.into_iter().flatten().next())
}

fn live(id: &str, rule: &SecurityGroupRule) -> Object {
    let port = |port: Option<i32>| port.filter(|_| rule.ip_protocol() != Some(ANY));
    let group = rule.referenced_group_info().and_then(|group| {
        let id = group.group_id()?;
        Some(match group.user_id() {
            Some(user) if rule.group_owner_id().is_some_and(|owner| owner != user) => {
                format!("{user}/{id}")
            }
            _ => id.to_owned(),
        })
    });
    Live::with_id(id)
        .text("security_group_rule_id", Some(id))
        .text("arn", rule.security_group_rule_arn())
        .text("security_group_id", rule.group_id())
        .text("ip_protocol", rule.ip_protocol())
        .whole("from_port", port(rule.from_port()))
        .whole("to_port", port(rule.to_port()))
        .text("cidr_ipv4", rule.cidr_ipv4())
        .text("cidr_ipv6", rule.cidr_ipv6())
        .text("prefix_list_id", rule.prefix_list_id())
        .text("referenced_security_group_id", group)
        .text("description", rule.description())
        .tags(tags::pairs(rule.tags()))
        .into_object()
}

/// Protocol, first and last port; any protocol has none.
fn ports(rule: Attributes<'_>) -> Result<(&str, Option<i32>, Option<i32>)> {
    let protocol = rule.required("ip_protocol")?;
    let port = |name| rule.whole(name).filter(|_| protocol != ANY);
    Ok((protocol, port("from_port"), port("to_port")))
}
