//! `aws_cloudwatch_event_target`: what a rule tells of its events, and in which words.
//!
//! Its id is `rule/target`, with the bus before it (`bus/rule/target`) where that is not the default one.

use async_trait::async_trait;
use aws_sdk_eventbridge::types::Target;
use tollgate_model::facts::Default::{Flag, Text, Whole};
use tollgate_model::{Facts, Object};

use super::event_rule::{self, DEFAULT_BUS};
use super::target_parts::{self, built};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::failure::{Class, Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::Live;

/// `aws_cloudwatch_event_target`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_cloudwatch_event_target",
        replaces: &["rule", "event_bus_name", "target_id"],
        filled_in: &["target_id"],
        defaults: &[
            ("event_bus_name", Text(DEFAULT_BUS)),
            ("ecs_target[*].task_count", Whole(1)),
            (
                "ecs_target[*].network_configuration[*].assign_public_ip",
                Flag(false),
            ),
        ],
        write_only: &["force_destroy"],
        documents: &["input"],
        arn_or_id: &["event_bus_name"],
        ..Facts::NONE
    },
    find: Find::Again,
    not_yet: &[],
    permissions: Permissions {
        list: &[
            "events:ListEventBuses",
            "events:ListRules",
            "events:ListTargetsByRule",
        ],
        read: &["events:ListTargetsByRule"],
        create: &["events:PutTargets", "iam:PassRole"],
        update: &["events:PutTargets", "iam:PassRole"],
        delete: &["events:RemoveTargets"],
    },
    operations: &EventTarget,
};

struct EventTarget;

#[async_trait]
impl Operations for EventTarget {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let mut ids = Vec::new();
        for rule in event_rule::KIND.operations.list(aws).await? {
            let targets = targets(aws, &rule).await?.into_iter();
            ids.extend(targets.map(|target| format!("{rule}/{}", target.id)));
        }
        Ok(ids)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let (rule, name) = parts(id);
        let targets = targets(aws, rule).await?;
        let Some(target) = targets.into_iter().find(|target| target.id() == name) else {
            return Ok(None);
        };
        let (bus, rule) = event_rule::parts(rule);
        let live = Live::with_id(id)
            .text("arn", Some(target.arn()))
            .text("rule", Some(rule))
            .text("event_bus_name", Some(bus))
            .text("target_id", Some(name))
            .text("role_arn", target.role_arn())
            .text("input", target.input())
            .text("input_path", target.input_path());
        Ok(Some(target_parts::read(live, &target).into_object()))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let bus = desired.text("event_bus_name").unwrap_or(DEFAULT_BUS);
        let rule = event_rule::id_of(bus, desired.required("rule")?);
        let name = desired.string("target_id");
        let name = name.unwrap_or_else(|| format!("tollgate-{}", operation.id));
        let id = format!("{rule}/{name}");
        put(aws, &id, desired).await?;
        Ok(id)
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        put(aws, id, change.desired).await
    }

    async fn delete(&self, aws: &Aws, id: &str, prior: Attributes<'_>) -> Result<()> {
        let (rule, name) = parts(id);
        let (bus, rule) = event_rule::parts(rule);
        let request = aws.eventbridge().remove_targets().rule(rule).ids(name);
        let force = prior.flag("force_destroy") == Some(true);
        let request = request.event_bus_name(bus).force(force);
        let answer = request.send().await.or_absent()?;
        let failed = answer.and_then(|answer| answer.failed_entries);
        let failed = failed.into_iter().flatten().next();
        let failure = failed.map(|failed| {
            let (code, message) = (failed.error_code, failed.error_message);
            refused("events:RemoveTargets", code, message)
        });
        match failure {
            Some(failure) if !failure.is_not_found() => Err(failure),
            _ => Ok(()),
        }
    }
}

/// Puts the whole target: what is not said is taken away.
async fn put(aws: &Aws, id: &str, desired: Attributes<'_>) -> Result<()> {
    let (rule, name) = parts(id);
    let (bus, rule) = event_rule::parts(rule);
    let target = Target::builder()
        .id(name)
        .arn(desired.required("arn")?)
        .set_role_arn(desired.string("role_arn"))
        .set_input(desired.string("input"))
        .set_input_path(desired.string("input_path"));
    let target = built(target_parts::write(target, desired)?.build())?;
    let request = aws.eventbridge().put_targets().rule(rule);
    let answer = request.event_bus_name(bus).targets(target).send().await?;
    match answer.failed_entries.into_iter().flatten().next() {
        Some(failed) => {
            let (code, message) = (failed.error_code, failed.error_message);
            Err(refused("events:PutTargets", code, message))
        }
        None => Ok(()),
    }
}

/// The targets of a rule, by its id; none of a rule that is not there.
async fn targets(aws: &Aws, rule: &str) -> Result<Vec<Target>> {
    let (bus, rule) = event_rule::parts(rule);
    let mut targets = Vec::new();
    let mut next = None;
    loop {
        let request = aws.eventbridge().list_targets_by_rule().rule(rule);
        let request = request.event_bus_name(bus).set_next_token(next).send();
        let Some(page) = request.await.or_absent()? else {
            return Ok(targets);
        };
        targets.extend(page.targets.unwrap_or_default());
        next = page.next_token;
        if next.is_none() {
            return Ok(targets);
        }
    }
}

/// A call that succeeded, but not for the one target that it was about.
fn refused(call: &str, code: Option<String>, message: Option<String>) -> Failure {
    let code = code.unwrap_or_default();
    Failure {
        class: Class::of_code(&code),
        code,
        ..Failure::invalid(call, message.unwrap_or_default())
    }
}

/// The id of the rule, and the name of the target, which has no slash.
fn parts(id: &str) -> (&str, &str) {
    id.rsplit_once('/').unwrap_or((id, ""))
}
