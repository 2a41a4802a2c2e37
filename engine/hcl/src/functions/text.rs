//! Text.

use regex::Regex;
use unicode_segmentation::UnicodeSegmentation;

use super::{
    CallFault, Function, MANY, Outcome, Unknowns, any, argument, bool_type, function, items,
    list_of_texts, text, text_type, texts_type, whole,
};
use crate::number;
use crate::types::Type;
use crate::value::{Data, Members, Value};

pub const FUNCTIONS: &[Function] = &[
    function("chomp", (1, 1), text_type, Unknowns::Any, |a, _| {
        Ok(Value::text(text(a, 0)?.trim_end_matches(['\n', '\r'])))
    }),
    function("endswith", (2, 2), bool_type, Unknowns::Any, |a, _| {
        Ok(text(a, 0)?.ends_with(&text(a, 1)?).into())
    }),
    function("startswith", (2, 2), bool_type, Unknowns::Any, |a, _| {
        Ok(text(a, 0)?.starts_with(&text(a, 1)?).into())
    }),
    function("strcontains", (2, 2), bool_type, Unknowns::Any, |a, _| {
        Ok(text(a, 0)?.contains(&text(a, 1)?).into())
    }),
    function(
        "format",
        (1, MANY),
        text_type,
        Unknowns::Own,
        format_function,
    ),
    function(
        "formatlist",
        (1, MANY),
        texts_type,
        Unknowns::Any,
        |a, _| {
            let length = a
                .iter()
                .skip(1)
                .filter_map(Value::items)
                .map(<[Value]>::len)
                .max();
            let Some(length) = length else {
                return Ok(list_of_texts([render(
                    &text(a, 0)?,
                    a.get(1..).unwrap_or_default(),
                )?]));
            };
            let rows = (0..length).map(|row| {
                let cells = a.iter().skip(1).map(|argument| match argument.items() {
                    Some(items) => items
                        .get(row)
                        .cloned()
                        .ok_or_else(|| CallFault::new("the lists have different lengths")),
                    None => Ok(argument.clone()),
                });
                render(&text(a, 0)?, &cells.collect::<Result<Vec<_>, _>>()?)
            });
            Ok(list_of_texts(rows.collect::<Result<Vec<_>, _>>()?))
        },
    ),
    function("indent", (2, 2), text_type, Unknowns::Any, |a, _| {
        let width = usize::try_from(whole(a, 0)?).unwrap_or(0).min(4_096);
        Ok(Value::text(
            text(a, 1)?.replace('\n', &format!("\n{}", " ".repeat(width))),
        ))
    }),
    function("join", (2, MANY), text_type, Unknowns::Own, join),
    function("lower", (1, 1), text_type, Unknowns::Any, |a, _| {
        Ok(Value::text(text(a, 0)?.to_lowercase()))
    }),
    function("upper", (1, 1), text_type, Unknowns::Any, |a, _| {
        Ok(Value::text(text(a, 0)?.to_uppercase()))
    }),
    function("title", (1, 1), text_type, Unknowns::Any, |a, _| {
        let mut start = true;
        let titled = text(a, 0)?
            .chars()
            .flat_map(|c| {
                let letter = if start {
                    c.to_uppercase().collect::<Vec<_>>()
                } else {
                    vec![c]
                };
                start = !(c.is_alphanumeric() || c == '_' || c == '\'');
                letter
            })
            .collect::<String>();
        Ok(Value::text(titled))
    }),
    function("regex", (2, 2), any, Unknowns::Any, |a, _| {
        let (pattern, haystack) = (regex(&text(a, 0)?)?, text(a, 1)?);
        let found = pattern
            .captures(&haystack)
            .ok_or_else(|| CallFault::new("the pattern does not match"))?;
        Ok(captured(&pattern, &found))
    }),
    function("regexall", (2, 2), any, Unknowns::Any, |a, _| {
        let (pattern, haystack) = (regex(&text(a, 0)?)?, text(a, 1)?);
        let all: Vec<Value> = pattern
            .captures_iter(&haystack)
            .map(|found| captured(&pattern, &found))
            .collect();
        let kind = if pattern.captures_len() == 1 {
            Type::String
        } else {
            Type::Any
        };
        Value::tuple(all)
            .convert(&Type::list(kind))
            .map_err(CallFault::new)
    }),
    function("replace", (3, 3), text_type, Unknowns::Any, |a, _| {
        let (source, wanted, by) = (text(a, 0)?, text(a, 1)?, text(a, 2)?);
        let pattern = wanted
            .strip_prefix('/')
            .and_then(|rest| rest.strip_suffix('/'));
        Ok(Value::text(match pattern.filter(|_| wanted.len() > 1) {
            Some(pattern) => regex(pattern)?
                .replace_all(&source, go_replacement(&by))
                .into_owned(),
            None => source.replace(&wanted, &by),
        }))
    }),
    function("split", (2, 2), texts_type, Unknowns::Any, |a, _| {
        let (separator, source) = (text(a, 0)?, text(a, 1)?);
        Ok(if separator.is_empty() {
            list_of_texts(source.graphemes(true))
        } else {
            list_of_texts(source.split(separator.as_str()))
        })
    }),
    function("strrev", (1, 1), text_type, Unknowns::Any, |a, _| {
        Ok(Value::text(
            text(a, 0)?.graphemes(true).rev().collect::<String>(),
        ))
    }),
    function("substr", (3, 3), text_type, Unknowns::Any, |a, _| {
        let source = text(a, 0)?;
        let all: Vec<&str> = source.graphemes(true).collect();
        let (offset, length) = (whole(a, 1)?, whole(a, 2)?);
        let start = if offset < 0 {
            all.len()
                .saturating_sub(usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX))
        } else {
            usize::try_from(offset).unwrap_or(usize::MAX).min(all.len())
        };
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        Ok(Value::text(
            all.iter()
                .skip(start)
                .take(length)
                .copied()
                .collect::<String>(),
        ))
    }),
    function("trim", (2, 2), text_type, Unknowns::Any, |a, _| {
        let cut = text(a, 1)?;
        Ok(Value::text(text(a, 0)?.trim_matches(|c| cut.contains(c))))
    }),
    function("trimprefix", (2, 2), text_type, Unknowns::Any, |a, _| {
        let source = text(a, 0)?;
        Ok(Value::text(
            source.strip_prefix(&text(a, 1)?).unwrap_or(&source),
        ))
    }),
    function("trimsuffix", (2, 2), text_type, Unknowns::Any, |a, _| {
        let source = text(a, 0)?;
        Ok(Value::text(
            source.strip_suffix(&text(a, 1)?).unwrap_or(&source),
        ))
    }),
    function("trimspace", (1, 1), text_type, Unknowns::Any, |a, _| {
        Ok(Value::text(text(a, 0)?.trim()))
    }),
];

fn regex(pattern: &str) -> Result<Regex, CallFault> {
    Regex::new(pattern)
        .map_err(|error| CallFault::argument(0, format!("the pattern is wrong: {error}")))
}

/// `$1` and `${name}` mean the same in Go and here, but `$1x` is the group `1x` in both, which is
/// what Terraform does, too.
fn go_replacement(by: &str) -> &str {
    by
}

fn captured(pattern: &Regex, found: &regex::Captures<'_>) -> Value {
    let group = |position: usize| match found.get(position) {
        Some(group) => Value::text(group.as_str()),
        None => Value::null(Type::String),
    };
    if pattern.captures_len() == 1 {
        return group(0);
    }
    let names: Vec<Option<&str>> = pattern.capture_names().skip(1).collect();
    if names.iter().all(Option::is_some) {
        let members = names
            .iter()
            .enumerate()
            .filter_map(|(position, name)| Some(((*name)?.into(), group(position + 1))));
        return Value::object(members.collect::<Members>());
    }
    Value::tuple((1..pattern.captures_len()).map(group).collect())
}

fn join(arguments: &[Value], _: &super::Environment) -> Outcome {
    let marks = arguments
        .iter()
        .fold(Value::null(Type::Any), |marks, argument| {
            marks.marked_like(&argument.deep_marks())
        });
    let mut parts = Vec::new();
    let mut opaque = argument(arguments, 0)?.is_unknown();
    let mut unknown = opaque;
    for position in 1..arguments.len() {
        if argument(arguments, position)?.is_unknown() {
            return Ok(Value::unknown(Type::String).marked_like(&marks));
        }
        for item in items(arguments, position)? {
            let item = item
                .convert(&Type::String)
                .map_err(|e| CallFault::argument(position, e))?;
            match &item.data {
                Data::String(text) => parts.push(text.to_string()),
                Data::Unknown(inner) => {
                    unknown = true;
                    match &inner.symbol {
                        Some(symbol) => parts.push(symbol.to_string()),
                        None => opaque = true,
                    }
                }
                _ => return Err(CallFault::argument(position, "an element is null")),
            }
        }
    }
    if unknown {
        let symbol = (!opaque)
            .then(|| text(arguments, 0).map(|by| parts.join(&by).into()))
            .transpose()?;
        return Ok(Value::from(Data::Unknown(crate::value::Unknown {
            kind: Type::String,
            symbol,
            document: None,
        }))
        .marked_like(&marks));
    }
    Ok(Value::text(parts.join(&text(arguments, 0)?)).marked_like(&marks))
}

fn format_function(arguments: &[Value], _: &super::Environment) -> Outcome {
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
fn render(template: &str, arguments: &[Value]) -> Result<String, CallFault> {
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
