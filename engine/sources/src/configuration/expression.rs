//! Expressions as the plan describes them.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use tollgate_model::Value;

use super::reference::{self, Reference};
use crate::tree::Tree;

/// What stands inside a block: its arguments and nested blocks, by name.
///
/// `dynamic` blocks are not here: Terraform leaves them out.
pub type Arguments = BTreeMap<String, Expression>;

/// The right-hand side of an argument, or the blocks of a name.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// An argument.
    Leaf(Leaf),
    /// Nested blocks, in the order in which they were written.
    Blocks(Vec<Arguments>),
}

/// What is known about the expression of one argument.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Leaf {
    /// Its value, if it refers to nothing; `Null` for a written `null`.
    pub constant: Option<Value>,
    /// What it refers to, in order, most specific form only.
    pub references: Vec<Reference>,
}

impl Leaf {
    /// Whether nothing at all is told about it, as for a call of `timestamp()`.
    #[must_use]
    pub fn is_opaque(&self) -> bool {
        self.constant.is_none() && self.references.is_empty()
    }
}

impl Expression {
    /// Calls `visit` with each argument in it, at any depth.
    pub fn visit_leaves<'a>(&'a self, visit: &mut impl FnMut(&'a Leaf)) {
        match self {
            Self::Leaf(leaf) => visit(leaf),
            Self::Blocks(blocks) => {
                for expression in blocks.iter().flat_map(BTreeMap::values) {
                    expression.visit_leaves(visit);
                }
            }
        }
    }
}

impl<'de> Deserialize<'de> for Expression {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ExpressionVisitor)
    }
}

struct ExpressionVisitor;

impl<'de> Visitor<'de> for ExpressionVisitor {
    type Value = Expression;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an expression or a list of blocks")
    }

    fn visit_unit<E>(self) -> Result<Expression, E> {
        Ok(Expression::Leaf(Leaf::default()))
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Expression, E> {
        self.visit_unit()
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Expression, E> {
        self.visit_unit()
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Expression, E> {
        self.visit_unit()
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Expression, E> {
        self.visit_unit()
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Expression, E> {
        self.visit_unit()
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Expression, A::Error> {
        let mut blocks = Vec::new();
        while let Some(item) = access.next_element()? {
            match item {
                Expression::Blocks(mut inner) => blocks.append(&mut inner),
                // A block without arguments is written `{}`, as an unknown expression is.
                Expression::Leaf(_) => blocks.push(Arguments::new()),
            }
        }
        Ok(Expression::Blocks(blocks))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Expression, A::Error> {
        let mut leaf = Leaf::default();
        let mut block = Arguments::new();
        while let Some(name) = access.next_key::<String>()? {
            match name.as_str() {
                "constant_value" => leaf.constant = Some(access.next_value::<Tree>()?.0),
                "references" => match access.next_value::<References>()? {
                    References::Texts(texts) => leaf.references = reference::parse(&texts),
                    References::Argument => {
                        block.insert(name, Expression::Leaf(Leaf::default()));
                    }
                },
                _ => {
                    block.insert(name, access.next_value()?);
                }
            }
        }
        Ok(if block.is_empty() {
            Expression::Leaf(leaf)
        } else {
            Expression::Blocks(vec![block])
        })
    }
}

/// The value under the key `references`.
enum References {
    /// The references of an expression.
    Texts(Vec<String>),
    /// A provider's argument that happens to have this name.
    Argument,
}

impl<'de> Deserialize<'de> for References {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ReferencesVisitor;
        impl<'de> Visitor<'de> for ReferencesVisitor {
            type Value = References;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of references")
            }

            fn visit_unit<E>(self) -> Result<References, E> {
                Ok(References::Texts(Vec::new()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<References, A::Error> {
                let mut texts = Vec::new();
                while let Some(Tree(item)) = access.next_element()? {
                    match item {
                        Value::String(text) => texts.push(text),
                        _ => return drain(access),
                    }
                }
                Ok(References::Texts(texts))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<References, A::Error> {
                while access.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(References::Argument)
            }
        }
        fn drain<'de, A: SeqAccess<'de>>(mut access: A) -> Result<References, A::Error> {
            while access.next_element::<IgnoredAny>()?.is_some() {}
            Ok(References::Argument)
        }
        deserializer.deserialize_any(ReferencesVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(json: &str) -> Arguments {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn arguments_blocks_and_unknown_expressions_are_told_apart() {
        let found = arguments(
            r#"{"a": {"constant_value": null}, "b": {"references": ["var.x"]}, "c": {},
                "d": [{"e": {"constant_value": 1}}, {}], "f": {"g": {"constant_value": true}},
                "h": {"references": {"constant_value": "x"}}}"#,
        );
        assert!(
            matches!(&found["a"], Expression::Leaf(leaf) if leaf.constant == Some(Value::Null))
        );
        assert!(matches!(&found["b"], Expression::Leaf(leaf) if leaf.references.len() == 1));
        assert!(matches!(&found["c"], Expression::Leaf(leaf) if leaf.is_opaque()));
        assert!(matches!(&found["d"], Expression::Blocks(blocks) if blocks.len() == 2));
        assert!(matches!(&found["f"], Expression::Blocks(blocks) if blocks[0].contains_key("g")));
        assert!(
            matches!(&found["h"], Expression::Blocks(blocks) if blocks[0].contains_key("references"))
        );
    }
}
