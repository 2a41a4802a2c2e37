//! What an expression refers to, as far as its text alone tells.

use hcl_edit::Span as _;
use hcl_edit::expr::{Expression, ForExpr, ObjectKey, Traversal, TraversalOperator};
use hcl_edit::template::ForDirective;
use hcl_edit::visit::{Visit, visit_expr, visit_for_cond, visit_object_key, visit_template};
use tollgate_model::Mode;

use super::syntax::Expr;
use super::text::Span;

/// One reference: `module.network["a"].subnet_ids[0]` has the names `module`, `network`, `subnet_ids`.
#[derive(Clone, Debug)]
pub struct Reference {
    /// The names in it, up to what cannot be told from the text; indexes are left out.
    names: Vec<String>,
    /// Where it stands.
    pub span: Option<Span>,
}

/// What a reference is to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target<'a> {
    /// `var.name`
    Variable(&'a str),
    /// `local.name`
    Local(&'a str),
    /// `module.name`, and the output if it is told.
    Module(&'a str, Option<&'a str>),
    /// `type.name`, `data.type.name` or `ephemeral.type.name`.
    Resource(Mode, &'a str, &'a str),
    /// `each`, `count`, `self`, `path`, `terraform`: no declaration.
    Surroundings,
    /// Too few names: the first of them.
    Incomplete(&'a str),
}

impl Reference {
    /// What it is to.
    pub fn target(&self) -> Target<'_> {
        let name = |position: usize| self.names.get(position).map(String::as_str);
        let root = name(0).unwrap_or_default();
        let first = name(1);
        let resource = |mode, position: usize| match (name(position), name(position + 1)) {
            (Some(kind), Some(called)) => Target::Resource(mode, kind, called),
            _ => Target::Incomplete(root),
        };
        match (root, first) {
            ("each" | "count" | "self" | "path" | "terraform", _) => Target::Surroundings,
            ("var", Some(first)) => Target::Variable(first),
            ("local", Some(first)) => Target::Local(first),
            ("module", Some(first)) => Target::Module(first, name(2)),
            ("data", _) => resource(Mode::Data, 1),
            ("ephemeral", _) => resource(Mode::Ephemeral, 1),
            ("resource", _) => resource(Mode::Managed, 1),
            ("var" | "local" | "module", None) => Target::Incomplete(root),
            _ => resource(Mode::Managed, 0),
        }
    }

    /// The name that it starts with.
    pub fn root(&self) -> &str {
        self.names.first().map_or("", String::as_str)
    }

    /// As it was written, indexes left out.
    #[cfg(test)]
    fn path(&self) -> String {
        self.names.join(".")
    }
}

/// All references in an expression. Variables of `for` expressions are none.
pub fn references(expr: &Expr) -> Vec<Reference> {
    let mut collector = Collector {
        found: Vec::new(),
        bound: Vec::new(),
    };
    collector.visit_expr(&expr.node);
    collector.found
}

#[derive(Default)]
struct Collector {
    found: Vec<Reference>,
    /// Names that `for` gives a meaning here.
    bound: Vec<String>,
}

impl Collector {
    fn note(&mut self, names: Vec<String>, span: Option<Span>) {
        if !names.first().is_some_and(|root| self.bound.contains(root)) {
            self.found.push(Reference { names, span });
        }
    }

    fn bind(&mut self, key: Option<&str>, value: &str) -> usize {
        let before = self.bound.len();
        self.bound.extend(key.map(str::to_owned));
        self.bound.push(value.to_owned());
        before
    }

    fn traversal(&mut self, traversal: &Traversal, root: &str) {
        let mut names = vec![root.to_owned()];
        for operator in &traversal.operators {
            match operator.value() {
                TraversalOperator::GetAttr(name) => names.push(name.as_str().to_owned()),
                // A name in brackets is a key where instances have keys, and else a name.
                TraversalOperator::Index(Expression::String(name)) if names.len() < 2 => {
                    names.push(name.as_str().to_owned());
                }
                TraversalOperator::Index(Expression::String(_) | Expression::Number(_))
                | TraversalOperator::LegacyIndex(_) => {}
                // What follows is asked of all instances, or of one that the text does not tell.
                TraversalOperator::AttrSplat(_)
                | TraversalOperator::FullSplat(_)
                | TraversalOperator::Index(_) => break,
            }
        }
        self.note(names, traversal.span());
        for operator in &traversal.operators {
            if let TraversalOperator::Index(index) = operator.value() {
                self.visit_expr(index);
            }
        }
    }
}

impl Visit for Collector {
    fn visit_expr(&mut self, node: &Expression) {
        match node {
            Expression::Variable(name) => self.note(vec![name.as_str().to_owned()], name.span()),
            Expression::Traversal(traversal) => match &traversal.expr {
                Expression::Variable(root) => self.traversal(traversal, root.as_str()),
                _ => visit_expr(self, node),
            },
            _ => visit_expr(self, node),
        }
    }

    fn visit_object_key(&mut self, node: &ObjectKey) {
        // A bare name is a key, not a reference.
        if !matches!(node, ObjectKey::Expression(Expression::Variable(_))) {
            visit_object_key(self, node);
        }
    }

    fn visit_for_expr(&mut self, node: &ForExpr) {
        self.visit_expr(&node.intro.collection_expr);
        let key = node.intro.key_var.as_ref().map(|key| key.as_str());
        let before = self.bind(key, node.intro.value_var.as_str());
        node.key_expr.iter().for_each(|key| self.visit_expr(key));
        self.visit_expr(&node.value_expr);
        node.cond
            .iter()
            .for_each(|condition| visit_for_cond(self, condition));
        self.bound.truncate(before);
    }

    fn visit_for_directive(&mut self, node: &ForDirective) {
        let intro = &node.for_expr;
        self.visit_expr(&intro.collection_expr);
        let key = intro.key_var.as_ref().map(|key| key.as_str());
        let before = self.bind(key, intro.value_var.as_str());
        visit_template(self, &intro.template);
        self.bound.truncate(before);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::syntax::parse_expression;
    use crate::config::text::Text;

    fn found(code: &str) -> Vec<String> {
        let expr = parse_expression(&Text::new("test", code)).unwrap();
        references(&expr).iter().map(Reference::path).collect()
    }

    #[test]
    fn variables_of_for_are_no_references() {
        assert_eq!(
            found("[for k, v in local.a : \"${k}-${v.b}-${var.c}\" if v.d]"),
            ["local.a", "var.c"]
        );
        assert_eq!(found("{ for v in v : v => v }"), ["v"]);
        assert_eq!(
            found("\"%{ for x in var.xs }${x}${y.z}%{ endfor }\""),
            ["var.xs", "y.z"]
        );
    }

    #[test]
    fn indexes_are_left_out_and_looked_into() {
        assert_eq!(found("module.a[\"k\"].out[0].x"), ["module.a.out.x"]);
        assert_eq!(found("module.a[local.k].out"), ["module.a", "local.k"]);
        assert_eq!(found("aws_subnet.a[*].id"), ["aws_subnet.a"]);
        assert_eq!(found("{ a = b.c, (d.e) = 1 }"), ["b.c", "d.e"]);
    }

    #[test]
    fn targets_are_told_by_the_first_name() {
        let target = |code: &str| {
            let expr = parse_expression(&Text::new("test", code)).unwrap();
            format!("{:?}", references(&expr)[0].target())
        };
        assert_eq!(target("data.a.b.c"), r#"Resource(Data, "a", "b")"#);
        assert_eq!(target("module.a[0].b"), r#"Module("a", Some("b"))"#);
        assert_eq!(target("aws_vpc"), r#"Incomplete("aws_vpc")"#);
        assert_eq!(target("path.module"), "Surroundings");
    }
}
