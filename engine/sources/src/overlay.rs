//! Planned values, what is unknown of them, what is sensitive, and what the author wrote: one value.
//!
//! The same walk answers, for each attribute that is unknown until apply, whether the author set it
//! (then it is [`Value::Unknown`], with what it refers to) or left it to the provider (then it is
//! unset). Known attributes get their references here, too.

mod level;
mod walk;

use std::collections::BTreeMap;
use std::sync::Arc;

use tollgate_model::schema::Block;
use tollgate_model::{AttributePath, Object, Value};

use crate::configuration::{Arguments, Leaf, Resolution};
use crate::mask::Mask;
use level::{Marks, Unchanged, Written};
use walk::Walk;

/// What an expression comes down to, and policy documents that the plan describes.
pub trait References {
    /// What an argument of the resource at hand refers to.
    fn resolve(&mut self, leaf: &Leaf) -> Resolution;

    /// The document that an unknown value will be, as far as it is known.
    fn document(&mut self, resolution: &Resolution) -> Option<Value>;
}

/// The parts of one resource that are laid over each other.
#[derive(Debug)]
pub struct Layers<'a> {
    /// Values that are known.
    pub values: Object,
    /// Those that are not, by `after_unknown`.
    pub unknown: &'a Mask,
    /// Those that must not be shown; none in formats that do not tell.
    pub sensitive: Option<&'a Mask>,
    /// The block of the code; none if the document does not tell.
    pub arguments: Option<&'a Arguments>,
    /// The type's schema, when it is known.
    pub schema: Option<&'a Block>,
    /// Top-level attributes that the plan does not change. A known value of theirs that the author
    /// did not write was filled in by the provider earlier.
    pub settled: Settled<'a>,
}

/// Which top-level attributes a plan leaves as they are.
#[derive(Clone, Copy, Debug)]
pub enum Settled<'a> {
    /// None: the resource is made anew.
    None,
    /// All: nothing happens.
    All,
    /// Those that are equal before.
    EqualIn(&'a Object),
}

/// One value, and what its attributes refer to.
#[derive(Debug, Default)]
pub struct Laid {
    /// The values, in the document's shape.
    pub values: Object,
    /// References by path, in the document's shape.
    pub references: BTreeMap<AttributePath, Vec<Arc<str>>>,
}

/// Lays the layers over each other.
pub fn lay(layers: Layers<'_>, references: &mut impl References) -> Laid {
    let written = match layers.arguments {
        Some(block) => Written::Blocks(vec![block]),
        None => Written::Untold,
    };
    let unchanged = match layers.settled {
        Settled::None => Unchanged::No,
        Settled::All => Unchanged::Yes,
        Settled::EqualIn(before) => Unchanged::EqualIn(before),
    };
    let marks = Marks {
        unknown: layers.unknown,
        sensitive: layers.sensitive.unwrap_or(&Mask::Clear),
    };
    let mut walk = Walk::new(references, layers.sensitive.is_none());
    let values = walk.object(layers.values, marks, &written, layers.schema, unchanged);
    Laid {
        values,
        references: walk.into_references(),
    }
}

/// Values that are all known, and of which no code is told.
#[must_use]
pub fn known(values: Object, sensitive: Option<&Mask>, schema: Option<&Block>) -> Object {
    let layers = Layers {
        values,
        unknown: &Mask::Clear,
        sensitive,
        arguments: None,
        schema,
        settled: Settled::None,
    };
    lay(layers, &mut NoReferences).values
}

/// For documents without expressions.
struct NoReferences;

impl References for NoReferences {
    fn resolve(&mut self, _: &Leaf) -> Resolution {
        Resolution::default()
    }

    fn document(&mut self, _: &Resolution) -> Option<Value> {
        None
    }
}
