//! What planning starts from: what the code wants, and what was there.

use std::sync::Arc;

use tollgate_model::{Address, AttributePath, Facts, Location, Object};

/// One resource as the code configures it.
#[derive(Clone, Debug)]
pub struct Desired {
    /// Its address, instance key included.
    pub address: Address,
    /// Where it is made.
    pub region: String,
    /// What its type's schema does not tell.
    pub facts: Facts,
    /// The arguments, with unknown and sensitive leaves.
    pub values: Object,
    /// Addresses of what it refers to or names in `depends_on`, with or without instance keys.
    pub needs: Vec<Arc<str>>,
    /// Its `lifecycle` block.
    pub lifecycle: Lifecycle,
    /// The block that declares it.
    pub location: Option<Location>,
}

/// The `lifecycle` block of a resource.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lifecycle {
    /// Destroying it is an error.
    pub prevent_destroy: bool,
    /// Its replacement is created first.
    pub create_before_destroy: bool,
    /// Attributes whose changes are ignored; the empty path means all.
    pub ignore_changes: Vec<AttributePath>,
    /// Addresses of resources, or of their attributes, whose change replaces it.
    pub replace_triggered_by: Vec<String>,
}

/// One object that the state remembers, or that is about to be taken over.
#[derive(Clone, Debug)]
pub struct Prior {
    /// Its address; of a moved resource the new one.
    pub address: Address,
    /// The address that the state has it under, of a moved resource.
    pub moved_from: Option<Address>,
    /// Where it is.
    pub region: String,
    /// The provider's id.
    pub id: String,
    /// What its type's schema does not tell.
    pub facts: Facts,
    /// What it is now, just read; none if it is gone.
    pub live: Option<Object>,
    /// Addresses of what it needed when it was made.
    pub needs: Vec<Arc<str>>,
    /// What becomes of it.
    pub standing: Standing,
    /// Whether the code said `prevent_destroy` when it was last applied. It holds without the block.
    pub protected: bool,
    /// Whether its replacement was to be created first when it was last applied.
    pub create_before_destroy: bool,
}

/// What the state says of an object.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// It is as it should be.
    #[default]
    Sound,
    /// It is in no state yet: an `import` block says that it becomes this resource.
    Importing,
    /// Something went wrong while it was made: it is made anew.
    Tainted,
    /// Its replacement stands already, and it is still to be removed.
    Deposed(String),
    /// A `removed` block, or a user, says to leave it alone and drop it from the state.
    Forgotten,
}
