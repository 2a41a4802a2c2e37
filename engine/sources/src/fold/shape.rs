//! How a satellite points at its parent, and where in it its arguments appear.

use tollgate_model::Object;

/// How satellites name their parent.
#[derive(Debug)]
pub struct Pointer {
    /// The types of the parent.
    pub parents: &'static [&'static str],
    /// The argument that holds the name.
    pub argument: &'static str,
    /// The parent's attributes, besides `id` and `arn`, that the argument may hold.
    pub names: &'static [&'static str],
}

/// A pointer that may hold an attribute of the parent besides its `id` or `arn`.
pub const fn by(
    parents: &'static [&'static str],
    argument: &'static str,
    names: &'static [&'static str],
) -> Pointer {
    Pointer {
        parents,
        argument,
        names,
    }
}

/// Where a satellite's arguments appear in the parent.
#[derive(Debug)]
pub enum Shape {
    /// All of them, or those inside one block, under an attribute.
    Object {
        /// The parent's attribute.
        at: &'static str,
        /// The block whose content is meant.
        hoist: Option<&'static str>,
    },
    /// One argument, as an attribute.
    Attribute {
        /// The satellite's argument.
        from: &'static str,
        /// The parent's attribute.
        at: &'static str,
    },
    /// All of them, as attributes of the parent.
    Spread {
        /// One of these attributes, which every such satellite has.
        at: &'static str,
    },
    /// All of them, as an element of a list.
    Element(Element),
    /// One argument, as an element of a list.
    Member {
        /// The satellite's argument.
        from: &'static str,
        /// The parent's attribute.
        at: &'static str,
    },
}

impl Shape {
    /// The parent's attribute under which a satellite with these values appears; none if that is
    /// not known.
    #[must_use]
    pub fn attribute(&self, values: &Object) -> Option<&'static str> {
        match self {
            Self::Object { at, .. }
            | Self::Attribute { at, .. }
            | Self::Member { at, .. }
            | Self::Spread { at } => Some(at),
            Self::Element(element) => element.at.list(values),
        }
    }
}

/// All arguments under the attribute `at`.
pub const fn object(at: &'static str) -> Shape {
    Shape::Object { at, hoist: None }
}

/// What stands in the block `hoist` under the attribute `at`.
pub const fn hoisted(hoist: &'static str, at: &'static str) -> Shape {
    Shape::Object {
        at,
        hoist: Some(hoist),
    }
}

/// The argument `from` as the attribute `at`.
pub const fn attribute(from: &'static str, at: &'static str) -> Shape {
    Shape::Attribute { from, at }
}

/// The argument `from` as an element of `at`.
pub const fn member(from: &'static str, at: &'static str) -> Shape {
    Shape::Member { from, at }
}

/// All arguments as an element of `at`, which the attributes in `identity` tell apart.
pub const fn element(at: &'static str, identity: &'static [&'static str]) -> Shape {
    Shape::Element(Element {
        at: Place::At(at),
        renames: &[],
        identity,
        members: &[],
    })
}

/// An element of a list of blocks.
#[derive(Debug)]
pub struct Element {
    /// The list.
    pub at: Place,
    /// Arguments that have another name inside the parent.
    pub renames: &'static [Rename],
    /// What tells two elements apart. AWS reports what satellites made in the parent's own list,
    /// too; such an echo is dropped.
    pub identity: &'static [&'static str],
    /// Lists that two elements with the same identity share; only the shared part is an echo.
    pub members: &'static [&'static str],
}

/// Which list of the parent.
#[derive(Debug)]
pub enum Place {
    /// This one.
    At(&'static str),
    /// `ingress` or `egress`, as the argument says.
    Direction(&'static str),
    /// `egress` if the argument is true, else `ingress`.
    Egress(&'static str),
}

impl Place {
    /// The list, for a satellite with these values; none if it is not known yet.
    #[must_use]
    pub fn list(&self, values: &Object) -> Option<&'static str> {
        let egress = match self {
            Self::At(name) => return Some(name),
            Self::Direction(argument) => match values.get(*argument)?.as_str()? {
                "ingress" => false,
                "egress" => true,
                _ => return None,
            },
            Self::Egress(argument) => match values.get(*argument) {
                None => false,
                Some(value) => value.as_bool()?,
            },
        };
        Some(if egress { "egress" } else { "ingress" })
    }
}

/// An argument that has another name inside the parent.
#[derive(Debug)]
pub struct Rename {
    /// In the satellite.
    pub from: &'static str,
    /// In the parent.
    pub to: &'static str,
    /// Whether it becomes a list of one.
    pub list: bool,
}

/// `from` is called `to`.
pub const fn to(from: &'static str, to: &'static str) -> Rename {
    Rename {
        from,
        to,
        list: false,
    }
}

/// `from` is the one element of `to`.
pub const fn to_list(from: &'static str, to: &'static str) -> Rename {
    Rename {
        from,
        to,
        list: true,
    }
}
