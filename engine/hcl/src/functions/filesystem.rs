//! Files and paths.

use std::io::Read;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use camino::{Utf8Path, Utf8PathBuf};
use regex::Regex;

use super::{
    CallFault, Environment, Function, Outcome, Unknowns, any, argument, bool_type, function, text,
    text_type,
};
use crate::expr::{Fault, Scope, Step, evaluate_text};
use crate::types::Type;
use crate::value::{Data, Members, Value};

/// Larger files are refused.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// More files than this are not listed.
const MAX_FILES: usize = 50_000;

pub const FUNCTIONS: &[Function] = &[
    function("abspath", (1, 1), text_type, Unknowns::Any, |a, e| {
        Ok(Value::text(clean(&e.directory.join(text(a, 0)?))))
    }),
    function("basename", (1, 1), text_type, Unknowns::Any, |a, _| {
        let path = text(a, 0)?;
        let trimmed = path.trim_end_matches('/');
        Ok(Value::text(
            match (path.is_empty(), trimmed.rsplit('/').next()) {
                (true, _) => ".",
                (false, Some("") | None) => "/",
                (false, Some(last)) => last,
            },
        ))
    }),
    function("dirname", (1, 1), text_type, Unknowns::Any, |a, _| {
        let path = text(a, 0)?;
        Ok(Value::text(match path.rfind('/') {
            None => ".".to_owned(),
            Some(at) => clean(Utf8Path::new(path.get(..=at).unwrap_or_default())),
        }))
    }),
    function("pathexpand", (1, 1), text_type, Unknowns::Any, |a, _| {
        let path = text(a, 0)?;
        Ok(if path.starts_with('~') {
            Value::unknown(Type::String)
        } else {
            Value::text(path)
        })
    }),
    function("file", (1, 1), text_type, Unknowns::Any, |a, e| {
        Ok(Value::text(read_text(a, e)?))
    }),
    function("filebase64", (1, 1), text_type, Unknowns::Any, |a, e| {
        Ok(Value::text(STANDARD.encode(read_bytes(a, e)?)))
    }),
    function("fileexists", (1, 1), bool_type, Unknowns::Any, |a, e| {
        Ok(e.directory.join(text(a, 0)?).is_file().into())
    }),
    function("fileset", (2, 2), any, Unknowns::Any, |a, e| {
        let root = e.directory.join(text(a, 0)?);
        let pattern = glob(&text(a, 1)?)?;
        let mut found = Vec::new();
        list(&root, Utf8Path::new(""), &mut found, 0);
        let kept = found.iter().filter(|path| pattern.is_match(path.as_str()));
        Ok(Value::set(
            Type::String,
            kept.map(|path| Value::text(path.as_str())).collect(),
        ))
    }),
    function("templatefile", (2, 2), text_type, Unknowns::Own, |a, e| {
        if argument(a, 0)?.is_unknown() {
            return Ok(Value::unknown(Type::String));
        }
        render(&read_text(a, e)?, a, e)
    }),
    function(
        "templatestring",
        (2, 2),
        text_type,
        Unknowns::Own,
        |a, e| {
            if argument(a, 0)?.is_unknown() {
                return Ok(Value::unknown(Type::String));
            }
            render(&text(a, 0)?, a, e)
        },
    ),
];

/// The bytes of the file that the first argument names.
pub fn read_bytes(arguments: &[Value], environment: &Environment) -> Result<Vec<u8>, CallFault> {
    let path = text(arguments, 0)?;
    let wrong = |reason: String| CallFault::argument(0, format!("cannot read `{path}`: {reason}"));
    let full = environment.directory.join(&path);
    let file = std::fs::File::open(&full).map_err(|error| wrong(error.to_string()))?;
    if !file.metadata().is_ok_and(|metadata| metadata.is_file()) {
        return Err(wrong("it is not a file".to_owned()));
    }
    let mut bytes = Vec::new();
    file.take(MAX_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| wrong(error.to_string()))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(wrong(format!("it is larger than {MAX_BYTES} bytes")));
    }
    Ok(bytes)
}

fn read_text(arguments: &[Value], environment: &Environment) -> Result<String, CallFault> {
    String::from_utf8(read_bytes(arguments, environment)?)
        .map_err(|_| CallFault::argument(0, "the file is not UTF-8; use `filebase64`"))
}

/// A path without `.`, `..` and doubled slashes.
fn clean(path: &Utf8Path) -> String {
    let absolute = path.is_absolute();
    let mut parts: Vec<&str> = Vec::new();
    for part in path.as_str().split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            ".." if absolute => {}
            part => parts.push(part),
        }
    }
    let joined = parts.join("/");
    match (absolute, joined.is_empty()) {
        (true, _) => format!("/{joined}"),
        (false, true) => ".".to_owned(),
        (false, false) => joined,
    }
}

/// `*`, `**`, `?` and `{a,b}` as Terraform has them.
fn glob(pattern: &str) -> Result<Regex, CallFault> {
    let mut out = String::from("^");
    let mut chars = pattern.chars().peekable();
    let mut braces = 0;
    while let Some(c) = chars.next() {
        match c {
            '*' if chars.peek() == Some(&'*') => {
                chars.next();
                if chars.peek() == Some(&'/') {
                    chars.next();
                    out.push_str("(?:.*/)?");
                } else {
                    out.push_str(".*");
                }
            }
            '*' => out.push_str("[^/]*"),
            '?' => out.push_str("[^/]"),
            '{' => {
                braces += 1;
                out.push_str("(?:");
            }
            '}' if braces > 0 => {
                braces -= 1;
                out.push(')');
            }
            ',' if braces > 0 => out.push('|'),
            '[' | ']' | '^' if c != '^' => out.push(c),
            other => out.push_str(&regex::escape(&other.to_string())),
        }
    }
    out.push('$');
    Regex::new(&out)
        .map_err(|error| CallFault::argument(1, format!("the pattern is wrong: {error}")))
}

fn list(root: &Utf8Path, below: &Utf8Path, found: &mut Vec<Utf8PathBuf>, depth: usize) {
    let Ok(entries) = root.join(below).read_dir_utf8() else {
        return;
    };
    for entry in entries.filter_map(Result::ok) {
        let path = below.join(entry.file_name());
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && depth < 32 => list(root, &path, found, depth + 1),
            Ok(kind) if kind.is_file() && found.len() < MAX_FILES => found.push(path),
            _ => {}
        }
    }
}

/// The scope of a template: its variables, and nothing around them.
struct Variables<'a> {
    members: &'a Members,
    environment: &'a Environment,
}

impl Scope for Variables<'_> {
    fn resolve(&self, root: &str, _: &[Step]) -> Result<(Value, usize), Fault> {
        self.members
            .get(root)
            .map(|value| (value.clone(), 0))
            .ok_or_else(|| {
                Fault::new(
                    "hcl::undeclared-template-variable",
                    format!("the template needs a variable `{root}` that it is not given"),
                )
            })
    }

    fn environment(&self) -> &Environment {
        self.environment
    }
}

fn render(source: &str, arguments: &[Value], environment: &Environment) -> Outcome {
    let variables = argument(arguments, 1)?;
    if variables.is_unknown() {
        return Ok(Value::unknown(Type::String).marked_like(variables));
    }
    let members = super::members(arguments, 1)?;
    let result = evaluate_text(
        source,
        &Variables {
            members,
            environment,
        },
    )
    .map_err(|fault| CallFault {
        help: fault.help,
        ..CallFault::argument(0, fault.message)
    })?;
    let marked = Value {
        data: Data::Null(Type::Any),
        ..variables.clone()
    };
    Ok(result.marked_like(&marked))
}
