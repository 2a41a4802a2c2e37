//! What names mean inside a block of a module instance.

use tollgate_model::{InstanceKey, Mode};

use super::evaluator::{Called, Evaluator, Shape, Slot};
use super::expansion::Repeated;
use super::syntax::TOLD;
use crate::expr::{Fault, Scope, Step};
use crate::functions::Environment;
use crate::number;
use crate::types::Type;
use crate::value::{Data, Members, Value};

/// The names of a module instance, and of one instance of a block in it.
#[derive(Clone)]
pub struct BlockScope<'a> {
    evaluator: &'a Evaluator<'a>,
    instance: usize,
    repeated: Option<&'a Repeated>,
    this: Option<&'a Value>,
    /// Iterators of the `dynamic` blocks around, innermost last.
    iterators: Vec<(String, Value)>,
}

impl<'a> BlockScope<'a> {
    /// The names of a module instance alone.
    pub fn of(evaluator: &'a Evaluator<'a>, instance: usize) -> Self {
        Self {
            evaluator,
            instance,
            repeated: None,
            this: None,
            iterators: Vec::new(),
        }
    }

    /// The same inside one instance of a repeated block.
    pub fn inside(self, repeated: &'a Repeated) -> Self {
        Self {
            repeated: Some(repeated),
            ..self
        }
    }

    /// The same with a meaning for `self`.
    pub fn with_self(&self, this: &'a Value) -> Self {
        Self {
            this: Some(this),
            ..self.clone()
        }
    }

    /// The same with one more iterator.
    pub fn with_iterator(&self, name: &str, each: Value) -> Self {
        let mut scope = self.clone();
        scope.iterators.push((name.to_owned(), each));
        scope
    }
}

/// Failing because of something that was told where it arose.
fn told() -> Fault {
    Fault::new(TOLD, "")
}

fn name(steps: &[Step], position: usize) -> Option<&str> {
    match steps.get(position)? {
        Step::Attribute(name) => Some(name),
        Step::Index(value) => value.as_str(),
    }
}

/// The key that an index stands for.
pub fn instance_key(index: &Value) -> Option<InstanceKey> {
    match &index.data {
        Data::String(key) => Some(InstanceKey::Key(key.clone())),
        Data::Number(number) => number::whole(number)
            .and_then(|whole| u64::try_from(whole).ok())
            .map(InstanceKey::Index),
        _ => None,
    }
}

impl Scope for BlockScope<'_> {
    fn resolve(&self, root: &str, steps: &[Step]) -> Result<(Value, usize), Fault> {
        if let Some((_, each)) = self.iterators.iter().rev().find(|(name, _)| name == root) {
            return Ok((each.clone(), 0));
        }
        let first = name(steps, 0);
        let module = self.evaluator.module_of(self.instance).ok_or_else(told)?;
        let by_name =
            |names: &super::module::Names| first.and_then(|name| names.get(name)).copied();
        match root {
            "var" => self.plain(by_name(&module.variables)),
            "local" => self.plain(by_name(&module.locals)),
            "module" => self.module(by_name(&module.calls), steps),
            "each" | "count" | "self" | "path" | "terraform" => self.surroundings(root, first),
            "data" | "ephemeral" | "resource" => {
                let mode = match root {
                    "data" => Mode::Data,
                    "ephemeral" => Mode::Ephemeral,
                    _ => Mode::Managed,
                };
                let item = first
                    .zip(name(steps, 1))
                    .and_then(|(kind, name)| module.resource(mode, kind, name));
                self.resource(item, steps, 2)
            }
            kind => self.resource(
                first.and_then(|name| module.resource(Mode::Managed, kind, name)),
                steps,
                1,
            ),
        }
    }

    fn environment(&self) -> &Environment {
        &self.evaluator.environment
    }
}

impl BlockScope<'_> {
    fn slot(&self, item: Option<usize>) -> Result<&Slot, Fault> {
        item.and_then(|item| self.evaluator.slot(self.instance, item))
            .ok_or_else(told)
    }

    /// A variable or local value.
    fn plain(&self, item: Option<usize>) -> Result<(Value, usize), Fault> {
        match self.slot(item)? {
            Slot::Value(value) => Ok((value.clone(), 1)),
            _ => Err(told()),
        }
    }

    fn surroundings(&self, root: &str, first: Option<&str>) -> Result<(Value, usize), Fault> {
        let no_attribute = |known: &str| {
            Fault::new(
                "hcl::unknown-attribute",
                format!("`{root}` has no attribute of this name"),
            )
            .with_help(format!("it has {known}"))
        };
        let found = match (root, first) {
            ("each", first) => {
                let each = self.repeated.and_then(|repeated| repeated.each.as_ref());
                let (key, value) = each.ok_or_else(|| {
                    Fault::new("hcl::no-each", "`each` has no meaning here")
                        .with_help("it stands for the instances of a block with `for_each`")
                })?;
                match first {
                    Some("key") => key.clone(),
                    Some("value") => value.clone(),
                    _ => return Err(no_attribute("`key` and `value`")),
                }
            }
            ("count", first) => {
                let index = self.repeated.and_then(|repeated| repeated.index.as_ref());
                let index = index.ok_or_else(|| {
                    Fault::new("hcl::no-count", "`count` has no meaning here")
                        .with_help("it stands for the instances of a block with `count`")
                })?;
                match first {
                    Some("index") => index.clone(),
                    _ => return Err(no_attribute("`index`")),
                }
            }
            ("self", _) => {
                let this = self.this.ok_or_else(|| {
                    Fault::new("hcl::no-self", "`self` has no meaning here").with_help(
                        "it stands for the resource in a postcondition, provisioner or connection",
                    )
                })?;
                return Ok((this.clone(), 0));
            }
            ("path", Some("module")) => self.module_path(),
            ("path", Some("root")) => Value::text("."),
            ("path", Some("cwd")) => {
                let directory = &self.evaluator.environment.directory;
                Value::text(
                    directory
                        .canonicalize_utf8()
                        .unwrap_or_else(|_| directory.clone()),
                )
            }
            ("path", _) => return Err(no_attribute("`module`, `root` and `cwd`")),
            (_, Some("workspace")) => Value::text(&self.evaluator.options.workspace),
            (_, Some("applying")) => Value::from(false),
            _ => return Err(no_attribute("`workspace`")),
        };
        Ok((found, 1))
    }

    /// The module's directory, from the root module's.
    fn module_path(&self) -> Value {
        let root = self
            .evaluator
            .module_of(0)
            .map(|module| module.directory.as_path());
        let own = self
            .evaluator
            .module_of(self.instance)
            .map(|module| module.directory.as_path());
        let (Some(root), Some(own)) = (root, own) else {
            return Value::text(".");
        };
        let mut base = root;
        let mut up = String::new();
        loop {
            let below = if base == "." && own.is_relative() {
                Ok(own)
            } else {
                own.strip_prefix(base)
            };
            if let Ok(below) = below
                && !(below.starts_with("..") && base != ".")
            {
                let joined = format!("{up}{below}");
                let joined = joined.trim_end_matches('/');
                return Value::text(if joined.is_empty() { "." } else { joined });
            }
            let Some(parent) = base.parent() else {
                return Value::text(own);
            };
            up.push_str("../");
            base = parent;
        }
    }

    fn resource(
        &self,
        item: Option<usize>,
        steps: &[Step],
        consumed: usize,
    ) -> Result<(Value, usize), Fault> {
        let Slot::Resource(visible) = self.slot(item)? else {
            return Err(told());
        };
        let rest = steps.get(consumed..).unwrap_or_default();
        let (value, more) = visible.resolve(rest)?;
        Ok((value, consumed + more))
    }

    /// `module.name`: one output of one instance where that is told, or else all of them.
    fn module(&self, item: Option<usize>, steps: &[Step]) -> Result<(Value, usize), Fault> {
        let Slot::Modules(called) = self.slot(item)? else {
            return Err(told());
        };
        match called.shape {
            Shape::Unknown if called.instances.is_empty() => {
                Ok((Value::unknown(Type::Any), steps.len()))
            }
            Shape::Single | Shape::Unknown => {
                let Some((_, child)) = called.instances.first() else {
                    return Err(told());
                };
                let keyed = usize::from(
                    called.shape == Shape::Unknown && matches!(steps.get(1), Some(Step::Index(_))),
                );
                if called.shape == Shape::Unknown && keyed == 0 {
                    let outputs = self.outputs(*child)?;
                    return Ok((
                        Value::unknown(Type::Any).marked_like(&outputs.deep_marks()),
                        steps.len(),
                    ));
                }
                match steps.get(1 + keyed) {
                    Some(_) => Ok((self.output(*child, name(steps, 1 + keyed))?, 2 + keyed)),
                    None => Ok((self.outputs(*child)?, 1 + keyed)),
                }
            }
            Shape::Tuple | Shape::Object => {
                let wanted = match steps.get(1) {
                    Some(Step::Index(index)) => instance_key(index),
                    _ => None,
                };
                // Instances are in the order of their keys.
                let found = wanted.and_then(|wanted| {
                    let position = called.instances.binary_search_by(|(repeated, _)| {
                        repeated.key.as_ref().cmp(&Some(&wanted))
                    });
                    called.instances.get(position.ok()?)
                });
                match (found, steps.get(2)) {
                    (Some((_, child)), Some(_)) => Ok((self.output(*child, name(steps, 2))?, 3)),
                    _ => Ok((self.all_outputs(called)?, 1)),
                }
            }
        }
    }

    fn all_outputs(&self, called: &Called) -> Result<Value, Fault> {
        let outputs = called
            .instances
            .iter()
            .map(|(repeated, child)| Ok((repeated.key.clone(), self.outputs(*child)?)));
        Ok(gather(
            called.shape,
            outputs.collect::<Result<Vec<_>, Fault>>()?,
        ))
    }

    fn outputs(&self, child: usize) -> Result<Value, Fault> {
        let module = self.evaluator.module_of(child).ok_or_else(told)?;
        let members = module
            .outputs
            .keys()
            .map(|output| Ok((output.clone(), self.output(child, Some(output))?)));
        Ok(Value::object(members.collect::<Result<Members, Fault>>()?))
    }

    fn output(&self, child: usize, name: Option<&str>) -> Result<Value, Fault> {
        let module = self.evaluator.module_of(child).ok_or_else(told)?;
        let item = name.and_then(|name| module.outputs.get(name)).copied();
        match item.and_then(|item| self.evaluator.slot(child, item)) {
            Some(Slot::Value(value)) => Ok(value.clone()),
            _ => Err(told()),
        }
    }
}

/// The values of instances as one value: a tuple, or an object by key.
pub fn gather(shape: Shape, values: Vec<(Option<InstanceKey>, Value)>) -> Value {
    if shape == Shape::Tuple {
        return Value::tuple(values.into_iter().map(|(_, value)| value).collect());
    }
    let members = values.into_iter().filter_map(|(key, value)| match key? {
        InstanceKey::Key(key) => Some((key, value)),
        _ => None,
    });
    Value::object(members.collect())
}
