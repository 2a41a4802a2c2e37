//! Data sources that only AWS can answer: what the account has already.

mod availability_zones;
mod ec2_managed_prefix_list;
mod route53_zone;

use async_trait::async_trait;
use tollgate_model::Object;

use crate::attributes::Attributes;
use crate::aws::Aws;
use crate::kind::Result;

/// One type of data source.
#[derive(Clone, Copy)]
pub struct DataSource {
    /// The type, as Terraform names it: `aws_route53_zone`.
    pub data_type: &'static str,
    /// The IAM actions that looking it up needs.
    pub permissions: &'static [&'static str],
    /// How it is looked up.
    pub lookup: &'static dyn Lookup,
}

impl std::fmt::Debug for DataSource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DataSource({})", self.data_type)
    }
}

/// Looks something up.
#[async_trait]
pub trait Lookup: Send + Sync {
    /// The attributes of what these arguments mean; none if there is no such thing.
    async fn read(&self, aws: &Aws, arguments: Attributes<'_>) -> Result<Option<Object>>;

    /// Makes what an account has before anything is built in it. Only ever called for emulators, which
    /// begin empty. False if an account has nothing of the kind.
    async fn provide(&self, _aws: &Aws, _arguments: Attributes<'_>) -> Result<bool> {
        Ok(false)
    }
}

/// Every data source that can be looked up, by type.
pub static DATA_SOURCES: &[&DataSource] = &[
    &availability_zones::DATA_SOURCE,
    &ec2_managed_prefix_list::DATA_SOURCE,
    &route53_zone::DATA_SOURCE,
];

/// The data source of a type.
#[must_use]
pub fn data_source(data_type: &str) -> Option<&'static DataSource> {
    let mut all = DATA_SOURCES.iter().copied();
    all.find(|source| source.data_type == data_type)
}
