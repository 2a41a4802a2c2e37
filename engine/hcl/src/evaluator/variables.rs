//! Input variables: where their values come from, and what they must be.

use std::collections::BTreeMap;
use std::rc::Rc;

use camino::{Utf8Path, Utf8PathBuf};
use hcl_edit::Span;
use hcl_edit::expr::Expression;
use tollgate_model::diagnostic::SourceFile;
use tollgate_model::suggestion::nearest;
use tollgate_model::{Diagnostic, Diagnostics};

use super::module::{Module, header, span};
use super::scope::BlockScope;
use super::{Evaluator, Instance, files, type_expression};
use crate::config::Options;
use crate::expr::{Fault, Scope, Step, evaluate};
use crate::functions::Environment;
use crate::types::Type;
use crate::value::{Data, Value};

/// A value for a variable of the root module.
pub enum Given {
    /// From a file of variables.
    Value(Value),
    /// From the command line or the environment: text, or an expression where the type is no string.
    Text(String),
}

/// The scope of a variables file: nothing has a name there.
struct Nothing(Environment);

impl Scope for Nothing {
    fn resolve(&self, root: &str, _: &[Step]) -> Result<(Value, usize), Fault> {
        Err(Fault::new(
            "hcl::reference-in-tfvars",
            format!("`{root}` is a reference, and values of variables are constant"),
        )
        .with_help("put text in quotes"))
    }

    fn environment(&self) -> &Environment {
        &self.0
    }
}

/// The values that the root module is given, the weakest source first.
pub fn given(
    directory: &Utf8Path,
    options: &Options,
    root: &Module,
    found: &mut Diagnostics,
) -> BTreeMap<String, Given> {
    let mut given = BTreeMap::new();
    for (name, text) in &options.environment {
        if root.variables.contains_key(name) {
            given.insert(name.clone(), Given::Text(text.clone()));
        }
    }
    for path in automatic_files(directory) {
        read_file(&path, options, root, &mut given, found);
    }
    for path in &options.var_files {
        if !path.is_file() {
            found.push(
                Diagnostic::error(
                    "hcl::var-file-missing",
                    format!("there is no file `{path}`"),
                )
                .with_help("--var-file takes a path relative to the working directory"),
            );
            continue;
        }
        read_file(path, options, root, &mut given, found);
    }
    for (name, text) in &options.variables {
        if !root.variables.contains_key(name) {
            found.push(unknown(name, root));
        }
        given.insert(name.clone(), Given::Text(text.clone()));
    }
    given
}

fn unknown(name: &str, root: &Module) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        "hcl::unknown-variable",
        format!("the root module has no variable `{name}`"),
    );
    match nearest(name, root.variables.keys().map(String::as_str)) {
        Some(near) => diagnostic.with_help(format!("did you mean `{near}`?")),
        None => diagnostic.with_help(format!("declare it with `variable \"{name}\" {{}}`")),
    }
}

/// `terraform.tfvars`, then `*.auto.tfvars` by name.
fn automatic_files(directory: &Utf8Path) -> Vec<Utf8PathBuf> {
    let mut paths: Vec<Utf8PathBuf> = ["terraform.tfvars", "terraform.tfvars.json"]
        .iter()
        .map(|name| directory.join(name))
        .filter(|path| path.is_file())
        .collect();
    let mut automatic: Vec<Utf8PathBuf> = directory
        .read_dir_utf8()
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.into_path()))
        .filter(|path| {
            path.as_str().ends_with(".auto.tfvars") || path.as_str().ends_with(".auto.tfvars.json")
        })
        .collect();
    automatic.sort();
    paths.append(&mut automatic);
    paths
}

fn read_file(
    path: &Utf8Path,
    options: &Options,
    root: &Module,
    given: &mut BTreeMap<String, Given>,
    found: &mut Diagnostics,
) {
    let source = match files::read(path, &options.limits) {
        Ok(source) => source,
        Err(diagnostic) => return found.push(diagnostic),
    };
    if path.as_str().ends_with(".json") {
        match serde_json::from_str::<serde_json::Value>(source.text()) {
            Ok(serde_json::Value::Object(members)) => {
                given.extend(members.into_iter().map(|(name, value)| {
                    (name, Given::Value(crate::functions::decode_json(&value)))
                }));
            }
            _ => found.push(Diagnostic::error(
                "hcl::syntax",
                format!("`{path}` is not a JSON object"),
            )),
        }
        return;
    }
    let body = match files::parse(&source) {
        Ok(body) => body,
        Err(diagnostic) => return found.push(diagnostic),
    };
    for attribute in body.attributes() {
        let name = attribute.key.as_str();
        if !root.variables.contains_key(name) {
            let mut warning =
                unknown(name, root).at(&source, span(attribute), "this value is not used");
            warning.level = tollgate_model::Level::Warning;
            warning.code = "hcl::unused-value";
            found.push(warning);
            continue;
        }
        match evaluate(&attribute.value, &Nothing(Environment::default())) {
            Ok(value) => drop(given.insert(name.to_owned(), Given::Value(value))),
            Err(fault) => {
                let place = fault.range.unwrap_or_else(|| span(attribute));
                let mut diagnostic =
                    Diagnostic::error(fault.code, fault.message).at(&source, place, "here");
                diagnostic.help = fault.help;
                found.push(diagnostic);
            }
        }
    }
}

/// The value of a variable in a module instance.
pub fn value(evaluator: &Evaluator<'_>, instance: &Rc<Instance>, name: &str) -> Value {
    let Some(declared) = instance.module.variables.get(name) else {
        return Value::unknown(Type::Any);
    };
    let (block, source) = (&declared.item, &declared.source);
    let constant = Nothing(Environment::default());
    let kind = match block.body.get_attribute("type") {
        Some(attribute) => {
            type_expression::parse(&attribute.value, &constant).unwrap_or_else(|fault| {
                evaluator.fault(fault, source, span(attribute));
                Type::Any
            })
        }
        None => Type::Any,
    };
    let default = block.body.get_attribute("default").map(|attribute| {
        let value = evaluator.value(&attribute.value, &constant, source);
        value.convert(&kind).unwrap_or_else(|error| {
            let message = format!("the default of variable `{name}` has the wrong type: {error}");
            evaluator.fault(
                Fault::new("hcl::wrong-type", message),
                source,
                span(&attribute.value),
            )
        })
    });
    let given = match &instance.call {
        None => from_outside(evaluator, name, &kind, source, header(block)),
        Some(call) => {
            let calling = call.caller.module.calls.get(&call.name);
            calling.and_then(|declared| {
                let attribute = declared.item.body.get_attribute(name)?;
                let scope = BlockScope {
                    each: call.each.clone(),
                    index: call.index.clone(),
                    ..BlockScope::of(evaluator, &call.caller)
                };
                let value = evaluator.value(&attribute.value, &scope, &declared.source);
                Some(value.convert(&kind).unwrap_or_else(|error| {
                    let message = format!(
                        "variable `{name}` of module `{}` has the wrong type: {error}",
                        call.name
                    );
                    evaluator.fault(
                        Fault::new("hcl::wrong-type", message),
                        &declared.source,
                        span(&attribute.value),
                    )
                }))
            })
        }
    };
    let nullable = block.body.get_attribute("nullable").is_none_or(
        |attribute| !matches!(&attribute.value, Expression::Bool(value) if !*value.value()),
    );
    let given = given.filter(|value| nullable || !value.is_null());
    let Some(value) = given.or(default) else {
        missing(evaluator, instance, name, source, header(block));
        return Value::unknown(kind);
    };
    let hidden = evaluator.flag(block, "sensitive", &constant, source);
    let value = if hidden {
        value.into_sensitive()
    } else {
        value
    };
    validate(evaluator, instance, name, &value);
    value
}

fn from_outside(
    evaluator: &Evaluator<'_>,
    name: &str,
    kind: &Type,
    source: &SourceFile,
    place: std::ops::Range<usize>,
) -> Option<Value> {
    let wrong = |error: String| {
        let message = format!("the value given for variable `{name}` has the wrong type: {error}");
        evaluator.fault(
            Fault::new("hcl::wrong-type", message),
            source,
            place.clone(),
        )
    };
    match evaluator.given.get(name)? {
        Given::Value(value) => Some(value.convert(kind).unwrap_or_else(wrong)),
        Given::Text(text) if kind.is_primitive() || *kind == Type::Any => {
            Some(Value::text(text).convert(kind).unwrap_or_else(wrong))
        }
        Given::Text(text) => {
            let parsed = text
                .parse::<Expression>()
                .map_err(|error| error.to_string());
            let value = parsed.and_then(|expression| {
                evaluate(&expression, &Nothing(Environment::default()))
                    .map_err(|fault| fault.message)
            });
            Some(
                value
                    .and_then(|value| value.convert(kind))
                    .unwrap_or_else(wrong),
            )
        }
    }
}

fn missing(
    evaluator: &Evaluator<'_>,
    instance: &Rc<Instance>,
    name: &str,
    source: &SourceFile,
    place: std::ops::Range<usize>,
) {
    let (diagnostic, help) = match &instance.call {
        None => (
            Diagnostic::error(
                "hcl::missing-variable",
                format!("variable `{name}` has no value"),
            )
            .at(source, place, "declared here without a default"),
            format!("give it with --var-file FILE or --var {name}=VALUE"),
        ),
        Some(call) => {
            let message = format!("module `{}` needs a value for `{name}`", call.name);
            let diagnostic = Diagnostic::error("hcl::missing-input", message);
            let diagnostic = match call.caller.module.calls.get(&call.name) {
                Some(declared) => {
                    diagnostic.at(&declared.source, header(&declared.item), "in this call")
                }
                None => diagnostic,
            };
            (diagnostic, format!("add `{name} = …` to the call"))
        }
    };
    evaluator.tell(diagnostic.with_help(help));
}

/// The variable's own validation rules.
fn validate(evaluator: &Evaluator<'_>, instance: &Rc<Instance>, name: &str, value: &Value) {
    let Some(declared) = instance.module.variables.get(name) else {
        return;
    };
    for rule in declared.item.body.get_blocks("validation") {
        let Some(condition) = rule.body.get_attribute("condition") else {
            continue;
        };
        let scope = OwnValue {
            name,
            value,
            outer: BlockScope::of(evaluator, instance),
        };
        let holds = evaluator.value(&condition.value, &scope, &declared.source);
        let holds = holds.convert(&Type::Bool).map(|holds| holds.data);
        if !matches!(holds, Ok(Data::Bool(false))) {
            continue;
        }
        let message = rule
            .body
            .get_attribute("error_message")
            .map(|attribute| evaluator.value(&attribute.value, &scope, &declared.source));
        let message = match message {
            Some(message) if message.sensitive => None,
            Some(message) => message.as_str().map(str::to_owned),
            None => None,
        };
        let message = message.unwrap_or_else(|| "its condition is false".to_owned());
        let shown = message.trim().trim_end_matches('.').to_owned();
        evaluator.tell(
            Diagnostic::error(
                "hcl::invalid-value",
                format!("the value of variable `{name}` is refused: {shown}"),
            )
            .at(
                &declared.source,
                condition.value.span().unwrap_or_else(|| header(rule)),
                "this condition is false",
            )
            .with_help("give another value"),
        );
    }
}

/// A scope in which the variable that is being checked has its value already.
struct OwnValue<'a> {
    name: &'a str,
    value: &'a Value,
    outer: BlockScope<'a>,
}

impl Scope for OwnValue<'_> {
    fn resolve(&self, root: &str, steps: &[Step]) -> Result<(Value, usize), Fault> {
        match (root, steps.first()) {
            ("var", Some(Step::Attribute(name))) if name == self.name => {
                Ok((self.value.clone(), 1))
            }
            _ => self.outer.resolve(root, steps),
        }
    }

    fn environment(&self) -> &Environment {
        self.outer.environment()
    }
}
