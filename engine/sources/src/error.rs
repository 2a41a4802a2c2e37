//! Why a document cannot be read, in one sentence, with what to do about it.

use std::io;

use thiserror::Error;
use tollgate_model::address::AddressError;
use tollgate_model::{Diagnostic, Diagnostics};

/// Why there is no inventory.
#[derive(Debug, Error)]
pub enum ReadError {
    /// A plan, state or other single file.
    #[error("`{name}` {problem}")]
    Document {
        /// The document as it was named.
        name: String,
        /// What is wrong with it.
        problem: Problem,
    },
    /// Terraform code, with all that is wrong with it.
    #[error(transparent)]
    Code(#[from] Diagnostics),
}

impl ReadError {
    /// Everything there is to tell, ready to be shown.
    #[must_use]
    pub fn into_diagnostics(self) -> Diagnostics {
        match self {
            Self::Code(diagnostics) => diagnostics,
            Self::Document { name, problem } => {
                let mut diagnostic =
                    Diagnostic::error(problem.code(), format!("`{name}` {problem}"));
                diagnostic.help = problem.help().map(str::to_owned);
                diagnostic.into()
            }
        }
    }
}

/// What is wrong with a document. Each completes the sentence "`plan.json` …".
#[derive(Debug, Error)]
pub enum Problem {
    /// The operating system does not give it.
    #[error("cannot be read: {0}")]
    Unreadable(#[source] io::Error),
    /// More bytes than allowed.
    #[error("is larger than the limit of {}", size(*.limit))]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// The binary plan file, or another archive.
    #[error("looks like the binary plan file, not its JSON")]
    Archive,
    /// Neither UTF-8 nor UTF-16.
    #[error("is not text: byte {at} belongs to no UTF-8 or UTF-16 character")]
    NotText {
        /// Offset of the byte.
        at: usize,
    },
    /// No byte, or only white space.
    #[error("is empty")]
    Empty,
    /// JSON, but not an object.
    #[error("is {0}, neither a plan nor a state")]
    NotAnObject(&'static str),
    /// `{}`.
    #[error("is `{{}}`, an object with nothing in it")]
    EmptyObject,
    /// Log lines before the JSON.
    #[error("has other lines before the JSON, which starts at line {line}")]
    Preamble {
        /// The line of the first `{`.
        line: usize,
    },
    /// Log lines after the JSON.
    #[error("has other text after the JSON, at line {line}")]
    Trailing {
        /// The line of that text.
        line: usize,
    },
    /// The machine-readable log of a run.
    #[error("is the log of `terraform plan -json`, not the plan")]
    Log,
    /// The plan as people read it.
    #[error("is the plan as people read it, not its JSON")]
    HumanPlan,
    /// A single file of code.
    #[error("is a file of Terraform code")]
    CodeFile,
    /// A CloudFormation template.
    #[error("is a CloudFormation template, which cannot be read yet")]
    Cloudformation,
    /// Something else.
    #[error("is not JSON")]
    NotJson,
    /// The JSON stops before it is complete.
    #[error("ends in the middle (truncated) at byte {at}")]
    Truncated {
        /// Offset of the end.
        at: usize,
    },
    /// The JSON is broken.
    #[error("is broken JSON: {0}")]
    BrokenJson(String),
    /// Nested deeper than any provider's values.
    #[error("is nested too deeply at line {line}, column {column}")]
    TooDeep {
        /// Line of the JSON text.
        line: usize,
        /// Column of the JSON text.
        column: usize,
    },
    /// Valid JSON that has something else where a plan or state has a known field.
    #[error("is not what Terraform writes: {0}")]
    Malformed(String),
    /// An object that is none of the known documents.
    #[error("holds neither a plan nor a state")]
    Unrecognised,
    /// A newer or unknown major version of the plan or `show -json` format.
    #[error("has format version {0}, which this reader does not know")]
    FormatVersion(String),
    /// A state file of another version.
    #[error("is a state file of version {0}, which this reader does not know")]
    StateVersion(String),
    /// OpenTofu's encrypted state or plan.
    #[error("is encrypted")]
    Encrypted,
    /// Planning failed.
    #[error("is a plan that failed (`errored: true`), so it does not say what would be built")]
    Errored,
    /// An address that does not follow Terraform's grammar.
    #[error("has a bad address: {0}")]
    BadAddress(#[from] AddressError),
    /// An action that no known Terraform writes.
    #[error("has an action for `{address}` that this reader does not know: {actions}")]
    UnknownAction {
        /// The resource.
        address: String,
        /// The words, comma-separated.
        actions: String,
    },
    /// The build's own provider schema is damaged.
    #[error("cannot be judged: {0}")]
    Schema(String),
}

/// A number of bytes, in MiB where that is a whole number.
fn size(bytes: u64) -> String {
    const MIB: u64 = 1024 * 1024;
    if bytes >= MIB && bytes.is_multiple_of(MIB) {
        format!("{} MiB", bytes / MIB)
    } else {
        format!("{bytes} bytes")
    }
}

impl Problem {
    /// Stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable(_) => "sources::unreadable",
            Self::TooLarge { .. } => "sources::too-large",
            Self::Archive => "sources::binary-plan",
            Self::NotText { .. } => "sources::not-text",
            Self::Empty => "sources::empty",
            Self::NotAnObject(_) => "sources::not-an-object",
            Self::EmptyObject => "sources::empty-object",
            Self::Preamble { .. } => "sources::text-before-json",
            Self::Trailing { .. } => "sources::text-after-json",
            Self::Log => "sources::log",
            Self::HumanPlan => "sources::human-plan",
            Self::CodeFile => "sources::code-file",
            Self::Cloudformation => "sources::cloudformation",
            Self::NotJson => "sources::not-json",
            Self::Truncated { .. } => "sources::truncated",
            Self::BrokenJson(_) => "sources::broken-json",
            Self::TooDeep { .. } => "sources::too-deep",
            Self::Malformed(_) => "sources::malformed",
            Self::Unrecognised => "sources::unrecognised",
            Self::FormatVersion(_) => "sources::format-version",
            Self::StateVersion(_) => "sources::state-version",
            Self::Encrypted => "sources::encrypted",
            Self::Errored => "sources::errored-plan",
            Self::BadAddress(_) => "sources::bad-address",
            Self::UnknownAction { .. } => "sources::unknown-action",
            Self::Schema(_) => "sources::damaged-build",
        }
    }

    /// What to do.
    #[must_use]
    pub fn help(&self) -> Option<&'static str> {
        const SHOW: &str =
            "write the document anew with `terraform show -json PLANFILE > plan.json`";
        const ONLY_JSON: &str = "keep the JSON alone: `terraform show -json PLANFILE > plan.json`, without log output (TF_LOG) in the file";
        match self {
            Self::Unreadable(_) => Some("check the path and its permissions"),
            Self::TooLarge { .. } => {
                Some("split the configuration into smaller ones, each with a plan of its own")
            }
            Self::Archive | Self::HumanPlan | Self::Log => {
                Some("run `terraform show -json PLANFILE` and pass what it prints")
            }
            Self::Preamble { .. } | Self::Trailing { .. } => Some(ONLY_JSON),
            Self::CodeFile => Some("name the directory that holds it"),
            Self::Cloudformation => Some("pass the plan, the state or the Terraform code for now"),
            Self::Empty
            | Self::EmptyObject
            | Self::NotAnObject(_)
            | Self::NotText { .. }
            | Self::NotJson
            | Self::Truncated { .. }
            | Self::BrokenJson(_)
            | Self::Malformed(_)
            | Self::BadAddress(_) => Some(SHOW),
            Self::Unrecognised => Some(
                "pass a directory of Terraform code, the output of `terraform show -json`, or a state file",
            ),
            Self::FormatVersion(_) | Self::StateVersion(_) | Self::UnknownAction { .. } => Some(
                "update tollgate, or write the document with a version of Terraform that it knows",
            ),
            Self::Encrypted => {
                Some("run `tofu show -json`, which decrypts it, and pass what it prints")
            }
            Self::Errored => Some("make `terraform plan` succeed first"),
            Self::TooDeep { .. } => {
                Some("such a document is not what a provider writes; check where it comes from")
            }
            Self::Schema(_) => Some("install tollgate again"),
        }
    }

    /// What a JSON error means for the document.
    #[must_use]
    pub fn from_json(error: &serde_json::Error, text: &str) -> Self {
        use serde_json::error::Category;
        let message = error.to_string();
        match error.classify() {
            Category::Eof => Self::Truncated { at: text.len() },
            // serde_json has no other way to tell these two apart.
            Category::Syntax if message.starts_with("recursion limit exceeded") => Self::TooDeep {
                line: error.line(),
                column: error.column(),
            },
            Category::Syntax if message.starts_with("trailing characters") => {
                Self::Trailing { line: error.line() }
            }
            Category::Syntax | Category::Io => Self::BrokenJson(message),
            Category::Data => Self::Malformed(message),
        }
    }
}
