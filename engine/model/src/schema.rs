//! The Terraform AWS provider's schema: which arguments a type has, and of what shape.
//!
//! Version 6.25.0, embedded from the bindings that cdktf 21.22.1 publishes. It tells no defaults,
//! no sensitive marks and no force-new, and does not tell *optional and computed* from *optional*.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Read;
use std::sync::{Arc, LazyLock, Mutex};

use flate2::read::GzDecoder;
use serde::{Deserialize, Deserializer, de};
use serde_json::value::RawValue;
use thiserror::Error;

/// Types that Tollgate builds without AWS, in the same form.
static OWN: &str = include_str!("../data/own-schema.json");

static EMBEDDED: &[u8] = include_bytes!("../data/terraform-aws-schema.json.gz");

/// The type of an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttributeType {
    /// Text.
    String,
    /// A number.
    Number,
    /// A truth value.
    Bool,
    /// Anything, or a shape that the source does not tell.
    Any,
    /// Anything, and exactly that: `1` is not `"1"`, and empty text is not nothing.
    Dynamic,
    /// An ordered sequence.
    List(Box<AttributeType>),
    /// A sequence without order or repetition.
    Set(Box<AttributeType>),
    /// Values by key.
    Map(Box<AttributeType>),
}

impl AttributeType {
    fn parse(text: &str) -> Self {
        let inner = |prefix: &str| {
            text.strip_prefix(prefix)
                .and_then(|rest| rest.strip_suffix(')'))
                .map(|inner| Box::new(Self::parse(inner)))
        };
        match text {
            "string" => Self::String,
            "number" => Self::Number,
            "bool" => Self::Bool,
            "dynamic" => Self::Dynamic,
            _ => None
                .or_else(|| inner("list(").map(Self::List))
                .or_else(|| inner("set(").map(Self::Set))
                .or_else(|| inner("map(").map(Self::Map))
                .unwrap_or(Self::Any),
        }
    }
}

/// Whether the author must, may or cannot set an attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// The author must set it.
    Required,
    /// The author may set it. The source does not tell whether the provider fills it in.
    Optional,
    /// The author may set it, and the provider fills it in: `id`, and blocks of old resources that
    /// accept attribute syntax (`ingress = []`).
    OptionalComputed,
    /// Only the provider sets it.
    Computed,
}

impl<'de> Deserialize<'de> for Presence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Cow::<str>::deserialize(deserializer)?.as_ref() {
            "r" => Ok(Self::Required),
            "o" => Ok(Self::Optional),
            "oc" => Ok(Self::OptionalComputed),
            "c" => Ok(Self::Computed),
            other => Err(de::Error::custom(format!("`{other}` is not a flag"))),
        }
    }
}

/// One attribute of a block.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// Its type.
    pub kind: AttributeType,
    /// Who sets it.
    pub presence: Presence,
}

impl<'de> Deserialize<'de> for Attribute {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (kind, presence) = <(Cow<str>, Presence)>::deserialize(deserializer)?;
        Ok(Self {
            kind: AttributeType::parse(&kind),
            presence,
        })
    }
}

/// How often a nested block may stand, and in which order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Nesting {
    /// Repeated, in order.
    List,
    /// Repeated, without order.
    Set,
    /// At most once.
    #[serde(alias = "struct")]
    Single,
    /// By key.
    Map,
}

/// A block inside a resource or inside another block.
#[derive(Clone, Debug, Deserialize)]
#[serde(from = "NestedBlockJson")]
pub struct NestedBlock {
    /// Repetition and order.
    pub nesting: Nesting,
    /// Whether at most one may stand, although the nesting is a list.
    pub single: bool,
    /// False: it is written as an attribute (`trusted_signers = […]`), not as a block.
    pub block: bool,
    /// Who sets it.
    pub presence: Presence,
    /// What stands inside.
    pub body: Block,
}

/// A nested block as the source has it: its body beside its own facts.
#[derive(Deserialize)]
struct NestedBlockJson {
    nesting: Nesting,
    #[serde(default)]
    single: bool,
    block: bool,
    flag: Presence,
    #[serde(default)]
    attributes: BTreeMap<String, Attribute>,
    #[serde(default)]
    blocks: BTreeMap<String, NestedBlock>,
}

impl From<NestedBlockJson> for NestedBlock {
    fn from(json: NestedBlockJson) -> Self {
        Self {
            nesting: json.nesting,
            single: json.single,
            block: json.block,
            presence: json.flag,
            body: Block {
                attributes: json.attributes,
                blocks: json.blocks,
            },
        }
    }
}

impl NestedBlock {
    /// Whether rules see it as one object rather than as a list.
    #[must_use]
    pub fn is_single(&self) -> bool {
        self.single || self.nesting == Nesting::Single
    }
}

/// The arguments of a resource, data source or nested block.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Block {
    /// Attributes by name.
    #[serde(default)]
    pub attributes: BTreeMap<String, Attribute>,
    /// Nested blocks by name.
    #[serde(default)]
    pub blocks: BTreeMap<String, NestedBlock>,
}

impl Block {
    /// The names of everything that may be written here, for suggestions.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.attributes
            .keys()
            .chain(self.blocks.keys())
            .map(String::as_str)
    }
}

/// Why the schema cannot be read. Only possible for a damaged build.
#[derive(Debug, Error)]
pub enum SchemaError {
    /// Not gzip.
    #[error("the provider schema cannot be unpacked")]
    Unpack(#[from] std::io::Error),
    /// Not the expected JSON.
    #[error("the provider schema is not the expected JSON")]
    Parse(#[from] serde_json::Error),
}

#[derive(Deserialize)]
struct File {
    version: String,
    resources: BTreeMap<String, Box<RawValue>>,
    data_sources: BTreeMap<String, Box<RawValue>>,
}

/// The schemas of all types. Each is parsed when it is first asked for: a run needs a few dozen
/// of the 2,211.
#[derive(Debug)]
pub struct Catalog {
    version: String,
    resources: Section,
    data_sources: Section,
    own: Section,
}

#[derive(Debug)]
struct Section {
    raw: BTreeMap<String, Box<RawValue>>,
    parsed: Mutex<BTreeMap<String, Option<Arc<Block>>>>,
}

impl Section {
    fn new(raw: BTreeMap<String, Box<RawValue>>) -> Self {
        Self {
            raw,
            parsed: Mutex::default(),
        }
    }

    fn get(&self, name: &str) -> Option<Arc<Block>> {
        let raw = self.raw.get(name)?;
        let mut parsed = self
            .parsed
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(block) = parsed.get(name) {
            return block.clone();
        }
        let block = serde_json::from_str(raw.get()).ok().map(Arc::new);
        parsed.insert(name.to_owned(), block.clone());
        block
    }
}

impl Catalog {
    /// The schema that is built into the binary, unpacked once per process.
    ///
    /// # Errors
    /// When the build is damaged.
    pub fn embedded() -> Result<&'static Self, &'static SchemaError> {
        static CATALOG: LazyLock<Result<Catalog, SchemaError>> =
            LazyLock::new(|| Catalog::from_gzip(EMBEDDED));
        CATALOG.as_ref()
    }

    fn from_gzip(bytes: &[u8]) -> Result<Self, SchemaError> {
        let mut json = String::new();
        GzDecoder::new(bytes).read_to_string(&mut json)?;
        let file: File = serde_json::from_str(&json)?;
        let own: BTreeMap<String, Box<RawValue>> = serde_json::from_str(OWN)?;
        Ok(Self {
            version: file.version,
            resources: Section::new(file.resources),
            data_sources: Section::new(file.data_sources),
            own: Section::new(own),
        })
    }

    /// The provider's version.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The schema of a resource type, such as `aws_db_instance`.
    #[must_use]
    pub fn resource(&self, name: &str) -> Option<Arc<Block>> {
        self.resources.get(name)
    }

    /// The schema of a resource type that can be built: one of AWS, or one that Tollgate makes itself,
    /// such as `random_password`, of which [`resource`](Self::resource) knows nothing.
    #[must_use]
    pub fn built(&self, name: &str) -> Option<Arc<Block>> {
        self.own.get(name).or_else(|| self.resource(name))
    }

    /// The schema of a data source, such as `aws_iam_policy_document`.
    #[must_use]
    pub fn data_source(&self, name: &str) -> Option<Arc<Block>> {
        self.data_sources.get(name)
    }

    /// All resource types, for suggestions.
    pub fn resource_types(&self) -> impl Iterator<Item = &str> {
        self.resources.raw.keys().map(String::as_str)
    }

    /// All data sources, for suggestions.
    pub fn data_source_types(&self) -> impl Iterator<Item = &str> {
        self.data_sources.raw.keys().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_parses() {
        let catalog = Catalog::embedded().unwrap();
        assert_eq!(catalog.resource_types().count(), 1_581);
        for name in catalog.resource_types() {
            assert!(catalog.resource(name).is_some(), "{name}");
        }
        for name in ["random_id", "random_password", "terraform_data"] {
            assert!(catalog.built(name).is_some(), "{name}");
            assert!(catalog.resource(name).is_none(), "{name}");
        }
        for name in catalog.data_source_types() {
            assert!(catalog.data_source(name).is_some(), "{name}");
        }
    }

    #[test]
    fn shapes_are_read() {
        let bucket = Catalog::embedded()
            .unwrap()
            .resource("aws_s3_bucket_versioning")
            .unwrap();
        assert!(bucket.blocks["versioning_configuration"].is_single());
        assert_eq!(bucket.attributes["bucket"].presence, Presence::Required);
        assert_eq!(
            AttributeType::parse("map(list(string))"),
            AttributeType::Map(Box::new(AttributeType::List(Box::new(
                AttributeType::String
            ))))
        );
    }
}
