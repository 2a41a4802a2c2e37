//! `aws_cloudwatch_event_rule`: which events, or which times, something is done at.
//!
//! Its id is its name, with the bus before it (`bus/rule`) where that is not the default one.

use async_trait::async_trait;
use aws_sdk_eventbridge::types::{Rule, RuleState};
use tollgate_model::facts::Default::Text;
use tollgate_model::{Facts, Object};

use super::tags;
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::OrAbsent;
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_cloudwatch_event_rule`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_cloudwatch_event_rule",
        replaces: &["name", "name_prefix", "event_bus_name"],
        filled_in: &["name", "is_enabled", "state"],
        defaults: &[("event_bus_name", Text(DEFAULT_BUS))],
        write_only: &["name_prefix", "force_destroy"],
        documents: &["event_pattern"],
        arn_or_id: &["event_bus_name"],
        // Two words for the same.
        recomputed: &[("is_enabled", &["state"]), ("state", &["is_enabled"])],
        ..Facts::NONE
    },
    find: Find::Again,
    not_yet: &[],
    permissions: Permissions {
        list: &["events:ListEventBuses", "events:ListRules"],
        read: &["events:DescribeRule", "events:ListTagsForResource"],
        create: &["events:PutRule", "events:TagResource", "iam:PassRole"],
        update: &[
            "events:PutRule",
            "events:TagResource",
            "events:UntagResource",
            "iam:PassRole",
        ],
        delete: &["events:DeleteRule"],
    },
    operations: &EventRule,
};

/// The bus that every account has.
pub const DEFAULT_BUS: &str = "default";

struct EventRule;

#[async_trait]
impl Operations for EventRule {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let mut ids = Vec::new();
        for bus in buses(aws).await? {
            let mut next = None;
            loop {
                let request = aws.eventbridge().list_rules().event_bus_name(&bus);
                let page = request.set_next_token(next).send().await?;
                for rule in page.rules() {
                    let id = rule.name().map(|name| id_of(&bus, name));
                    aws.keep(id.as_deref(), rule);
                    ids.extend(id);
                }
                next = page.next_token;
                if next.is_none() {
                    break;
                }
            }
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let (bus, name) = parts(id);
        let Some(rule) = described(aws, id).await? else {
            return Ok(None);
        };
        let arn = rule.arn().unwrap_or_default();
        let enabled = rule.state().map(|state| *state != RuleState::Disabled);
        let live = Live::with_id(id)
            .text("arn", Some(arn))
            .text("name", Some(name))
            .text("event_bus_name", Some(bus))
            .text("description", rule.description())
            .text("event_pattern", rule.event_pattern())
            .text("schedule_expression", rule.schedule_expression())
            .text("role_arn", rule.role_arn())
            .text("state", rule.state().map(|state| state.as_str()))
            .flag("is_enabled", enabled)
            .tags(tags::read(aws, arn).await?);
        Ok(Some(live.into_object()))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let name = desired.name(operation);
        let id = id_of(desired.text("event_bus_name").unwrap_or(DEFAULT_BUS), &name);
        let tags = tags::new(desired.tags())?;
        let request = put(aws, &id, desired);
        request.set_tags(tags).send().await?;
        Ok(id)
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        put(aws, id, change.desired).send().await?;
        tags::update(aws, change).await
    }

    async fn delete(&self, aws: &Aws, id: &str, prior: Attributes<'_>) -> Result<()> {
        let (bus, name) = parts(id);
        aws.eventbridge()
            .delete_rule()
            .name(name)
            .event_bus_name(bus)
            .force(prior.flag("force_destroy") == Some(true))
            .send()
            .await
            .or_absent()
            .map(drop)
    }
}

type Put = aws_sdk_eventbridge::operation::put_rule::builders::PutRuleFluentBuilder;

/// Puts the whole rule: what is not said is taken away.
fn put(aws: &Aws, id: &str, desired: Attributes<'_>) -> Put {
    let (bus, name) = parts(id);
    let switch = desired.flag("is_enabled").map(|enabled| match enabled {
        true => RuleState::Enabled,
        false => RuleState::Disabled,
    });
    aws.eventbridge()
        .put_rule()
        .name(name)
        .event_bus_name(bus)
        .description(desired.text("description").unwrap_or_default())
        .set_event_pattern(desired.string("event_pattern"))
        .set_schedule_expression(desired.string("schedule_expression"))
        .set_role_arn(desired.string("role_arn"))
        .set_state(desired.text("state").map(Into::into).or(switch))
}

/// The buses of the region, by name.
pub async fn buses(aws: &Aws) -> Result<Vec<String>> {
    let mut buses = Vec::new();
    let mut next = None;
    loop {
        let request = aws.eventbridge().list_event_buses();
        let page = request.set_next_token(next).send().await?;
        let names = page.event_buses.unwrap_or_default().into_iter();
        buses.extend(names.filter_map(|bus| bus.name));
        next = page.next_token;
        if next.is_none() {
            return Ok(buses);
        }
    }
}

/// The id of a rule.
pub fn id_of(bus: &str, name: &str) -> String {
    if bus == DEFAULT_BUS {
        name.to_owned()
    } else {
        format!("{bus}/{name}")
    }
}

/// The bus and the name of a rule. Names of buses have slashes, those of rules have none.
pub fn parts(id: &str) -> (&str, &str) {
    id.rsplit_once('/').unwrap_or((DEFAULT_BUS, id))
}

/// The rule, as a list of rules has it.
async fn described(aws: &Aws, id: &str) -> Result<Option<Rule>> {
    if let Some(kept) = aws.kept(id) {
        return Ok(Some(kept));
    }
    let (bus, name) = parts(id);
    let request = aws.eventbridge().describe_rule().name(name);
    let answer = request.event_bus_name(bus).send().await.or_absent()?;
    Ok(answer.map(|rule| {
        Rule::builder()
            .set_arn(rule.arn)
            .set_description(rule.description)
            .set_event_pattern(rule.event_pattern)
            .set_schedule_expression(rule.schedule_expression)
            .set_role_arn(rule.role_arn)
            .set_state(rule.state)
            .build()
    }))
}
