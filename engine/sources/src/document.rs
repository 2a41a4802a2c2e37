//! A document, whatever it was, as an inventory and what else there is to say about it.

use camino::Utf8PathBuf;
use tollgate_model::{
    Action, Address, Annotation, AttributePath, Diagnostics, DocumentKind, Inventory, SourceMap,
};

/// A document to read.
#[derive(Clone, Debug)]
pub enum Input {
    /// A file, or a directory of Terraform code.
    Path(Utf8PathBuf),
    /// Standard input.
    Stdin,
    /// Bytes that are at hand.
    Bytes {
        /// What reports call the document.
        name: String,
        /// Its content.
        bytes: Vec<u8>,
    },
}

/// How to read.
#[derive(Clone, Debug)]
pub struct Options {
    /// The root module that a plan was made from, to find the lines its findings are about.
    pub code: Option<Utf8PathBuf>,
    /// The environment whose parameters apply.
    pub environment: Option<String>,
    /// The AWS account, twelve digits, if the document does not tell.
    pub account: Option<String>,
    /// The AWS region, if the document does not tell.
    pub region: Option<String>,
    /// The time of judgement, RFC 3339 in UTC.
    pub now: String,
    /// Whether to build [`Document::prior`], which needs as much memory as the inventory itself.
    pub want_prior: bool,
    /// Documents of more bytes are refused. 512 MiB unless set.
    pub max_bytes: u64,
    /// How Terraform code is evaluated: variables, and what is known about the account.
    pub terraform: tollgate_hcl::config::Options,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            code: None,
            environment: None,
            account: None,
            region: None,
            now: "1970-01-01T00:00:00Z".to_owned(),
            want_prior: false,
            max_bytes: 512 * 1024 * 1024,
            terraform: tollgate_hcl::config::Options::default(),
        }
    }
}

/// A document that was read.
#[derive(Clone, Debug)]
pub struct Document {
    /// The path or name it was read by.
    pub name: String,
    /// What it turned out to be.
    pub kind: DocumentKind,
    /// What exists, or will exist after apply.
    pub inventory: Inventory,
    /// What existed before a plan's changes. Only for plans, and only if
    /// [`Options::want_prior`] was set.
    pub prior: Option<Inventory>,
    /// What a plan found to be changed outside of Terraform.
    pub drift: Vec<Drift>,
    /// The text of the files that locations point into.
    pub sources: SourceMap,
    /// Comments in the code that speak to Tollgate.
    pub annotations: Vec<Annotation>,
    /// What was odd, although the document could be read.
    pub warnings: Diagnostics,
    /// The value of the root variable `environment` or `env`.
    pub environment_hint: Option<String>,
    /// What could not be assessed, a sentence each.
    pub incomplete: Vec<String>,
}

/// A resource that was changed outside of Terraform, by a plan's `resource_drift`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    /// The resource.
    pub address: Address,
    /// `Update`, or `Delete` if it is gone.
    pub action: Action,
    /// The attributes that are different now.
    pub changed: Vec<AttributePath>,
}
