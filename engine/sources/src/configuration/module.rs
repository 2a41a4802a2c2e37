//! Modules of the configuration, found by path.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;
use serde_json::value::RawValue;
use tollgate_model::{Address, Mode, ModulePath, Value};

use super::expression::{Arguments, Expression, Leaf};
use super::reference::Reference;
use crate::tree::nullable;

/// All modules that a plan's configuration describes. The first is the root module.
#[derive(Debug, Default)]
pub struct Configuration {
    modules: Vec<Module>,
    provider_config: BTreeMap<String, ProviderConfig>,
}

/// One module block, or the root module.
#[derive(Debug)]
pub(super) struct Module {
    pub(super) call: Call,
    pub(super) children: HashMap<String, usize>,
    pub(super) outputs: BTreeMap<String, Output>,
    pub(super) variables: BTreeMap<String, VariableBlock>,
    resources: HashMap<String, ResourceBlock>,
}

/// How a module is called.
#[derive(Debug, Default)]
pub(super) struct Call {
    pub(super) expressions: Arguments,
    for_each_expression: Option<Expression>,
}

impl Call {
    pub(super) fn for_each(&self) -> Option<&Leaf> {
        leaf(self.for_each_expression.as_ref())
    }
}

/// One `resource` or `data` block.
#[derive(Debug, Deserialize)]
pub struct ResourceBlock {
    mode: String,
    #[serde(rename = "type")]
    resource_type: String,
    name: String,
    /// Its arguments and nested blocks.
    #[serde(default, deserialize_with = "nullable")]
    pub expressions: Arguments,
    for_each_expression: Option<Expression>,
}

impl ResourceBlock {
    /// What it ranges over.
    #[must_use]
    pub fn for_each(&self) -> Option<&Leaf> {
        leaf(self.for_each_expression.as_ref())
    }
}

fn leaf(expression: Option<&Expression>) -> Option<&Leaf> {
    match expression {
        Some(Expression::Leaf(leaf)) => Some(leaf),
        _ => None,
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Output {
    pub(super) expression: Option<Expression>,
    pub(super) sensitive: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct VariableBlock {
    pub(super) sensitive: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ProviderConfig {
    name: String,
    alias: Option<String>,
    module_address: Option<String>,
    expressions: Arguments,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ConfigurationJson {
    #[serde(deserialize_with = "nullable")]
    provider_config: BTreeMap<String, ProviderConfig>,
    #[serde(deserialize_with = "nullable")]
    root_module: ModuleJson,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct ModuleJson {
    #[serde(deserialize_with = "nullable")]
    resources: Vec<ResourceBlock>,
    #[serde(deserialize_with = "nullable")]
    module_calls: BTreeMap<String, CallJson>,
    #[serde(deserialize_with = "nullable")]
    outputs: BTreeMap<String, Output>,
    #[serde(deserialize_with = "nullable")]
    variables: BTreeMap<String, VariableBlock>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct CallJson {
    #[serde(deserialize_with = "nullable")]
    expressions: Arguments,
    for_each_expression: Option<Expression>,
    #[serde(deserialize_with = "nullable")]
    module: ModuleJson,
}

impl Configuration {
    /// Reads the section.
    ///
    /// # Errors
    /// When it is not what Terraform writes.
    pub fn parse(json: &RawValue) -> Result<Self, serde_json::Error> {
        let json: ConfigurationJson = serde_json::from_str(json.get())?;
        let mut configuration = Self {
            modules: Vec::new(),
            provider_config: json.provider_config,
        };
        let root = CallJson {
            module: json.root_module,
            ..CallJson::default()
        };
        let mut pending = vec![(None, String::new(), root)];
        while let Some((parent, name, call)) = pending.pop() {
            let module = call.module;
            let index = configuration.modules.len();
            if let Some(parent) = parent
                && let Some(module) = configuration.modules.get_mut::<usize>(parent)
            {
                module.children.insert(name, index);
            }
            let resources = module.resources.into_iter().map(|block| {
                let mode = if block.mode == "data" {
                    Mode::Data
                } else {
                    Mode::Managed
                };
                (key(mode, &block.resource_type, &block.name), block)
            });
            configuration.modules.push(Module {
                call: Call {
                    expressions: call.expressions,
                    for_each_expression: call.for_each_expression,
                },
                children: HashMap::new(),
                outputs: module.outputs,
                variables: module.variables,
                resources: resources.collect(),
            });
            let calls = module.module_calls.into_iter();
            pending.extend(calls.map(|(name, call)| (Some(index), name, call)));
        }
        Ok(configuration)
    }

    /// The module at a path; instance keys do not matter.
    pub(super) fn module(&self, path: &ModulePath) -> Option<usize> {
        path.0.iter().try_fold(0, |index, step| {
            self.modules
                .get(index)?
                .children
                .get(step.name.as_ref())
                .copied()
        })
    }

    pub(super) fn get(&self, module: usize) -> Option<&Module> {
        self.modules.get(module)
    }

    /// The block that made the resource at `address`.
    #[must_use]
    pub fn resource(&self, address: &Address) -> Option<&ResourceBlock> {
        let module = self.modules.get(self.module(address.module())?)?;
        module.resources.get(&key(
            address.mode(),
            address.resource_type(),
            address.name(),
        ))
    }

    /// The region of the default AWS provider, where it is constant or a root variable.
    #[must_use]
    pub fn region(&self, variable: impl Fn(&str) -> Option<String>) -> Option<String> {
        let provider = self.provider_config.values().find(|provider| {
            provider.name == "aws" && provider.alias.is_none() && provider.module_address.is_none()
        })?;
        let region = leaf(provider.expressions.get("region"))?;
        match (&region.constant, region.references.as_slice()) {
            (Some(Value::String(text)), _) => Some(text.clone()),
            (None, [Reference::Variable(name)]) => variable(name),
            _ => None,
        }
    }
}

fn key(mode: Mode, resource_type: &str, name: &str) -> String {
    match mode {
        Mode::Managed => format!("{resource_type}.{name}"),
        Mode::Data => format!("data.{resource_type}.{name}"),
        Mode::Ephemeral => format!("ephemeral.{resource_type}.{name}"),
    }
}
