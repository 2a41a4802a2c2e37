//! Which functions a rule may call.

use tollgate_model::Diagnostics;
use tollgate_model::suggestion::nearest;

use super::Subject;
use super::syntax::{dotted, range, walk};

/// Built-ins that the evaluator and OPA were seen to agree on. Nothing here reads a clock, a network
/// or a random number; the time is `input.context.now`.
const ALLOWED: &[&str] = &[
    "abs",
    "array.concat",
    "array.reverse",
    "array.slice",
    "base64.decode",
    "base64.encode",
    "base64.is_valid",
    "ceil",
    "concat",
    "contains",
    "count",
    "endswith",
    "floor",
    "format_int",
    "glob.match",
    "indexof",
    "indexof_n",
    "intersection",
    "is_array",
    "is_boolean",
    "is_null",
    "is_number",
    "is_object",
    "is_set",
    "is_string",
    "json.is_valid",
    "json.marshal",
    "json.unmarshal",
    "lower",
    "max",
    "min",
    "net.cidr_contains",
    "net.cidr_is_valid",
    "numbers.range",
    "object.filter",
    "object.get",
    "object.keys",
    "object.remove",
    "object.union",
    "object.union_n",
    "print",
    "product",
    "regex.find_all_string_submatch_n",
    "regex.find_n",
    "regex.is_valid",
    "regex.match",
    "regex.replace",
    "regex.split",
    "replace",
    "round",
    "semver.compare",
    "semver.is_valid",
    "sort",
    "split",
    "sprintf",
    "startswith",
    "strings.any_prefix_match",
    "strings.any_suffix_match",
    "strings.count",
    "strings.replace_n",
    "strings.reverse",
    "substring",
    "sum",
    "time.add_date",
    "time.parse_duration_ns",
    "time.parse_rfc3339_ns",
    "to_number",
    "trim",
    "trim_left",
    "trim_prefix",
    "trim_right",
    "trim_space",
    "trim_suffix",
    "type_name",
    "union",
    "upper",
];

/// Only allowed built-ins, functions of the same file, and functions of imported libraries.
pub fn allow_list(subject: &Subject<'_>, found: &mut Diagnostics) {
    let own: Vec<String> = subject
        .tree
        .rules()
        .filter_map(|rule| rule.name())
        .collect();
    let libraries: Vec<&str> = subject
        .tree
        .imports()
        .iter()
        .filter(|path| path.starts_with("data.lib."))
        .filter_map(|path| path.rsplit('.').next())
        .collect();
    for rule in subject.tree.rules() {
        walk(rule.json(), &mut |kind, json| {
            let Some(name) = (kind == "Call")
                .then(|| json.get("fcn").and_then(dotted))
                .flatten()
            else {
                return;
            };
            let first = name.split('.').next().unwrap_or_default();
            let known = ALLOWED.contains(&name.as_str())
                || own.contains(&name)
                || libraries.contains(&first)
                || name.starts_with("data.lib.");
            if !known {
                let help = match nearest(&name, ALLOWED.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "rules have no network, clock or randomness; the time is `input.context.now`".to_owned(),
                };
                found.push(subject.report(
                    "policy::builtin-not-allowed",
                    range(json),
                    format!("`{name}` may not be called in a rule"),
                    &help,
                ));
            }
        });
    }
}
