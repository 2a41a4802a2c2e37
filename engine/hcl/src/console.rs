//! Values as `terraform console` prints them.

use crate::number;
use crate::types::Type;
use crate::value::{Data, Members, Value};

/// The text that `terraform console` prints for a value.
#[must_use]
pub fn format(value: &Value) -> String {
    let mut out = String::new();
    write(value, 0, &mut out);
    out
}

fn write(value: &Value, indent: usize, out: &mut String) {
    if value.sensitive {
        out.push_str("(sensitive value)");
        return;
    }
    match &value.data {
        Data::Unknown(_) => out.push_str("(known after apply)"),
        Data::Null(kind) => out.push_str(match kind {
            Type::Bool => "tobool(null)",
            Type::Number => "tonumber(null)",
            Type::String => "tostring(null)",
            Type::List(_) => "tolist(null)",
            Type::Set(_) => "toset(null)",
            Type::Map(_) => "tomap(null)",
            _ => "null",
        }),
        Data::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Data::Number(number) => out.push_str(&number::format(number)),
        Data::String(text) => write_text(text, indent, out),
        Data::List(_, items) => around("tolist(", items, indent, out),
        Data::Set(_, items) => around("toset(", items, indent, out),
        Data::Tuple(items) => write_items(items, indent, out),
        Data::Map(_, members) => {
            out.push_str("tomap(");
            write_members(members, indent, out);
            out.push(')');
        }
        Data::Object(members) => write_members(members, indent, out),
    }
}

fn around(open: &str, items: &[Value], indent: usize, out: &mut String) {
    out.push_str(open);
    write_items(items, indent, out);
    out.push(')');
}

fn line(indent: usize, out: &mut String) {
    out.push('\n');
    out.push_str(&" ".repeat(indent));
}

fn write_items(items: &[Value], indent: usize, out: &mut String) {
    out.push('[');
    for item in items {
        line(indent + 2, out);
        write(item, indent + 2, out);
        out.push(',');
    }
    if !items.is_empty() {
        line(indent, out);
    }
    out.push(']');
}

fn write_members(members: &Members, indent: usize, out: &mut String) {
    out.push('{');
    for (name, value) in members {
        line(indent + 2, out);
        out.push_str(&quoted(name));
        out.push_str(" = ");
        write(value, indent + 2, out);
    }
    if !members.is_empty() {
        line(indent, out);
    }
    out.push('}');
}

fn write_text(text: &str, indent: usize, out: &mut String) {
    if !text.contains('\n') {
        out.push_str(&quoted(text));
        return;
    }
    let mut end = "EOT".to_owned();
    while text.lines().any(|line| line.trim() == end) {
        end.push('_');
    }
    let dash = if indent > 0 { "-" } else { "" };
    out.push_str(&format!("<<{dash}{end}"));
    for part in text.split('\n') {
        line(indent, out);
        out.push_str(part);
    }
    line(indent, out);
    out.push_str(&end);
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            other => out.push(other),
        }
    }
    out.push('"');
    out
}
