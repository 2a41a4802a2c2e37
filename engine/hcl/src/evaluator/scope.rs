//! What names mean inside a block of a module instance.

use std::rc::Rc;

use tollgate_model::Mode;
use tollgate_model::suggestion::nearest;

use super::{Evaluator, Instance, Item};
use crate::expr::{Fault, Scope, Step};
use crate::functions::Environment;
use crate::types::Type;
use crate::value::{Members, Value};

/// The names of a module instance, and of the instance of a block in it.
pub struct BlockScope<'a> {
    pub evaluator: &'a Evaluator<'a>,
    pub instance: &'a Rc<Instance>,
    /// `each.key` and `each.value`.
    pub each: Option<(Value, Value)>,
    /// `count.index`.
    pub index: Option<Value>,
    /// Iterators of dynamic blocks around, innermost last.
    pub iterators: Vec<(String, Value)>,
}

impl<'a> BlockScope<'a> {
    /// The names of the module instance alone.
    pub fn of(evaluator: &'a Evaluator<'a>, instance: &'a Rc<Instance>) -> Self {
        Self {
            evaluator,
            instance,
            each: None,
            index: None,
            iterators: Vec::new(),
        }
    }

    /// The same with one more iterator.
    pub fn with(&self, name: &str, value: Value) -> Self {
        let mut iterators = self.iterators.clone();
        iterators.push((name.to_owned(), value));
        Self {
            each: self.each.clone(),
            index: self.index.clone(),
            iterators,
            ..*self
        }
    }
}

fn undeclared<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a str>) -> Fault {
    let fault = Fault::new(
        "hcl::undeclared",
        format!("there is no {what} `{name}` in this module"),
    );
    match nearest(name, known) {
        Some(near) => fault.with_help(format!("did you mean `{near}`?")),
        None => fault.with_help(format!("declare it, or correct the name of the {what}")),
    }
}

fn name(steps: &[Step], position: usize) -> Option<&str> {
    match steps.get(position) {
        Some(Step::Attribute(name)) => Some(name),
        Some(Step::Index(value)) => value.as_str(),
        None => None,
    }
}

impl Scope for BlockScope<'_> {
    fn resolve(&self, root: &str, steps: &[Step]) -> Result<(Value, usize), Fault> {
        if let Some((_, value)) = self.iterators.iter().rev().find(|(name, _)| name == root) {
            return Ok((value.clone(), 0));
        }
        let module = &self.instance.module;
        let needs = |what: &str| {
            Fault::new(
                "hcl::incomplete-reference",
                format!("`{root}` needs {what} after it"),
            )
        };
        match root {
            "var" => {
                let name = name(steps, 0).ok_or_else(|| needs("the name of a variable"))?;
                if !module.variables.contains_key(name) {
                    return Err(undeclared("variable", name, module.variables.keys().map(String::as_str)));
                }
                self.evaluator.not_open(self.instance, &Item::Variable(name.to_owned()))?;
                Ok((self.evaluator.variable(self.instance, name), 1))
            }
            "local" => {
                let name = name(steps, 0).ok_or_else(|| needs("the name of a local"))?;
                if !module.locals.contains_key(name) {
                    return Err(undeclared("local", name, module.locals.keys().map(String::as_str)));
                }
                self.evaluator.not_open(self.instance, &Item::Local(name.to_owned()))?;
                Ok((self.evaluator.local(self.instance, name), 1))
            }
            "each" => match (&self.each, name(steps, 0)) {
                (Some((key, _)), Some("key")) => Ok((key.clone(), 1)),
                (Some((_, value)), Some("value")) => Ok((value.clone(), 1)),
                (None, _) => Err(Fault::new("hcl::no-each", "`each` has a meaning only where the block has `for_each`")),
                _ => Err(needs("`key` or `value`")),
            },
            "count" => match (&self.index, name(steps, 0)) {
                (Some(index), Some("index")) => Ok((index.clone(), 1)),
                (None, _) => Err(Fault::new("hcl::no-count", "`count` has a meaning only where the block has `count`")),
                _ => Err(needs("`index`")),
            },
            "path" => match name(steps, 0) {
                Some("module") => Ok((Value::text(&module.directory), 1)),
                Some("root") => Ok((Value::text(&self.evaluator.environment.directory), 1)),
                Some("cwd") => Ok((Value::text("."), 1)),
                _ => Err(needs("`module`, `root` or `cwd`")),
            },
            "terraform" => match name(steps, 0) {
                Some("workspace") => Ok((Value::text(&self.evaluator.options.workspace), 1)),
                _ => Err(needs("`workspace`")),
            },
            "self" => Ok((Value::unknown(Type::Any), 0)),
            "module" => self.module(steps),
            "data" | "ephemeral" => {
                let (Some(kind), Some(called)) = (name(steps, 0), name(steps, 1)) else {
                    return Err(needs("a type and a name"));
                };
                let mode = if root == "data" { Mode::Data } else { Mode::Ephemeral };
                self.resource(mode, kind, called).map(|value| (value, 2))
            }
            kind => match name(steps, 0) {
                Some(called) => self.resource(Mode::Managed, kind, called).map(|value| (value, 1)),
                None => Err(Fault::new("hcl::undeclared", format!("`{kind}` is not a name that has a value here"))
                    .with_help("put text in quotes; refer to variables as `var.name` and to locals as `local.name`")),
            },
        }
    }

    fn environment(&self) -> &Environment {
        &self.evaluator.environment
    }
}

impl BlockScope<'_> {
    fn resource(&self, mode: Mode, kind: &str, called: &str) -> Result<Value, Fault> {
        let key = (mode, kind.to_owned(), called.to_owned());
        let module = &self.instance.module;
        if !module.resources.contains_key(&key) {
            let what = if mode == Mode::Data {
                "data source"
            } else {
                "resource"
            };
            let wanted = format!("{kind}.{called}");
            let known: Vec<String> = module
                .resources
                .keys()
                .filter(|(other, ..)| *other == mode)
                .map(|(_, kind, name)| format!("{kind}.{name}"))
                .collect();
            return Err(undeclared(what, &wanted, known.iter().map(String::as_str)));
        }
        self.evaluator
            .not_open(self.instance, &Item::Resource(key.clone()))?;
        Ok(self.evaluator.resource(self.instance, &key))
    }

    /// `module.name`, with its key and output where they follow: only that output is asked for.
    fn module(&self, steps: &[Step]) -> Result<(Value, usize), Fault> {
        let module = &self.instance.module;
        let called = name(steps, 0).ok_or_else(|| {
            Fault::new(
                "hcl::incomplete-reference",
                "`module` needs the name of a module after it",
            )
        })?;
        if !module.calls.contains_key(called) {
            return Err(undeclared(
                "module",
                called,
                module.calls.keys().map(String::as_str),
            ));
        }
        let instances = self.evaluator.module(self.instance, called);
        if instances.opaque {
            let consumed = steps.len();
            return Ok((Value::unknown(Type::Any), consumed));
        }
        if let Some((_, only)) = instances.single() {
            return match name(steps, 1) {
                Some(output) => Ok((self.output(only, called, output)?, 2)),
                None => Ok((self.outputs(only)?, 1)),
            };
        }
        if let (Some(Step::Index(key)), Some(output)) = (steps.get(1), name(steps, 2))
            && !key.is_unknown()
        {
            let wanted = super::instance_key(key);
            let found = instances
                .all
                .iter()
                .find(|(key, _)| key.as_ref() == Some(&wanted));
            let (_, child) = found.ok_or_else(|| {
                Fault::new(
                    "hcl::unknown-key",
                    format!("module `{called}` has no instance {wanted}"),
                )
            })?;
            return Ok((self.output(child, called, output)?, 3));
        }
        instances
            .collect(|child| self.outputs(child))
            .map(|value| (value, 1))
    }

    fn output(&self, child: &Rc<Instance>, called: &str, output: &str) -> Result<Value, Fault> {
        if !child.module.outputs.contains_key(output) {
            let what = format!("output of module `{called}` named");
            return Err(undeclared(
                &what,
                output,
                child.module.outputs.keys().map(String::as_str),
            ));
        }
        self.evaluator
            .not_open(child, &Item::Output(output.to_owned()))?;
        Ok(self.evaluator.output(child, output))
    }

    fn outputs(&self, child: &Rc<Instance>) -> Result<Value, Fault> {
        let mut members = Members::new();
        for output in child.module.outputs.keys() {
            self.evaluator
                .not_open(child, &Item::Output(output.clone()))?;
            members.insert(output.as_str().into(), self.evaluator.output(child, output));
        }
        Ok(Value::object(members))
    }
}
