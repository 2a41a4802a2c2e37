//! What is known about one level of a value besides the value itself.

use tollgate_model::{Object, Value};

use crate::configuration::{Arguments, Leaf};
use crate::mask::Mask;

/// What the author wrote for one level of a value.
#[derive(Clone, Debug)]
pub enum Written<'a> {
    /// The document does not tell.
    Untold,
    /// One of these blocks.
    Blocks(Vec<&'a Arguments>),
    /// All of it is made by these expressions, or by a `dynamic` block.
    Made(Vec<&'a Leaf>),
}

/// What is marked in one part of a value.
#[derive(Clone, Copy, Debug)]
pub struct Marks<'a> {
    /// Not known yet.
    pub unknown: &'a Mask,
    /// Not to be shown.
    pub sensitive: &'a Mask,
}

impl<'a> Marks<'a> {
    /// Those of an attribute.
    pub fn attribute(self, name: &str) -> Self {
        Self {
            unknown: self.unknown.attribute(name),
            sensitive: self.sensitive.attribute(name),
        }
    }

    /// Those of an element.
    pub fn element(self, index: usize) -> Self {
        Self {
            unknown: self.unknown.element(index),
            sensitive: self.sensitive.element(index),
        }
    }
}

/// What the plan leaves as it is, in one part of a value.
#[derive(Clone, Copy, Debug)]
pub enum Unchanged<'a> {
    /// Nothing.
    No,
    /// Everything.
    Yes,
    /// The attributes that are equal there.
    EqualIn(&'a Object),
}

impl Unchanged<'_> {
    /// What of an attribute is left.
    pub fn attribute(self, name: &str, value: &Value) -> Self {
        match self {
            Self::EqualIn(before) if before.get(name) == Some(value) => Self::Yes,
            Self::EqualIn(_) => Self::No,
            other => other,
        }
    }

    /// Whether all of it is left.
    pub fn holds(self) -> bool {
        matches!(self, Self::Yes)
    }
}
