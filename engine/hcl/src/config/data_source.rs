//! Data sources whose answer needs no account, or follows from what is known of it. All others are
//! unknown.

use std::sync::Arc;

use tollgate_model::{Address, Diagnostics};

use super::evaluator::Evaluator;
use super::policy_document;
use super::provider::Provider;
use super::syntax::Block;
use super::visible::symbol;
use crate::types::Type;
use crate::value::{Data, Members, Value};

/// The Availability Zones of the regions whose zones are the same for every account, by letter.
/// Zones of `us-west-1` and others that differ by account are left out: they are unknown.
///
/// Source: the AWS documentation, "Regions and Availability Zones", November 2026.
const ZONES: &[(&str, &str)] = &[
    ("af-south-1", "abc"),
    ("ap-east-1", "abc"),
    ("ap-northeast-1", "acd"),
    ("ap-northeast-2", "abcd"),
    ("ap-northeast-3", "abc"),
    ("ap-south-1", "abc"),
    ("ap-south-2", "abc"),
    ("ap-southeast-1", "abc"),
    ("ap-southeast-2", "abc"),
    ("ap-southeast-3", "abc"),
    ("ap-southeast-4", "abc"),
    ("ap-southeast-5", "abc"),
    ("ca-central-1", "abd"),
    ("ca-west-1", "abc"),
    ("cn-north-1", "abd"),
    ("cn-northwest-1", "abc"),
    ("eu-central-1", "abc"),
    ("eu-central-2", "abc"),
    ("eu-north-1", "abc"),
    ("eu-south-1", "abc"),
    ("eu-south-2", "abc"),
    ("eu-west-1", "abc"),
    ("eu-west-2", "abc"),
    ("eu-west-3", "abc"),
    ("il-central-1", "abc"),
    ("me-central-1", "abc"),
    ("me-south-1", "abc"),
    ("mx-central-1", "abc"),
    ("sa-east-1", "abc"),
    ("us-east-1", "abcdef"),
    ("us-east-2", "abc"),
    ("us-gov-east-1", "abc"),
    ("us-gov-west-1", "abc"),
    ("us-west-2", "abcd"),
];

/// Prefixes of regions, the partition they belong to, and its DNS suffix.
const PARTITIONS: &[(&str, &str, &str)] = &[
    ("cn-", "aws-cn", "amazonaws.com.cn"),
    ("us-gov-", "aws-us-gov", "amazonaws.com"),
    ("us-iso-", "aws-iso", "c2s.ic.gov"),
    ("us-isob-", "aws-iso-b", "sc2s.sgov.gov"),
    ("eu-isoe-", "aws-iso-e", "cloud.adc-e.uk"),
    ("us-isof-", "aws-iso-f", "csp.hci.ic.gov"),
    ("eusc-", "aws-eusc", "amazonaws.eu"),
    ("", "aws", "amazonaws.com"),
];

/// Adds to `value`, which has every attribute as unknown, what the data source is known to answer.
/// False if only AWS can answer.
pub fn complete(
    evaluator: &Evaluator<'_>,
    block: &Block,
    address: &Address,
    set: &Members,
    provider: &Provider,
    value: &mut Value,
    found: &mut Diagnostics,
) -> bool {
    let account = evaluator.options.context.account.as_deref();
    let asked_region = set
        .get("region")
        .map_or(provider.region.as_deref(), Value::as_str);
    let partition = partition(evaluator.options.context.partition.as_deref(), asked_region);
    let text = |name: &str, known: Option<String>| {
        let value = known.map_or_else(|| symbol(format!("${{{address}.{name}}}")), Value::text);
        (Arc::from(name), value)
    };
    let owned = |text: Option<&str>| text.map(str::to_owned);
    let answers: Vec<(Arc<str>, Value)> = match address.resource_type().as_ref() {
        "aws_iam_policy_document" => match policy_document::render(set) {
            Ok((json, minified)) => vec![("json".into(), json), ("minified_json".into(), minified)],
            Err(problem) => {
                found.push(block.error(
                    "hcl::invalid-policy-document",
                    format!(
                        "the policy document `{}` is invalid: {problem}",
                        address.config()
                    ),
                    "this document",
                ));
                return true;
            }
        },
        "aws_caller_identity" => vec![
            text("account_id", owned(account)),
            text("id", owned(account)),
        ],
        "aws_region" => ["region", "name", "id"]
            .map(|name| text(name, owned(asked_region)))
            .to_vec(),
        "aws_partition" => {
            let (name, suffix) = partition.unzip();
            let reversed = suffix.map(|suffix| suffix.rsplit('.').collect::<Vec<_>>().join("."));
            vec![
                text("partition", owned(name)),
                text("id", owned(name)),
                text("dns_suffix", owned(suffix)),
                text("reverse_dns_prefix", reversed),
            ]
        }
        "aws_availability_zones" => zones(set, asked_region)
            .map(|names| ("names".into(), names))
            .into_iter()
            .collect(),
        "aws_arn" => arn(set).unwrap_or_default(),
        "aws_default_tags" => {
            let tags = provider
                .default_tags
                .clone()
                .unwrap_or_else(|| Value::map(Type::String, Members::new()));
            vec![("tags".into(), tags)]
        }
        "aws_service_principal" => {
            let service = set.get("service_name").and_then(Value::as_str);
            let name = service
                .zip(partition)
                .map(|(service, (_, suffix))| format!("{service}.{}", service_suffix(suffix)));
            vec![
                text("name", name.clone()),
                text("id", name),
                text("region", owned(asked_region)),
            ]
        }
        _ => return false,
    };
    let is_answered = !answers.is_empty();
    if let Data::Object(members) = &value.data {
        let mut members = Members::clone(members);
        members.extend(answers);
        value.data = Data::Object(Arc::new(members));
    }
    is_answered
}

/// The partition and its DNS suffix. Without a region and a partition, nothing is known.
fn partition(named: Option<&str>, region: Option<&str>) -> Option<(&'static str, &'static str)> {
    let found = match (named, region) {
        (Some(named), _) => PARTITIONS
            .iter()
            .find(|(_, partition, _)| *partition == named),
        (None, Some(region)) => PARTITIONS
            .iter()
            .find(|(prefix, ..)| region.starts_with(prefix)),
        (None, None) => None,
    };
    found.map(|(_, partition, suffix)| (*partition, *suffix))
}

/// Service principals end in `amazonaws.com` in all but the isolated partitions.
fn service_suffix(suffix: &'static str) -> &'static str {
    if suffix.starts_with("amazonaws") {
        "amazonaws.com"
    } else {
        suffix
    }
}

/// The names of the zones. Filters but the usual one, which leaves out Local Zones, are not known
/// to leave these.
fn zones(set: &Members, region: Option<&str>) -> Option<Value> {
    let region = region?;
    let (_, letters) = ZONES.iter().find(|(known, _)| *known == region)?;
    let mut excluded = Vec::new();
    for (name, value) in set {
        match name.as_ref() {
            "state" if value.as_str() == Some("available") => {}
            "region" => {}
            "filter"
                if value
                    .items()
                    .is_some_and(|filters| filters.iter().all(is_opt_in_filter)) => {}
            "exclude_names" => {
                for name in value.items()? {
                    excluded.push(name.as_str()?.to_owned());
                }
            }
            _ => return None,
        }
    }
    let names = letters.chars().map(|letter| format!("{region}{letter}"));
    Some(Value::list(
        Type::String,
        names
            .filter(|name| !excluded.contains(name))
            .map(Value::text)
            .collect(),
    ))
}

fn is_opt_in_filter(filter: &Value) -> bool {
    let Some(filter) = filter.members() else {
        return false;
    };
    let values = filter
        .get("values")
        .and_then(Value::items)
        .unwrap_or_default();
    match filter.get("name").and_then(Value::as_str) {
        Some("opt-in-status") => values
            .iter()
            .any(|value| value.as_str() == Some("opt-in-not-required")),
        Some("zone-type") => values
            .iter()
            .any(|value| value.as_str() == Some("availability-zone")),
        _ => false,
    }
}

/// The parts of an ARN.
fn arn(set: &Members) -> Option<Vec<(Arc<str>, Value)>> {
    let arn = set.get("arn")?.as_str()?;
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    let ["arn", parts @ ..] = parts.as_slice() else {
        return None;
    };
    let names = ["partition", "service", "region", "account", "resource"];
    (parts.len() == names.len()).then(|| {
        let parts = names
            .iter()
            .zip(parts)
            .map(|(name, part)| (Arc::from(*name), Value::text(part)));
        parts.chain([("id".into(), Value::text(arn))]).collect()
    })
}
