//! Evaluates a tree of modules: lazily, each thing once, with all errors kept.
//!
//! A reference asks for the value of a variable, local, output, resource or module; the answer is kept.
//! What is asked for while it is being worked out is a cycle. What has no value because of an error is
//! told once and is unknown to everything else, so that one error does not hide the others.

mod annotations;
mod block;
mod data;
mod files;
mod instances;
mod module;
mod policy_document;
mod resource;
mod scope;
mod tree;
mod type_expression;
mod variables;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;
use std::sync::Arc;

use camino::Utf8Path;
use tollgate_model::diagnostic::SourceFile;
use tollgate_model::schema::Catalog;
use tollgate_model::{Diagnostic, Diagnostics, InstanceKey, Mode, ModulePath, SourceMap};

use crate::config::{Configuration, ConfiguredResource, Options, UnavailableModule};
use crate::expr::{Fault, Scope, evaluate};
use crate::functions::Environment;
use crate::types::Type;
use crate::value::Value;
use hcl_edit::expr::Expression;
use hcl_edit::structure::Block;
use module::{Module, ResourceName};
use scope::BlockScope;

/// Stack of the thread that evaluates: modules and expressions are walked recursively.
const STACK_BYTES: usize = 256 * 1024 * 1024;

/// Evaluates the root module in `directory`.
pub fn run(directory: &Utf8Path, options: &Options) -> Result<Configuration, Diagnostics> {
    let broken = |reason: &str| {
        Diagnostics::from(Diagnostic::error(
            "hcl::internal",
            format!("the evaluation stopped: {reason}"),
        ))
    };
    std::thread::scope(|scope| {
        std::thread::Builder::new()
            .stack_size(STACK_BYTES)
            .spawn_scoped(scope, || evaluate_root(directory, options))
            .map_err(|error| broken(&error.to_string()))?
            .join()
            .map_err(|_| broken("a thread ended"))?
    })
}

fn evaluate_root(directory: &Utf8Path, options: &Options) -> Result<Configuration, Diagnostics> {
    let mut found = Diagnostics::default();
    let loaded = tree::load(directory, &options.limits, &mut found);
    let mut configuration = Configuration {
        sources: loaded.sources,
        annotations: loaded.annotations,
        ..Configuration::default()
    };
    let given = variables::given(directory, options, &loaded.root, &mut found);
    let catalog = Catalog::embedded().map_err(|error| {
        Diagnostics::from(Diagnostic::error("hcl::internal", error.to_string()))
    })?;
    let evaluator = Evaluator {
        options,
        catalog,
        given,
        found: RefCell::new(found),
        memo: RefCell::default(),
        resources: RefCell::default(),
        unavailable: RefCell::default(),
        instances: Cell::new(0),
        environment: Environment {
            directory: directory.to_owned(),
            now: None,
        },
        region: RefCell::new(options.context.region.clone()),
        default_tags: RefCell::default(),
        open: RefCell::default(),
    };
    let root = Rc::new(Instance {
        id: 0,
        path: ModulePath::default(),
        module: loaded.root,
        call: None,
    });
    evaluator.instances.set(1);
    evaluator.providers(&root);
    evaluator.everything(&root);
    for name in root.module.variables.keys() {
        let value = evaluator.variable(&root, name);
        configuration.variables.insert(name.clone(), value.lower());
    }
    for name in root.module.outputs.keys() {
        let value = evaluator.output(&root, name);
        configuration.outputs.insert(name.clone(), value.lower());
    }
    let Evaluator {
        found,
        resources,
        unavailable,
        region,
        ..
    } = evaluator;
    let mut found = found.into_inner();
    if found.has_errors() {
        return Err(found);
    }
    found
        .0
        .dedup_by(|a, b| a.message == b.message && a.labels == b.labels);
    configuration.resources = resources.into_inner();
    configuration
        .resources
        .sort_by(|a, b| a.address.cmp(&b.address));
    configuration.unavailable = unavailable.into_inner();
    configuration.region = region.into_inner();
    configuration.warnings = found;
    Ok(configuration)
}

/// One instance of a module.
struct Instance {
    id: usize,
    path: ModulePath,
    module: Arc<Module>,
    call: Option<Call>,
}

/// Where a module instance was called from.
struct Call {
    caller: Rc<Instance>,
    name: String,
    each: Option<(Value, Value)>,
    index: Option<Value>,
}

/// Something that has a value, in a module instance.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Item {
    Variable(String),
    Local(String),
    Output(String),
    Resource(ResourceName),
}

impl Item {
    fn describe(&self) -> String {
        match self {
            Self::Variable(name) => format!("var.{name}"),
            Self::Local(name) => format!("local.{name}"),
            Self::Output(name) => format!("output.{name}"),
            Self::Resource((Mode::Data, kind, name)) => format!("data.{kind}.{name}"),
            Self::Resource((_, kind, name)) => format!("{kind}.{name}"),
        }
    }
}

/// The state of an evaluation.
struct Evaluator<'a> {
    options: &'a Options,
    catalog: &'static Catalog,
    given: BTreeMap<String, variables::Given>,
    found: RefCell<Diagnostics>,
    memo: RefCell<Memo>,
    resources: RefCell<Vec<ConfiguredResource>>,
    unavailable: RefCell<Vec<UnavailableModule>>,
    instances: Cell<usize>,
    environment: Environment,
    region: RefCell<Option<String>>,
    default_tags: RefCell<Option<Value>>,
    /// What is being worked out, outermost first.
    open: RefCell<Vec<(usize, Item)>>,
}

#[derive(Default)]
struct Memo {
    values: HashMap<(usize, Item), Value>,
    modules: HashMap<(usize, String), Rc<instances::ModuleInstances>>,
}

impl Evaluator<'_> {
    /// Asks for everything, so that everything is checked.
    fn everything(&self, instance: &Rc<Instance>) {
        for name in instance.module.variables.keys() {
            self.variable(instance, name);
        }
        for name in instance.module.locals.keys() {
            self.local(instance, name);
        }
        for name in instance.module.resources.keys() {
            self.resource(instance, name);
        }
        for name in instance.module.outputs.keys() {
            self.output(instance, name);
        }
        for name in instance.module.calls.keys() {
            let called = self.module(instance, name);
            self.check_inputs(instance, name, &called);
            for (_, child) in &called.all {
                self.everything(child);
            }
        }
    }

    /// Tells what is wrong.
    fn tell(&self, diagnostic: Diagnostic) {
        self.found.borrow_mut().push(diagnostic);
    }

    /// Tells a fault, and goes on with a value about which nothing is known.
    fn fault(&self, fault: Fault, source: &SourceFile, around: std::ops::Range<usize>) -> Value {
        let place = fault
            .range
            .filter(|range| range.end <= source.text().len())
            .unwrap_or(around);
        let mut diagnostic = Diagnostic::error(fault.code, fault.message).at(source, place, "here");
        diagnostic.help = fault.help;
        // An error inside a template file, or one asked for twice, is told once.
        let told = self.found.borrow().0.iter().any(|told| {
            told.message == diagnostic.message && told.location() == diagnostic.location()
        });
        if !told {
            self.tell(diagnostic);
        }
        Value::unknown(Type::Any)
    }

    /// The value of an expression; a fault is told.
    fn value(&self, expression: &Expression, scope: &dyn Scope, source: &SourceFile) -> Value {
        evaluate(expression, scope)
            .unwrap_or_else(|fault| self.fault(fault, source, module::span(expression)))
    }

    /// The kept value of an item, or else what `work` gives.
    fn once(&self, instance: &Instance, item: Item, work: impl FnOnce() -> Value) -> Value {
        let key = (instance.id, item);
        if let Some(value) = self.memo.borrow().values.get(&key) {
            return value.clone();
        }
        self.open.borrow_mut().push(key.clone());
        let value = work();
        self.open.borrow_mut().pop();
        self.memo.borrow_mut().values.insert(key, value.clone());
        value
    }

    /// A fault when the item is being worked out already.
    fn not_open(&self, instance: &Instance, item: &Item) -> Result<(), Fault> {
        let open = self.open.borrow();
        let Some(at) = open
            .iter()
            .position(|(id, other)| *id == instance.id && other == item)
        else {
            return Ok(());
        };
        let ring: Vec<String> = open
            .iter()
            .skip(at)
            .map(|(_, item)| item.describe())
            .collect();
        Err(Fault::new(
            "hcl::cycle",
            format!(
                "these refer to each other: {} → {}",
                ring.join(" → "),
                item.describe()
            ),
        )
        .with_help("break the cycle: one of them must not need the other"))
    }

    fn variable(&self, instance: &Rc<Instance>, name: &str) -> Value {
        self.once(instance, Item::Variable(name.to_owned()), || {
            variables::value(self, instance, name)
        })
    }

    fn local(&self, instance: &Rc<Instance>, name: &str) -> Value {
        self.once(instance, Item::Local(name.to_owned()), || {
            let Some(local) = instance.module.locals.get(name) else {
                return Value::unknown(Type::Any);
            };
            let scope = BlockScope::of(self, instance);
            self.value(&local.item.value, &scope, &local.source)
        })
    }

    fn output(&self, instance: &Rc<Instance>, name: &str) -> Value {
        self.once(instance, Item::Output(name.to_owned()), || {
            let Some(output) = instance.module.outputs.get(name) else {
                return Value::unknown(Type::Any);
            };
            let scope = BlockScope::of(self, instance);
            let Some(attribute) = output.item.body.get_attribute("value") else {
                self.tell(
                    Diagnostic::error(
                        "hcl::missing-argument",
                        format!("output `{name}` has no `value`"),
                    )
                    .at(
                        &output.source,
                        module::header(&output.item),
                        "in this block",
                    ),
                );
                return Value::unknown(Type::Any);
            };
            let value = self.value(&attribute.value, &scope, &output.source);
            let hidden = self.flag(&output.item, "sensitive", &scope, &output.source);
            if hidden {
                value.into_sensitive()
            } else {
                value
            }
        })
    }

    /// A `true` or `false` argument; false when it is not there.
    fn flag(&self, block: &Block, name: &str, scope: &dyn Scope, source: &SourceFile) -> bool {
        block.body.get_attribute(name).is_some_and(|attribute| {
            let value = self.value(&attribute.value, scope, source);
            matches!(
                value.convert(&Type::Bool).map(|value| value.data),
                Ok(crate::value::Data::Bool(true))
            )
        })
    }

    /// Reads the root module's AWS provider: its region, and the tags it puts on everything.
    fn providers(&self, root: &Rc<Instance>) {
        for provider in &root.module.providers {
            let block = &provider.item;
            let is_aws = block
                .labels
                .first()
                .is_some_and(|label| label.as_str() == "aws");
            if !is_aws || block.body.has_attribute("alias") {
                continue;
            }
            let scope = BlockScope::of(self, root);
            if let Some(region) = block.body.get_attribute("region") {
                let value = self.value(&region.value, &scope, &provider.source);
                if let Some(region) = value.as_str() {
                    *self.region.borrow_mut() = Some(region.to_owned());
                }
            }
            let tags = block.body.get_blocks("default_tags").next();
            if let Some(tags) = tags.and_then(|tags| tags.body.get_attribute("tags")) {
                let value = self.value(&tags.value, &scope, &provider.source);
                *self.default_tags.borrow_mut() = Some(value);
            }
        }
    }
}

/// The key of an instance, from a value.
fn instance_key(key: &Value) -> InstanceKey {
    match (&key.data, key.as_str()) {
        (_, Some(text)) => InstanceKey::Key(Arc::from(text)),
        (crate::value::Data::Number(number), _) => crate::number::whole(number)
            .and_then(|whole| u64::try_from(whole).ok())
            .map_or(InstanceKey::Unknown, InstanceKey::Index),
        _ => InstanceKey::Unknown,
    }
}

/// Files and comments of a whole tree.
struct Loaded {
    root: Arc<Module>,
    sources: SourceMap,
    annotations: Vec<tollgate_model::Annotation>,
}
