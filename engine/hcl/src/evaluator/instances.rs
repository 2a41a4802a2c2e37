//! `count` and `for_each`: how many instances a block has, and with which keys.

use std::rc::Rc;
use std::sync::Arc;

use hcl_edit::structure::Block;
use tollgate_model::diagnostic::SourceFile;
use tollgate_model::suggestion::nearest;
use tollgate_model::{Diagnostic, InstanceKey};

use super::module::{constant, header, span};
use super::scope::BlockScope;
use super::{Call, Evaluator, Instance};
use crate::config::UnavailableModule;
use crate::expr::Fault;
use crate::number;
use crate::types::Type;
use crate::value::{Data, Value};

/// What repeats a block.
pub enum Repetition {
    /// Neither `count` nor `for_each`.
    Once,
    /// `count`.
    Count(usize),
    /// `for_each`: keys and values.
    Each(Vec<(Value, Value)>),
    /// One of the two, with a value that is not known yet.
    Unknown,
}

/// One instance: its key, and what `each` and `count` are in it.
pub struct Repeated {
    pub key: Option<InstanceKey>,
    pub each: Option<(Value, Value)>,
    pub index: Option<Value>,
}

impl Repetition {
    /// The instances, in order.
    pub fn instances(self) -> Vec<Repeated> {
        let once = |key| Repeated {
            key,
            each: None,
            index: None,
        };
        match self {
            Self::Once => vec![once(None)],
            Self::Count(count) => (0..count)
                .map(|index| Repeated {
                    index: Some(i64::try_from(index).unwrap_or(i64::MAX).into()),
                    ..once(Some(InstanceKey::Index(index as u64)))
                })
                .collect(),
            Self::Each(pairs) => pairs
                .into_iter()
                .map(|(key, value)| Repeated {
                    key: Some(super::instance_key(&key)),
                    each: Some((key, value)),
                    index: None,
                })
                .collect(),
            Self::Unknown => vec![Repeated {
                key: Some(InstanceKey::Unknown),
                each: Some((Value::unknown(Type::String), Value::unknown(Type::Any))),
                index: Some(Value::unknown(Type::Number)),
            }],
        }
    }
}

/// Instances of a module call.
pub struct ModuleInstances {
    /// Each with its key.
    pub all: Vec<(Option<InstanceKey>, Rc<Instance>)>,
    /// The keys are numbers.
    pub by_count: bool,
    /// Nothing is known of what it gives: its code is not on disk, or its instances are not known.
    pub opaque: bool,
}

impl ModuleInstances {
    /// The only instance of a call without `count` and `for_each`.
    pub fn single(&self) -> Option<&(Option<InstanceKey>, Rc<Instance>)> {
        self.all.first().filter(|(key, _)| key.is_none())
    }

    /// All instances as one value: a tuple, or an object by key.
    pub fn collect(
        &self,
        mut value: impl FnMut(&Rc<Instance>) -> Result<Value, Fault>,
    ) -> Result<Value, Fault> {
        let values = self
            .all
            .iter()
            .map(|(key, instance)| Ok((key.clone(), value(instance)?)))
            .collect::<Result<Vec<_>, Fault>>()?;
        Ok(gather(values, self.by_count))
    }
}

/// The values of instances as one value.
pub fn gather(values: Vec<(Option<InstanceKey>, Value)>, by_count: bool) -> Value {
    if by_count {
        return Value::tuple(values.into_iter().map(|(_, value)| value).collect());
    }
    let members = values.into_iter().filter_map(|(key, value)| match key {
        Some(InstanceKey::Key(key)) => Some((key, value)),
        _ => None,
    });
    Value::object(members.collect())
}

impl Evaluator<'_> {
    /// How often a block stands.
    pub fn repetition(
        &self,
        block: &Block,
        instance: &Rc<Instance>,
        source: &SourceFile,
    ) -> Repetition {
        let scope = BlockScope::of(self, instance);
        let count = block.body.get_attribute("count");
        let for_each = block.body.get_attribute("for_each");
        match (count, for_each) {
            (None, None) => Repetition::Once,
            (Some(attribute), Some(_)) => {
                self.tell(
                    Diagnostic::error(
                        "hcl::count-and-for-each",
                        "a block has `count` or `for_each`, not both",
                    )
                    .at(source, span(attribute), "here"),
                );
                Repetition::Count(0)
            }
            (Some(attribute), None) => {
                let value = self.value(&attribute.value, &scope, source);
                let wrong = |message: String| {
                    self.tell(
                        Diagnostic::error("hcl::invalid-count", message)
                            .at(source, span(&attribute.value), "here")
                            .with_help("`count` is a whole number that is known before apply"),
                    );
                    Repetition::Count(0)
                };
                match value.convert(&Type::Number) {
                    Ok(Value {
                        data: Data::Unknown(_),
                        ..
                    }) => self.unknown_repetition("count", &value, source, span(&attribute.value)),
                    Ok(Value {
                        data: Data::Number(number),
                        ..
                    }) => {
                        match number::whole(&number).and_then(|whole| usize::try_from(whole).ok()) {
                            Some(count) if count <= self.options.limits.instances => {
                                Repetition::Count(count)
                            }
                            Some(count) => wrong(format!(
                                "`count` is {count}; {} is the limit",
                                self.options.limits.instances
                            )),
                            None => wrong("`count` is negative or not whole".to_owned()),
                        }
                    }
                    Ok(_) => wrong("`count` is null".to_owned()),
                    Err(error) => wrong(format!("`count` has the wrong type: {error}")),
                }
            }
            (None, Some(attribute)) => {
                let value = self.value(&attribute.value, &scope, source);
                let wrong = |message: &str| {
                    self.tell(
                        Diagnostic::error("hcl::invalid-for-each", message)
                            .at(source, span(&attribute.value), "here")
                            .with_help("`for_each` is a map, or a set of strings; turn a list into one with `toset`"),
                    );
                    Repetition::Each(Vec::new())
                };
                if value.has_sensitive() && value.sensitive {
                    return wrong("`for_each` is sensitive, and keys are shown in addresses");
                }
                match &value.data {
                    Data::Unknown(_) => {
                        self.unknown_repetition("for_each", &value, source, span(&attribute.value))
                    }
                    Data::Null(_) => wrong("`for_each` is null"),
                    Data::Map(_, members) | Data::Object(members) => Repetition::Each(
                        members
                            .iter()
                            .map(|(key, value)| (Value::text(key), value.clone()))
                            .collect(),
                    ),
                    Data::Set(_, items) => {
                        if items.iter().any(Value::is_unknown) {
                            return self.unknown_repetition(
                                "for_each",
                                &value.deep_marks(),
                                source,
                                span(&attribute.value),
                            );
                        }
                        if items.iter().any(|item| item.as_str().is_none()) {
                            return wrong("`for_each` is a set of something else than strings");
                        }
                        Repetition::Each(
                            items
                                .iter()
                                .map(|item| (item.clone(), item.clone()))
                                .collect(),
                        )
                    }
                    Data::List(..) | Data::Tuple(_) => wrong("`for_each` is a list"),
                    _ => wrong("`for_each` is neither a map nor a set"),
                }
            }
        }
    }

    /// Instances that depend on something not known yet: an error when that is a resource of this code,
    /// as in Terraform; else they are judged as one instance `[*]`.
    fn unknown_repetition(
        &self,
        argument: &str,
        value: &Value,
        source: &SourceFile,
        place: std::ops::Range<usize>,
    ) -> Repetition {
        let references = value.all_references();
        let managed: Vec<&str> = references
            .iter()
            .map(AsRef::as_ref)
            .filter(|address: &&str| !address.starts_with("data.") && !address.contains(".data."))
            .collect();
        if let Some(first) = managed.first() {
            self.tell(
                Diagnostic::error("hcl::unknown-for-each", format!("`{argument}` depends on `{first}`, which is known only after apply"))
                    .at(source, place, "here")
                    .with_help("use keys that are known before apply, such as names that the code itself gives"),
            );
            return Repetition::Count(0);
        }
        Repetition::Unknown
    }

    /// The instances of a module call.
    pub fn module(&self, instance: &Rc<Instance>, name: &str) -> Rc<ModuleInstances> {
        let key = (instance.id, name.to_owned());
        if let Some(known) = self.memo.borrow().modules.get(&key) {
            return known.clone();
        }
        let made = Rc::new(self.make_module(instance, name));
        self.memo.borrow_mut().modules.insert(key, made.clone());
        made
    }

    fn make_module(&self, instance: &Rc<Instance>, name: &str) -> ModuleInstances {
        let none = ModuleInstances {
            all: Vec::new(),
            by_count: false,
            opaque: true,
        };
        let Some(call) = instance.module.calls.get(name) else {
            return none;
        };
        let Some(module) = instance.module.children.get(name) else {
            if let Some(source) = constant(&call.item.body, "source")
                && !source.starts_with('.')
            {
                self.unavailable.borrow_mut().push(UnavailableModule {
                    path: instance.path.child(name, None),
                    source: source.to_owned(),
                    version: constant(&call.item.body, "version").map(str::to_owned),
                    location: call.source.location(header(&call.item)),
                });
                self.tell(
                    Diagnostic::warning(
                        "hcl::module-not-installed",
                        format!("the code of module `{name}` is not on this machine"),
                    )
                    .at(
                        &call.source,
                        header(&call.item),
                        "its resources are not judged",
                    )
                    .with_help("run `terraform init` (or `terraform get`) first, or judge a plan"),
                );
            }
            return none;
        };
        let repetition = self.repetition(&call.item, instance, &call.source);
        let by_count = matches!(repetition, Repetition::Count(_));
        let opaque = matches!(repetition, Repetition::Unknown);
        let all = repetition
            .instances()
            .into_iter()
            .map(|repeated| {
                let id = self.instances.get();
                self.instances.set(id + 1);
                let path = instance.path.child(name, repeated.key.clone());
                let call = Call {
                    caller: instance.clone(),
                    name: name.to_owned(),
                    each: repeated.each,
                    index: repeated.index,
                };
                let child = Instance {
                    id,
                    path,
                    module: Arc::clone(module),
                    call: Some(call),
                };
                (repeated.key, Rc::new(child))
            })
            .collect();
        ModuleInstances {
            all,
            by_count,
            opaque,
        }
    }

    /// Every argument of a module call is a variable of the module.
    pub fn check_inputs(&self, instance: &Rc<Instance>, name: &str, called: &ModuleInstances) {
        const OWN: &[&str] = &[
            "source",
            "version",
            "count",
            "for_each",
            "providers",
            "depends_on",
        ];
        let (Some(call), Some((_, child))) = (instance.module.calls.get(name), called.all.first())
        else {
            return;
        };
        let variables = &child.module.variables;
        for attribute in call.item.body.attributes() {
            let input = attribute.key.as_str();
            if !OWN.contains(&input) && !variables.contains_key(input) {
                let help = nearest(input, variables.keys().map(String::as_str)).map_or_else(
                    || "the module declares no such variable".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                );
                self.tell(
                    Diagnostic::error(
                        "hcl::unknown-input",
                        format!("module `{name}` has no variable `{input}`"),
                    )
                    .at(&call.source, span(attribute), "here")
                    .with_help(help),
                );
            }
        }
    }
}
