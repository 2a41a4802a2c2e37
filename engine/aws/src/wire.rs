//! Nested blocks as the API's own JSON has them.
//!
//! Deep blocks say in Terraform what the API says, member for member: `target_value` is
//! `TargetValue`. Instead of writing each down twice, for requests and for answers, the provider's
//! schema says what there is, a table says where a name or form differs, and the SDK's own JSON codec
//! makes typed values of it and back.

use aws_smithy_json::codec::JsonCodec;
use aws_smithy_schema::codec::Codec;
use aws_smithy_schema::serde::{
    SerdeError, SerializableStruct, ShapeDeserializer, ShapeSerializer,
};
use serde_json::{Map, Value as Json};
use tollgate_model::schema::{AttributeType, Block, Catalog};
use tollgate_model::{Object, Value};

use crate::attributes::Attributes;
use crate::failure::Failure;
use crate::kind::Result;

/// How the API writes the blocks of one resource type.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spelling {
    /// The resource type.
    pub of: &'static str,
    /// Whether the API's names begin with a capital letter.
    pub capital: bool,
    /// Terraform's name, the API's name, which may lead into an object (`host.sourcePath`), and the form,
    /// where they are not what the rule says.
    pub names: &'static [(&'static str, &'static str, Form)],
}

/// How a value stands in the API's JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// As it stands in Terraform.
    Same,
    /// A number that Terraform has as text.
    Number,
    /// A list, where Terraform has one block.
    List,
    /// One object, where Terraform has any number of blocks.
    One,
    /// Any value, where Terraform has its JSON as text.
    Document,
    /// A list of objects with these two members, where Terraform has a map.
    Pairs(&'static str, &'static str),
}

/// The function of an SDK's type that reads it: `T::deserialize`.
pub(crate) type Reader<T> = fn(&mut dyn ShapeDeserializer) -> std::result::Result<T, SerdeError>;

/// A typed value from the API's JSON. The reason of a failure holds no values.
pub(crate) fn typed<T>(of: &str, json: &Json, read: Reader<T>) -> Result<T> {
    let text = json.to_string();
    let codec = JsonCodec::default();
    read(&mut codec.create_deserializer(text.as_bytes())).map_err(|error| {
        let reason = match error {
            SerdeError::TypeMismatch { message, .. } => message,
            _ => "a value cannot be read".to_owned(),
        };
        Failure::invalid(of, format!("AWS takes another form: {reason}"))
    })
}

/// The API's JSON of a typed value.
pub(crate) fn json(value: &dyn SerializableStruct) -> Json {
    let mut serializer = JsonCodec::default().create_serializer();
    match serializer.write_struct(value.schema(), value) {
        Ok(()) => serde_json::from_slice(&serializer.finish()).unwrap_or_default(),
        Err(_) => Json::Null,
    }
}

impl Spelling {
    /// The block of this name, as a request takes it.
    pub fn write<T>(self, all: Attributes<'_>, name: &str, read: Reader<T>) -> Result<Option<T>> {
        Ok(self.write_all(all, name, read)?.into_iter().next())
    }

    /// The blocks of this name, as a request takes them.
    pub fn write_all<T>(self, all: Attributes<'_>, name: &str, read: Reader<T>) -> Result<Vec<T>> {
        let block = self.block(name)?;
        let items = match all.get(name) {
            Some(Value::List(items)) => items.iter().filter_map(Value::as_object).collect(),
            Some(Value::Object(object)) => vec![object],
            _ => Vec::new(),
        };
        let of = format!("{}: {name}", self.of);
        let write = |object| typed(&of, &Json::Object(self.members(&block, object)), read);
        items.into_iter().map(write).collect()
    }

    /// What AWS tells, as the blocks of this name; none if there are none.
    pub fn read<'a, T: SerializableStruct + 'a>(
        self,
        name: &str,
        values: impl IntoIterator<Item = &'a T>,
    ) -> Result<Option<Value>> {
        let block = self.block(name)?;
        let bodies: Vec<Value> = values
            .into_iter()
            .map(|value| self.body(&block, &json(value)))
            .filter(|body| !body.is_empty())
            .map(Value::Object)
            .collect();
        Ok((!bodies.is_empty()).then_some(Value::List(bodies)))
    }

    fn block(self, name: &str) -> Result<Block> {
        let catalog =
            Catalog::embedded().map_err(|error| Failure::invalid(self.of, error.to_string()))?;
        let schema = catalog.resource(self.of);
        let block = schema.as_ref().and_then(|schema| schema.blocks.get(name));
        block.map(|block| block.body.clone()).ok_or_else(|| {
            Failure::invalid(
                self.of,
                format!("the schema does not have the block `{name}`"),
            )
        })
    }

    /// The API's name and form of an attribute or block.
    fn spelt(self, name: &str) -> (String, Form) {
        let listed = self
            .names
            .iter()
            .find(|(terraform, _, _)| *terraform == name);
        if let Some((_, wire, form)) = listed {
            return ((*wire).to_owned(), *form);
        }
        let mut wire = String::new();
        for (position, word) in name.split('_').enumerate() {
            let mut letters = word.chars();
            match letters.next() {
                Some(first) if position > 0 || self.capital => {
                    wire.push(first.to_ascii_uppercase())
                }
                Some(first) => wire.push(first),
                None => {}
            }
            wire.push_str(letters.as_str());
        }
        (wire, Form::Same)
    }

    /// The members that a request has for a block.
    fn members(self, block: &Block, object: &Object) -> Map<String, Json> {
        let mut members = Map::new();
        for name in block.attributes.keys() {
            let (wire, form) = self.spelt(name);
            if let Some(json) = object.get(name).and_then(|value| written(value, form)) {
                place(&mut members, &wire, json);
            }
        }
        for (name, nested) in &block.blocks {
            let (wire, form) = self.spelt(name);
            let items = match object.get(name).map(Value::unmarked) {
                Some(Value::List(items)) => items.iter().filter_map(Value::as_object).collect(),
                Some(Value::Object(object)) => vec![object],
                _ => Vec::new(),
            };
            let write = |object| Json::Object(self.members(&nested.body, object));
            let mut items: Vec<Json> = items.into_iter().map(write).collect();
            if items.is_empty() {
                continue;
            }
            let json = if form == Form::One || nested.is_single() && form == Form::Same {
                items.swap_remove(0)
            } else {
                Json::Array(items)
            };
            members.insert(wire, json);
        }
        members
    }

    /// The attributes and blocks that an answer has for a block.
    fn body(self, block: &Block, json: &Json) -> Object {
        let mut object = Object::new();
        for (name, attribute) in &block.attributes {
            let (wire, form) = self.spelt(name);
            let member = find(json, &wire);
            if let Some(value) = member.and_then(|json| told(json, form, &attribute.kind)) {
                object.insert(name.clone(), value);
            }
        }
        for (name, nested) in &block.blocks {
            let bodies: Vec<Value> = match json.get(self.spelt(name).0) {
                Some(Json::Array(items)) => items.iter().collect(),
                Some(Json::Null) | None => Vec::new(),
                Some(one) => vec![one],
            }
            .into_iter()
            .map(|json| Value::Object(self.body(&nested.body, json)))
            .collect();
            if !bodies.is_empty() {
                object.insert(name.clone(), Value::List(bodies));
            }
        }
        object
    }
}

/// Puts a member where its name leads: `host.sourcePath` into the object `host`.
fn place(members: &mut Map<String, Json>, wire: &str, json: Json) {
    match wire.split_once('.') {
        None => {
            members.insert(wire.to_owned(), json);
        }
        Some((outer, inner)) => {
            let object = members
                .entry(outer)
                .or_insert_with(|| Json::Object(Map::new()));
            if let Json::Object(members) = object {
                place(members, inner, json);
            }
        }
    }
}

/// The member that a name leads to.
fn find<'a>(json: &'a Json, wire: &str) -> Option<&'a Json> {
    wire.split('.').try_fold(json, |json, name| json.get(name))
}

/// A value as a request has it; nothing for what is unset or empty.
fn written(value: &Value, form: Form) -> Option<Json> {
    Some(match (value.unmarked(), form) {
        (Value::String(text), _) if text.is_empty() => return None,
        (Value::String(text), Form::Document) => serde_json::from_str(text).ok()?,
        (Value::String(text), Form::Number) => Json::Number(text.parse().ok()?),
        (Value::String(text), _) => Json::String(text.clone()),
        (Value::Bool(flag), _) => Json::Bool(*flag),
        (Value::Number(number), _) => Json::Number(number.clone()),
        (Value::List(items), _) if !items.is_empty() => {
            let items = items.iter().filter_map(|item| written(item, Form::Same));
            Json::Array(items.collect())
        }
        (Value::Object(members), Form::Pairs(key, value)) if !members.is_empty() => {
            let pair = |(name, text): (&String, &Value)| {
                let pair = [
                    (key, Json::String(name.clone())),
                    (value, written(text, Form::Same)?),
                ];
                Some(
                    pair.into_iter()
                        .map(|(key, json)| (key.to_owned(), json))
                        .collect(),
                )
            };
            Json::Array(members.iter().filter_map(pair).map(Json::Object).collect())
        }
        (Value::Object(members), _) if !members.is_empty() => {
            let member = |(name, value): (&String, &Value)| {
                Some((name.clone(), written(value, Form::Same)?))
            };
            Json::Object(members.iter().filter_map(member).collect())
        }
        _ => return None,
    })
}

/// A value as Terraform has it; nothing for what AWS does not tell.
fn told(json: &Json, form: Form, kind: &AttributeType) -> Option<Value> {
    Some(match (json, form) {
        (Json::Null, _) => return None,
        (json, Form::Document) => Value::string(json.to_string()),
        (Json::Bool(flag), _) => Value::Bool(*flag),
        (Json::String(text), _) if text.is_empty() => return None,
        (Json::String(text), _) => Value::string(text.as_str()),
        (Json::Number(number), _) if *kind == AttributeType::String => {
            Value::string(whole(number).to_string())
        }
        (Json::Number(number), _) => Value::Number(whole(number)),
        (Json::Array(pairs), Form::Pairs(key, value)) => {
            let pair = |pair: &Json| {
                let (key, value) = (pair.get(key)?.as_str()?, pair.get(value)?.as_str()?);
                Some((key.to_owned(), Value::string(value)))
            };
            Value::Object(pairs.iter().filter_map(pair).collect())
        }
        (Json::Array(items), _) => {
            let items = items.iter();
            Value::List(
                items
                    .filter_map(|item| told(item, Form::Same, kind))
                    .collect(),
            )
        }
        (Json::Object(members), _) => {
            let member = |(name, json): (&String, &Json)| {
                Some((name.clone(), told(json, Form::Same, kind)?))
            };
            Value::Object(members.iter().filter_map(member).collect())
        }
    })
}

/// `70` for `70.0`.
fn whole(number: &serde_json::Number) -> serde_json::Number {
    match number.as_f64() {
        Some(float) if number.is_f64() => crate::live::whole_or_not(float),
        _ => None,
    }
    .unwrap_or_else(|| number.clone())
}

#[cfg(test)]
mod tests {
    use aws_sdk_ecs::types::{DeploymentConfiguration, ServiceConnectConfiguration};

    use super::*;
    use crate::live::Live;

    const SERVICE: Spelling = Spelling {
        of: "aws_ecs_service",
        capital: false,
        names: &[
            ("bake_time_in_minutes", "bakeTimeInMinutes", Form::Number),
            ("lifecycle_hook", "lifecycleHooks", Form::Same),
            ("hook_details", "hookDetails", Form::Document),
            ("service", "services", Form::Same),
            ("client_alias", "clientAliases", Form::List),
            ("test_traffic_rules", "testTrafficRules", Form::One),
        ],
    };

    fn there_and_back<T: SerializableStruct>(block: &str, body: Live, read: Reader<T>) -> Json {
        let object = Live::default().block(block, Some(body)).into_object();
        let typed = SERVICE.write(Attributes::new("test", &object), block, read);
        let typed = typed.unwrap().unwrap();
        let told = SERVICE.read(block, [&typed]).unwrap();
        assert_eq!(told.as_ref(), object.get(block));
        json(&typed)
    }

    #[test]
    fn forms_are_changed_there_and_back() {
        let hook = Live::block_of()
            .text(
                "hook_target_arn",
                Some("arn:aws:lambda:eu-west-1:1:function:check"),
            )
            .text("role_arn", Some("arn:aws:iam::1:role/hook"))
            .texts("lifecycle_stages", ["PRE_SCALE_UP"])
            .text("hook_details", Some(r#"{"tests":["smoke"]}"#));
        let body = Live::block_of()
            .text("strategy", Some("BLUE_GREEN"))
            .text("bake_time_in_minutes", Some("5"))
            .block("lifecycle_hook", Some(hook));
        let json = there_and_back(
            "deployment_configuration",
            body,
            DeploymentConfiguration::deserialize,
        );
        assert_eq!(json["bakeTimeInMinutes"], 5);
        assert_eq!(
            json["lifecycleHooks"][0]["hookDetails"]["tests"][0],
            "smoke"
        );
    }

    #[test]
    fn one_block_may_be_a_list_and_several_may_be_one() {
        let header = Live::block_of()
            .text("name", Some("x-test"))
            .block("value", Some(Live::block_of().text("exact", Some("1"))));
        let rules = Live::block_of().block("header", Some(header));
        let alias = Live::block_of()
            .whole("port", Some(80))
            .block("test_traffic_rules", Some(rules));
        let service = Live::block_of()
            .text("port_name", Some("http"))
            .block("client_alias", Some(alias));
        let body = Live::block_of()
            .flag("enabled", Some(true))
            .block("service", Some(service));
        let json = there_and_back(
            "service_connect_configuration",
            body,
            ServiceConnectConfiguration::deserialize,
        );
        let alias = &json["services"][0]["clientAliases"][0];
        assert_eq!(alias["testTrafficRules"]["header"]["value"]["exact"], "1");
    }

    #[test]
    fn what_cannot_be_read_is_told_without_its_value() {
        let wrong = serde_json::json!({"maximumPercent": "hunter2"});
        let refused = typed("it", &wrong, DeploymentConfiguration::deserialize);
        let reason = refused.unwrap_err().to_string();
        assert!(reason.contains("AWS takes another form"), "{reason}");
        assert!(!reason.contains("hunter2"), "{reason}");
    }
}
