//! What the provider's schema does not tell of a resource type, but planning must know.
//!
//! Each kind states its facts beside the code that calls AWS; here is only their shape.

use crate::Object;

/// The facts of one resource type. Attributes are named by patterns such as `ingress[*].cidr_blocks`.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// The type, as Terraform names it: `aws_db_instance`.
    pub resource_type: &'static str,
    /// Attributes whose change needs a new resource.
    pub replaces: &'static [&'static str],
    /// Optional attributes that AWS fills in when the author leaves them unset: what is there stays.
    pub filled_in: &'static [&'static str],
    /// What an attribute is when the author leaves it unset.
    pub defaults: &'static [(&'static str, Default)],
    /// Attributes and blocks that AWS never gives back.
    pub write_only: &'static [&'static str],
    /// Attributes that must never be shown, whether or not the author marks them.
    pub sensitive: &'static [&'static str],
    /// Text that holds a JSON document: compared by what it says.
    pub documents: &'static [&'static str],
    /// Attributes that name another object by its ARN or by its id: AWS takes both, and gives back one.
    pub arn_or_id: &'static [&'static str],
    /// Versions that may be given by their first numbers: `15` stands for any `15.4`.
    pub abbreviated: &'static [&'static str],
    /// Computed attributes that an update changes, each with the attributes whose change does it.
    /// An empty list stands for any update.
    pub recomputed: &'static [(&'static str, &'static [&'static str])],
    /// Computed attributes that say what another one says, each with that one: known once that is in
    /// effect.
    pub echoes: &'static [(&'static str, &'static str)],
    /// Attributes of which one is set: setting another one than before needs a new resource.
    pub one_of: &'static [&'static str],
    /// Lists that AWS gives back in an order of its own.
    pub unordered: &'static [&'static str],
    /// Blocks that are none when the author leaves them out, although the schema says that AWS fills
    /// them in.
    pub emptied: &'static [&'static str],
    /// Attributes and blocks that say the same in several ways, each with what tells whether two objects,
    /// the one that is there and the desired one, say the same in it.
    pub alike: &'static [(&'static str, Alike)],
    /// Attributes of what is nowhere but in Tollgate: what the state remembers of them is what is there.
    pub remembered: &'static [&'static str],
    /// Whether it is there with something else: creating it takes it over, deleting it lets it go,
    /// and it stays.
    pub adopted: bool,
    /// Whether it holds data that a replacement or deletion would lose.
    pub stateful: bool,
}

/// Whether what is there and what is desired say the same in one attribute.
pub type Alike = fn(&Object, &Object) -> bool;

/// The value of an attribute that the author left unset.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Default {
    /// A truth value.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// Text.
    Text(&'static str),
}

impl Facts {
    /// A type of which nothing needs to be said.
    pub const NONE: Self = Self {
        resource_type: "",
        replaces: &[],
        filled_in: &[],
        defaults: &[],
        write_only: &[],
        sensitive: &[],
        documents: &[],
        arn_or_id: &[],
        abbreviated: &[],
        recomputed: &[],
        echoes: &[],
        one_of: &[],
        unordered: &[],
        emptied: &[],
        alike: &[],
        remembered: &[],
        adopted: false,
        stateful: false,
    };

    /// Gives what was read the attributes that say what another one says.
    pub fn echo(&self, live: &mut Object) {
        for (name, source) in self.echoes {
            match live.get(*source).cloned() {
                Some(value) => live.insert((*name).to_owned(), value),
                None => live.remove(*name),
            };
        }
    }
}
