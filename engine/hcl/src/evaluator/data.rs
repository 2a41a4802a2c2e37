//! Data sources that need no account: what they give is computed here. The others are unknown.

use std::sync::Arc;

use tollgate_model::{Address, schema};

use super::block::Arguments;
use super::resource::reference_value;
use super::{Evaluator, policy_document};
use crate::types::Type;
use crate::value::{Data, Unknown, Value};

/// The value of a data source.
pub fn value(
    evaluator: &Evaluator<'_>,
    address: &Address,
    arguments: &Arguments,
    schema: Option<&schema::Block>,
) -> Value {
    let kind = address.resource_type().as_ref();
    let value = reference_value(address, arguments, schema, kind);
    let Some(members) = value.members() else {
        return value;
    };
    let mut members = members.clone();
    let region = evaluator.region.borrow().clone();
    let account = evaluator.options.context.account.clone();
    let mut set = |name: &str, known: Option<String>| {
        let value = match known {
            Some(text) => Value::text(text),
            None => symbol(address, name),
        };
        members.insert(name.into(), value);
    };
    match kind {
        "aws_iam_policy_document" => {
            let json = policy_document::json(&members);
            members.insert("json".into(), json.clone());
            members.insert("minified_json".into(), json);
        }
        "aws_caller_identity" => {
            set("account_id", account.clone());
            set("id", account);
        }
        "aws_region" => {
            for name in ["name", "region", "id"] {
                set(name, region.clone());
            }
        }
        "aws_partition" => {
            let (partition, suffix) = partition(evaluator, region.as_deref());
            set("partition", partition.map(str::to_owned));
            set("id", partition.map(str::to_owned));
            set("dns_suffix", suffix.map(str::to_owned));
        }
        "aws_availability_zones" => {
            let names = match &region {
                Some(region) => Value::list(
                    Type::String,
                    ["a", "b", "c"]
                        .iter()
                        .map(|zone| Value::text(format!("{region}{zone}")))
                        .collect(),
                ),
                // Without a region the zones have no names, but every region has three to choose from.
                None => Value::list(
                    Type::String,
                    (0..3)
                        .map(|at| symbol(address, &format!("names[{at}]")))
                        .collect(),
                ),
            };
            members.insert("names".into(), names);
        }
        "aws_service_principal" => {
            let service = arguments
                .members
                .get("service_name")
                .and_then(Value::as_str);
            set(
                "name",
                service.map(|service| format!("{service}.amazonaws.com")),
            );
        }
        _ => return value,
    }
    Value {
        data: Data::Object(Arc::new(members)),
        ..value
    }
}

/// Text that AWS will give, standing for itself.
fn symbol(address: &Address, name: &str) -> Value {
    Data::Unknown(Unknown {
        kind: Type::String,
        symbol: Some(Arc::from(format!("${{{address}.{name}}}"))),
        document: None,
    })
    .into()
}

/// The partition and its DNS suffix, told by the region.
fn partition(
    evaluator: &Evaluator<'_>,
    region: Option<&str>,
) -> (Option<&'static str>, Option<&'static str>) {
    let named = evaluator.options.context.partition.as_deref();
    match (named, region) {
        (Some("aws-cn"), _) => (Some("aws-cn"), Some("amazonaws.com.cn")),
        (Some("aws-us-gov"), _) => (Some("aws-us-gov"), Some("amazonaws.com")),
        (None, Some(region)) if region.starts_with("cn-") => {
            (Some("aws-cn"), Some("amazonaws.com.cn"))
        }
        (None, Some(region)) if region.starts_with("us-gov-") => {
            (Some("aws-us-gov"), Some("amazonaws.com"))
        }
        // Without a region: the partition that nearly all accounts are in.
        _ => (Some("aws"), Some("amazonaws.com")),
    }
}
