//! What depends on what, by the text alone: the order of evaluation, and the cycles.
//!
//! Everything is evaluated after what it refers to, so that evaluation never recurses from one
//! declaration into another, however long the chain between them is.

mod dependencies;

use std::collections::{BTreeMap, BTreeSet, HashSet, VecDeque};
use std::sync::Arc;

use tollgate_model::{Diagnostic, Diagnostics};

use super::module::Item;
use super::tree::Tree;
use dependencies::Dependencies;

/// An item of a module, at a place of the tree.
pub type Node = (usize, usize);

/// The order of evaluation.
#[derive(Debug)]
pub struct Order {
    /// Every node once, after all that it depends on; those of a cycle stand together, anywhere.
    pub nodes: Vec<Node>,
    /// Nodes that are on a cycle.
    pub cyclic: Vec<Node>,
    /// The number of each place's first item.
    first: Vec<usize>,
    /// What each item depends on, by number.
    edges: Vec<Vec<usize>>,
}

impl Order {
    /// A node and everything that it needs, directly or not.
    pub fn needs(&self, (place, item): Node) -> HashSet<Node> {
        let mut seen = HashSet::new();
        let mut open = vec![self.first.get(place).copied().unwrap_or_default() + item];
        while let Some(number) = open.pop() {
            if seen.insert(node(&self.first, number)) {
                open.extend(self.edges.get(number).into_iter().flatten());
            }
        }
        seen
    }
}

fn node(first: &[usize], number: usize) -> Node {
    let place = first
        .partition_point(|first| *first <= number)
        .saturating_sub(1);
    // Places without items share their first number with the next; the last of them has it.
    (
        place,
        number - first.get(place).copied().unwrap_or_default(),
    )
}

/// Works out the order, and tells what is referred to and not declared, and every cycle.
pub fn order(tree: &Tree, found: &mut Diagnostics) -> Order {
    let mut graph = Graph::new(tree);
    // A module that is called from several places is the same code: its errors are told once.
    let mut told = HashSet::new();
    for (number, place) in tree.modules.iter().enumerate() {
        if told.insert(Arc::as_ptr(&place.module)) {
            graph.connect(number, found);
        } else {
            graph.connect(number, &mut Diagnostics::default());
        }
    }
    let order = graph.sort(found);
    Order {
        first: graph.first,
        edges: graph.edges,
        ..order
    }
}

struct Graph<'a> {
    tree: &'a Tree,
    /// The number of each place's first item.
    first: Vec<usize>,
    /// What each item depends on.
    edges: Vec<Vec<usize>>,
}

impl<'a> Graph<'a> {
    fn new(tree: &'a Tree) -> Self {
        let mut first = Vec::with_capacity(tree.modules.len());
        let mut total = 0;
        for place in &tree.modules {
            first.push(total);
            total += place.module.items.len();
        }
        Self {
            tree,
            first,
            edges: vec![Vec::new(); total],
        }
    }

    fn number(&self, (place, item): Node) -> usize {
        self.first.get(place).copied().unwrap_or_default() + item
    }

    fn node(&self, number: usize) -> Node {
        node(&self.first, number)
    }

    fn item(&self, (place, item): Node) -> Option<&'a Item> {
        self.tree.modules.get(place)?.module.items.get(item)
    }

    /// Adds the dependencies of all items of a place.
    fn connect(&mut self, at: usize, found: &mut Diagnostics) {
        let tree = self.tree;
        let Some(place) = tree.modules.get(at) else {
            return;
        };
        let outer = self.outer_dependencies(at);
        for (position, item) in place.module.items.iter().enumerate() {
            let node = (at, position);
            let mut wanted = Dependencies {
                module: &place.module,
                place: at,
                graph: self,
                found,
                edges: Vec::new(),
            };
            wanted.item(item);
            let mut edges = wanted.edges;
            edges.extend(place.caller.map(|call| self.number(call)));
            if matches!(item, Item::Resource(..)) {
                edges.extend(&outer);
            }
            if matches!(item, Item::Variable(_))
                && let Some((caller, call)) = place.caller
            {
                edges.extend(self.argument(caller, call, item.name()));
            }
            edges.sort_unstable();
            edges.dedup();
            let number = self.number(node);
            if let Some(slot) = self.edges.get_mut(number) {
                *slot = edges;
            }
        }
    }

    /// What the `depends_on` of the calls around a place makes all of its resources wait for.
    fn outer_dependencies(&self, at: usize) -> Vec<usize> {
        let mut all = Vec::new();
        let mut call = self.tree.modules.get(at).and_then(|place| place.caller);
        while let Some((caller, item)) = call {
            let Some(place) = self.tree.modules.get(caller) else {
                break;
            };
            if let Some(Item::Call(block)) = place.module.items.get(item)
                && let Some(depends_on) = block.body.expr("depends_on")
            {
                let mut unheard = Diagnostics::default();
                let mut wanted = Dependencies {
                    module: &place.module,
                    place: caller,
                    graph: self,
                    found: &mut unheard,
                    edges: Vec::new(),
                };
                wanted.whole(depends_on);
                all.extend(wanted.edges);
            }
            call = place.caller;
        }
        all
    }

    /// What the argument of a call depends on.
    fn argument(&self, caller: usize, call: usize, name: &str) -> Vec<usize> {
        let Some(place) = self.tree.modules.get(caller) else {
            return Vec::new();
        };
        let Some(Item::Call(block)) = place.module.items.get(call) else {
            return Vec::new();
        };
        let mut unheard = Diagnostics::default();
        let mut wanted = Dependencies {
            module: &place.module,
            place: caller,
            graph: self,
            found: &mut unheard,
            edges: Vec::new(),
        };
        if let Some(expr) = block.body.expr(name) {
            wanted.expr(expr);
        }
        wanted.edges
    }

    /// Everything in a module and in the modules that it calls.
    fn everything(&self, place: usize, all: &mut Vec<usize>) {
        let mut left = vec![place];
        while let Some(at) = left.pop() {
            let Some(place) = self.tree.modules.get(at) else {
                continue;
            };
            all.extend((0..place.module.items.len()).map(|item| self.number((at, item))));
            left.extend(place.children.values().flatten());
        }
    }

    /// Tarjan's algorithm, with a stack of its own: components come after what they depend on.
    fn sort(&self, found: &mut Diagnostics) -> Order {
        const NEW: usize = usize::MAX;
        let total = self.edges.len();
        let (mut index, mut low) = (vec![NEW; total], vec![0; total]);
        let mut on_stack = vec![false; total];
        let mut stack = Vec::new();
        let mut next = 0;
        let mut order = Order {
            nodes: Vec::with_capacity(total),
            cyclic: Vec::new(),
            first: Vec::new(),
            edges: Vec::new(),
        };
        for root in 0..total {
            if get(&index, root) != NEW {
                continue;
            }
            let mut work = vec![(root, 0)];
            while let Some((at, edge)) = work.pop() {
                if edge == 0 {
                    set(&mut index, at, next);
                    set(&mut low, at, next);
                    next += 1;
                    stack.push(at);
                    set(&mut on_stack, at, true);
                }
                let target = self
                    .edges
                    .get(at)
                    .and_then(|edges| edges.get(edge))
                    .copied();
                if let Some(target) = target {
                    work.push((at, edge + 1));
                    if get(&index, target) == NEW {
                        work.push((target, 0));
                    } else if get(&on_stack, target) {
                        let lowest = get(&low, at).min(get(&index, target));
                        set(&mut low, at, lowest);
                    }
                    continue;
                }
                if let Some(&(parent, _)) = work.last() {
                    let lowest = get(&low, parent).min(get(&low, at));
                    set(&mut low, parent, lowest);
                }
                if get(&low, at) == get(&index, at) {
                    let mut component = Vec::new();
                    while let Some(member) = stack.pop() {
                        set(&mut on_stack, member, false);
                        component.push(member);
                        if member == at {
                            break;
                        }
                    }
                    self.close(component, &mut order, found);
                }
            }
        }
        order
    }

    fn close(&self, component: Vec<usize>, order: &mut Order, found: &mut Diagnostics) {
        let itself = |number: usize| {
            self.edges
                .get(number)
                .is_some_and(|edges| edges.contains(&number))
        };
        let cyclic = component.len() > 1 || component.iter().any(|number| itself(*number));
        if cyclic {
            order
                .cyclic
                .extend(component.iter().map(|number| self.node(*number)));
            found.push(self.cycle(&component));
        }
        order
            .nodes
            .extend(component.into_iter().rev().map(|number| self.node(number)));
    }

    /// The error about a cycle: a way through it that comes back to its start.
    fn cycle(&self, component: &[usize]) -> Diagnostic {
        let start = component.iter().copied().min().unwrap_or_default();
        let ring = self.ring(start, component);
        let names: Vec<String> = ring
            .iter()
            .chain(ring.first())
            .map(|number| self.name(*number))
            .collect();
        let (message, help) = if ring.len() == 1 {
            (
                format!("{} refers to itself", self.name(start)),
                "its value cannot depend on itself; inside a resource, use the value that the other argument was given",
            )
        } else {
            (
                format!("these depend on each other: {}", names.join(" → ")),
                "one of them must not need the other; `depends_on` counts, too",
            )
        };
        let diagnostic = Diagnostic::error("hcl::cycle", message).with_help(help);
        match self.item(self.node(start)) {
            Some(Item::Local(attribute)) => diagnostic.at(
                attribute.expr.text.source(),
                attribute.span.clone(),
                "on the cycle",
            ),
            Some(item) => match item.block() {
                Some(block) => {
                    diagnostic.at(block.text.source(), block.header.clone(), "on the cycle")
                }
                None => diagnostic,
            },
            None => diagnostic,
        }
    }

    /// A shortest way from `start` through the component back to it.
    fn ring(&self, start: usize, component: &[usize]) -> Vec<usize> {
        let members: BTreeSet<usize> = component.iter().copied().collect();
        let mut from = BTreeMap::from([(start, start)]);
        let mut queue = VecDeque::from([start]);
        while let Some(at) = queue.pop_front() {
            for &target in self.edges.get(at).into_iter().flatten() {
                if target == start {
                    let mut ring = vec![at];
                    let mut step = at;
                    while step != start {
                        step = from.get(&step).copied().unwrap_or(start);
                        ring.push(step);
                    }
                    ring.reverse();
                    if at == start {
                        ring.truncate(1);
                    }
                    return ring;
                }
                if members.contains(&target) && !from.contains_key(&target) {
                    from.insert(target, at);
                    queue.push_back(target);
                }
            }
        }
        vec![start]
    }

    fn name(&self, number: usize) -> String {
        let node = self.node(number);
        let path = self
            .tree
            .modules
            .get(node.0)
            .map(|place| place.path.to_string())
            .unwrap_or_default();
        let item = self.item(node).map(ToString::to_string).unwrap_or_default();
        if path.is_empty() {
            item
        } else {
            format!("{path}.{item}")
        }
    }
}

fn get<T: Copy + Default>(all: &[T], at: usize) -> T {
    all.get(at).copied().unwrap_or_default()
}

fn set<T>(all: &mut [T], at: usize, value: T) {
    if let Some(slot) = all.get_mut(at) {
        *slot = value;
    }
}
