//! Numbers.

use bigdecimal::{BigDecimal, RoundingMode, Signed, ToPrimitive, Zero, num_bigint::BigInt};

use super::{
    CallFault, Function, MANY, Outcome, Unknowns, function, items, number, number_type, text, whole,
};
use crate::number::{self as numbers, Number};
use crate::value::{Data, Value};

pub const FUNCTIONS: &[Function] = &[
    function("abs", (1, 1), number_type, Unknowns::Any, |a, _| {
        done(number(a, 0)?.abs())
    }),
    function("ceil", (1, 1), number_type, Unknowns::Any, |a, _| {
        done(number(a, 0)?.with_scale_round(0, RoundingMode::Ceiling))
    }),
    function("floor", (1, 1), number_type, Unknowns::Any, |a, _| {
        done(number(a, 0)?.with_scale_round(0, RoundingMode::Floor))
    }),
    function("log", (2, 2), number_type, Unknowns::Any, |a, _| {
        float(float_of(&number(a, 0)?).ln() / float_of(&number(a, 1)?).ln())
    }),
    function("pow", (2, 2), number_type, Unknowns::Any, |a, _| {
        pow(&number(a, 0)?, &number(a, 1)?)
    }),
    function("signum", (1, 1), number_type, Unknowns::Any, |a, _| {
        let value = number(a, 0)?;
        let sign = if value.is_zero() {
            0_i64
        } else if value.is_negative() {
            -1
        } else {
            1
        };
        Ok(sign.into())
    }),
    function("max", (1, MANY), number_type, Unknowns::Any, |a, _| {
        extreme(a, |x, y| x > y)
    }),
    function("min", (1, MANY), number_type, Unknowns::Any, |a, _| {
        extreme(a, |x, y| x < y)
    }),
    function("parseint", (2, 2), number_type, Unknowns::Any, |a, _| {
        let base = u32::try_from(whole(a, 1)?)
            .ok()
            .filter(|base| (2..=62).contains(base));
        let base = base.ok_or_else(|| CallFault::argument(1, "the base must be from 2 to 62"))?;
        let digits = text(a, 0)?;
        parse_int(&digits, base)
            .map(|number| Data::Number(BigDecimal::from(number)).into())
            .ok_or_else(|| {
                CallFault::argument(
                    0,
                    format!("\"{digits}\" is not a whole number in base {base}"),
                )
            })
    }),
    function("sum", (1, 1), number_type, Unknowns::Any, |a, _| {
        let all = items(a, 0)?;
        if all.is_empty() {
            return Err(CallFault::argument(0, "nothing to sum"));
        }
        let mut total = Number::zero();
        for position in 0..all.len() {
            total += number(&all, position)?;
        }
        done(total)
    }),
];

fn done(number: Number) -> Outcome {
    numbers::bounded(numbers::round(&number))
        .map(|number| Data::Number(number).into())
        .ok_or_else(|| CallFault::new("the result has too many digits"))
}

fn float_of(number: &Number) -> f64 {
    number.to_f64().unwrap_or(f64::NAN)
}

fn float(value: f64) -> Outcome {
    numbers::parse(&value.to_string())
        .map(|number| Data::Number(number).into())
        .ok_or_else(|| CallFault::new("there is no such number"))
}

/// Terraform computes powers with 64-bit floats.
fn pow(base: &Number, exponent: &Number) -> Outcome {
    float(float_of(base).powf(float_of(exponent)))
}

fn extreme(arguments: &[Value], better: fn(&Number, &Number) -> bool) -> Outcome {
    let mut best = number(arguments, 0)?;
    for position in 1..arguments.len() {
        let next = number(arguments, position)?;
        if better(&next, &best) {
            best = next;
        }
    }
    Ok(Data::Number(best).into())
}

fn parse_int(digits: &str, base: u32) -> Option<BigInt> {
    let (negative, digits) = match digits.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, digits.strip_prefix('+').unwrap_or(digits)),
    };
    if digits.is_empty() || digits.len() > 4_096 {
        return None;
    }
    let mut total = BigInt::zero();
    for digit in digits.chars() {
        // Up to base 36 letters have no case; beyond, capital letters follow the small ones.
        let value = match digit {
            '0'..='9' => digit as u32 - '0' as u32,
            'a'..='z' => digit as u32 - 'a' as u32 + 10,
            'A'..='Z' if base <= 36 => digit as u32 - 'A' as u32 + 10,
            'A'..='Z' => digit as u32 - 'A' as u32 + 36,
            _ => return None,
        };
        if value >= base {
            return None;
        }
        total = total * base + value;
    }
    Some(if negative { -total } else { total })
}
