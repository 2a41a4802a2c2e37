//! `aws_wafv2_web_acl`: rules that requests pass before they reach what it stands in front of.
//! Tollgate knows it by its ARN; its `id` is AWS's.

use async_trait::async_trait;
use aws_sdk_wafv2::types::Scope;
use serde_json::{Map, Value as Json};
use tollgate_model::{Facts, Object, Value};

use super::acl_name::AclName;
use super::{tags, words};
use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::exchange::Exchange;
use crate::failure::{Failure, OrAbsent};
use crate::kind::{Change, Find, Kind, Operation, Operations, Permissions, Result};
use crate::live::{Live, OPERATION_TAG};

/// `aws_wafv2_web_acl`.
pub static KIND: Kind = Kind {
    facts: Facts {
        resource_type: "aws_wafv2_web_acl",
        replaces: &["name", "name_prefix", "scope"],
        filled_in: &["name"],
        write_only: &["name_prefix", "rule_json"],
        recomputed: &[("capacity", &["rule", "rule_json"]), ("lock_token", &[])],
        alike: &[("rule", are_same_rules)],
        ..Facts::NONE
    },
    find: Find::Tag,
    // What the rules name was made a moment ago.
    not_yet: &["WAFUnavailableEntityException"],
    permissions: Permissions {
        list: &["wafv2:ListWebACLs"],
        read: &["wafv2:GetWebACL", "wafv2:ListTagsForResource"],
        create: &[
            "wafv2:CreateWebACL",
            "wafv2:ListWebACLs",
            "wafv2:TagResource",
        ],
        update: &[
            "wafv2:TagResource",
            "wafv2:UntagResource",
            "wafv2:UpdateWebACL",
        ],
        delete: &["wafv2:DeleteWebACL"],
    },
    operations: &WebAcl,
};

/// Blocks that are put into requests, and taken from answers, as the JSON that they are.
const BLOCKS: &[&str] = &[
    "captcha_config",
    "challenge_config",
    "data_protection_config",
    "default_action",
    "rule",
    "visibility_config",
];

/// The window in which AWS counts a rate if the statement does not say it, in seconds.
const WINDOW: u64 = 300;

/// The kinds of things that a web ACL in a region inspects bodies of, as AWS names them.
const INSPECTED: &[(&str, &str)] = &[
    ("api_gateway", "API_GATEWAY"),
    ("app_runner_service", "APP_RUNNER_SERVICE"),
    ("cloudfront", "CLOUDFRONT"),
    ("cognito_user_pool", "COGNITO_USER_POOL"),
    ("verified_access_instance", "VERIFIED_ACCESS_INSTANCE"),
];

struct WebAcl;

#[async_trait]
impl Operations for WebAcl {
    async fn list(&self, aws: &Aws) -> Result<Vec<String>> {
        let mut arns = list(aws, Scope::Regional).await?;
        // CloudFront's stand in one region, whatever they protect.
        if aws.region() == "us-east-1" {
            arns.extend(list(aws, Scope::Cloudfront).await?);
        }
        Ok(arns)
    }

    async fn read(&self, aws: &Aws, id: &str) -> Result<Option<Object>> {
        let acl = AclName::of(id)?;
        let exchange = Exchange::default();
        let request = aws.wafv2().get_web_acl().id(acl.id).name(acl.name);
        let request = request.scope(acl.scope.clone()).customize();
        let answer = request.interceptor(exchange.clone()).send().await;
        let Some(answer) = answer.or_absent()? else {
            return Ok(None);
        };
        let told = exchange.answer();
        let told = told.get("WebACL").and_then(Json::as_object);
        let blocks = words::body(told.unwrap_or(&Map::new()));
        let found = answer.web_acl();
        let mut live = Live::with_id(acl.id)
            .text("arn", Some(id))
            .text("name", Some(acl.name))
            .text("scope", Some(acl.scope.as_str()))
            .text("lock_token", answer.lock_token())
            .text(
                "application_integration_url",
                answer.application_integration_url(),
            )
            .whole("capacity", found.map(|found| found.capacity()))
            .text(
                "description",
                found
                    .and_then(|found| found.description())
                    .filter(|text| !text.is_empty()),
            )
            .texts(
                "token_domains",
                found.map(|found| found.token_domains()).unwrap_or_default(),
            );
        for name in BLOCKS {
            live = live.value(name, blocks.get(*name).cloned());
        }
        let live = live
            .blocks("custom_response_body", responses(told))
            .block("association_config", inspection(told))
            .tags(tags::read(aws, id).await?);
        Ok(Some(live.into_object()))
    }

    async fn create(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<String> {
        let mut given = desired.tags();
        given.insert(OPERATION_TAG.to_owned(), operation.id.clone());
        let exchange = Exchange::sending(members(desired)?);
        let request = aws.wafv2().create_web_acl().name(desired.name(operation));
        let answer = request
            .scope(desired.required("scope")?.into())
            .set_description(desired.string("description"))
            .set_token_domains(desired.some_texts("token_domains"))
            .set_tags(tags::written(given)?)
            .customize()
            .interceptor(exchange)
            .send()
            .await?;
        let arn = answer.summary.and_then(|summary| summary.arn);
        arn.ok_or_else(|| Failure::invalid("aws_wafv2_web_acl", "AWS answered without an ARN"))
    }

    async fn update(&self, aws: &Aws, id: &str, change: Change<'_>) -> Result<()> {
        tags::update(aws, id, change).await?;
        let own = [
            "description",
            "rule_json",
            "token_domains",
            "custom_response_body",
            "association_config",
        ];
        if !change.touches(&own) && !change.touches(BLOCKS) {
            return Ok(());
        }
        let acl = AclName::of(id)?;
        let exchange = Exchange::sending(members(change.desired)?);
        let request = aws.wafv2().update_web_acl().id(acl.id).name(acl.name);
        request
            .set_lock_token(lock(aws, &acl).await?)
            .scope(acl.scope)
            .set_description(change.desired.string("description"))
            .set_token_domains(change.desired.some_texts("token_domains"))
            .customize()
            .interceptor(exchange)
            .send()
            .await?;
        Ok(())
    }

    async fn delete(&self, aws: &Aws, id: &str, _: Attributes<'_>) -> Result<()> {
        let acl = AclName::of(id)?;
        let Some(lock) = lock(aws, &acl).await? else {
            return Ok(());
        };
        let request = aws.wafv2().delete_web_acl().id(acl.id).name(acl.name);
        let request = request.scope(acl.scope).lock_token(lock);
        request.send().await.or_absent().map(drop)
    }

    async fn find(
        &self,
        aws: &Aws,
        desired: Attributes<'_>,
        operation: &Operation,
    ) -> Result<Option<String>> {
        let name = desired.name(operation);
        let arns = list(aws, desired.required("scope")?.into()).await?;
        for arn in arns {
            if AclName::of(&arn)?.name != name {
                continue;
            }
            let tag = (OPERATION_TAG.to_owned(), operation.id.clone());
            return Ok(tags::read(aws, &arn).await?.contains(&tag).then_some(arn));
        }
        Ok(None)
    }
}

/// The ARNs of all web ACLs of a scope.
async fn list(aws: &Aws, scope: Scope) -> Result<Vec<String>> {
    let mut arns = Vec::new();
    let mut marker = None;
    loop {
        let request = aws.wafv2().list_web_acls().scope(scope.clone());
        let page = request.set_next_marker(marker).send().await?;
        let found = page.web_acls.unwrap_or_default().into_iter();
        arns.extend(found.filter_map(|acl| acl.arn));
        marker = page.next_marker.filter(|marker| !marker.is_empty());
        if marker.is_none() {
            return Ok(arns);
        }
    }
}

/// The token that a change must show, so that no two change it at once; none if it is not there.
async fn lock(aws: &Aws, acl: &AclName<'_>) -> Result<Option<String>> {
    let request = aws.wafv2().get_web_acl().id(acl.id).name(acl.name);
    let answer = request.scope(acl.scope.clone()).send().await.or_absent()?;
    Ok(answer.and_then(|answer| answer.lock_token))
}

/// What a request has besides its simple members. An update says all, for what it leaves out is gone.
fn members(desired: Attributes<'_>) -> Result<Map<String, Json>> {
    let blocks = BLOCKS.iter().filter_map(|name| {
        let value = desired.plain(name)?;
        Some(((*name).to_owned(), value.clone()))
    });
    let mut members = words::members("", &blocks.collect());
    if let Some(text) = desired.text("rule_json") {
        let rules = serde_json::from_str(text).map_err(|error| {
            Failure::invalid(
                "aws_wafv2_web_acl",
                format!("`rule_json` is no JSON: {error}"),
            )
        })?;
        members.insert("Rules".to_owned(), rules);
    }
    members
        .entry("Rules")
        .or_insert_with(|| Json::Array(Vec::new()));
    let bodies: Map<String, Json> = desired
        .blocks("custom_response_body")
        .into_iter()
        .filter_map(|body| {
            let told = [
                ("Content", body.string("content")),
                ("ContentType", body.string("content_type")),
            ];
            let told = told
                .into_iter()
                .filter_map(|(name, text)| Some((name.to_owned(), Json::String(text?))));
            Some((body.string("key")?, Json::Object(told.collect())))
        })
        .collect();
    if !bodies.is_empty() {
        members.insert("CustomResponseBodies".to_owned(), Json::Object(bodies));
    }
    let inspected = desired
        .block("association_config")
        .and_then(|block| block.block("request_body"));
    if let Some(inspected) = inspected {
        let sizes = INSPECTED.iter().filter_map(|(name, wire)| {
            let size = inspected
                .block(name)?
                .string("default_size_inspection_limit")?;
            Some((
                (*wire).to_owned(),
                serde_json::json!({ "DefaultSizeInspectionLimit": size }),
            ))
        });
        let sizes = Json::Object(sizes.collect());
        members.insert(
            "AssociationConfig".to_owned(),
            serde_json::json!({ "RequestBody": sizes }),
        );
    }
    Ok(members)
}

fn responses(told: Option<&Map<String, Json>>) -> Vec<Live> {
    let bodies = told.and_then(|told| told.get("CustomResponseBodies")?.as_object());
    let live = |(key, body): (&String, &Json)| {
        let text = |name: &str| body.get(name).and_then(Json::as_str);
        Live::block_of()
            .text("key", Some(key.as_str()))
            .text("content", text("Content"))
            .text("content_type", text("ContentType"))
    };
    bodies.into_iter().flatten().map(live).collect()
}

fn inspection(told: Option<&Map<String, Json>>) -> Option<Live> {
    let sizes = told.and_then(|told| {
        told.get("AssociationConfig")?
            .get("RequestBody")?
            .as_object()
    })?;
    let mut body = Live::block_of();
    for (name, wire) in INSPECTED {
        let size = sizes
            .get(*wire)
            .and_then(|size| size.get("DefaultSizeInspectionLimit")?.as_str());
        let limit =
            size.map(|size| Live::block_of().text("default_size_inspection_limit", Some(size)));
        body = body.block(name, limit);
    }
    Some(Live::block_of().block("request_body", Some(body)))
}

/// Whether two web ACLs have the same rules, whatever their order and what AWS adds to them. Rules
/// given as JSON cannot be told from others by their blocks.
fn are_same_rules(prior: &Object, desired: &Object) -> bool {
    if desired
        .get("rule_json")
        .is_some_and(|text| text.unmarked().as_str().is_some())
    {
        return true;
    }
    let rules = |object: &Object| {
        let rules = object
            .get("rule")
            .map(Value::unmarked)
            .and_then(Value::as_list);
        let said =
            |rule: &Value| Json::Object(rule.unmarked().as_object().map(said).unwrap_or_default());
        let mut rules: Vec<String> = rules
            .unwrap_or_default()
            .iter()
            .map(|rule| said(rule).to_string())
            .collect();
        rules.sort();
        rules
    };
    rules(prior) == rules(desired)
}

fn said(rule: &Object) -> Map<String, Json> {
    let mut members = words::members("rule", rule);
    for json in members.values_mut() {
        fill(json);
    }
    members
}

/// Says the window of every rate that is left unsaid.
fn fill(json: &mut Json) {
    match json {
        Json::Object(members) => {
            if let Some(Json::Object(rate)) = members.get_mut("RateBasedStatement") {
                rate.entry("EvaluationWindowSec")
                    .or_insert_with(|| WINDOW.into());
            }
            members.values_mut().for_each(fill);
        }
        Json::Array(items) => items.iter_mut().for_each(fill),
        _ => {}
    }
}
