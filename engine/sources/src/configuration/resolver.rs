//! From a reference in the code to the resource instances it means.
//!
//! A reference is followed through module inputs up the tree and through outputs down it, inside
//! one instance of a module: `module.svc[0]` sees what `module.svc[0]` is given. Where the code
//! says `aws_x.y[each.key]`, the plan tells only `aws_x.y` and `each.key`; the instance with the
//! same key is meant then.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use tollgate_model::{Address, InstanceKey, ModulePath};

use super::expression::{Expression, Leaf};
use super::module::Configuration;
use super::population::Population;
use super::reference::Reference;
use super::resolution::{Resolution, Target};

/// A chain of inputs and outputs longer than this is given up as opaque.
const MAX_DEPTH: usize = 200;

/// More instances than this are told by the address of their block.
const MAX_INSTANCES: usize = 64;

/// The instance in which an expression stands.
#[derive(Clone, Copy, Debug, Default)]
pub struct Iteration<'a> {
    /// Its key.
    pub key: Option<&'a InstanceKey>,
    /// What its block ranges over.
    pub for_each: Option<&'a Leaf>,
}

/// Follows references.
#[derive(Debug)]
pub struct Resolver<'a> {
    configuration: &'a Configuration,
    population: Population,
    /// Inputs and outputs that were followed before; none while one is being followed.
    memo: HashMap<(ModulePath, Port), Option<Rc<Resolution>>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Port {
    Input(Box<str>),
    Output(Box<str>),
}

impl<'a> Resolver<'a> {
    /// A resolver over a configuration and the instances that the document has.
    #[must_use]
    pub fn new(configuration: &'a Configuration, population: Population) -> Self {
        Self {
            configuration,
            population,
            memo: HashMap::new(),
        }
    }

    /// The configuration it follows references in.
    #[must_use]
    pub fn configuration(&self) -> &'a Configuration {
        self.configuration
    }

    /// What `leaf` comes down to in the module instance at `scope`.
    pub fn resolve(
        &mut self,
        scope: &ModulePath,
        iteration: Iteration<'_>,
        leaf: &Leaf,
    ) -> Resolution {
        self.leaf(scope, iteration, leaf, 0)
    }

    fn leaf(
        &mut self,
        scope: &ModulePath,
        iteration: Iteration<'_>,
        leaf: &Leaf,
        depth: usize,
    ) -> Resolution {
        let mut found = Resolution {
            opaque: leaf.is_opaque(),
            ..Resolution::default()
        };
        if depth > MAX_DEPTH {
            found.opaque = true;
            return found;
        }
        let iterated = leaf
            .references
            .iter()
            .any(|reference| matches!(reference, Reference::EachKey | Reference::EachValue(_)));
        for reference in &leaf.references {
            match reference {
                Reference::EachKey | Reference::Known => {}
                Reference::Opaque => found.opaque = true,
                Reference::Variable(name) => {
                    found.extend(&self.input(scope, name, depth));
                }
                Reference::Output {
                    module,
                    key,
                    output,
                } => {
                    let key = Selection {
                        key: key.as_ref(),
                        iteration,
                        iterated,
                    };
                    found.extend(&self.outputs(scope, module, key, output.as_deref(), depth));
                }
                Reference::Resource {
                    mode,
                    resource_type,
                    name,
                    key,
                    attribute,
                } => {
                    let block = Address::new(scope.clone(), *mode, &**resource_type, &**name, None);
                    let key = Selection {
                        key: key.as_ref(),
                        iteration,
                        iterated,
                    };
                    let attribute: Option<Arc<str>> = attribute.as_deref().map(Arc::from);
                    let instances = self.instances(&block, key).into_iter();
                    found.targets.extend(instances.map(|address| Target {
                        address,
                        attribute: attribute.clone(),
                    }));
                }
                Reference::EachValue(attribute) => {
                    found.extend(&self.element(scope, iteration, attribute.as_deref(), depth));
                }
            }
        }
        found
    }

    /// What `each.value` comes down to: what `for_each` ranges over, bound to the same key.
    fn element(
        &mut self,
        scope: &ModulePath,
        iteration: Iteration<'_>,
        attribute: Option<&str>,
        depth: usize,
    ) -> Resolution {
        let Some(collection) = iteration.for_each else {
            return Resolution {
                opaque: true,
                ..Resolution::default()
            };
        };
        let outer = Iteration {
            for_each: None,
            ..iteration
        };
        let mut found = self.leaf(scope, outer, collection, depth + 1);
        let same_key: Vec<Target> = found
            .targets
            .iter()
            .filter(|target| {
                target.address.key().is_some() && target.address.key() == iteration.key
            })
            .cloned()
            .collect();
        if !same_key.is_empty() {
            found.targets = same_key;
        }
        for target in &mut found.targets {
            if target.attribute.is_none() {
                target.attribute = attribute.map(Arc::from);
            }
        }
        found
    }

    /// What an input of the module at `scope` was given.
    fn input(&mut self, scope: &ModulePath, name: &str, depth: usize) -> Rc<Resolution> {
        self.remember(scope, Port::Input(name.into()), |this| {
            let configuration = this.configuration;
            let Some(module) = configuration
                .module(scope)
                .and_then(|index| configuration.get(index))
            else {
                return Resolution {
                    opaque: true,
                    ..Resolution::default()
                };
            };
            let sensitive = module
                .variables
                .get(name)
                .is_some_and(|block| block.sensitive);
            let mut outer = scope.clone();
            // A root variable is known, and so is the default of an input that is not given.
            let mut found = match (outer.0.pop(), module.call.expressions.get(name)) {
                (Some(step), Some(Expression::Leaf(given))) => {
                    let iteration = Iteration {
                        key: step.key.as_ref(),
                        for_each: module.call.for_each(),
                    };
                    this.leaf(&outer, iteration, given, depth + 1)
                }
                (Some(_), Some(Expression::Blocks(_))) => Resolution {
                    opaque: true,
                    ..Resolution::default()
                },
                _ => Resolution::default(),
            };
            found.sensitive |= sensitive;
            found
        })
    }

    fn outputs(
        &mut self,
        scope: &ModulePath,
        module: &str,
        key: Selection<'_>,
        output: Option<&str>,
        depth: usize,
    ) -> Resolution {
        let mut found = Resolution::default();
        let Some(output) = output else {
            found.opaque = true;
            return found;
        };
        let call = scope.child(module, None).to_string();
        let keys: Vec<Option<InstanceKey>> = match key.key {
            Some(key) => vec![Some(key.clone())],
            None => {
                let known = self.population.modules.get(&call);
                let own = key.iteration.key.filter(|_| key.iterated).cloned();
                match known {
                    // A module that makes no resource of its own has no known instance.
                    None => vec![own],
                    Some(known) if known.len() > 1 && known.contains(&own) => vec![own],
                    Some(known) => known.iter().take(MAX_INSTANCES).cloned().collect(),
                }
            }
        };
        for key in keys {
            let child = scope.child(module, key);
            found.extend(&self.output(&child, output, depth));
        }
        found
    }

    fn output(&mut self, scope: &ModulePath, name: &str, depth: usize) -> Rc<Resolution> {
        self.remember(scope, Port::Output(name.into()), |this| {
            let configuration = this.configuration;
            let output = configuration
                .module(scope)
                .and_then(|index| configuration.get(index))
                .and_then(|module| module.outputs.get(name));
            match output {
                Some(output) => {
                    let mut found = match &output.expression {
                        Some(Expression::Leaf(leaf)) => {
                            this.leaf(scope, Iteration::default(), leaf, depth + 1)
                        }
                        _ => Resolution {
                            opaque: true,
                            ..Resolution::default()
                        },
                    };
                    found.sensitive |= output.sensitive;
                    found
                }
                None => Resolution {
                    opaque: true,
                    ..Resolution::default()
                },
            }
        })
    }

    /// Runs `follow` once for each port; a port that leads back to itself is opaque.
    fn remember(
        &mut self,
        scope: &ModulePath,
        port: Port,
        follow: impl FnOnce(&mut Self) -> Resolution,
    ) -> Rc<Resolution> {
        let at = (scope.clone(), port);
        match self.memo.get(&at) {
            Some(Some(known)) => return Rc::clone(known),
            Some(None) => {
                return Rc::new(Resolution {
                    opaque: true,
                    ..Resolution::default()
                });
            }
            None => {}
        }
        self.memo.insert(at.clone(), None);
        let found = Rc::new(follow(self));
        self.memo.insert(at, Some(Rc::clone(&found)));
        found
    }

    /// The instances of `block` that a reference means.
    fn instances(&self, block: &Address, key: Selection<'_>) -> Vec<Address> {
        if let Some(key) = key.key {
            return vec![block.with_key(Some(key.clone()))];
        }
        let Some(known) = self.population.resources.get(block.as_str()) else {
            return vec![block.clone()];
        };
        if known.len() > 1 {
            let own = |address: &&Address| {
                key.iterated && key.iteration.key.is_some() && address.key() == key.iteration.key
            };
            if let Some(same_key) = known.iter().find(own) {
                return vec![same_key.clone()];
            }
            if known.len() > MAX_INSTANCES {
                return vec![block.clone()];
            }
        }
        known.clone()
    }
}

/// Which instance of a block a reference means, as far as the plan tells.
#[derive(Clone, Copy)]
struct Selection<'a> {
    /// The key that the code names.
    key: Option<&'a InstanceKey>,
    /// Where the reference stands.
    iteration: Iteration<'a>,
    /// Whether the expression also mentions `each` or `count`.
    iterated: bool,
}
