//! The command line: verbs and their flags.
//!
//! Every flag that `tollgate.toml` can set has the key's name with dashes; a test holds it.

mod cost;
#[cfg(feature = "aws")]
mod provision;

use camino::Utf8PathBuf;
use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use clap_complete::Shell;
use tollgate_model::{Domain, Severity};
use tollgate_sandbox::AccountId;

use crate::exit::Exit;
use crate::output::Output;

pub use cost::{Cost, Prices, PricingArgs};
#[cfg(feature = "aws")]
pub use provision::{
    AccessArgs, Apply, Approve, Audit, Destroy, Drift, Import, JudgeArgs, Kinds, Permissions, Plan,
    RunArgs, Show, State, TargetArgs, Up,
};

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

/// One set of Rego rules for Terraform code, plans, states and live accounts.
#[derive(Debug, Parser)]
#[command(
    name = "tollgate",
    version,
    styles = STYLES,
    after_help = Exit::HELP,
    propagate_version = true,
    max_term_width = 100
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,

    /// What applies to every verb.
    #[command(flatten)]
    pub global: Global,
}

/// Flags of every verb.
#[derive(Clone, Debug, Default, Args)]
pub struct Global {
    /// Read this configuration file instead of the nearest `tollgate.toml`.
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub config: Option<Utf8PathBuf>,

    /// When to use colours.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: ColorWhen,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorWhen {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The verbs, in the order in which people meet them.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Judge documents against the rules, and block what fails.
    Check(Check),
    /// Say what documents cost a month, what a change adds, and what could be saved.
    Cost(Cost),
    /// Look at the prices, and import more of them.
    #[command(subcommand)]
    Prices(Prices),
    /// Print the inventory of a document: what the rules see, as JSON.
    Inventory(Inventory),
    /// Look at the rules, test, lint and measure them.
    #[command(subcommand)]
    Rules(Rules),
    /// Build an environment: plan, gate, apply, verify.
    #[cfg(feature = "aws")]
    Up(Up),
    /// Show what would be built, changed and removed, and what the gate says of it.
    #[cfg(feature = "aws")]
    Plan(Plan),
    /// Show a plan file.
    #[cfg(feature = "aws")]
    Show(Show),
    /// Judge a plan file, and sign that it passed.
    #[cfg(feature = "aws")]
    Approve(Approve),
    /// Do what an approved plan file says.
    #[cfg(feature = "aws")]
    Apply(Apply),
    /// Remove an environment, through the same gate.
    #[cfg(feature = "aws")]
    Destroy(Destroy),
    /// Judge everything that is in an account.
    #[cfg(feature = "aws")]
    Audit(Audit),
    /// Show what was changed behind the engine's back.
    #[cfg(feature = "aws")]
    Drift(Drift),
    /// Take over an object that exists already as a resource of the code.
    #[cfg(feature = "aws")]
    Import(Import),
    /// Look at what is remembered, and mend it.
    #[cfg(feature = "aws")]
    #[command(subcommand)]
    State(State),
    /// List what the engine can build, or explain one kind of resource.
    #[cfg(feature = "aws")]
    Kinds(Kinds),
    /// Print the smallest IAM policy for whoever deploys or audits.
    #[cfg(feature = "aws")]
    Permissions(Permissions),
    /// Run AWS emulators on this machine, for trying things without an account.
    #[command(subcommand)]
    Sandbox(Sandbox),
    /// Write a `tollgate.toml` and a first waiver file, explained.
    Init(Init),
    /// Print the completion script of a shell.
    Completions {
        /// The shell to complete for.
        shell: Shell,
    },
    /// Print the manual page.
    Man,
}

/// Which rules, and where from.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Rules")]
pub struct BundleArgs {
    /// Add the rules of this directory; a rule with a built-in id takes its place.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub policies: Vec<Utf8PathBuf>,

    /// Leave the built-in rules out.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub no_builtin: Option<bool>,
}

/// Which document, and how to read it.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Documents")]
pub struct DocumentArgs {
    /// The environment whose parameters apply [default: what the document says it is].
    #[arg(long, visible_alias = "env", value_name = "NAME")]
    pub environment: Option<String>,

    /// Values for the variables of Terraform code.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub var_file: Vec<Utf8PathBuf>,

    /// The value of one variable of Terraform code.
    #[arg(long, value_name = "NAME=VALUE", value_parser = variable)]
    pub var: Vec<(String, String)>,

    /// The AWS account that the code will run in, twelve digits.
    #[arg(long, value_name = "ID", value_parser = account)]
    pub account: Option<String>,

    /// The AWS region that the code will run in [default: what the provider block says].
    #[arg(long, value_name = "REGION")]
    pub region: Option<String>,

    /// The code that a plan was made from, to show files and lines.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub code: Option<Utf8PathBuf>,
}

/// `tollgate check`.
#[derive(Clone, Debug, Default, Args)]
#[command(after_help = Exit::HELP, after_long_help = CHECK_EXAMPLES)]
pub struct Check {
    /// Terraform code (a directory), a plan or state as JSON, or `-` for standard input.
    #[arg(required = true, value_name = "DOCUMENT", value_hint = ValueHint::AnyPath)]
    pub documents: Vec<Utf8PathBuf>,

    /// How to read the documents.
    #[command(flatten)]
    pub document: DocumentArgs,

    /// Which rules to ask.
    #[command(flatten)]
    pub bundle: BundleArgs,

    /// Ask only these rules.
    #[arg(long, value_name = "ID", help_heading = "Rules")]
    pub rule: Vec<String>,

    /// Ask only the rules of these domains.
    #[arg(long, value_name = "DOMAIN", help_heading = "Rules", value_parser = domain)]
    pub domain: Vec<Domain>,

    /// Seconds that one rule may take, for each 10,000 resources.
    #[arg(long, value_name = "SECONDS", help_heading = "Rules")]
    pub time_limit: Option<f64>,

    /// Block on findings of this severity and above [default: low].
    #[arg(long, value_name = "SEVERITY", help_heading = "Gate", value_parser = severity)]
    pub severity: Option<Severity>,

    /// Block on everything, or only on what a plan introduces or worsens [default: all].
    #[arg(long, value_name = "WHICH", help_heading = "Gate")]
    pub only: Option<Only>,

    /// Whether what can only be decided after apply blocks too [default: allow].
    #[arg(long, value_name = "WHAT", help_heading = "Gate")]
    pub unknown: Option<UnknownMode>,

    /// Fail when no document has a resource that a rule knows.
    #[arg(long, value_name = "BOOL", help_heading = "Gate", num_args = 0..=1, require_equals = true,
        default_missing_value = "true")]
    pub require_resources: Option<bool>,

    /// A file of accepted failures.
    #[arg(long, value_name = "FILE", help_heading = "Gate", value_hint = ValueHint::FilePath)]
    pub waivers: Vec<Utf8PathBuf>,

    /// Price the documents, and ask the rules about budgets, changes and what is dear.
    #[arg(long, value_name = "BOOL", help_heading = "Cost", num_args = 0..=1, require_equals = true,
        default_missing_value = "true")]
    pub budget: Option<bool>,

    /// At which prices.
    #[command(flatten)]
    pub pricing: PricingArgs,

    /// Price the documents, whether or not rules are asked about it.
    #[arg(skip)]
    pub is_priced: bool,

    /// Write a report: terminal, json, junit, sarif, markdown or github, `=FILE` to write it there and
    /// `=-` for standard output. May be repeated [default: terminal].
    #[arg(long, short, value_name = "FORMAT[=FILE]", help_heading = "Output")]
    pub format: Vec<Output>,

    /// Print only what blocks, and the summary.
    #[arg(long, short, help_heading = "Output", conflicts_with = "verbose")]
    pub quiet: bool,

    /// Print what passed, too.
    #[arg(long, short, help_heading = "Output")]
    pub verbose: bool,
}

const CHECK_EXAMPLES: &str = "\
Examples:
  tollgate check infra/ --var-file prod.tfvars
      Judge Terraform code; needs no credentials, provider or terraform binary.
  terraform show -json plan.bin | tollgate check - --code infra/ --only new
      Judge a plan, and block only on what it introduces or worsens.
  tollgate check infra/ --environment prod --budget
      Ask the rules about costs, too: the budget of prod, and what a change adds.
  tollgate check plan.json --format terminal --format junit=gate.xml --format sarif=gate.sarif
      Leave reports for the pipeline.

Exit codes:
  0  passed
  1  findings at or above the threshold
  2  bad usage, or a document that cannot be read
  3  incomplete: something could not be assessed";

/// Which findings block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Only {
    /// All of them.
    #[default]
    All,
    /// Those that the plan introduces or worsens.
    New,
}

/// Whether undecided verdicts block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum UnknownMode {
    /// They are listed, to be decided after apply.
    #[default]
    Allow,
    /// They block like findings.
    Block,
}

/// `tollgate inventory`.
#[derive(Clone, Debug, Args)]
pub struct Inventory {
    /// Terraform code (a directory), a plan or state as JSON, or `-` for standard input.
    #[arg(value_name = "DOCUMENT", value_hint = ValueHint::AnyPath)]
    pub path: Utf8PathBuf,

    /// How to read the document.
    #[command(flatten)]
    pub document: DocumentArgs,
}

/// `tollgate rules …`.
#[derive(Debug, Subcommand)]
pub enum Rules {
    /// List the rules.
    List {
        /// Which rules.
        #[command(flatten)]
        bundle: BundleArgs,
        /// Print them as JSON, with all their metadata.
        #[arg(long)]
        json: bool,
    },
    /// Explain a rule: why it matters, what to do, which controls it supports.
    Show {
        /// The rule, such as `RDS-001`.
        id: String,
        /// Which rules.
        #[command(flatten)]
        bundle: BundleArgs,
    },
    /// Run the tests of the rules, through the gate's own evaluator.
    Test {
        /// Only rules whose id or package holds this text.
        filter: Option<String>,
        /// Which rules.
        #[command(flatten)]
        bundle: BundleArgs,
        /// Print every case, not only the failed ones.
        #[arg(long, short)]
        verbose: bool,
    },
    /// Check the rules against the house subset of Rego and the provider's schema.
    Lint {
        /// Which rules.
        #[command(flatten)]
        bundle: BundleArgs,
    },
    /// Show which lines of the rules their tests never reach.
    Coverage {
        /// Which rules.
        #[command(flatten)]
        bundle: BundleArgs,
        /// Fail when less than this share of lines is reached, in percent.
        #[arg(long, value_name = "PERCENT")]
        minimum: Option<f64>,
    },
}

/// `tollgate sandbox …`.
#[derive(Debug, Subcommand)]
pub enum Sandbox {
    /// Start the emulators in the background; the first time, install them.
    Start {
        /// The account that everything belongs to, twelve digits.
        #[arg(long, value_name = "ID", default_value = "000000000000")]
        account: AccountId,
        /// The region that clients are told.
        #[arg(long, value_name = "REGION", default_value = "us-east-1")]
        region: String,
    },
    /// Say how each emulator is doing. Ends with 3 when one does not answer.
    Status {
        /// Print it as JSON.
        #[arg(long)]
        json: bool,
    },
    /// Print the variables by which the AWS CLI, boto3 and Terraform find it: `eval "$(tollgate sandbox env)"`.
    Env,
    /// Make it forget every object of every account.
    Reset,
    /// End it.
    Stop,
}

/// `tollgate init`.
#[derive(Clone, Debug, Args)]
pub struct Init {
    /// Where to write.
    #[arg(default_value = ".", value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub directory: Utf8PathBuf,

    /// Write over files that are there.
    #[arg(long)]
    pub force: bool,
}

fn variable(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("write it as NAME=VALUE".to_owned()),
    }
}

/// An AWS account.
///
/// # Errors
/// When it is not twelve digits.
pub fn account(text: &str) -> Result<String, String> {
    if text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(text.to_owned())
    } else {
        Err("an account has twelve digits, such as 111122223333".to_owned())
    }
}

/// Parses one of a model enum's words, the way serde does.
fn word<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, String> {
    serde_json::from_value(serde_json::Value::from(text)).map_err(|error| error.to_string())
}

fn severity(text: &str) -> Result<Severity, String> {
    word(text)
}

fn domain(text: &str) -> Result<Domain, String> {
    word(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }
}
