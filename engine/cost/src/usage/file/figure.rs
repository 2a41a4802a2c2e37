//! A figure with or without its unit: `100`, `1.5 TB`.

use rust_decimal::Decimal;

use crate::usage::Parameter;

/// More than anybody uses, so that sums stay exact.
const MOST: u64 = 1_000_000_000_000_000;

/// Units that may be written, each as so many of another.
const LARGER: &[(&str, &str, u32)] = &[("TB", "GB", 1_024), ("PB", "GB", 1_048_576)];

/// Reads a figure for a parameter: what is wrong and what to do, where it is none.
pub fn parse(text: &str, known: &Parameter) -> Result<Decimal, (String, String)> {
    let text = text.trim();
    let end = text.find(char::is_whitespace).unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let digits = number.replace('_', "");
    let amount = digits
        .parse::<Decimal>()
        .or_else(|_| Decimal::from_scientific(&digits))
        .map_err(|_| {
            let message = format!("`{text}` for `{}` is not a quantity", known.name);
            (
                message,
                format!("write a number of {}, such as 100", known.unit),
            )
        })?;
    let factor = factor(unit.trim(), known)?;
    if amount.is_sign_negative() && !amount.is_zero() {
        let message = format!("`{}` is {amount}: a quantity is never negative", known.name);
        return Err((message, "write 0 for what is not used".to_owned()));
    }
    if amount > Decimal::from(MOST) {
        let message = format!("`{}` is {amount}, more than anybody uses", known.name);
        return Err((
            message,
            format!("the figure is a number of {} a month", known.unit),
        ));
    }
    Ok(amount * Decimal::from(factor))
}

fn factor(unit: &str, known: &Parameter) -> Result<u32, (String, String)> {
    if unit.is_empty() || unit == known.unit {
        return Ok(1);
    }
    let larger = LARGER
        .iter()
        .find(|(name, of, _)| *name == unit && *of == known.unit);
    larger.map(|(_, _, factor)| *factor).ok_or_else(|| {
        let fitting = LARGER.iter().filter(|(_, of, _)| *of == known.unit);
        let names: Vec<&str> = fitting.map(|(name, ..)| *name).collect();
        let or = if names.is_empty() {
            String::new()
        } else {
            format!(", or {}", names.join(" or "))
        };
        (
            format!("`{unit}` is no unit of `{}`", known.name),
            format!("the figure is in {}{or}", known.unit),
        )
    })
}
