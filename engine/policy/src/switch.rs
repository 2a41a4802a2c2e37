//! Rules that an environment switches off by a parameter.
//!
//! A rule is switched by `rds.multi_az` when each of its `deny` has the line
//! `data.parameters.rds.multi_az`. Where that is false the rule says nothing about any resource: it is
//! not applicable, which is not the same as a pass.

use serde_json::Value as Json;

const PARAMETERS: &str = "data.parameters.";

/// The parameter that switches a rule, from its text.
pub fn of(text: &str) -> Option<String> {
    let mut bodies = text.split("\ndeny contains ").skip(1).map(lines);
    let first = bodies.next()?;
    let others: Vec<Vec<&str>> = bodies.collect();
    first
        .into_iter()
        .find(|name| others.iter().all(|names| names.contains(name)))
        .map(str::to_owned)
}

/// The parameters that stand alone on a line of a body.
fn lines(body: &str) -> Vec<&str> {
    body.lines()
        .take_while(|line| *line != "}")
        .filter_map(|line| line.trim().strip_prefix(PARAMETERS))
        .filter(|name| {
            name.chars()
                .all(|c| c.is_ascii_alphanumeric() || "._".contains(c))
        })
        .collect()
}

/// Whether the parameter is false or missing.
pub fn is_off(switch: Option<&str>, parameters: &Json) -> bool {
    let Some(name) = switch else { return false };
    let value = name
        .split('.')
        .try_fold(parameters, |place, name| place.get(name));
    matches!(value, None | Some(Json::Bool(false)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_switch_is_asked_for_by_every_deny() {
        let one =
            "package x\n\ndeny contains finding if {\n\tdata.parameters.rds.multi_az\n\tx\n}\n";
        assert_eq!(of(one).as_deref(), Some("rds.multi_az"));
        let both = format!(
            "{one}\ndeny contains finding if {{\n\ty\n\tdata.parameters.rds.multi_az\n}}\n"
        );
        assert_eq!(of(&both).as_deref(), Some("rds.multi_az"));
        let some = format!(
            "{one}\ndeny contains finding if {{\n\ty\n}}\n_helper if data.parameters.rds.multi_az\n"
        );
        assert_eq!(of(&some), None);
        let value = "\ndeny contains finding if {\n\tsize > data.parameters.rds.size\n}\n";
        assert_eq!(of(value), None);
    }

    #[test]
    fn what_is_false_or_missing_is_off() {
        let parameters = serde_json::json!({"rds": {"a": true, "b": false, "c": 3}});
        for (switch, off) in [
            ("rds.a", false),
            ("rds.b", true),
            ("rds.c", false),
            ("rds.d", true),
        ] {
            assert_eq!(is_off(Some(switch), &parameters), off, "{switch}");
        }
        assert!(!is_off(None, &parameters));
    }
}
