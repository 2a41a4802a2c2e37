//! `format` and `formatlist`: Go's verbs.

use unicode_segmentation::UnicodeSegmentation;

use super::{CallFault, Outcome, text};
use crate::number;
use crate::types::Type;
use crate::value::{Data, Value};

/// `format`.
pub fn call(arguments: &[Value], _: &super::Environment) -> Outcome {
    let marks = arguments
        .iter()
        .fold(Value::null(Type::Any), |marks, argument| {
            marks.marked_like(&argument.deep_marks())
        });
    let known = arguments.iter().all(Value::is_wholly_known);
    if known {
        let rendered = render(&text(arguments, 0)?, arguments.get(1..).unwrap_or_default())?;
        return Ok(Value::text(rendered).marked_like(&marks));
    }
    // Symbols may stand where `%s` does.
    let symbols: Option<Vec<Value>> = arguments
        .iter()
        .map(|argument| match &argument.data {
            Data::Unknown(unknown) => unknown.symbol.as_deref().map(Value::text),
            _ if argument.is_wholly_known() => Some(argument.clone()),
            _ => None,
        })
        .collect();
    let symbol = symbols.and_then(|all| {
        let template = all.first()?.as_str()?.to_owned();
        render(&template, all.get(1..)?).ok()
    });
    Ok(Value::from(Data::Unknown(crate::value::Unknown {
        kind: Type::String,
        symbol: symbol.map(Into::into),
        document: None,
    }))
    .marked_like(&marks))
}

/// One verb of a format: `%-08.3[2]f`.
#[derive(Default)]
struct Verb {
    left: bool,
    plus: bool,
    space: bool,
    zero: bool,
    alternate: bool,
    width: usize,
    precision: Option<usize>,
    argument: Option<usize>,
}

/// Go's `Sprintf`, as far as Terraform has it.
pub fn render(template: &str, arguments: &[Value]) -> Result<String, CallFault> {
    let mut out = String::new();
    let mut chars = template.chars().peekable();
    let mut next = 0;
    let mut indexed = false;
    while let Some(c) = chars.next() {
        if c != '%' {
            out.push(c);
            continue;
        }
        let mut verb = Verb::default();
        while let Some(flag) = chars.peek() {
            match flag {
                '-' => verb.left = true,
                '+' => verb.plus = true,
                ' ' => verb.space = true,
                '0' => verb.zero = true,
                '#' => verb.alternate = true,
                _ => break,
            }
            chars.next();
        }
        let digits = |chars: &mut std::iter::Peekable<std::str::Chars<'_>>| {
            let mut number = None;
            while let Some(digit) = chars.peek().and_then(|c| c.to_digit(10)) {
                let so_far: usize = number.unwrap_or(0);
                number = Some(so_far.saturating_mul(10).saturating_add(digit as usize));
                chars.next();
            }
            number
        };
        verb.width = digits(&mut chars).unwrap_or(0);
        if chars.peek() == Some(&'.') {
            chars.next();
            verb.precision = Some(digits(&mut chars).unwrap_or(0));
        }
        if chars.peek() == Some(&'[') {
            chars.next();
            verb.argument = digits(&mut chars);
            if chars.next() != Some(']') || verb.argument.is_none() {
                return Err(CallFault::argument(
                    0,
                    "`[n]` in a verb is not closed or has no number",
                ));
            }
            indexed = true;
        }
        if verb.width > 65_536 || verb.precision.is_some_and(|precision| precision > 4_096) {
            return Err(CallFault::argument(0, "a width or precision is too large"));
        }
        let Some(letter) = chars.next() else {
            return Err(CallFault::argument(0, "the format ends inside a verb"));
        };
        if letter == '%' {
            out.push('%');
            continue;
        }
        let position = verb
            .argument
            .map_or(next, |argument| argument.wrapping_sub(1));
        next = position.wrapping_add(1);
        let value = arguments.get(position).ok_or_else(|| {
            CallFault::argument(0, format!("there is no argument for the verb `%{letter}`"))
        })?;
        out.push_str(&pad(&verb, apply(&verb, letter, value)?, letter));
    }
    if !indexed && next < arguments.len() {
        return Err(CallFault::new(format!(
            "there are {} arguments, but only {next} verbs",
            arguments.len()
        )));
    }
    Ok(out)
}

fn apply(verb: &Verb, letter: char, value: &Value) -> Result<String, CallFault> {
    let wrong = |error: String| CallFault::new(format!("`%{letter}`: {error}"));
    let as_number = || match value.convert(&Type::Number).map_err(wrong)?.data {
        Data::Number(number) => Ok(number),
        _ => Err(wrong("a number is required".to_owned())),
    };
    let as_text = || {
        value
            .to_text()
            .map(|text| text.to_string())
            .ok_or_else(|| wrong("a string is required".to_owned()))
    };
    let signed = |text: String| match (verb.plus, verb.space, text.starts_with('-')) {
        (true, _, false) => format!("+{text}"),
        (false, true, false) => format!(" {text}"),
        _ => text,
    };
    let cut = |text: String| match verb.precision {
        Some(most) => text.graphemes(true).take(most).collect(),
        None => text,
    };
    Ok(match letter {
        'v' => match &value.data {
            Data::String(text) if !verb.alternate => cut(text.to_string()),
            Data::Number(number) if !verb.alternate => signed(number::format(number)),
            Data::Bool(truth) if !verb.alternate => truth.to_string(),
            Data::Null(_) => "null".to_owned(),
            _ => super::encoding::to_json(value).map_err(|fault| wrong(fault.message))?,
        },
        's' => cut(as_text()?),
        'q' => serde_json::Value::from(cut(as_text()?)).to_string(),
        't' => match value.convert(&Type::Bool).map_err(wrong)?.data {
            Data::Bool(truth) => truth.to_string(),
            _ => return Err(wrong("a bool is required".to_owned())),
        },
        'd' => signed(number::format(
            &as_number()?.with_scale_round(0, bigdecimal::RoundingMode::Down),
        )),
        'b' | 'o' | 'x' | 'X' => {
            use bigdecimal::ToPrimitive;
            let whole = as_number()?
                .to_i128()
                .ok_or_else(|| wrong("the number is too large".to_owned()))?;
            let digits = match letter {
                'b' => format!("{:b}", whole.unsigned_abs()),
                'o' => format!("{:o}", whole.unsigned_abs()),
                'x' => format!("{:x}", whole.unsigned_abs()),
                _ => format!("{:X}", whole.unsigned_abs()),
            };
            signed(if whole < 0 {
                format!("-{digits}")
            } else {
                digits
            })
        }
        'f' | 'F' => {
            let scale = i64::try_from(verb.precision.unwrap_or(6)).unwrap_or(6);
            signed(
                as_number()?
                    .with_scale_round(scale, bigdecimal::RoundingMode::HalfEven)
                    .to_plain_string(),
            )
        }
        'e' | 'E' | 'g' | 'G' => {
            use bigdecimal::ToPrimitive;
            let float = as_number()?.to_f64().unwrap_or(f64::NAN);
            let text = match (letter.to_ascii_lowercase(), verb.precision) {
                ('e', precision) => scientific(float, precision.unwrap_or(6)),
                _ => number::format(&as_number()?),
            };
            signed(if letter.is_ascii_uppercase() {
                text.to_uppercase()
            } else {
                text
            })
        }
        other => {
            return Err(CallFault::argument(
                0,
                format!("there is no verb `%{other}`"),
            ));
        }
    })
}

/// Go writes at least two digits of exponent, with its sign.
fn scientific(value: f64, precision: usize) -> String {
    let text = format!("{value:.precision$e}");
    match text.split_once('e') {
        Some((mantissa, exponent)) => {
            let (sign, digits) = match exponent.strip_prefix('-') {
                Some(digits) => ('-', digits),
                None => ('+', exponent),
            };
            format!("{mantissa}e{sign}{digits:0>2}")
        }
        None => text,
    }
}

fn pad(verb: &Verb, text: String, letter: char) -> String {
    let missing = verb.width.saturating_sub(text.graphemes(true).count());
    if missing == 0 {
        return text;
    }
    if verb.left {
        return format!("{text}{}", " ".repeat(missing));
    }
    if verb.zero && !matches!(letter, 's' | 'q' | 'v' | 't') {
        let at = usize::from(text.starts_with(['-', '+']));
        let (sign, digits) = text.split_at(at);
        return format!("{sign}{}{digits}", "0".repeat(missing));
    }
    format!(
        "{}{text}",
        if verb.zero { "0" } else { " " }.repeat(missing)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_of_go() {
        let number = |text: &str| Value::from(Data::Number(number::parse(text).unwrap()));
        for (template, argument, expected) in [
            ("%03d", number("7"), "007"),
            ("%.2f", number("3.14159"), "3.14"),
            ("%-5s|", "ab".into(), "ab   |"),
            ("%5s|", "ab".into(), "   ab|"),
            ("%x", number("255"), "ff"),
            ("%e", number("1500"), "1.500000e+03"),
            ("%q", "a\"b".into(), "\"a\\\"b\""),
            ("%v", true.into(), "true"),
        ] {
            assert_eq!(
                render(template, &[argument]).unwrap(),
                expected,
                "{template}"
            );
        }
        assert!(render("%d", &["x".into()]).is_err());
        assert!(render("%s", &[]).is_err());
        assert!(render("x", &["y".into()]).is_err());
    }
}
