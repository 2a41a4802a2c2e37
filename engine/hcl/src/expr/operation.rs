//! Operators.

use bigdecimal::{RoundingMode, Zero};
use hcl_edit::Span;
use hcl_edit::expr::{BinaryOp, BinaryOperator, Expression, UnaryOp, UnaryOperator};

use super::{Context, Fault, eval};
use crate::number::{self, Number};
use crate::types::Type;
use crate::value::{Data, Value};

pub fn unary(operation: &UnaryOp, context: Context<'_>) -> Result<Value, Fault> {
    let value = eval(&operation.expr, context)?;
    let result = match *operation.operator.value() {
        UnaryOperator::Not => match operand(&value, &Type::Bool, &operation.expr)?.data {
            Data::Bool(truth) => (!truth).into(),
            _ => Value::unknown(Type::Bool),
        },
        UnaryOperator::Neg => match operand(&value, &Type::Number, &operation.expr)?.data {
            Data::Number(number) => Data::Number(-number).into(),
            _ => Value::unknown(Type::Number),
        },
    };
    Ok(result.marked_like(&value))
}

/// An operand, converted; null is refused.
fn operand(value: &Value, kind: &Type, expression: &Expression) -> Result<Value, Fault> {
    let converted = value.convert(kind).map_err(|error| {
        Fault::new(
            "hcl::wrong-type",
            format!("the operand has the wrong type: {error}"),
        )
        .at(expression.span())
    })?;
    if converted.is_null() {
        return Err(Fault::new("hcl::null-operand", "the operand is null").at(expression.span()));
    }
    Ok(converted)
}

pub fn binary(operation: &BinaryOp, context: Context<'_>) -> Result<Value, Fault> {
    use BinaryOperator::{
        And, Div, Eq, Greater, GreaterEq, Less, LessEq, Minus, Mod, Mul, NotEq, Or, Plus,
    };
    let left = eval(&operation.lhs_expr, context)?;
    let right = eval(&operation.rhs_expr, context)?;
    let operator = *operation.operator.value();
    let result = match operator {
        Eq | NotEq => match left.equals(&right) {
            Some(equal) => (equal == (operator == Eq)).into(),
            None => Value::unknown(Type::Bool),
        },
        And | Or => {
            let a = operand(&left, &Type::Bool, &operation.lhs_expr)?;
            let b = operand(&right, &Type::Bool, &operation.rhs_expr)?;
            match (&a.data, &b.data) {
                (Data::Bool(a), Data::Bool(b)) => {
                    (if operator == And { *a && *b } else { *a || *b }).into()
                }
                // The known side may decide alone.
                (Data::Bool(known), _) | (_, Data::Bool(known)) if *known == (operator == Or) => {
                    (*known).into()
                }
                _ => Value::unknown(Type::Bool),
            }
        }
        Plus | Minus | Mul | Div | Mod | Less | LessEq | Greater | GreaterEq => {
            let a = operand(&left, &Type::Number, &operation.lhs_expr)?;
            let b = operand(&right, &Type::Number, &operation.rhs_expr)?;
            let (Data::Number(a), Data::Number(b)) = (&a.data, &b.data) else {
                let kind = match operator {
                    Plus | Minus | Mul | Div | Mod => Type::Number,
                    _ => Type::Bool,
                };
                return Ok(Value::unknown(kind)
                    .marked_like(&left.deep_marks())
                    .marked_like(&right.deep_marks()));
            };
            match operator {
                Less => (a < b).into(),
                LessEq => (a <= b).into(),
                Greater => (a > b).into(),
                GreaterEq => (a >= b).into(),
                Plus => computed(Some(a + b))?,
                Minus => computed(Some(a - b))?,
                Mul => computed(Some(number::round(&(a * b))))?,
                Div => computed(number::divide(a, b))?,
                _ => computed(Some(remainder(a, b)))?,
            }
        }
    };
    Ok(result
        .marked_like(&left.deep_marks())
        .marked_like(&right.deep_marks()))
}

/// As in Terraform, the remainder of a division by zero is the number itself.
fn remainder(a: &Number, b: &Number) -> Number {
    if b.is_zero() {
        return a.clone();
    }
    let quotient = (a / b).with_scale_round(0, RoundingMode::Down);
    a - quotient * b
}

fn computed(number: Option<Number>) -> Result<Value, Fault> {
    let number = number.ok_or_else(|| Fault::new("hcl::division-by-zero", "a division by zero"))?;
    number::bounded(number)
        .map(|number| Data::Number(number).into())
        .ok_or_else(|| Fault::new("hcl::number-too-large", "the result has too many digits"))
}
