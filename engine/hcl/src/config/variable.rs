//! Variables: the values that they are given, their types and validations.

use tollgate_model::suggestion::nearest;
use tollgate_model::{Diagnostic, Diagnostics};

use super::check;
use super::constant::ConstantScope;
use super::evaluator::{Evaluator, Slot};
use super::grammar;
use super::module::{Item, Module};
use super::scope::BlockScope;
use super::syntax::{Attribute, Block, Expr};
use super::type_constraint;
use crate::types::Type;
use crate::value::{Data, Value};

/// The value of a variable in an instance of its module.
pub fn evaluate(
    evaluator: &Evaluator<'_>,
    instance: usize,
    block: &Block,
    found: &mut Diagnostics,
) -> Option<Value> {
    let name = block.labels.first().map_or("", AsRef::as_ref);
    let kind = match block.body.expr("type") {
        Some(expr) => {
            match type_constraint::parse(expr, &ConstantScope::new(&evaluator.environment)) {
                Ok(kind) => kind,
                Err(fault) => {
                    evaluator.fail(expr, fault, found);
                    return None;
                }
            }
        }
        None => Type::Any,
    };
    let given = Given::find(evaluator, instance, block, name, found)?;
    let nullable = block
        .body
        .expr("nullable")
        .and_then(|expr| expr.node.as_bool())
        .unwrap_or(true);
    let hidden =
        flag(evaluator, block, "sensitive", found) || flag(evaluator, block, "ephemeral", found);
    let value = match given {
        Given::Value(value, place) => {
            let value = converted(&value, &kind, name, hidden, &place, found)?;
            if value.is_null() && !nullable {
                default(evaluator, instance, block, &kind, hidden, found)?
            } else {
                value
            }
        }
        Given::Nothing => default(evaluator, instance, block, &kind, hidden, found)?,
    };
    Some(if hidden {
        value.into_sensitive()
    } else {
        value
    })
}

/// A `true` or `false` argument of a block; false when it is not there.
pub fn flag(evaluator: &Evaluator<'_>, block: &Block, name: &str, found: &mut Diagnostics) -> bool {
    let Some(expr) = block.body.expr(name) else {
        return false;
    };
    let value = evaluator.value(expr, &ConstantScope::new(&evaluator.environment), found);
    match value.map(|value| value.convert(&Type::Bool).map(|value| value.data)) {
        Some(Ok(Data::Bool(flag))) => flag,
        Some(_) => {
            found.push(expr.error(
                "hcl::wrong-type",
                format!("`{name}` is true or false, and this is neither"),
                "this value",
            ));
            true
        }
        None => true,
    }
}

/// Where a value comes from, for errors about it.
enum Source {
    Expr(Expr),
    Text { name: String },
}

enum Given {
    Value(Value, Source),
    Nothing,
}

impl Given {
    /// What the variable is given. None after an error.
    fn find(
        evaluator: &Evaluator<'_>,
        instance: usize,
        block: &Block,
        name: &str,
        found: &mut Diagnostics,
    ) -> Option<Self> {
        let own = evaluator.instances.get(instance)?;
        let Some(parent) = own.parent else {
            let constraint = block.body.expr("type");
            return match evaluator.assignments.get(name) {
                Some(assignment) => {
                    let scope = ConstantScope::new(&evaluator.environment);
                    let (value, expr) = assignment.value(evaluator, constraint, &scope, found)?;
                    let source = match expr {
                        Some(expr) => Source::Expr(expr),
                        None => Source::Text {
                            name: assignment.origin().to_owned(),
                        },
                    };
                    Some(Self::Value(value, source))
                }
                None => Some(Self::Nothing),
            };
        };
        let place = evaluator.tree.modules.get(own.place)?;
        let (caller, call) = place.caller?;
        let Some(Item::Call(call)) = evaluator.module(caller)?.items.get(call) else {
            return None;
        };
        let Some(expr) = call.body.expr(name) else {
            return Some(Self::Nothing);
        };
        let scope = BlockScope::of(evaluator, parent).inside(&own.repeated);
        let value = evaluator.value(expr, &scope, found)?;
        Some(Self::Value(value, Source::Expr(expr.clone())))
    }
}

fn converted(
    value: &Value,
    kind: &Type,
    name: &str,
    hidden: bool,
    source: &Source,
    found: &mut Diagnostics,
) -> Option<Value> {
    match value.convert(kind) {
        Ok(value) => Some(value),
        Err(problem) => {
            // The problem names the elements that are wrong.
            let problem = match hidden || value.has_sensitive() {
                true => format!("it is not a {kind}, and it is sensitive"),
                false => problem,
            };
            let message =
                format!("the value of the variable `{name}` has the wrong type: {problem}");
            found.push(match source {
                Source::Expr(expr) => expr.error("hcl::wrong-type", message, "this value"),
                Source::Text { name } => {
                    Diagnostic::error("hcl::wrong-type", format!("{message} (given by {name})"))
                }
            });
            None
        }
    }
}

fn default(
    evaluator: &Evaluator<'_>,
    instance: usize,
    block: &Block,
    kind: &Type,
    hidden: bool,
    found: &mut Diagnostics,
) -> Option<Value> {
    let name = block.labels.first().map_or("", AsRef::as_ref);
    let Some(expr) = block.body.expr("default") else {
        found.push(missing(evaluator, instance, block, name));
        return None;
    };
    let value = evaluator.value(expr, &ConstantScope::new(&evaluator.environment), found)?;
    converted(
        &value,
        kind,
        name,
        hidden,
        &Source::Expr(expr.clone()),
        found,
    )
}

fn missing(evaluator: &Evaluator<'_>, instance: usize, block: &Block, name: &str) -> Diagnostic {
    let own = evaluator.instances.get(instance);
    let call = own.and_then(|own| {
        let (caller, call) = evaluator.tree.modules.get(own.place)?.caller?;
        evaluator.module(caller)?.items.get(call)?.block()
    });
    match call {
        Some(call) => call
            .error("hcl::missing-argument", format!("module `{}` needs the argument `{name}`", call.labels.first().map_or("", AsRef::as_ref)), "in this call")
            .with_help(format!("add `{name} = …`: the variable has no default")),
        None => block
            .error("hcl::missing-variable", format!("the variable `{name}` has no value"), "it has no default")
            .with_help(format!("give it one with `--var {name}=…`, in a file with `--var-file`, in `terraform.tfvars`, or as the environment variable `TF_VAR_{name}`")),
    }
}

/// Judges the validations of a variable.
pub fn validate(
    evaluator: &Evaluator<'_>,
    instance: usize,
    block: &Block,
    found: &mut Diagnostics,
) {
    let scope = BlockScope::of(evaluator, instance);
    let name = block.labels.first().map_or("", AsRef::as_ref);
    let own = evaluator
        .module_of(instance)
        .and_then(|module| module.variables.get(name));
    let known = own.and_then(|item| evaluator.slot(instance, *item));
    if !matches!(known, Some(Slot::Value(_))) {
        return;
    }
    for validation in block.body.blocks("validation") {
        if let Some(message) = check::failure(evaluator, validation, &scope, found) {
            let what = format!("the value of the variable `{name}` is invalid");
            found.push(check::told(
                validation,
                "hcl::invalid-variable-value",
                &what,
                &message,
            ));
        }
    }
}

/// Tells every argument of a call that the module has no variable for.
pub fn check_arguments(call: &Block, module: &Module, found: &mut Diagnostics) {
    let name = call.labels.first().map_or("", AsRef::as_ref);
    let unknown = |attribute: &&Attribute| {
        !grammar::MODULE.has_argument(&attribute.name)
            && !module.variables.contains_key(&attribute.name)
    };
    for attribute in call.body.attributes.iter().filter(unknown) {
        let diagnostic = attribute.error(
            "hcl::unexpected-argument",
            format!("module `{name}` has no variable `{}`", attribute.name),
            "not expected here",
        );
        let near = nearest(&attribute.name, module.variables.keys().map(AsRef::as_ref));
        found.push(diagnostic.with_help(match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "declare it in the module: `variable \"{}\" {{ … }}`",
                attribute.name
            ),
        }));
    }
}
