//! Addresses of resources: `module.network["eu.west"].aws_subnet.private[2]`.
//!
//! Keys may hold dots, brackets, quotes and any letter, so an address is scanned, never split.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use thiserror::Error;

/// The key of one instance: `[0]` from `count`, `["a"]` from `for_each`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InstanceKey {
    /// Position, from `count`.
    Index(u64),
    /// Key, from `for_each`.
    Key(Arc<str>),
    /// The keys are not known before apply; written `[*]`.
    Unknown,
}

impl fmt::Display for InstanceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Index(index) => write!(f, "[{index}]"),
            Self::Key(key) => {
                let quoted = serde_json::Value::from(key.as_ref()).to_string();
                // Terraform writes a literal `${` as `$${`, since the key is a quoted template.
                write!(f, "[{}]", quoted.replace("${", "$${").replace("%{", "%%{"))
            }
            Self::Unknown => f.write_str("[*]"),
        }
    }
}

/// One module call on the way to a resource.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModuleStep {
    /// The name of the module call.
    pub name: Arc<str>,
    /// Its instance, when it has `count` or `for_each`.
    pub key: Option<InstanceKey>,
}

/// The module that holds a resource; empty for the root module.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModulePath(pub Vec<ModuleStep>);

impl ModulePath {
    /// Whether this is the root module.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.0.is_empty()
    }

    /// The module called `name` inside this one.
    #[must_use]
    pub fn child(&self, name: &str, key: Option<InstanceKey>) -> Self {
        let mut steps = self.0.clone();
        steps.push(ModuleStep {
            name: Arc::from(name),
            key,
        });
        Self(steps)
    }

    /// The same module as the configuration knows it: without instance keys.
    #[must_use]
    pub fn without_keys(&self) -> Self {
        Self(
            self.0
                .iter()
                .map(|step| ModuleStep {
                    name: step.name.clone(),
                    key: None,
                })
                .collect(),
        )
    }
}

impl fmt::Display for ModulePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.0.iter().enumerate() {
            let dot = if position == 0 { "" } else { "." };
            write!(f, "{dot}module.{}", step.name)?;
            if let Some(key) = &step.key {
                write!(f, "{key}")?;
            }
        }
        Ok(())
    }
}

/// Whether Terraform makes the thing or only looks it up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// `resource` block.
    Managed,
    /// `data` block.
    Data,
    /// `ephemeral` block.
    Ephemeral,
}

#[derive(Debug)]
struct Parts {
    text: String,
    module: ModulePath,
    mode: Mode,
    resource_type: Arc<str>,
    name: Arc<str>,
    key: Option<InstanceKey>,
}

/// The address of one resource instance. Cheap to clone; equal when the text is equal.
#[derive(Clone)]
pub struct Address(Arc<Parts>);

impl Address {
    /// An address from its parts.
    #[must_use]
    pub fn new(
        module: ModulePath,
        mode: Mode,
        resource_type: impl Into<Arc<str>>,
        name: impl Into<Arc<str>>,
        key: Option<InstanceKey>,
    ) -> Self {
        let (resource_type, name) = (resource_type.into(), name.into());
        let mut text = module.to_string();
        if !text.is_empty() {
            text.push('.');
        }
        text.push_str(match mode {
            Mode::Managed => "",
            Mode::Data => "data.",
            Mode::Ephemeral => "ephemeral.",
        });
        text.push_str(&resource_type);
        text.push('.');
        text.push_str(&name);
        if let Some(key) = &key {
            text.push_str(&key.to_string());
        }
        Self(Arc::new(Parts {
            text,
            module,
            mode,
            resource_type,
            name,
            key,
        }))
    }

    /// The whole address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0.text
    }

    /// The module that holds the resource.
    #[must_use]
    pub fn module(&self) -> &ModulePath {
        &self.0.module
    }

    /// Managed, data or ephemeral.
    #[must_use]
    pub fn mode(&self) -> Mode {
        self.0.mode
    }

    /// The type as the author wrote it, such as `aws_db_instance`.
    #[must_use]
    pub fn resource_type(&self) -> &Arc<str> {
        &self.0.resource_type
    }

    /// The name after the type.
    #[must_use]
    pub fn name(&self) -> &Arc<str> {
        &self.0.name
    }

    /// The instance key, when the block has `count` or `for_each`.
    #[must_use]
    pub fn key(&self) -> Option<&InstanceKey> {
        self.0.key.as_ref()
    }

    /// The address of the block that made this instance: every instance key removed.
    #[must_use]
    pub fn config(&self) -> Self {
        Self::new(
            self.0.module.without_keys(),
            self.0.mode,
            self.0.resource_type.clone(),
            self.0.name.clone(),
            None,
        )
    }

    /// The same instance with another key, or none.
    #[must_use]
    pub fn with_key(&self, key: Option<InstanceKey>) -> Self {
        Self::new(
            self.0.module.clone(),
            self.0.mode,
            self.0.resource_type.clone(),
            self.0.name.clone(),
            key,
        )
    }
}

impl PartialEq for Address {
    fn eq(&self, other: &Self) -> bool {
        self.0.text == other.0.text
    }
}

impl Eq for Address {}

impl Hash for Address {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.text.hash(state);
    }
}

impl PartialOrd for Address {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Address {
    /// By module, then type, name and key, so that `x[2]` comes before `x[10]`.
    fn cmp(&self, other: &Self) -> Ordering {
        fn parts(address: &Address) -> (&ModulePath, Mode, &str, &str, Option<&InstanceKey>) {
            let parts = &address.0;
            (
                &parts.module,
                parts.mode,
                &parts.resource_type,
                &parts.name,
                parts.key.as_ref(),
            )
        }
        parts(self).cmp(&parts(other))
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Why a text is not an address.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error(
    "`{text}` is not a resource address: {reason} (write it like `module.db.aws_db_instance.main[0]`)"
)]
pub struct AddressError {
    text: String,
    reason: &'static str,
}

/// A name and its key, as they stand between dots.
type Part = (String, Option<InstanceKey>);

fn parts(text: &str) -> Result<Vec<Part>, &'static str> {
    let mut parts = Vec::new();
    let mut rest = text;
    loop {
        let end = rest.find(['.', '[']).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        if name.is_empty() || name.contains(char::is_whitespace) {
            return Err("a name is missing");
        }
        let (key, after) = match after.strip_prefix('[') {
            Some(inner) => {
                let (key, after) = key(inner)?;
                (Some(key), after)
            }
            None => (None, after),
        };
        parts.push((name.to_owned(), key));
        match after.strip_prefix('.') {
            Some(next) => rest = next,
            None if after.is_empty() => return Ok(parts),
            None => return Err("names are separated by dots"),
        }
    }
}

/// The key after `[`, and what follows its `]`.
fn key(inner: &str) -> Result<(InstanceKey, &str), &'static str> {
    if let Some(body) = inner.strip_prefix('"') {
        let mut escaped = false;
        let end = body
            .char_indices()
            .find_map(|(offset, c)| {
                let ends = c == '"' && !escaped;
                escaped = c == '\\' && !escaped;
                ends.then_some(offset)
            })
            .ok_or("a quoted key is not closed")?;
        let (key, after) = body.split_at(end);
        let key: String = serde_json::from_str(&format!("\"{key}\""))
            .map_err(|_| "a quoted key has a bad escape")?;
        let key = key.replace("$${", "${").replace("%%{", "%{");
        let after = after.strip_prefix("\"]").ok_or("`]` is missing")?;
        return Ok((InstanceKey::Key(key.into()), after));
    }
    let (index, after) = inner.split_once(']').ok_or("`]` is missing")?;
    if index == "*" {
        return Ok((InstanceKey::Unknown, after));
    }
    index
        .parse()
        .map(|index| (InstanceKey::Index(index), after))
        .map_err(|_| "a key is neither a whole number nor quoted")
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let error = |reason| AddressError {
            text: text.to_owned(),
            reason,
        };
        let mut parts = parts(text).map_err(error)?.into_iter().peekable();
        let mut module = ModulePath::default();
        while parts
            .next_if(|(name, key)| name == "module" && key.is_none())
            .is_some()
        {
            let (name, key) = parts
                .next()
                .ok_or_else(|| error("a module name is missing"))?;
            module.0.push(ModuleStep {
                name: name.into(),
                key,
            });
        }
        let mode = match parts
            .next_if(|(name, key)| (name == "data" || name == "ephemeral") && key.is_none())
        {
            Some((name, _)) if name == "data" => Mode::Data,
            Some(_) => Mode::Ephemeral,
            None => Mode::Managed,
        };
        let (Some((resource_type, None)), Some((name, key)), None) =
            (parts.next(), parts.next(), parts.next())
        else {
            return Err(error("it does not end in a type and a name"));
        };
        Ok(Self::new(module, mode, resource_type, name, key))
    }
}

impl Serialize for Address {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Address {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keys_may_hold_anything() {
        let text = r#"module.a["x.y[0]"].module.b[3].data.aws_ami.u["sl\\ash \"q\" $${é}"]"#;
        let address: Address = text.parse().unwrap();
        assert_eq!(address.as_str(), text);
        assert_eq!(
            address.module().to_string(),
            r#"module.a["x.y[0]"].module.b[3]"#
        );
        assert_eq!(address.mode(), Mode::Data);
        assert_eq!(
            address.key(),
            Some(&InstanceKey::Key(r#"sl\ash "q" ${é}"#.into()))
        );
        assert_eq!(
            address.config().as_str(),
            "module.a.module.b.data.aws_ami.u"
        );
    }

    #[test]
    fn a_resource_may_be_called_module_or_data() {
        assert_eq!(
            "aws_x.data".parse::<Address>().unwrap().name().as_ref(),
            "data"
        );
        assert_eq!(
            "module.module.aws_x.y"
                .parse::<Address>()
                .unwrap()
                .module()
                .0
                .len(),
            1
        );
    }

    #[test]
    fn bad_addresses_say_why() {
        for text in [
            "",
            "aws_x",
            "module.a",
            "a.b.c",
            "aws_x.y[",
            "aws_x.y[z]",
            "aws_x[0].y",
            "a b.c",
        ] {
            assert!(text.parse::<Address>().is_err(), "{text}");
        }
    }

    #[test]
    fn instances_sort_by_number() {
        let mut all: Vec<Address> = ["a.b[10]", "a.b[2]", "a.b"]
            .iter()
            .map(|text| text.parse().unwrap())
            .collect();
        all.sort();
        assert_eq!(format!("{all:?}"), "[a.b, a.b[2], a.b[10]]");
    }

    proptest! {
        #[test]
        fn a_written_address_reads_back(key in ".{0,12}", module_key in ".{0,6}") {
            let module = ModulePath::default().child("m", Some(InstanceKey::Key(module_key.into())));
            let address =
                Address::new(module, Mode::Managed, "aws_x", "y", Some(InstanceKey::Key(key.into())));
            let back: Address = address.as_str().parse().unwrap();
            prop_assert_eq!(back.key(), address.key());
            prop_assert_eq!(back.module(), address.module());
        }
    }
}
