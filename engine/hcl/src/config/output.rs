//! Outputs of modules.

use tollgate_model::Diagnostics;

use super::check;
use super::evaluator::Evaluator;
use super::scope::BlockScope;
use super::syntax::Block;
use super::variable::flag;
use crate::value::Value;

/// The value of an `output` block.
pub fn evaluate(
    evaluator: &Evaluator<'_>,
    instance: usize,
    block: &Block,
    found: &mut Diagnostics,
) -> Option<Value> {
    let name = block.labels.first().map_or("", AsRef::as_ref);
    let Some(expr) = block.body.expr("value") else {
        found.push(
            block
                .error(
                    "hcl::missing-argument",
                    format!("the output `{name}` needs the argument `value`"),
                    "in this block",
                )
                .with_help("add `value = …`"),
        );
        return None;
    };
    let scope = BlockScope::of(evaluator, instance);
    check::all(evaluator, block, "precondition", &scope, found);
    let value = evaluator.value(expr, &scope, found)?;
    if flag(evaluator, block, "sensitive", found) || flag(evaluator, block, "ephemeral", found) {
        return Some(value.into_sensitive());
    }
    let is_root = evaluator
        .instances
        .get(instance)
        .is_some_and(|instance| instance.parent.is_none());
    if is_root && value.has_sensitive() {
        found.push(
            expr.error(
                "hcl::sensitive-output",
                format!("the output `{name}` has a sensitive value and does not say so"),
                "sensitive",
            )
            .with_help("add `sensitive = true`"),
        );
    }
    Some(value)
}
