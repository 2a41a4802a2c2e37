//! The verbs that build, and that look at what was built.

use camino::Utf8PathBuf;
use clap::{Args, Subcommand, ValueHint};
use tollgate_model::{Address, Severity};

use super::{BundleArgs, PricingArgs, severity, variable};
use crate::exit::Exit;
use crate::output::Output;
use crate::remote::NamedKey;

/// Which environment, and where AWS is.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Environment")]
pub struct TargetArgs {
    /// The environment, as `tollgate.toml` names it.
    #[arg(long, visible_alias = "env", value_name = "NAME")]
    pub environment: Option<String>,

    /// Build on AWS emulators of this machine, which are installed and started if need be.
    #[arg(long, conflicts_with = "profile")]
    pub sandbox: bool,

    /// Build on an emulator that runs already, such as LocalStack.
    #[arg(long, value_name = "URL", conflicts_with_all = ["sandbox", "profile"])]
    pub endpoint: Option<String>,

    /// The profile of the AWS configuration whose credentials are used.
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,

    /// The root module [default: what `tollgate.toml` says].
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub code: Option<Utf8PathBuf>,

    /// More values for the variables of the code, over those of the environment.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub var_file: Vec<Utf8PathBuf>,

    /// The value of one variable of the code.
    #[arg(long, value_name = "NAME=VALUE", value_parser = variable)]
    pub var: Vec<(String, String)>,
}

/// How a plan or an account is judged.
#[derive(Clone, Debug, Default, Args)]
pub struct JudgeArgs {
    /// Which rules to ask.
    #[command(flatten)]
    pub bundle: BundleArgs,

    /// Block on findings of this severity and above [default: low].
    #[arg(long, value_name = "SEVERITY", help_heading = "Gate", value_parser = severity)]
    pub severity: Option<Severity>,

    /// A file of accepted failures.
    #[arg(long, value_name = "FILE", help_heading = "Gate", value_hint = ValueHint::FilePath)]
    pub waivers: Vec<Utf8PathBuf>,

    /// Ask the rules about budgets, changes and what is dear, too.
    #[arg(long, value_name = "BOOL", help_heading = "Cost", num_args = 0..=1, require_equals = true,
        default_missing_value = "true")]
    pub budget: Option<bool>,

    /// At which prices.
    #[command(flatten)]
    pub pricing: PricingArgs,

    /// Write a report of the verdicts: terminal, json, junit, sarif, markdown or github, `=FILE` to write
    /// it there. May be repeated [default: terminal].
    #[arg(long, short, value_name = "FORMAT[=FILE]", help_heading = "Output")]
    pub format: Vec<Output>,
}

/// What a plan may do.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Changes")]
pub struct ChangeArgs {
    /// Let resources that hold data be replaced or destroyed.
    #[arg(long)]
    pub allow_data_loss: bool,

    /// Replace this resource although nothing says so. May be repeated.
    #[arg(long, value_name = "ADDRESS")]
    pub replace: Vec<Address>,
}

/// How an apply runs.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Output")]
pub struct RunArgs {
    /// How many resources are worked on at a time.
    #[arg(long, value_name = "N", default_value_t = PARALLELISM)]
    pub parallelism: usize,

    /// Tell what happens as JSON messages, one a line, in Terraform's vocabulary.
    #[arg(long)]
    pub json: bool,
}

/// Resources that are worked on at a time.
const PARALLELISM: usize = 32;

impl Default for RunArgs {
    fn default() -> Self {
        Self {
            parallelism: PARALLELISM,
            json: false,
        }
    }
}

/// `tollgate up`.
#[derive(Clone, Debug, Default, Args)]
#[command(after_help = Exit::HELP)]
pub struct Up {
    /// Which environment.
    #[command(flatten)]
    pub target: TargetArgs,

    /// How it is judged.
    #[command(flatten)]
    pub judge: JudgeArgs,

    /// What may be done.
    #[command(flatten)]
    pub change: ChangeArgs,

    /// How it is done.
    #[command(flatten)]
    pub run: RunArgs,

    /// Do not ask before a real account is changed.
    #[arg(long)]
    pub yes: bool,
}

/// `tollgate destroy`.
#[derive(Clone, Debug, Default, Args)]
#[command(after_help = Exit::HELP)]
pub struct Destroy {
    /// Which environment.
    #[command(flatten)]
    pub target: TargetArgs,

    /// How it is judged.
    #[command(flatten)]
    pub judge: JudgeArgs,

    /// Let resources that hold data be destroyed.
    #[arg(long)]
    pub allow_data_loss: bool,

    /// How it is done.
    #[command(flatten)]
    pub run: RunArgs,

    /// Do not ask before a real account is changed.
    #[arg(long)]
    pub yes: bool,
}

/// `tollgate plan`.
#[derive(Clone, Debug, Default, Args)]
#[command(after_help = Exit::HELP)]
pub struct Plan {
    /// Which environment.
    #[command(flatten)]
    pub target: TargetArgs,

    /// How it is judged.
    #[command(flatten)]
    pub judge: JudgeArgs,

    /// What may be done.
    #[command(flatten)]
    pub change: ChangeArgs,

    /// Plan the removal of everything.
    #[arg(long)]
    pub destroy: bool,

    /// Write the plan to a file, to be approved and applied.
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub out: Option<Utf8PathBuf>,

    /// Exit with 2 when there is something to do, and with 0 only when there is not, as Terraform does.
    #[arg(long)]
    pub detailed_exitcode: bool,
}

/// `tollgate show`.
#[derive(Clone, Debug, Default, Args)]
pub struct Show {
    /// The plan file.
    #[arg(value_name = "PLAN", value_hint = ValueHint::FilePath)]
    pub plan: Utf8PathBuf,

    /// Print Terraform's plan JSON, for conftest, Checkov and other tools.
    #[arg(long)]
    pub json: bool,
}

/// How AWS is reached, where a plan says the rest.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Environment")]
pub struct AccessArgs {
    /// The profile of the AWS configuration whose credentials are used.
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,

    /// The emulator that the plan is for, where it is not the sandbox.
    #[arg(long, value_name = "URL")]
    pub endpoint: Option<String>,

    /// The root module [default: what `tollgate.toml` says].
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub code: Option<Utf8PathBuf>,

    /// More values for the variables of the code, as they were given to `tollgate plan`.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub var_file: Vec<Utf8PathBuf>,

    /// The value of one variable of the code, as it was given to `tollgate plan`.
    #[arg(long, value_name = "NAME=VALUE", value_parser = variable)]
    pub var: Vec<(String, String)>,
}

/// `tollgate approve`.
#[derive(Clone, Debug, Default, Args)]
#[command(after_help = Exit::HELP)]
pub struct Approve {
    /// The plan file.
    #[arg(value_name = "PLAN", value_hint = ValueHint::FilePath)]
    pub plan: Utf8PathBuf,

    /// How AWS is reached.
    #[command(flatten)]
    pub access: AccessArgs,

    /// How it is judged.
    #[command(flatten)]
    pub judge: JudgeArgs,

    /// The key that signs: a file with an Ed25519 key (PKCS #8 in PEM), or `kms:` and the alias or ARN of a
    /// key of ECC_NIST_P256 [default: your own, made when it is first needed].
    #[arg(long, value_name = "KEY", value_hint = ValueHint::FilePath)]
    pub key: Option<NamedKey>,

    /// How many hours the approval holds.
    #[arg(long, value_name = "N", default_value_t = 4)]
    pub hours: i64,

    /// Where the attestation is written [default: beside the plan].
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub out: Option<Utf8PathBuf>,
}

/// `tollgate apply`.
#[derive(Clone, Debug, Default, Args)]
#[command(after_help = Exit::HELP)]
pub struct Apply {
    /// The plan file.
    #[arg(value_name = "PLAN", value_hint = ValueHint::FilePath)]
    pub plan: Utf8PathBuf,

    /// The attestation [default: the one beside the plan].
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub attestation: Option<Utf8PathBuf>,

    /// How AWS is reached.
    #[command(flatten)]
    pub access: AccessArgs,

    /// How what was built is judged. The rules must be those of the approval.
    #[command(flatten)]
    pub judge: JudgeArgs,

    /// How it is done.
    #[command(flatten)]
    pub run: RunArgs,
}

/// `tollgate audit`.
#[derive(Clone, Debug, Default, Args)]
#[command(after_help = Exit::HELP)]
pub struct Audit {
    /// Which environment.
    #[command(flatten)]
    pub target: TargetArgs,

    /// How it is judged.
    #[command(flatten)]
    pub judge: JudgeArgs,

    /// An account to audit without an environment, twelve digits: other credentials are refused.
    #[arg(long, value_name = "ID", conflicts_with = "environment")]
    pub account: Option<String>,

    /// A role to take on for an audit without an environment.
    #[arg(long, value_name = "ARN", conflicts_with = "environment")]
    pub role: Option<String>,

    /// A region to look at. May be repeated [default: those of the environment's code and state].
    #[arg(long, value_name = "REGION")]
    pub region: Vec<String>,

    /// How many calls are made at a time.
    #[arg(long, value_name = "N", default_value_t = 32)]
    pub parallelism: usize,
}

/// `tollgate drift`.
#[derive(Clone, Debug, Default, Args)]
#[command(after_help = Exit::HELP)]
pub struct Drift {
    /// Which environment.
    #[command(flatten)]
    pub target: TargetArgs,

    /// Look for objects, too, that belong to the environment and that nobody declared.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_value_t = true,
        default_missing_value = "true", action = clap::ArgAction::Set)]
    pub unmanaged: bool,

    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// `tollgate import`.
#[derive(Clone, Debug, Args)]
#[command(after_help = Exit::HELP)]
pub struct Import {
    /// Which environment.
    #[command(flatten)]
    pub target: TargetArgs,

    /// The resource of the code that the object is from now on.
    pub address: Address,

    /// The object's id, as Terraform's documentation of its type says.
    pub id: String,
}

/// `tollgate state`.
#[derive(Clone, Debug, Subcommand)]
pub enum State {
    /// List the objects.
    List {
        /// Which environment.
        #[command(flatten)]
        target: TargetArgs,
        /// Only what is under this address, or module.
        under: Option<String>,
    },
    /// Show what is remembered of an object. Secrets are not part of it.
    Show {
        /// Which environment.
        #[command(flatten)]
        target: TargetArgs,
        /// The resource.
        address: String,
    },
    /// Print everything as JSON. Secrets are not part of it.
    Pull {
        /// Which environment.
        #[command(flatten)]
        target: TargetArgs,
    },
    /// Print a state file as Terraform's version 4, to go on with Terraform.
    Export {
        /// Which environment.
        #[command(flatten)]
        target: TargetArgs,
    },
    /// Give a resource or module another address.
    Mv {
        /// Which environment.
        #[command(flatten)]
        target: TargetArgs,
        /// The address now.
        from: String,
        /// The address from now on.
        to: String,
    },
    /// Forget a resource, and leave it alone.
    Rm {
        /// Which environment.
        #[command(flatten)]
        target: TargetArgs,
        /// The address.
        address: String,
    },
    /// Encrypt the state with the key that `tollgate.toml` names now.
    ///
    /// First name the new key there: `state_key = "kms:…"`, or nothing for a key file, which is made if there
    /// is none. Then say here which key the state was encrypted with until now.
    Rekey {
        /// Which environment.
        #[command(flatten)]
        target: TargetArgs,
        /// The key until now: a key file, or `kms:` and the alias or ARN of a key [default: your key file of
        /// this environment].
        #[arg(long, value_name = "KEY", value_hint = ValueHint::FilePath)]
        from: Option<NamedKey>,
    },
    /// End the lease of a run that is no more.
    Unlock {
        /// Which environment.
        #[command(flatten)]
        target: TargetArgs,
    },
}

impl State {
    /// Which environment.
    #[must_use]
    pub fn target(&self) -> &TargetArgs {
        match self {
            Self::List { target, .. }
            | Self::Show { target, .. }
            | Self::Pull { target }
            | Self::Export { target }
            | Self::Mv { target, .. }
            | Self::Rm { target, .. }
            | Self::Rekey { target, .. }
            | Self::Unlock { target } => target,
        }
    }
}

/// `tollgate kinds`.
#[derive(Clone, Debug, Default, Args)]
pub struct Kinds {
    /// The resource type, such as `aws_db_instance` [default: all of them].
    #[arg(value_name = "TYPE")]
    pub resource_type: Option<String>,

    /// Print them as JSON.
    #[arg(long)]
    pub json: bool,
}

/// `tollgate permissions`.
#[derive(Clone, Debug, Default, Args)]
pub struct Permissions {
    /// Which environment.
    #[command(flatten)]
    pub target: TargetArgs,

    /// Only what this plan needs.
    #[arg(long, value_name = "PLAN", conflicts_with = "audit", value_hint = ValueHint::FilePath)]
    pub plan: Option<Utf8PathBuf>,

    /// What an audit needs: nothing that changes anything.
    #[arg(long)]
    pub audit: bool,

    /// Write it into this folder, in as many files as it takes: a managed policy has room for 6,144
    /// characters, and a role takes ten of them.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub split: Option<Utf8PathBuf>,
}
