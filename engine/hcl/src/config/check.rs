//! Conditions that the author wrote: pre- and postconditions, validations and checks.
//!
//! A condition that is not known before apply is not judged.

use tollgate_model::{Diagnostic, Diagnostics, Level};

use super::evaluator::Evaluator;
use super::scope::BlockScope;
use super::syntax::Block;
use crate::types::Type;
use crate::value::Data;

/// Judges the preconditions in a block's `lifecycle`.
pub fn preconditions(
    evaluator: &Evaluator<'_>,
    block: &Block,
    scope: &BlockScope<'_>,
    found: &mut Diagnostics,
) {
    for lifecycle in block.body.blocks("lifecycle") {
        all(evaluator, lifecycle, "precondition", scope, found);
    }
}

/// Judges the postconditions in a block's `lifecycle`; `self` has a meaning in `scope`.
pub fn postconditions(
    evaluator: &Evaluator<'_>,
    block: &Block,
    scope: &BlockScope<'_>,
    found: &mut Diagnostics,
) {
    for lifecycle in block.body.blocks("lifecycle") {
        all(evaluator, lifecycle, "postcondition", scope, found);
    }
}

/// Judges the conditions of a kind that stand in a block.
pub fn all(
    evaluator: &Evaluator<'_>,
    block: &Block,
    kind: &str,
    scope: &BlockScope<'_>,
    found: &mut Diagnostics,
) {
    for condition in block.body.blocks(kind) {
        if let Some(message) = failure(evaluator, condition, scope, found) {
            found.push(told(
                condition,
                "hcl::condition-failed",
                &format!("a {kind} does not hold"),
                &message,
            ));
        }
    }
}

/// Judges the assertions of a `check` block: what fails is a warning, as in Terraform.
pub fn assertions(
    evaluator: &Evaluator<'_>,
    instance: usize,
    block: &Block,
    found: &mut Diagnostics,
) {
    let scope = BlockScope::of(evaluator, instance);
    let name = block.labels.first().map_or("", AsRef::as_ref);
    for assertion in block.body.blocks("assert") {
        if let Some(message) = failure(evaluator, assertion, &scope, found) {
            let failed = told(
                assertion,
                "hcl::check-failed",
                &format!("the check `{name}` does not hold"),
                &message,
            );
            found.push(Diagnostic {
                level: Level::Warning,
                ..failed
            });
        }
    }
}

/// The error about a condition that does not hold.
pub fn told(condition: &Block, code: &'static str, what: &str, message: &str) -> Diagnostic {
    let span = condition
        .body
        .expr("condition")
        .map_or(condition.header.clone(), super::syntax::Expr::span);
    Diagnostic::error(code, format!("{what}: {message}")).at(
        condition.text.source(),
        span,
        "this is false",
    )
}

/// What the author says about a condition, if it does not hold.
pub fn failure(
    evaluator: &Evaluator<'_>,
    condition: &Block,
    scope: &BlockScope<'_>,
    found: &mut Diagnostics,
) -> Option<String> {
    let Some(expr) = condition.body.expr("condition") else {
        found.push(
            condition
                .error(
                    "hcl::missing-argument",
                    format!(
                        "a `{}` block needs the argument `condition`",
                        condition.kind
                    ),
                    "in this block",
                )
                .with_help("add `condition = …`, an expression that is true when all is well"),
        );
        return None;
    };
    let value = evaluator.value(expr, scope, found)?;
    match value.convert(&Type::Bool).map(|value| value.data) {
        Ok(Data::Bool(true) | Data::Unknown(_)) => None,
        Ok(Data::Bool(false)) => Some(message(evaluator, condition, scope, found)),
        _ => {
            found.push(expr.error(
                "hcl::wrong-type",
                "a condition is true or false, and this is neither",
                "this value",
            ));
            None
        }
    }
}

fn message(
    evaluator: &Evaluator<'_>,
    condition: &Block,
    scope: &BlockScope<'_>,
    found: &mut Diagnostics,
) -> String {
    let value = condition
        .body
        .expr("error_message")
        .and_then(|expr| evaluator.value(expr, scope, found));
    match &value {
        Some(value) if value.has_sensitive() => {
            "the message holds a sensitive value, and is not shown".to_owned()
        }
        Some(value) => match value.to_text() {
            Some(text) => text.trim().to_owned(),
            None => "the message is known only after apply".to_owned(),
        },
        None => "no message was given".to_owned(),
    }
}
