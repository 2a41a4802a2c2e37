//! The verbs that price, and the flags of prices.

use camino::Utf8PathBuf;
use clap::{Args, Subcommand, ValueHint};
use tollgate_cost::format::Format;

use super::{BundleArgs, DocumentArgs};
use crate::exit::Exit;
use crate::output::Output;

/// At which prices, and for how much use.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Cost")]
pub struct PricingArgs {
    /// How much is used, in the layout of `infracost-usage.yml` [default: what the environment's profile
    /// assumes].
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub usage: Option<Utf8PathBuf>,

    /// Lay the prices of this file over the built-in ones; see `tollgate prices import`.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub prices: Vec<Utf8PathBuf>,

    /// Price everything as if it were in this region.
    #[arg(long, value_name = "REGION")]
    pub price_region: Option<String>,
}

/// `tollgate cost`.
#[derive(Clone, Debug, Default, Args)]
#[command(after_help = Exit::HELP, after_long_help = COST_EXAMPLES)]
pub struct Cost {
    /// Terraform code (a directory), a plan or state as JSON, or `-` for standard input [default: the code
    /// of the environment].
    #[arg(value_name = "DOCUMENT", value_hint = ValueHint::AnyPath)]
    pub documents: Vec<Utf8PathBuf>,

    /// How to read the documents.
    #[command(flatten)]
    pub document: DocumentArgs,

    /// At which prices.
    #[command(flatten)]
    pub pricing: PricingArgs,

    /// Which rules advice must not break.
    #[command(flatten)]
    pub bundle: BundleArgs,

    /// Show what a plan adds or saves, resource by resource.
    #[arg(long, help_heading = "Cost", conflicts_with = "advice")]
    pub compare: bool,

    /// Show what could be saved, what is given up for it, and which rules it would break.
    #[arg(long, help_heading = "Cost")]
    pub advice: bool,

    /// Write it as: table, json, infracost, focus or markdown, `=FILE` to write it there. May be repeated
    /// [default: table].
    #[arg(long, short, value_name = "FORMAT[=FILE]", help_heading = "Output")]
    pub format: Vec<Output<Format>>,

    /// Show every resource, every component and every assumption.
    #[arg(long, short, help_heading = "Output")]
    pub verbose: bool,
}

const COST_EXAMPLES: &str = "\
Examples:
  tollgate cost infra/ --var-file prod.tfvars --environment prod
      What the code costs a month: low, typical, high. Needs no credentials and no network.
  terraform show -json plan.bin | tollgate cost - --compare --format markdown=cost.md
      What a change adds, for a comment on the pull request.
  tollgate cost --environment prod --advice
      What could be saved, and which rules would fail then.

Exit codes:
  0  priced; what has no price is named
  2  bad usage, or a file that cannot be read
  3  incomplete: a part of the document could not be read";

/// `tollgate prices …`.
#[derive(Debug, Subcommand)]
pub enum Prices {
    /// List prices.
    List {
        /// Only keys or services that hold this text.
        filter: Option<String>,
        /// Only the prices of this region; `global` is one.
        #[arg(long, value_name = "REGION")]
        region: Option<String>,
        /// Print them as a price file, with their sources.
        #[arg(long)]
        csv: bool,
        /// Lay the prices of this file over the built-in ones.
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        prices: Vec<Utf8PathBuf>,
    },
    /// Say how old prices are, which are missing in a region, and which nothing uses.
    Check {
        /// Name what is missing in this region.
        #[arg(long, value_name = "REGION")]
        region: Option<String>,
        /// Print it as JSON.
        #[arg(long)]
        json: bool,
        /// Lay the prices of this file over the built-in ones.
        #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        prices: Vec<Utf8PathBuf>,
    },
    /// Make a price file of AWS's public offer files.
    Import {
        /// Files that were downloaded: `index.json` of one offer and region each.
        #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
        files: Vec<Utf8PathBuf>,
        /// Where to write the prices.
        #[arg(long, short, value_name = "FILE", default_value = "prices.csv", value_hint = ValueHint::FilePath)]
        output: Utf8PathBuf,
    },
}
