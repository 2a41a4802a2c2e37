//! An inventory as rules see it: JSON without nulls, with unknown values listed and secrets masked.
//!
//! `docs/inventory.md` describes the document; the serialisers here are its only definition.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use crate::change::Change;
use crate::inventory::{FORMAT_VERSION, Inventory};
use crate::names;
use crate::path::{AttributePath, PathPattern, Segment};
use crate::resource::Resource;
use crate::rule::Rule;
use crate::value::{MASK, Object, Value};

/// An inventory, serialisable as the document that rules see.
#[derive(Clone, Copy, Debug)]
pub struct RuleView<'a> {
    inventory: &'a Inventory,
    /// Only this rule's types, with the sensitive values that it declares shown.
    rule: Option<&'a Rule>,
}

impl<'a> RuleView<'a> {
    /// The document with every sensitive leaf masked.
    #[must_use]
    pub fn new(inventory: &'a Inventory) -> Self {
        Self {
            inventory,
            rule: None,
        }
    }

    /// The resources of the types that `rule` judges, with the sensitive leaves that it declares
    /// shown: only for that rule, whose messages are withheld (see `policy`).
    #[must_use]
    pub fn revealing(inventory: &'a Inventory, rule: &'a Rule) -> Self {
        Self {
            inventory,
            rule: Some(rule),
        }
    }
}

impl Serialize for RuleView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("format_version", FORMAT_VERSION)?;
        map.serialize_entry("context", &self.inventory.context)?;
        let groups = |groups| Groups {
            groups,
            rule: self.rule,
        };
        map.serialize_entry("resources", &groups(&self.inventory.resources))?;
        if !self.inventory.deleted.is_empty() {
            map.serialize_entry("deleted", &groups(&self.inventory.deleted))?;
        }
        map.end()
    }
}

struct Groups<'a> {
    groups: &'a BTreeMap<Arc<str>, Vec<Resource>>,
    rule: Option<&'a Rule>,
}

impl Serialize for Groups<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let reveal = self.rule.map_or(&[][..], |rule| &rule.attributes);
        let shown = self
            .groups
            .iter()
            .filter(|(name, _)| self.rule.is_none_or(|rule| rule.resources.contains(name)));
        serializer.collect_map(shown.map(|(name, group)| {
            let views: Vec<_> = group
                .iter()
                .map(|resource| ResourceView { resource, reveal })
                .collect();
            (name, views)
        }))
    }
}

/// One resource, serialisable as rules see it.
#[derive(Clone, Copy, Debug)]
pub struct ResourceView<'a> {
    resource: &'a Resource,
    reveal: &'a [PathPattern],
}

impl<'a> ResourceView<'a> {
    /// The resource with every sensitive leaf masked.
    #[must_use]
    pub fn new(resource: &'a Resource) -> Self {
        Self {
            resource,
            reveal: &[],
        }
    }
}

impl Serialize for ResourceView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let resource = self.resource;
        let mut unknown = Vec::new();
        let mut sensitive = Vec::new();
        resource.visit_marks(&mut |path, node| match node {
            Value::Unknown(_) => unknown.push(path.clone()),
            _ => sensitive.push(path.clone()),
        });
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("address", &resource.address)?;
        if let Some(name) = names::cloudformation(&resource.resource_type) {
            map.serialize_entry("cfn_type", name)?;
        }
        if let Some(id) = &resource.id {
            map.serialize_entry("id", id)?;
        }
        if let Some(arn) = &resource.arn {
            map.serialize_entry("arn", arn)?;
        }
        if let Some(region) = &resource.region {
            map.serialize_entry("region", region)?;
        }
        if let Some(cost) = &resource.cost {
            map.serialize_entry("cost", cost)?;
        }
        let path = AttributePath::default();
        map.serialize_entry(
            "values",
            &ObjectView {
                object: &resource.values,
                path,
                reveal: self.reveal,
            },
        )?;
        map.serialize_entry("unknown", &unknown)?;
        if !sensitive.is_empty() {
            map.serialize_entry("sensitive", &sensitive)?;
        }
        if !resource.references.is_empty() {
            map.serialize_entry("references", &resource.references)?;
        }
        if let Some(change) = &resource.change {
            map.serialize_entry("change", &ChangeView(change))?;
        }
        if let Some(location) = &resource.location {
            map.serialize_entry("location", location)?;
        }
        map.end()
    }
}

struct ChangeView<'a>(&'a Change);

impl Serialize for ChangeView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let change = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("actions", &change.action)?;
        if let Some(reason) = &change.reason {
            map.serialize_entry("reason", reason)?;
        }
        if let Some(before) = &change.before {
            let path = AttributePath::default();
            map.serialize_entry(
                "before",
                &ObjectView {
                    object: before,
                    path,
                    reveal: &[],
                },
            )?;
        }
        if !change.replace_paths.is_empty() {
            map.serialize_entry("replace_paths", &change.replace_paths)?;
        }
        if change.importing {
            map.serialize_entry("importing", &true)?;
        }
        map.end()
    }
}

/// An object without its null and unknown attributes.
struct ObjectView<'a> {
    object: &'a Object,
    path: AttributePath,
    reveal: &'a [PathPattern],
}

impl Serialize for ObjectView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in self.object {
            if is_present(value) {
                let child =
                    ValueView::child(value, &self.path, self.reveal, || name.as_str().into());
                map.serialize_entry(name, &child)?;
            }
        }
        map.end()
    }
}

/// A value below the attributes that a rule sees.
struct ValueView<'a> {
    value: &'a Value,
    /// Kept only where something may have to be revealed, since building it costs.
    path: AttributePath,
    reveal: &'a [PathPattern],
}

impl<'a> ValueView<'a> {
    fn child(
        value: &'a Value,
        parent: &AttributePath,
        reveal: &'a [PathPattern],
        segment: impl FnOnce() -> Segment,
    ) -> Self {
        let path = if reveal.is_empty() {
            AttributePath::default()
        } else {
            parent.join(segment())
        };
        Self {
            value,
            path,
            reveal,
        }
    }

    fn is_revealed(&self) -> bool {
        self.reveal
            .iter()
            .any(|pattern| pattern.overlaps(&self.path))
    }
}

impl Serialize for ValueView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.value {
            Value::Null | Value::Unknown(_) => serializer.serialize_unit(),
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::Number(number) => number.serialize(serializer),
            Value::String(text) => serializer.serialize_str(text),
            Value::List(items) => {
                let mut seq = serializer.serialize_seq(None)?;
                for (index, item) in items.iter().enumerate() {
                    if is_present(item) {
                        let child =
                            Self::child(item, &self.path, self.reveal, || Segment::Index(index));
                        seq.serialize_element(&child)?;
                    }
                }
                seq.end()
            }
            Value::Object(object) => ObjectView {
                object,
                path: self.path.clone(),
                reveal: self.reveal,
            }
            .serialize(serializer),
            Value::Sensitive(inner) if self.is_revealed() => Self {
                value: inner,
                path: self.path.clone(),
                reveal: self.reveal,
            }
            .serialize(serializer),
            Value::Sensitive(_) => serializer.serialize_str(MASK),
        }
    }
}

/// The attribute that a rule means by a path: rules see lists without their unknown elements, so that
/// positions behind one of these are smaller than they are.
#[must_use]
pub fn meant(resource: &Resource, seen: &AttributePath) -> AttributePath {
    let mut path = AttributePath::default();
    let mut place: Option<&Value> = None;
    for segment in seen.segments() {
        let next = match segment {
            Segment::Name(name) if path.is_empty() => resource.values.get(name.as_ref()),
            Segment::Name(name) => place
                .and_then(Value::as_object)
                .and_then(|object| object.get(name.as_ref())),
            Segment::Index(position) => {
                let items = place.and_then(Value::as_list).unwrap_or_default();
                let mut shown = items
                    .iter()
                    .enumerate()
                    .filter(|(_, item)| is_present(item));
                if let Some((real, item)) = shown.nth(*position) {
                    path.push(Segment::Index(real));
                    place = Some(item);
                    continue;
                }
                None
            }
        };
        path.push(segment.clone());
        place = next;
    }
    path
}

fn is_present(value: &Value) -> bool {
    !value.is_null() && !value.is_unknown()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resource(values: serde_json::Value) -> Resource {
        let mut resource = Resource::new("aws_db_instance.main".parse().unwrap());
        if let Value::Object(values) = Value::from(values) {
            resource.values = values;
        }
        resource
    }

    #[test]
    fn nulls_and_unknowns_are_absent_and_secrets_masked() {
        let mut db =
            resource(serde_json::json!({"a": null, "b": {"c": null, "d": 1}, "e": [1, null]}));
        db.values.insert("kms_key_id".to_owned(), Value::unknown());
        db.values.insert(
            "password".to_owned(),
            Value::Sensitive(Box::new(Value::from("hunter2"))),
        );
        let json = serde_json::to_value(ResourceView::new(&db)).unwrap();
        assert_eq!(
            json,
            serde_json::json!({
                "address": "aws_db_instance.main",
                "cfn_type": "AWS::RDS::DBInstance",
                "values": {"b": {"d": 1}, "e": [1], "password": "(sensitive value)"},
                "unknown": ["kms_key_id"],
                "sensitive": ["password"],
            })
        );
    }

    #[test]
    fn positions_behind_unknown_elements_are_found_again() {
        let mut group = resource(serde_json::json!({}));
        let rule = |cidrs: Vec<Value>| {
            Value::Object(Object::from([(
                "cidr_blocks".to_owned(),
                Value::List(cidrs),
            )]))
        };
        let known = || Value::from("10.0.0.0/8");
        let rules = vec![
            rule(vec![Value::unknown(), known()]),
            Value::unknown(),
            rule(vec![
                known(),
                Value::Null,
                known(),
                Value::unknown(),
                known(),
            ]),
        ];
        group
            .values
            .insert("ingress".to_owned(), Value::List(rules));
        for (seen, real) in [
            ("ingress[0].cidr_blocks[0]", "ingress[0].cidr_blocks[1]"),
            ("ingress[1].cidr_blocks[0]", "ingress[2].cidr_blocks[0]"),
            ("ingress[1].cidr_blocks[1]", "ingress[2].cidr_blocks[2]"),
            ("ingress[1].cidr_blocks[2]", "ingress[2].cidr_blocks[4]"),
            ("ingress[1]", "ingress[2]"),
            ("ingress[7].from_port", "ingress[7].from_port"),
            ("egress[0].cidr_blocks[0]", "egress[0].cidr_blocks[0]"),
        ] {
            let seen: AttributePath = seen.parse().unwrap();
            assert_eq!(meant(&group, &seen).to_string(), real);
        }
    }

    #[test]
    fn only_the_declared_attribute_is_revealed() {
        let mut db = resource(serde_json::json!({}));
        for name in ["password", "policy"] {
            db.values.insert(
                name.to_owned(),
                Value::Sensitive(Box::new(Value::from("s3cret"))),
            );
        }
        let reveal = ["policy".parse().unwrap()];
        let json = serde_json::to_value(ResourceView {
            resource: &db,
            reveal: &reveal,
        })
        .unwrap();
        assert_eq!(
            json["values"],
            serde_json::json!({"password": "(sensitive value)", "policy": "s3cret"})
        );
    }
}
