//! What an evaluation depends on besides the code itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use camino::Utf8PathBuf;
use tollgate_model::{Address, Object};

/// How to evaluate a directory.
#[derive(Clone, Debug)]
pub struct Options {
    /// `--var-file`: files of variables, later ones win. Paths are relative to the working directory.
    pub var_files: Vec<Utf8PathBuf>,
    /// `--var`: name and value, later ones win over earlier ones and over all files. The value is
    /// text for a variable of type string, and an expression for any other, as in Terraform.
    pub variables: Vec<(String, String)>,
    /// The `TF_VAR_name` variables of the environment, by name without the prefix.
    pub environment: BTreeMap<String, String>,
    /// What is known about the account that the code is for.
    pub context: AwsContext,
    /// Resources that exist, or are planned: what references to them see instead of unknown values.
    /// An attribute that is unset here is null, since AWS would have told it.
    pub known: Arc<BTreeMap<Address, Arc<Object>>>,
    /// What AWS answered to data sources.
    pub answers: Arc<BTreeMap<Address, Object>>,
    /// Evaluate this resource alone, with what it needs. Nothing else is checked, or comes out.
    pub only: Option<Address>,
    /// `terraform.workspace`.
    pub workspace: String,
    /// What is refused for being too much.
    pub limits: Limits,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            var_files: Vec::new(),
            variables: Vec::new(),
            environment: BTreeMap::new(),
            context: AwsContext::default(),
            known: Arc::default(),
            answers: Arc::default(),
            only: None,
            workspace: "default".to_owned(),
            limits: Limits::default(),
        }
    }
}

/// What data sources such as `aws_caller_identity` and `aws_region` answer. What is `None` is
/// unknown to expressions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AwsContext {
    /// Twelve digits.
    pub account: Option<String>,
    /// Such as `eu-west-1`. The provider block's own region, when it is known, wins.
    pub region: Option<String>,
    /// Such as `aws-cn`; told by the region when `None`.
    pub partition: Option<String>,
}

/// Bounds: code beyond them is refused with an error rather than evaluated for ever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one file.
    pub file_bytes: u64,
    /// Modules inside one another.
    pub module_depth: usize,
    /// Module calls in the whole tree, each counted once for each place that it is called from.
    pub modules: usize,
    /// Instances of one block, from `count` or `for_each`.
    pub instances: usize,
    /// Resources, data sources and modules, instances counted.
    pub resources: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 16 * 1024 * 1024,
            module_depth: 32,
            modules: 10_000,
            instances: 100_000,
            resources: 500_000,
        }
    }
}
