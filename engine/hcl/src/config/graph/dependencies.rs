//! What a declaration refers to, and the errors about names that nobody declares.

use std::ops::Range;

use tollgate_model::suggestion::nearest;
use tollgate_model::{Diagnostic, Diagnostics, Mode};

use super::Graph;
use crate::config::grammar::MODULE;
use crate::config::module::{Item, Module, Names};
use crate::config::provider::{self, Origin};
use crate::config::reference::{Reference, Target, references};
use crate::config::syntax::{Block, Body, Expr};

/// The dependencies of one item, as they are found.
pub struct Dependencies<'g, 'a, 'd> {
    /// The module that the item stands in.
    pub module: &'a Module,
    /// Its place in the tree.
    pub place: usize,
    /// Knows the numbers of all items.
    pub graph: &'g Graph<'a>,
    /// Where errors about names go.
    pub found: &'d mut Diagnostics,
    /// The numbers of the items that are waited for.
    pub edges: Vec<usize>,
}

impl Dependencies<'_, '_, '_> {
    /// Adds all that an item refers to.
    pub fn item(&mut self, item: &Item) {
        match item {
            // Its default is constant; its value comes from the call.
            Item::Variable(_) => {}
            Item::Validations(block) => {
                for validation in block.body.blocks("validation") {
                    self.body(&validation.body, &[], false);
                }
            }
            Item::Local(attribute) => self.expr(&attribute.expr),
            Item::Output(block) => self.block(block),
            Item::Check(block) => {
                for assertion in block.body.blocks("assert") {
                    self.body(&assertion.body, &[], false);
                }
            }
            Item::Provider(block) => self.body(&block.body, &[], true),
            Item::Resource(_, block) => {
                self.block(block);
                self.provider(block);
            }
            Item::Call(block) => {
                for name in ["count", "for_each"] {
                    block
                        .body
                        .expr(name)
                        .into_iter()
                        .for_each(|expr| self.expr(expr));
                }
                // Arguments are told about here, and waited for by the variables that they are for.
                let waited = std::mem::take(&mut self.edges);
                for attribute in &block.body.attributes {
                    if !MODULE.has_argument(&attribute.name) {
                        self.expr(&attribute.expr);
                    }
                }
                block
                    .body
                    .expr("depends_on")
                    .into_iter()
                    .for_each(|expr| self.whole(expr));
                self.edges = waited;
            }
        }
    }

    fn block(&mut self, block: &Block) {
        self.body(&block.body, &[], true);
        block
            .body
            .expr("depends_on")
            .into_iter()
            .for_each(|expr| self.whole(expr));
    }

    /// All expressions of a body; names of iterators of `dynamic` blocks are no references.
    fn body(&mut self, body: &Body, iterators: &[String], outermost: bool) {
        for attribute in &body.attributes {
            if !(outermost && NAMES.contains(&attribute.name.as_ref())) {
                self.references(&attribute.expr, iterators);
            }
        }
        for block in &body.blocks {
            match block.kind.as_ref() {
                // They run on the machine that applies.
                "provisioner" | "connection" if outermost => {}
                "lifecycle" if outermost => {
                    for condition in &block.body.blocks {
                        self.body(&condition.body, iterators, false);
                    }
                }
                "dynamic" => {
                    let iterator = block.body.expr("iterator").and_then(Expr::name);
                    let iterator =
                        iterator.or_else(|| block.labels.first().map(ToString::to_string));
                    let inner: Vec<String> = iterators.iter().cloned().chain(iterator).collect();
                    for attribute in &block.body.attributes {
                        if attribute.name.as_ref() != "iterator" {
                            self.references(&attribute.expr, iterators);
                        }
                    }
                    for content in &block.body.blocks {
                        self.body(&content.body, &inner, false);
                    }
                }
                _ => self.body(&block.body, iterators, false),
            }
        }
    }

    /// Adds all that an expression refers to.
    pub fn expr(&mut self, expr: &Expr) {
        self.references(expr, &[]);
    }

    fn references(&mut self, expr: &Expr, iterators: &[String]) {
        for reference in references(expr) {
            if !iterators
                .iter()
                .any(|iterator| iterator == reference.root())
            {
                self.reference(expr, &reference, false);
            }
        }
    }

    /// Adds a `depends_on`: a module stands for all that is in it.
    pub fn whole(&mut self, expr: &Expr) {
        for element in expr.elements() {
            // The quoted form of old code is read as if it were not quoted.
            let element = match element.constant() {
                Some(text) => hcl_edit::parser::parse_expr(text)
                    .map(|node| element.part(&node))
                    .unwrap_or(element),
                None => element,
            };
            for reference in references(&element) {
                self.reference(&element, &reference, true);
            }
        }
    }

    fn reference(&mut self, expr: &Expr, reference: &Reference, whole: bool) {
        let span = expr.place(reference.span.clone());
        let wrong = |code, message: String| {
            Diagnostic::error(code, message).at(expr.text.source(), span.clone(), "here")
        };
        match reference.target() {
            Target::Surroundings => {}
            Target::Variable(name) => match self.module.variables.get(name) {
                // A validation looks at its own variable, which is another item.
                Some(item) => self.edges.push(self.graph.number((self.place, *item))),
                None => self.undeclared(wrong("hcl::undeclared-variable", format!("there is no variable `{name}` in this module")), name, &self.module.variables, &format!("declare it: `variable \"{name}\" {{ … }}`")),
            },
            Target::Local(name) => match self.module.locals.get(name) {
                Some(item) => self.edges.push(self.graph.number((self.place, *item))),
                None => self.undeclared(wrong("hcl::undeclared-local", format!("there is no local value `{name}` in this module")), name, &self.module.locals, "declare it in a `locals` block"),
            },
            Target::Module(name, output) => match self.module.calls.get(name) {
                Some(call) => self.called(*call, name, output.filter(|_| !whole), whole, wrong),
                None => self.undeclared(wrong("hcl::undeclared-module", format!("there is no call of a module `{name}` in this module")), name, &self.module.calls, &format!("call it: `module \"{name}\" {{ … }}`")),
            },
            Target::Resource(mode, kind, name) => match self.module.resource(mode, kind, name) {
                Some(item) => self.edges.push(self.graph.number((self.place, item))),
                None => self.no_resource(mode, kind, name, wrong),
            },
            Target::Incomplete(name) => self.found.push(match name {
                "var" | "local" | "module" | "data" | "ephemeral" | "resource" => {
                    wrong("hcl::incomplete-reference", format!("`{name}` alone has no value"))
                        .with_help(format!("say which one: `{name}.…`"))
                }
                _ => wrong("hcl::incomplete-reference", format!("`{name}` is nothing that has a value here"))
                    .with_help("text stands in quotes; resources are `type.name`, variables `var.name`, local values `local.name`"),
            }),
        }
    }

    fn called(
        &mut self,
        call: usize,
        name: &str,
        output: Option<&str>,
        whole: bool,
        wrong: impl Fn(&'static str, String) -> Diagnostic,
    ) {
        let graph = self.graph;
        self.edges.push(graph.number((self.place, call)));
        let child = graph
            .tree
            .modules
            .get(self.place)
            .and_then(|place| place.children.get(&call));
        let Some(child) = child.copied().flatten() else {
            return;
        };
        let Some(module) = graph.tree.modules.get(child).map(|place| &place.module) else {
            return;
        };
        if whole {
            graph.everything(child, &mut self.edges);
            return;
        }
        match output {
            None => self.edges.extend(
                module
                    .outputs
                    .values()
                    .map(|item| graph.number((child, *item))),
            ),
            Some(output) => match module.outputs.get(output) {
                Some(item) => self.edges.push(graph.number((child, *item))),
                None => self.undeclared(
                    wrong(
                        "hcl::undeclared-output",
                        format!("module `{name}` has no output `{output}`"),
                    ),
                    output,
                    &module.outputs,
                    &format!("declare it in the module: `output \"{output}\" {{ … }}`"),
                ),
            },
        }
    }

    fn no_resource(
        &mut self,
        mode: Mode,
        kind: &str,
        name: &str,
        wrong: impl Fn(&'static str, String) -> Diagnostic,
    ) {
        let (what, block) = match mode {
            Mode::Managed => ("resource", "resource"),
            Mode::Data => ("data source", "data"),
            Mode::Ephemeral => ("ephemeral resource", "ephemeral"),
        };
        let diagnostic = wrong(
            "hcl::undeclared-resource",
            format!("there is no {what} `{kind}.{name}` in this module"),
        );
        let of_mode = self.module.of_mode(mode);
        let same_kind: Vec<String> = of_mode
            .get(kind)
            .into_iter()
            .flat_map(Names::keys)
            .map(|name| format!("{kind}.{name}"))
            .collect();
        let all: Vec<String> = of_mode
            .iter()
            .flat_map(|(kind, names)| names.keys().map(move |name| format!("{kind}.{name}")))
            .collect();
        let wanted = format!("{kind}.{name}");
        let near = nearest(&wanted, same_kind.iter().map(String::as_str))
            .or_else(|| nearest(&wanted, all.iter().map(String::as_str)));
        self.found.push(match near {
            Some(near) => diagnostic.with_help(format!("did you mean `{near}`?")),
            None => diagnostic.with_help(format!("declare it: `{block} \"{kind}\" \"{name}\" {{ … }}`; what other modules declare is reached through their outputs")),
        });
    }

    fn undeclared(&mut self, diagnostic: Diagnostic, name: &str, known: &Names, otherwise: &str) {
        self.found
            .push(match nearest(name, known.keys().map(AsRef::as_ref)) {
                Some(near) => diagnostic.with_help(format!("did you mean `{near}`?")),
                None => diagnostic.with_help(otherwise),
            });
    }

    fn provider(&mut self, block: &Block) {
        let name = provider::local_name(block);
        match provider::origin(self.graph.tree, self.place, &name) {
            Origin::Block(place, item) => self.edges.push(self.graph.number((place, item))),
            Origin::Defaults => {}
            Origin::Missing => {
                let (span, text): (Range<usize>, _) = match block.body.expr("provider") {
                    Some(expr) => (expr.span(), &expr.text),
                    None => (block.header.clone(), &block.text),
                };
                self.found.push(
                    Diagnostic::error("hcl::undeclared-provider", format!("there is no configuration `{name}` of this provider here"))
                        .at(text.source(), span, "here")
                        .with_help(format!("declare it in the root module, and pass it on in the calls on the way: `providers = {{ {name} = {name} }}`")),
                );
            }
        }
    }
}

/// Arguments of a resource or output that hold names rather than expressions.
const NAMES: &[&str] = &["depends_on", "provider", "providers"];
