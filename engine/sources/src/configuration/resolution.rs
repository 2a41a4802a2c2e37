//! What an expression comes down to: instances, and what of them.

use std::collections::BTreeSet;
use std::sync::Arc;

use tollgate_model::{Address, Mode};

/// What an expression comes down to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolution {
    /// The instances it refers to, in order, repetitions included.
    pub targets: Vec<Target>,
    /// Whether it also depends on something that the plan does not tell.
    pub opaque: bool,
    /// Whether it passes a variable or output that is declared sensitive.
    pub sensitive: bool,
}

/// One attribute of one instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The instance.
    pub address: Address,
    /// What of it, such as `arn`; not told before format 0.2.
    pub attribute: Option<Arc<str>>,
}

impl Resolution {
    /// Whether the value can be unknown before apply. If not, and it is unknown nevertheless, the
    /// author passed `null` and the provider fills it in.
    #[must_use]
    pub fn may_be_unknown(&self) -> bool {
        self.opaque || !self.targets.is_empty()
    }

    /// The addresses, each once.
    #[must_use]
    pub fn addresses(&self) -> Vec<Arc<str>> {
        let mut seen = BTreeSet::new();
        self.targets
            .iter()
            .filter(|target| seen.insert(target.address.as_str()))
            .map(|target| Arc::from(target.address.as_str()))
            .collect()
    }

    /// Adds all of `other`.
    pub fn extend(&mut self, other: &Self) {
        self.targets.extend(other.targets.iter().cloned());
        self.opaque |= other.opaque;
        self.sensitive |= other.sensitive;
    }
}

impl Target {
    /// The identity as policy documents show it before AWS has given it:
    /// `${aws_s3_bucket.videos.arn}`. None for what is no identity of a resource, since a symbol
    /// stands for one certain thing.
    #[must_use]
    pub fn symbol(&self) -> Option<String> {
        if self.address.mode() != Mode::Managed {
            return None;
        }
        match &self.attribute {
            None => Some(format!("${{{}}}", self.address)),
            Some(attribute) if is_identity(attribute) => {
                Some(format!("${{{}.{attribute}}}", self.address))
            }
            Some(_) => None,
        }
    }
}

fn is_identity(attribute: &str) -> bool {
    let last = attribute.rsplit('.').next().unwrap_or(attribute);
    ["arn", "id", "name", "bucket", "url", "account"]
        .iter()
        .any(|word| last == *word || last.ends_with(&format!("_{word}")))
}
