//! What a directory of Terraform code configures.

use std::collections::BTreeMap;
use std::sync::Arc;

use tollgate_model::{
    Address, Annotation, AttributePath, Diagnostics, Location, ModulePath, Object, SourceMap, Value,
};

/// A directory of Terraform code, evaluated.
#[derive(Clone, Debug, Default)]
pub struct Configuration {
    /// Every managed resource, one for each instance, sorted by address.
    pub resources: Vec<ConfiguredResource>,
    /// Instances of data sources that only AWS can answer, and that
    /// [`Options::known`](super::Options::known) does not: whoever can ask evaluates again with the
    /// answers. Sorted by address.
    pub data_sources: Vec<ConfiguredResource>,
    /// Comments that speak to Tollgate, in the order of files and lines.
    pub annotations: Vec<Annotation>,
    /// The text of every file that was read.
    pub sources: SourceMap,
    /// What is odd, though the code can be judged.
    pub warnings: Diagnostics,
    /// The root module's variables, with unknown and sensitive leaves in place.
    pub variables: BTreeMap<String, Value>,
    /// The root module's outputs.
    pub outputs: BTreeMap<String, Value>,
    /// The region of the root module's default AWS provider, if it is known.
    pub region: Option<String>,
    /// Module calls whose code is not on the disk: their resources could not be judged, and their
    /// outputs are unknown.
    pub unavailable: Vec<UnavailableModule>,
    /// `moved` blocks.
    pub moved: Vec<Moved>,
    /// `import` blocks.
    pub imports: Vec<Import>,
    /// `removed` blocks.
    pub removed: Vec<Removed>,
}

/// One instance of a resource, as the code configures it.
#[derive(Clone, Debug)]
pub struct ConfiguredResource {
    /// Its address, instance keys included. Where they are not known, the key is
    /// [`InstanceKey::Unknown`](tollgate_model::InstanceKey::Unknown).
    pub address: Address,
    /// The arguments in the shape of a plan's `after`: nested blocks are lists of objects, also the
    /// single ones; what the author did not set is absent; values have the types of the schema.
    /// Inside them stand unknown and sensitive leaves.
    pub values: Object,
    /// For each attribute the addresses of the resources and data sources that it is computed from,
    /// also through locals, module inputs and outputs.
    pub references: BTreeMap<AttributePath, Vec<Arc<str>>>,
    /// The block that declares it.
    pub location: Location,
    /// The place of each attribute and nested block.
    pub locations: BTreeMap<AttributePath, Location>,
    /// Its `lifecycle` block.
    pub lifecycle: Lifecycle,
    /// The provider that manages it: `aws`, or `aws.recovery` for an alias, as the module that
    /// holds the resource calls it.
    pub provider: String,
    /// The region that the provider's block, or the resource itself, says, if it is known.
    pub region: Option<String>,
    /// The addresses in `depends_on`, without instance keys.
    pub depends_on: Vec<Arc<str>>,
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
    /// Addresses of resources, or of their attributes, whose change replaces it, as they are written.
    pub replace_triggered_by: Vec<String>,
}

/// A module call whose code is not on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnavailableModule {
    /// The module.
    pub path: ModulePath,
    /// Its `source`, as it is written.
    pub source: String,
    /// Its `version` constraint.
    pub version: Option<String>,
    /// The call.
    pub location: Location,
}

/// A `moved` block: what stood at one address stands at another now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The old address of a resource or module, in the root module's terms.
    pub from: String,
    /// The new one.
    pub to: String,
    /// The block.
    pub location: Location,
}

/// An `import` block: a thing that exists becomes a resource.
#[derive(Clone, Debug, PartialEq)]
pub struct Import {
    /// The resource.
    pub to: String,
    /// The provider's id, or the identity object; unknown or sensitive as its expression is.
    pub id: Value,
    /// The block.
    pub location: Location,
}

/// A `removed` block: a resource leaves the code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// The address of a resource or module, in the root module's terms.
    pub from: String,
    /// Whether the thing itself is destroyed, too.
    pub destroy: bool,
    /// The block.
    pub location: Location,
}
