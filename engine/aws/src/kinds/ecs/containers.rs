//! The containers of a task: a JSON document in the API's own words, which Terraform has as text.

use aws_sdk_ecs::types::ContainerDefinition;
use serde_json::{Map, Value as Json, json};
use tollgate_model::Object;

use crate::attributes::Attributes;
use crate::failure::Failure;
use crate::kind::Result;
use crate::wire;

/// The attribute.
pub const NAME: &str = "container_definitions";

/// The containers as a request takes them.
pub fn desired(all: Attributes<'_>) -> Result<Vec<ContainerDefinition>> {
    let refused = |reason: String| Failure::invalid("aws_ecs_task_definition", reason);
    let document: Json = serde_json::from_str(all.required(NAME)?).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        refused(format!(
            "`{NAME}` is not JSON at line {line}, column {column}"
        ))
    })?;
    let containers = document
        .as_array()
        .ok_or_else(|| refused(format!("`{NAME}` must be a list of containers")))?;
    let container = |(position, written): (usize, &Json)| {
        let of = format!("{NAME}[{position}]");
        let container = wire::typed(&of, written, ContainerDefinition::deserialize)?;
        // What the SDK does not know would not be sent, and not be missed.
        match unknown(written, &wire::json(&container)) {
            Some(member) => Err(refused(format!(
                "`{of}.{member}` is no member that ECS knows: names count with their capitals"
            ))),
            None => Ok(container),
        }
    };
    containers.iter().enumerate().map(container).collect()
}

/// The first member that is written, but was not understood.
fn unknown(written: &Json, understood: &Json) -> Option<String> {
    match (written, understood) {
        (Json::Object(written), Json::Object(understood)) => {
            written
                .iter()
                .find_map(|(name, value)| match understood.get(name) {
                    None if is_empty(value) => None,
                    None => Some(name.clone()),
                    Some(inner) => unknown(value, inner).map(|inner| format!("{name}.{inner}")),
                })
        }
        (Json::Array(written), Json::Array(understood)) => written
            .iter()
            .zip(understood)
            .find_map(|(written, understood)| unknown(written, understood)),
        _ => None,
    }
}

/// What AWS tells, as text.
pub fn text(containers: &[ContainerDefinition]) -> String {
    let mut containers: Vec<Json> = containers.iter().map(|one| wire::json(one)).collect();
    for container in &mut containers {
        strip(container, is_unsaid);
    }
    by_name(&mut containers);
    Json::Array(containers).to_string()
}

/// Whether two task definitions have the same containers. ECS fills in what an author leaves out, and
/// gives lists back in an order of its own.
pub fn alike(prior: &Object, desired: &Object) -> bool {
    let text = |object: &'_ Object, name| {
        let value = object.get(name)?;
        value.unmarked().as_str().map(str::to_owned)
    };
    let mode = text(desired, "network_mode").or_else(|| text(prior, "network_mode"));
    let own_address = matches!(mode.as_deref(), Some("awsvpc" | "host"));
    let plain = |object| {
        let document = serde_json::from_str(&text(object, NAME)?).ok()?;
        Some(plain(document, own_address))
    };
    plain(prior).is_some_and(|prior| Some(prior) == plain(desired))
}

/// The containers without what goes without saying.
fn plain(mut document: Json, own_address: bool) -> Json {
    let Json::Array(containers) = &mut document else {
        return document;
    };
    for container in containers.iter_mut().filter_map(Json::as_object_mut) {
        fill_in(container, own_address);
    }
    by_name(containers);
    strip(&mut document, is_empty);
    document
}

/// Says what ECS says where an author leaves it out.
fn fill_in(container: &mut Map<String, Json>, own_address: bool) {
    // Everything else that is false is so when it is left out.
    let essential = container
        .remove("essential")
        .is_none_or(|flag| flag != json!(false));
    if !essential {
        container.insert("essential".to_owned(), json!("no"));
    }
    for port in list(container, "portMappings") {
        let Some(port) = port.as_object_mut() else {
            continue;
        };
        default(port, "protocol", &json!("tcp"));
        let unset = port.get("hostPort").is_none_or(is_empty);
        if let (true, true, Some(same)) = (own_address, unset, port.get("containerPort").cloned()) {
            port.insert("hostPort".to_owned(), same);
        }
    }
    if let Some(Json::Object(check)) = container.get_mut("healthCheck") {
        for (name, seconds) in [("interval", 30), ("timeout", 5), ("retries", 3)] {
            default(check, name, &json!(seconds));
        }
    }
    for name in ["environment", "secrets"] {
        by_name(list(container, name));
    }
}

fn default(object: &mut Map<String, Json>, name: &str, value: &Json) {
    if object.get(name).is_none_or(is_empty) {
        object.insert(name.to_owned(), value.clone());
    }
}

fn list<'a>(container: &'a mut Map<String, Json>, name: &str) -> &'a mut [Json] {
    match container.get_mut(name) {
        Some(Json::Array(items)) => items,
        _ => &mut [],
    }
}

fn by_name(items: &mut [Json]) {
    items.sort_by_cached_key(|item| item.get("name").map(Json::to_string));
}

/// Takes out of every object what goes without saying.
fn strip(value: &mut Json, goes: fn(&Json) -> bool) {
    match value {
        Json::Object(members) => {
            members.values_mut().for_each(|value| strip(value, goes));
            members.retain(|_, value| !goes(value));
        }
        Json::Array(items) => items.iter_mut().for_each(|item| strip(item, goes)),
        _ => {}
    }
}

/// Whether a member stands for nothing, whatever it is.
fn is_unsaid(value: &Json) -> bool {
    match value {
        Json::Array(items) => items.is_empty(),
        Json::Object(members) => members.is_empty(),
        value => value.is_null(),
    }
}

/// Whether a member says no more than being left out does.
fn is_empty(value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::Bool(flag) => !flag,
        Json::Number(number) => number.as_f64() == Some(0.0),
        Json::String(text) => text.is_empty(),
        Json::Array(items) => items.is_empty(),
        Json::Object(members) => members.is_empty(),
    }
}

#[cfg(test)]
mod tests {
    use tollgate_model::Value;

    use super::*;

    fn task(mode: &str, containers: &Json) -> Object {
        let attribute = |name: &str, text: String| (name.to_owned(), Value::string(text));
        Object::from_iter([
            attribute("network_mode", mode.to_owned()),
            attribute(NAME, containers.to_string()),
        ])
    }

    fn are_alike(mode: &str, prior: &Json, desired: &Json) -> bool {
        alike(&task(mode, prior), &task(mode, desired))
    }

    #[test]
    fn what_ecs_fills_in_goes_without_saying() {
        let prior = json!([
            {"name": "app", "image": "app:1", "cpu": 0, "essential": true, "mountPoints": [],
             "portMappings": [{"containerPort": 80, "hostPort": 80, "protocol": "tcp"}],
             "environment": [{"name": "B", "value": "2"}, {"name": "A", "value": "1"}],
             "healthCheck": {"command": ["true"], "interval": 30, "timeout": 5, "retries": 3}},
            {"name": "agent", "image": "agent:1", "essential": false}
        ]);
        let desired = json!([
            {"name": "agent", "image": "agent:1", "essential": false, "command": null},
            {"name": "app", "image": "app:1", "privileged": false,
             "portMappings": [{"containerPort": 80}],
             "environment": [{"name": "A", "value": "1"}, {"name": "B", "value": "2"}],
             "healthCheck": {"command": ["true"]}}
        ]);
        assert!(are_alike("awsvpc", &prior, &desired));
        // There, an unset port is one that ECS chooses.
        assert!(!are_alike("bridge", &prior, &desired));
    }

    #[test]
    fn what_matters_differs() {
        let prior = json!([{"name": "app", "image": "app:1", "command": ["a", "b"]}]);
        for desired in [
            json!([{"name": "app", "image": "app:2", "command": ["a", "b"]}]),
            json!([{"name": "app", "image": "app:1", "command": ["b", "a"]}]),
            json!([{"name": "app", "image": "app:1", "command": ["a", "b"], "essential": false}]),
            json!([{"name": "app", "image": "app:1", "command": ["a", "b"], "privileged": true}]),
            json!([]),
        ] {
            assert!(!are_alike("awsvpc", &prior, &desired), "{desired}");
        }
    }

    #[test]
    fn what_aws_tells_is_kept() {
        let written = json!([
            {"name": "b", "image": "b:1", "privileged": false, "links": []},
            {"name": "a", "image": "a:1", "essential": false}
        ]);
        let object = task("awsvpc", &written);
        let containers = desired(Attributes::new("aws_ecs_task_definition", &object)).unwrap();
        let told: Json = serde_json::from_str(&text(&containers)).unwrap();
        assert_eq!(
            told,
            json!([
                {"name": "a", "image": "a:1", "essential": false, "cpu": 0},
                {"name": "b", "image": "b:1", "privileged": false, "cpu": 0}
            ])
        );
    }

    #[test]
    fn what_ecs_does_not_know_is_refused() {
        for (containers, reason) in [
            (
                r#"[{"name":"a","image":"b","readOnlyRootFilesystem":true}]"#,
                "readOnlyRootFilesystem",
            ),
            (
                r#"[{"name":"a","portMappings":[{"port":80}]}]"#,
                "portMappings.port",
            ),
            (r#"{"name":"a"}"#, "a list"),
            ("[{", "line 1"),
        ] {
            let object = Object::from_iter([(NAME.to_owned(), Value::string(containers))]);
            let refused = desired(Attributes::new("aws_ecs_task_definition", &object));
            assert!(
                refused.unwrap_err().to_string().contains(reason),
                "{containers}"
            );
        }
    }
}
