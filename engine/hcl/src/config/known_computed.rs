//! Attributes that AWS fills in, but that the provider can tell when it plans.
//!
//! They matter where code repeats over them: `for_each` over the validation records of a
//! certificate is how every DNS-validated certificate is written.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::types::Type;
use crate::value::{Data, Members, Value};

use super::visible::symbol;

/// Adds what is known of the computed attributes of a resource.
///
/// `set` is what the author set, and `value` all that references see.
pub fn complete(kind: &str, set: &Members, value: &mut Value) {
    if kind != "aws_acm_certificate" {
        return;
    }
    let Data::Object(members) = &value.data else {
        return;
    };
    if let Some(options) = validation_options(value, set) {
        let mut members = Members::clone(members);
        members.insert("domain_validation_options".into(), options);
        value.data = Data::Object(Arc::new(members));
    }
}

/// One record for each name of the certificate.
fn validation_options(certificate: &Value, set: &Members) -> Option<Value> {
    if set.get("validation_method")?.as_str()? != "DNS" {
        return None;
    }
    let mut names = BTreeSet::from([set.get("domain_name")?.as_str()?]);
    if let Some(others) = set.get("subject_alternative_names") {
        for name in others.items()? {
            names.insert(name.as_str()?);
        }
    }
    let address = certificate.references.iter().next()?;
    let option = |name: &str| {
        let record = |attribute: &str| {
            (
                Arc::from(attribute),
                symbol(format!(
                    "${{{address}.domain_validation_options[\"{name}\"].{attribute}}}"
                )),
            )
        };
        Value::object(Members::from([
            ("domain_name".into(), Value::text(name)),
            record("resource_record_name"),
            record("resource_record_type"),
            record("resource_record_value"),
        ]))
    };
    Some(Value::set(
        Type::Any,
        names.into_iter().map(option).collect(),
    ))
}
