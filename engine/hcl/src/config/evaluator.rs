//! The state of an evaluation: instances of modules, and what is known of each declaration in them.
//!
//! [`graph`](super::graph) gives the order. Each declaration is evaluated for all instances of its
//! module, after everything that it refers to; so a reference is a look into a slot that is filled
//! already. A declaration that has no value because of an error leaves its slot [`Slot::Failed`],
//! and whatever refers to it fails without a further word: each error is told once.

use std::cell::RefCell;
use std::collections::HashSet;
use std::sync::Arc;

use tollgate_model::schema::Catalog;
use tollgate_model::{Diagnostic, Diagnostics, ModulePath};

use super::assignment::Assignments;
use super::bounds::{MAX_DEPTH, MAX_PARTS, bounded};
use super::configuration::Configuration;
use super::expansion::{Expansion, Repeated};
use super::focus::Focus;
use super::graph::Node;
use super::module::{Item, Module};
use super::options::Options;
use super::provider::{self, Origin, Provider};
use super::scope::BlockScope;
use super::syntax::{Block, Expr};
use super::tree::Tree;
use super::visible::Visible;
use super::{check, output, resource, variable};
use crate::expr::{Fault, Scope};
use crate::functions::Environment;
use crate::value::Value;

/// One instance of a module.
#[derive(Debug)]
pub struct Instance {
    /// Its place in the tree.
    pub place: usize,
    /// Its path, with instance keys.
    pub path: ModulePath,
    /// The instance that calls it; none for the root module.
    pub parent: Option<usize>,
    /// What `each` and `count` are in the arguments of its call.
    pub repeated: Repeated,
    /// What is known of each item of the module.
    pub slots: Vec<Slot>,
}

/// What is known of one item in one instance of its module.
#[derive(Debug)]
pub enum Slot {
    /// Not evaluated. After evaluation: on a cycle.
    Pending,
    /// An error, which was told.
    Failed,
    /// A variable, local value or output.
    Value(Value),
    /// A resource or data source.
    Resource(Visible),
    /// The instances of a called module.
    Modules(Called),
    /// A provider's configuration.
    Provider(Arc<Provider>),
    /// Nothing that can be referred to.
    Done,
}

/// The instances of a called module.
#[derive(Debug)]
pub struct Called {
    /// Each with its key.
    pub instances: Vec<(Repeated, usize)>,
    /// How the call is repeated.
    pub shape: Shape,
}

/// How the instances of a block look to expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// There is one, without a key.
    Single,
    /// By number, from `count`.
    Tuple,
    /// By key, from `for_each`.
    Object,
    /// The code is not on the disk, or the instances are not known.
    Unknown,
}

/// The evaluation of a tree of modules.
pub struct Evaluator<'a> {
    /// How to evaluate.
    pub options: &'a Options,
    /// The provider's schemas.
    pub catalog: &'static Catalog,
    /// The code.
    pub tree: &'a Tree,
    /// Values for the root module's variables.
    pub assignments: &'a Assignments,
    /// What functions may ask for.
    pub environment: Environment,
    /// The instances of modules; the first is the root module's.
    pub instances: Vec<Instance>,
    /// The instances at each place of the tree.
    by_place: Vec<Vec<usize>>,
    /// What comes out.
    pub configuration: Configuration,
    /// Everything there is to tell.
    pub found: Diagnostics,
    /// What the evaluation is restricted to.
    pub focus: Option<&'a Focus>,
    /// How many instances of resources and modules there are.
    made: usize,
    /// The first thing that failed because of something that was told.
    silent: RefCell<Option<Diagnostic>>,
}

impl<'a> Evaluator<'a> {
    /// An evaluation that has not begun.
    pub fn new(
        options: &'a Options,
        catalog: &'static Catalog,
        tree: &'a Tree,
        assignments: &'a Assignments,
        environment: Environment,
        focus: Option<&'a Focus>,
    ) -> Self {
        let mut evaluator = Self {
            options,
            catalog,
            tree,
            assignments,
            environment,
            instances: Vec::new(),
            by_place: vec![Vec::new(); tree.modules.len()],
            configuration: Configuration::default(),
            found: Diagnostics::default(),
            focus,
            made: 0,
            silent: RefCell::default(),
        };
        evaluator.instantiate(0, ModulePath::default(), None, Repeated::once());
        evaluator
    }

    /// Evaluates everything, in order.
    pub fn run(&mut self, order: &[Node], cyclic: &[Node]) {
        let cyclic: HashSet<Node> = cyclic.iter().copied().collect();
        let tree = self.tree;
        for node @ (place, position) in order.iter().copied() {
            if !self.focus.is_none_or(|focus| focus.has(node)) {
                continue;
            }
            let item = tree
                .modules
                .get(place)
                .and_then(|place| place.module.items.get(position));
            let Some(item) = item else { continue };
            let instances = self.by_place.get(place).cloned().unwrap_or_default();
            for instance in instances {
                let slot = if cyclic.contains(&node) {
                    Slot::Failed
                } else {
                    self.item(instance, position, item)
                };
                let slots = self
                    .instances
                    .get_mut(instance)
                    .map(|instance| &mut instance.slots);
                if let Some(kept) = slots.and_then(|slots| slots.get_mut(position)) {
                    *kept = slot;
                }
            }
        }
    }

    /// An error, if something has no value although nobody was told of one. A safeguard: what could
    /// not be judged must never look as if it had been.
    pub fn silent_failure(&self) -> Option<Diagnostic> {
        self.silent
            .borrow()
            .clone()
            .filter(|_| !self.found.has_errors())
    }

    fn item(&mut self, instance: usize, position: usize, item: &'a Item) -> Slot {
        let mut found = Diagnostics::default();
        let slot = match item {
            Item::Variable(block) => kept(variable::evaluate(self, instance, block, &mut found)),
            Item::Validations(block) => {
                variable::validate(self, instance, block, &mut found);
                Slot::Done
            }
            Item::Local(attribute) => {
                let scope = BlockScope::of(self, instance);
                kept(self.value(&attribute.expr, &scope, &mut found))
            }
            Item::Output(block) => kept(output::evaluate(self, instance, block, &mut found)),
            Item::Check(block) => {
                check::assertions(self, instance, block, &mut found);
                Slot::Done
            }
            Item::Provider(block) => {
                let scope = BlockScope::of(self, instance);
                Slot::Provider(Arc::new(Provider::evaluate(
                    self, block, &scope, &mut found,
                )))
            }
            Item::Call(block) => self.call(instance, position, block, &mut found),
            Item::Resource(mode, block) => {
                let evaluated = resource::evaluate(self, instance, *mode, block, &mut found);
                self.made += evaluated.made;
                let list = match mode {
                    tollgate_model::Mode::Managed => &mut self.configuration.resources,
                    _ => &mut self.configuration.data_sources,
                };
                list.extend(evaluated.resources);
                evaluated.visible.map_or(Slot::Failed, Slot::Resource)
            }
        };
        self.found.extend(found);
        slot
    }

    fn call(
        &mut self,
        instance: usize,
        position: usize,
        block: &Block,
        found: &mut Diagnostics,
    ) -> Slot {
        let unknown = Called {
            instances: Vec::new(),
            shape: Shape::Unknown,
        };
        let Some(caller) = self.instances.get(instance) else {
            return Slot::Failed;
        };
        let (caller_path, caller_place) = (caller.path.clone(), caller.place);
        let name = block.labels.first().cloned().unwrap_or_default();
        let child = self
            .tree
            .modules
            .get(caller_place)
            .and_then(|place| place.children.get(&position));
        let Some(child) = child.copied().flatten() else {
            return match super::unavailable::module(block, &caller_path) {
                Some((module, warning)) => {
                    self.configuration.unavailable.push(module);
                    found.push(warning);
                    Slot::Modules(unknown)
                }
                None => Slot::Failed,
            };
        };
        let scope = BlockScope::of(self, instance);
        let Some(expansion) = Expansion::of(self, block, &scope, found) else {
            return Slot::Failed;
        };
        if let Some(module) = self.module(child) {
            variable::check_arguments(block, module, found);
        }
        let shape = expansion.shape();
        let instances: Vec<Repeated> = expansion.into_instances();
        self.made += instances.len();
        let instances = instances.into_iter().map(|repeated| {
            let path = caller_path.child(&name, repeated.key.clone());
            let child = self.instantiate(child, path, Some(instance), repeated.clone());
            (repeated, child)
        });
        Slot::Modules(Called {
            instances: instances.collect(),
            shape,
        })
    }

    fn instantiate(
        &mut self,
        place: usize,
        path: ModulePath,
        parent: Option<usize>,
        repeated: Repeated,
    ) -> usize {
        let is_covered = self.focus.is_none_or(|focus| focus.covers(place, &path));
        let module = self.module(place).filter(|_| is_covered);
        let items = module.map_or(0, |module| module.items.len());
        let slots = std::iter::repeat_with(|| Slot::Pending)
            .take(items)
            .collect();
        let number = self.instances.len();
        self.instances.push(Instance {
            place,
            path,
            parent,
            repeated,
            slots,
        });
        if let Some(all) = self.by_place.get_mut(place).filter(|_| is_covered) {
            all.push(number);
        }
        number
    }

    /// The code of a place.
    pub fn module(&self, place: usize) -> Option<&'a Module> {
        let tree = self.tree;
        tree.modules.get(place).map(|place| place.module.as_ref())
    }

    /// The code of an instance.
    pub fn module_of(&self, instance: usize) -> Option<&'a Module> {
        self.instances
            .get(instance)
            .and_then(|instance| self.module(instance.place))
    }

    /// What is known of an item.
    pub fn slot(&self, instance: usize, item: usize) -> Option<&Slot> {
        self.instances.get(instance)?.slots.get(item)
    }

    /// How many more instances of resources and modules there may be.
    pub fn room(&self) -> usize {
        self.options.limits.resources.saturating_sub(self.made)
    }

    /// The provider that a resource of an instance belongs to.
    pub fn provider(&self, instance: usize, name: &str) -> Arc<Provider> {
        let find = || {
            let place = self.instances.get(instance)?.place;
            let Origin::Block(place, item) = provider::origin(self.tree, place, name) else {
                return None;
            };
            let mut at = instance;
            while self.instances.get(at)?.place != place {
                at = self.instances.get(at)?.parent?;
            }
            match self.slot(at, item)? {
                Slot::Provider(provider) => Some(provider.clone()),
                _ => None,
            }
        };
        find().unwrap_or_else(|| Arc::new(Provider::defaults(&self.options.context)))
    }

    /// The value of an expression. None if it has none, which is told.
    pub fn value(&self, expr: &Expr, scope: &dyn Scope, found: &mut Diagnostics) -> Option<Value> {
        let value = crate::expr::evaluate(&expr.node, scope).and_then(|value| {
            let mut parts = MAX_PARTS;
            if bounded(&value, MAX_DEPTH, &mut parts) {
                Ok(value)
            } else {
                Err(Fault::new("hcl::value-too-large", format!("the value has more than {MAX_PARTS} parts, or parts more than {MAX_DEPTH} deep")))
            }
        });
        match value {
            Ok(value) => Some(value),
            Err(fault) => {
                self.fail(expr, fault, found);
                None
            }
        }
    }

    /// Tells what is wrong with an expression, unless it is the consequence of what was told.
    pub fn fail(&self, expr: &Expr, fault: Fault, found: &mut Diagnostics) {
        if let Some(diagnostic) = expr.diagnose(fault) {
            found.push(diagnostic);
            return;
        }
        let unexplained = || {
            expr.error(
                "hcl::internal",
                "this has no value, and no error was found in what it refers to",
                "this expression",
            )
            .with_help("this is a defect of Tollgate; please report it")
        };
        self.silent.borrow_mut().get_or_insert_with(unexplained);
    }
}

fn kept(value: Option<Value>) -> Slot {
    value.map_or(Slot::Failed, Slot::Value)
}
