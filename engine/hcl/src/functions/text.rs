//! Text.

use regex::Regex;
use unicode_segmentation::UnicodeSegmentation;

use super::format;
use super::{
    CallFault, Function, MANY, Outcome, Unknowns, any, argument, bool_type, function, items,
    list_of_texts, text, text_type, texts_type, whole,
};
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
    function("format", (1, MANY), text_type, Unknowns::Own, format::call),
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
                return Ok(list_of_texts([format::render(
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
                format::render(&text(a, 0)?, &cells.collect::<Result<Vec<_>, _>>()?)
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
