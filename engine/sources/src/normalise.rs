//! Brings the resources of every source to the one shape that `docs/inventory.md` describes.
//!
//! The provider's schema decides what is one block and what is a list of them. Attributes that only
//! AWS sets are taken out (`id` and `arn` have fields of their own), JSON inside strings is decoded,
//! old names are replaced by current ones.

use std::collections::BTreeMap;
use std::sync::Arc;

use tollgate_model::schema::{Block, Catalog, NestedBlock, Presence};
use tollgate_model::{AttributePath, Object, Resource, Segment, Value, names};

use crate::{legacy_bucket, policy_text, secrets};

/// Blocks that may stand once, although their type in the schema cannot say so: the newer part of
/// the provider checks it in code.
const ONCE: &[(&str, &[&str])] = &[(
    "aws_s3_bucket_lifecycle_configuration",
    &[
        "abort_incomplete_multipart_upload",
        "and",
        "expiration",
        "filter",
        "noncurrent_version_expiration",
        "tag",
    ],
)];

/// The schema of one type, with what the schema cannot tell.
#[derive(Debug)]
struct Shape<'a> {
    block: &'a Block,
    once: &'static [&'static str],
}

impl Shape<'_> {
    fn is_single(&self, name: &str, block: &NestedBlock) -> bool {
        block.is_single() || self.once.contains(&name)
    }

    fn inside<'b>(&self, block: &'b NestedBlock) -> Shape<'b> {
        Shape {
            block: &block.body,
            once: self.once,
        }
    }
}

/// Brings one resource to shape, its earlier values included.
pub fn normalise(resource: &mut Resource, catalog: &Catalog) {
    let current = names::current(&resource.resource_type);
    if current != resource.resource_type.as_ref() {
        resource.resource_type = Arc::from(current);
    }
    let resource_type = Arc::clone(&resource.resource_type);
    let schema = catalog.resource(&resource_type);
    let once = ONCE
        .iter()
        .find_map(|(name, once)| (**name == *resource_type).then_some(*once))
        .unwrap_or_default();
    let shape = schema.as_deref().map(|block| Shape { block, once });

    take_identity(resource, shape.as_ref());
    values(&mut resource.values, &resource_type, shape.as_ref());
    if let Some(change) = &mut resource.change {
        if let Some(before) = &mut change.before {
            values(before, &resource_type, shape.as_ref());
        }
        for path in &mut change.replace_paths {
            *path = renamed(path, &resource_type, shape.as_ref());
        }
    }
    remap(&mut resource.references, &resource_type, shape.as_ref());
    remap(&mut resource.locations, &resource_type, shape.as_ref());
}

/// Moves `id` and `arn` out of the values.
fn take_identity(resource: &mut Resource, shape: Option<&Shape<'_>>) {
    let text = |value: Option<Value>| match value {
        Some(Value::String(text)) if !text.is_empty() => Some(Arc::from(text)),
        _ => None,
    };
    if let Some(id) = text(resource.values.remove("id")) {
        resource.id = Some(id);
    }
    if is_own_arn(shape)
        && let Some(arn) = text(resource.values.remove("arn"))
    {
        resource.arn = Some(arn);
    }
}

/// Whether `arn` is the resource's own, not that of something the author names.
fn is_own_arn(shape: Option<&Shape<'_>>) -> bool {
    shape
        .and_then(|shape| shape.block.attributes.get("arn"))
        .is_none_or(|arn| arn.presence == Presence::Computed)
}

fn values(values: &mut Object, resource_type: &str, shape: Option<&Shape<'_>>) {
    values.remove("id");
    if let Some(shape) = shape {
        object(values, shape);
    }
    for (name, value) in values.iter_mut() {
        decode(name, value);
    }
    if resource_type == "aws_s3_bucket" {
        legacy_bucket::modernise(values);
    }
    secrets::mark(resource_type, values);
}

/// Takes out what only AWS sets, and makes objects of single blocks.
fn object(values: &mut Object, shape: &Shape<'_>) {
    values.retain(|name, _| {
        let attribute = shape.block.attributes.get(name);
        let block = shape.block.blocks.get(name);
        let presence = attribute
            .map(|found| found.presence)
            .or(block.map(|found| found.presence));
        presence != Some(Presence::Computed) || name == "tags_all"
    });
    for (name, value) in values.iter_mut() {
        if let Some(block) = shape.block.blocks.get(name) {
            nested(value, &shape.inside(block), shape.is_single(name, block));
        }
    }
    // A block that is not there is absent, also when the author says so: `ingress = []`.
    values.retain(|name, value| match value {
        Value::Null => false,
        Value::List(items) => !items.is_empty() || !shape.block.blocks.contains_key(name),
        _ => true,
    });
}

fn nested(value: &mut Value, shape: &Shape<'_>, single: bool) {
    match value {
        Value::Sensitive(inner) => nested(inner, shape, single),
        Value::Object(attributes) => object(attributes, shape),
        Value::List(items) => {
            for item in items.iter_mut() {
                nested(item, shape, false);
            }
            if single && items.len() <= 1 {
                *value = items.pop().unwrap_or_default();
            }
        }
        _ => {}
    }
}

/// Replaces JSON text by the document in it, at any depth. A decoded document is not searched again.
fn decode(name: &str, value: &mut Value) {
    match value {
        Value::Sensitive(inner) => decode(name, inner),
        // The code wrote it with `jsonencode` or as a policy document, and it is partly unknown.
        Value::Unknown(unknown) if policy_text::holds_json(name) => {
            if let Some(mut document) = unknown.document.take() {
                policy_text::canonical(&mut document);
                *value = *document;
            }
        }
        Value::String(text) if policy_text::holds_json(name) => {
            if let Some(document) = policy_text::decode(text) {
                *value = document;
            }
        }
        Value::List(items) => {
            for item in items
                .iter_mut()
                .filter(|item| matches!(item, Value::Object(_)))
            {
                decode(name, item);
            }
        }
        Value::Object(attributes) => {
            for (name, value) in attributes {
                decode(name, value);
            }
        }
        _ => {}
    }
}

fn remap<T>(
    paths: &mut BTreeMap<AttributePath, T>,
    resource_type: &str,
    shape: Option<&Shape<'_>>,
) {
    if shape.is_some() {
        *paths = std::mem::take(paths)
            .into_iter()
            .map(|(path, value)| (renamed(&path, resource_type, shape), value))
            .collect();
    }
}

/// The path after normalisation.
fn renamed(path: &AttributePath, resource_type: &str, shape: Option<&Shape<'_>>) -> AttributePath {
    let Some(mut block) = shape.map(|shape| Shape {
        block: shape.block,
        once: shape.once,
    }) else {
        return path.clone();
    };
    let mut found = AttributePath::default();
    let mut segments = path.segments().iter().peekable();
    while let Some(segment) = segments.next() {
        found.push(segment.clone());
        let Segment::Name(name) = segment else {
            continue;
        };
        match block.block.blocks.get(name.as_ref()) {
            Some(nested) => {
                let index = segments.next_if(|next| matches!(next, Segment::Index(_)));
                if let Some(index) = index
                    && !block.is_single(name, nested)
                {
                    found.push(index.clone());
                }
                block = Shape {
                    block: &nested.body,
                    once: block.once,
                };
            }
            None => {
                for rest in segments.by_ref() {
                    found.push(rest.clone());
                }
            }
        }
    }
    if resource_type == "aws_s3_bucket" {
        return legacy_bucket::renamed(&found);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use tollgate_model::rule_view::ResourceView;

    fn normal(address: &str, values: serde_json::Value) -> serde_json::Value {
        let mut resource = Resource::new(address.parse().unwrap());
        if let Value::Object(values) = Value::from(values) {
            resource.values = values;
        }
        normalise(&mut resource, Catalog::embedded().unwrap());
        serde_json::to_value(ResourceView::new(&resource)).unwrap()
    }

    #[test]
    fn single_blocks_become_objects_and_computed_attributes_go() {
        let found = normal(
            "aws_instance.a",
            serde_json::json!({
                "id": "i-1", "arn": "arn:aws:ec2:eu-west-1:111122223333:instance/i-1",
                "metadata_options": [{"http_tokens": "required"}], "instance_state": "running",
                "ebs_block_device": [{"device_name": "/dev/sdb", "volume_id": "vol-1"}],
            }),
        );
        assert_eq!(found["id"], "i-1");
        assert_eq!(
            found["arn"],
            "arn:aws:ec2:eu-west-1:111122223333:instance/i-1"
        );
        assert_eq!(
            found["values"],
            serde_json::json!({
                "metadata_options": {"http_tokens": "required"},
                "ebs_block_device": [{"device_name": "/dev/sdb"}],
            })
        );
    }

    #[test]
    fn an_arn_that_the_author_names_stays() {
        let found = normal(
            "aws_cloudwatch_event_target.a",
            serde_json::json!({"arn": "arn:aws:x"}),
        );
        assert_eq!(found["values"]["arn"], "arn:aws:x");
        assert!(found.get("arn").is_none());
    }

    #[test]
    fn old_names_find_the_current_type_and_paths_follow() {
        let mut resource = Resource::new("aws_alb.a".parse().unwrap());
        resource.references.insert(
            "access_logs[0].bucket".parse().unwrap(),
            vec![Arc::from("aws_s3_bucket.logs")],
        );
        normalise(&mut resource, Catalog::embedded().unwrap());
        assert_eq!(resource.resource_type.as_ref(), "aws_lb");
        assert_eq!(resource.address.as_str(), "aws_alb.a");
        let paths: Vec<_> = resource
            .references
            .keys()
            .map(ToString::to_string)
            .collect();
        assert_eq!(paths, ["access_logs.bucket"]);
    }
}
