//! Numbers: decimal, of any size, with about the precision of Terraform's 512-bit floats.

use std::str::FromStr;

use bigdecimal::{BigDecimal, Context, ToPrimitive, Zero};

/// Decimal digits that 512 bits hold.
const DIGITS: u64 = 154;

/// Larger exponents are refused: their decimal form would fill the memory.
const MAX_EXPONENT: i64 = 4_096;

/// A number of Terraform's language.
pub type Number = BigDecimal;

/// A number from its text, as Terraform's `tonumber` reads it.
pub fn parse(text: &str) -> Option<Number> {
    let plain = text.strip_prefix(['-', '+']).unwrap_or(text);
    if !plain.starts_with(|c: char| c.is_ascii_digit() || c == '.') || text.starts_with('+') {
        return None;
    }
    let number = BigDecimal::from_str(text).ok()?;
    bounded(number)
}

/// The number, unless writing it out would take more than a few thousand digits.
pub fn bounded(number: Number) -> Option<Number> {
    let (_, scale) = number.as_bigint_and_exponent();
    (scale.abs() <= MAX_EXPONENT && number.digits() <= 8_192).then_some(number)
}

/// `a / b` to full precision; none for a division by zero.
pub fn divide(a: &Number, b: &Number) -> Option<Number> {
    (!b.is_zero()).then(|| round(&(a / b)))
}

/// Cut to the precision of Terraform's numbers.
pub fn round(number: &Number) -> Number {
    if number.digits() > DIGITS {
        number.with_precision_round(
            std::num::NonZeroU64::new(DIGITS).unwrap_or(std::num::NonZeroU64::MIN),
            Context::default().rounding_mode(),
        )
    } else {
        number.clone()
    }
}

/// As Terraform prints it: no exponent, no needless zeros.
pub fn format(number: &Number) -> String {
    let text = number.normalized().to_plain_string();
    if text == "-0" { "0".to_owned() } else { text }
}

/// The number as a whole one, if it is.
pub fn whole(number: &Number) -> Option<i64> {
    number.is_integer().then(|| number.to_i64()).flatten()
}

/// As JSON.
pub fn json(number: &Number) -> serde_json::Number {
    if let Some(whole) = whole(number) {
        return whole.into();
    }
    if number.is_integer()
        && let Some(whole) = number.to_u64()
    {
        return whole.into();
    }
    number
        .to_f64()
        .and_then(serde_json::Number::from_f64)
        .unwrap_or_else(|| serde_json::Number::from(0))
}
