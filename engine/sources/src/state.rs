//! States: files of version 4, and `terraform show -json` of a state.

use serde::Deserialize;
use serde_json::value::RawValue;
use tollgate_model::schema::Catalog;
use tollgate_model::{Address, InstanceKey, Mode, ModulePath, Resource, Value, names};

use crate::error::Problem;
use crate::mask::{Mask, Presence, Step};
use crate::overlay;
use crate::plan::format::StateValues;
use crate::tree::{Tree, nullable};

/// What a state says, before normalisation and folding.
#[derive(Debug, Default)]
pub struct StateParts {
    /// What exists.
    pub resources: Vec<Resource>,
    /// What could not be read.
    pub incomplete: Vec<String>,
}

/// Reads the `resources` of a state file.
///
/// # Errors
/// When they are not what Terraform writes.
pub fn read_file(resources: Option<&RawValue>, catalog: &Catalog) -> Result<StateParts, Problem> {
    let blocks: Vec<Block> = match resources {
        Some(json) => parse(json)?,
        None => Vec::new(),
    };
    let mut parts = StateParts::default();
    for (index, block) in blocks.into_iter().enumerate() {
        if block.mode != "managed" {
            continue;
        }
        let module = block.module_path()?;
        for (position, instance) in block.instances.into_iter().enumerate() {
            if instance.deposed.is_some() {
                continue;
            }
            let key = instance.index_key.as_ref().and_then(|key| key.key());
            let address = Address::new(
                module.clone(),
                Mode::Managed,
                block.resource_type.as_str(),
                block.name.as_str(),
                key,
            );
            if instance.attributes_flat.is_some() {
                parts.incomplete.push(format!(
                    "`{address}` is stored in the format of Terraform 0.11; run `terraform apply -refresh-only` once"
                ));
                continue;
            }
            let mut sensitive = Mask::Clear;
            for path in &instance.sensitive_attributes {
                sensitive.set(&path.iter().map(PathStep::step).collect::<Vec<_>>());
            }
            let pointer = format!("/resources/{index}/instances/{position}");
            let attributes = instance.attributes;
            parts.resources.push(resource(
                address,
                attributes,
                Some(&sensitive),
                pointer,
                catalog,
            ));
        }
    }
    Ok(parts)
}

/// Reads the `values` of a shown state.
///
/// # Errors
/// When they are not what Terraform writes.
pub fn read_shown(values: &RawValue, catalog: &Catalog) -> Result<StateParts, Problem> {
    let mut parts = StateParts::default();
    for found in parse::<StateValues>(values)?.into_resources() {
        let address: Address = found.address.parse()?;
        if address.mode() != Mode::Managed || found.deposed_key.is_some() {
            continue;
        }
        let sensitive = found.sensitive_values.as_ref();
        let pointer = "/values".to_owned();
        parts
            .resources
            .push(resource(address, found.values, sensitive, pointer, catalog));
    }
    Ok(parts)
}

fn resource(
    address: Address,
    values: Tree,
    sensitive: Option<&Mask>,
    pointer: String,
    catalog: &Catalog,
) -> Resource {
    let schema = catalog.resource(names::current(address.resource_type()));
    let mut resource = Resource::new(address);
    resource.values = overlay::known(values.into_object(), sensitive, schema.as_deref());
    resource.pointer = Some(pointer.into_boxed_str());
    resource
}

fn parse<'a, T: Deserialize<'a>>(json: &'a RawValue) -> Result<T, Problem> {
    serde_json::from_str(json.get()).map_err(|error| Problem::from_json(&error, ""))
}

/// One element of `resources`.
#[derive(Debug, Deserialize)]
struct Block {
    module: Option<String>,
    mode: String,
    #[serde(rename = "type")]
    resource_type: String,
    name: String,
    #[serde(default, deserialize_with = "nullable")]
    instances: Vec<Instance>,
}

impl Block {
    fn module_path(&self) -> Result<ModulePath, Problem> {
        match &self.module {
            None => Ok(ModulePath::default()),
            // A module has no address of its own, but what stands in it has.
            Some(module) => Ok(format!("{module}.a.b").parse::<Address>()?.module().clone()),
        }
    }
}

#[derive(Debug, Deserialize)]
struct Instance {
    index_key: Option<Key>,
    deposed: Option<Presence>,
    #[serde(default)]
    attributes: Tree,
    attributes_flat: Option<Presence>,
    #[serde(default, deserialize_with = "nullable")]
    sensitive_attributes: Vec<Vec<PathStep>>,
}

#[derive(Debug, Deserialize)]
struct Key(Tree);

impl Key {
    fn key(&self) -> Option<InstanceKey> {
        match &self.0.0 {
            Value::Number(index) => index.as_u64().map(InstanceKey::Index),
            Value::String(key) => Some(InstanceKey::Key(key.as_str().into())),
            _ => None,
        }
    }
}

/// `{"type": "get_attr", "value": "password"}` or `{"type": "index", "value": {"value": 0, …}}`.
#[derive(Debug, Deserialize)]
struct PathStep {
    #[serde(default)]
    value: Tree,
}

impl PathStep {
    fn step(&self) -> Step {
        let inner = match &self.value.0 {
            Value::Object(typed) => typed.get("value"),
            plain => Some(plain),
        };
        match inner {
            Some(Value::Number(index)) => Step::Element(
                index
                    .as_u64()
                    .and_then(|index| usize::try_from(index).ok())
                    .unwrap_or(usize::MAX),
            ),
            Some(Value::String(name)) => Step::Attribute(name.clone()),
            _ => Step::Element(usize::MAX),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> StateParts {
        let json: Box<RawValue> = serde_json::from_str(json).unwrap();
        read_file(Some(&json), Catalog::embedded().unwrap()).unwrap()
    }

    #[test]
    fn instances_keep_module_and_key_and_marks() {
        let parts = read(
            r#"[{"module": "module.a[\"x.y\"]", "mode": "managed", "type": "aws_x", "name": "b",
                 "instances": [
                   {"index_key": "k", "attributes": {"a": {"b": ["s"]}},
                    "sensitive_attributes": [[{"type": "get_attr", "value": "a"},
                      {"type": "get_attr", "value": "b"},
                      {"type": "index", "value": {"value": 0, "type": "number"}}]]},
                   {"index_key": "k", "deposed": "0123abcd", "attributes": {}},
                   {"attributes_flat": {"a": "1"}}]},
                {"mode": "data", "type": "aws_y", "name": "c", "instances": [{"attributes": {}}]}]"#,
        );
        let resource = &parts.resources[0];
        assert_eq!(parts.resources.len(), 1);
        assert_eq!(resource.address.as_str(), r#"module.a["x.y"].aws_x.b["k"]"#);
        let mut marks = Vec::new();
        resource.visit_marks(&mut |path, _| marks.push(path.to_string()));
        assert_eq!(marks, ["a.b[0]"]);
        assert_eq!(parts.incomplete.len(), 1);
    }
}
