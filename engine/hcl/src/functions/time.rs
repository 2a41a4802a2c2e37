//! Times. What depends on the clock is known only after apply.

use jiff::{SignedDuration, Timestamp, tz::TimeZone};

use super::{CallFault, Function, Unknowns, function, number_type, text, text_type};
use crate::types::Type;
use crate::value::Value;

pub const FUNCTIONS: &[Function] = &[
    function("timestamp", (0, 0), text_type, Unknowns::Any, |_, _| {
        Ok(Value::unknown(Type::String))
    }),
    function("plantimestamp", (0, 0), text_type, Unknowns::Any, |_, e| {
        Ok(e.now
            .as_ref()
            .map_or_else(|| Value::unknown(Type::String), Value::text))
    }),
    function("timeadd", (2, 2), text_type, Unknowns::Any, |a, _| {
        let sum = time(a, 0)?
            .checked_add(duration(&text(a, 1)?)?)
            .map_err(|error| CallFault::new(error.to_string()))?;
        Ok(Value::text(sum.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()))
    }),
    function("timecmp", (2, 2), number_type, Unknowns::Any, |a, _| {
        Ok((time(a, 0)?.cmp(&time(a, 1)?) as i64).into())
    }),
    function("formatdate", (2, 2), text_type, Unknowns::Any, |a, _| {
        format_date(&text(a, 0)?, time(a, 1)?).map(Value::text)
    }),
];

fn time(arguments: &[Value], position: usize) -> Result<Timestamp, CallFault> {
    let source = text(arguments, position)?;
    source.parse().map_err(|_| {
        CallFault::argument(
            position,
            format!("\"{source}\" is not a time like 2026-11-23T02:00:00Z"),
        )
    })
}

/// Go's durations: `1h30m`, `-10s`, `1.5h`.
fn duration(source: &str) -> Result<SignedDuration, CallFault> {
    let wrong = || CallFault::argument(1, format!("\"{source}\" is not a duration like 1h30m"));
    let (sign, mut rest) = match source.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, source.strip_prefix('+').unwrap_or(source)),
    };
    let mut seconds = 0.0;
    if rest.is_empty() {
        return Err(wrong());
    }
    while !rest.is_empty() && rest != "0" {
        let end = rest
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .ok_or_else(wrong)?;
        let (amount, after) = rest.split_at(end);
        let amount: f64 = amount.parse().map_err(|_| wrong())?;
        let units = [
            ("ns", 1e-9),
            ("us", 1e-6),
            ("µs", 1e-6),
            ("ms", 1e-3),
            ("h", 3600.0),
            ("m", 60.0),
            ("s", 1.0),
        ];
        let (unit, factor) = units
            .iter()
            .find(|(unit, _)| after.starts_with(unit))
            .ok_or_else(wrong)?;
        seconds += amount * factor;
        rest = after.strip_prefix(unit).unwrap_or_default();
    }
    SignedDuration::try_from_secs_f64(sign * seconds).map_err(|_| wrong())
}

/// Terraform's date verbs: runs of the same letter.
fn format_date(format: &str, time: Timestamp) -> Result<String, CallFault> {
    let time = time.to_zoned(TimeZone::UTC);
    let mut out = String::new();
    let mut rest = format;
    while let Some(c) = rest.chars().next() {
        if let Some(quoted) = rest.strip_prefix('\'') {
            let mut text = quoted;
            loop {
                let at = text
                    .find('\'')
                    .ok_or_else(|| CallFault::argument(0, "a quote is not closed"))?;
                out.push_str(text.get(..at).unwrap_or_default());
                text = text.get(at + 1..).unwrap_or_default();
                match text.strip_prefix('\'') {
                    Some(after) => {
                        out.push('\'');
                        text = after;
                    }
                    None => break,
                }
            }
            rest = text;
            continue;
        }
        let run = rest.chars().take_while(|other| *other == c).count();
        if !c.is_ascii_alphabetic() {
            out.push(c);
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
            continue;
        }
        let verb = rest.get(..run).unwrap_or_default();
        let pattern = match verb {
            "YYYY" => "%Y",
            "YY" => "%y",
            "MMMM" => "%B",
            "MMM" => "%b",
            "MM" => "%m",
            "M" => "%-m",
            "DD" => "%d",
            "D" => "%-d",
            "EEEE" => "%A",
            "EEE" => "%a",
            "hh" => "%H",
            "h" => "%-H",
            "HH" => "%I",
            "H" => "%-I",
            "AA" => "%p",
            "aa" => "%P",
            "mm" => "%M",
            "m" => "%-M",
            "ss" => "%S",
            "s" => "%-S",
            "ZZZZZ" => "+00:00",
            "ZZZZ" => "+0000",
            "ZZZ" => "UTC",
            "Z" => "Z",
            other => {
                return Err(CallFault::argument(
                    0,
                    format!("there is no date verb `{other}`"),
                ));
            }
        };
        out.push_str(&time.strftime(pattern).to_string());
        rest = rest.get(run..).unwrap_or_default();
    }
    Ok(out)
}
