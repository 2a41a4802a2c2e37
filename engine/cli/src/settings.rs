//! Settings of a run: the flag if it was given, else the key of `tollgate.toml`, else the default.

use std::collections::BTreeMap;
use std::time::Duration;

use camino::{Utf8Path, Utf8PathBuf};
use tollgate_hcl::config as hcl;
use tollgate_model::{Diagnostic, Diagnostics, Severity};
use tollgate_sources as sources;

use crate::args::{BundleArgs, Check, DocumentArgs, Global, Only, UnknownMode};
use crate::config::{Config, Environment};
use crate::output::{self, Output};
use crate::pricing::Pricing;
use crate::system::System;

/// Everything that `tollgate check` goes by.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Documents as they were named.
    pub documents: Vec<Utf8PathBuf>,
    /// How to read them.
    pub reading: Reading,
    /// Which rules there are.
    pub bundle: BundleArgs,
    /// Findings of this severity and above block.
    pub severity: Severity,
    /// Which findings block.
    pub only: Only,
    /// Whether undecided verdicts block.
    pub unknown: UnknownMode,
    /// Fail when nothing is known to a rule.
    pub require_resources: bool,
    /// Files of waivers.
    pub waivers: Vec<Utf8PathBuf>,
    /// Reports to write.
    pub outputs: Vec<Output>,
    /// Time that one rule may take.
    pub time_limit: Option<Duration>,
    /// At which prices, if costs are to be told.
    pub pricing: Option<Pricing>,
    /// Whether the rules are asked about costs.
    pub budget: bool,
}

/// How documents are read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The environment that was asked for.
    pub environment: Option<String>,
    /// What `tollgate.toml` says of environments.
    environments: BTreeMap<String, Environment>,
    config: Config,
    directory: Utf8PathBuf,
    args: DocumentArgs,
    terraform_variables: BTreeMap<String, String>,
    now: String,
}

impl Reading {
    /// What the flags and the configuration say.
    #[must_use]
    pub fn new(args: &DocumentArgs, config: &Config, system: &System) -> Self {
        Self {
            environment: args
                .environment
                .clone()
                .or_else(|| config.environment.clone()),
            environments: config.environments.clone(),
            config: config.clone(),
            directory: system.directory.clone(),
            args: args.clone(),
            terraform_variables: system.terraform_variables.clone(),
            now: system.now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        }
    }

    /// Whether `tollgate.toml` says what this environment is.
    #[must_use]
    pub fn declares(&self, environment: &str) -> bool {
        self.environments.contains_key(environment)
    }

    /// The code of the environment that was asked for, as `tollgate.toml` writes it.
    #[must_use]
    pub fn code(&self) -> Option<&Utf8Path> {
        let environment = self.environments.get(self.environment.as_ref()?)?;
        environment.code.as_deref()
    }

    /// The usage file of the environment that was asked for, as `tollgate.toml` writes it.
    #[must_use]
    pub fn usage(&self) -> Option<&Utf8Path> {
        let environment = self.environments.get(self.environment.as_ref()?)?;
        environment.usage.as_deref()
    }

    /// The time of judgement, RFC 3339 in UTC.
    #[must_use]
    pub fn now(&self) -> &str {
        &self.now
    }

    /// Options for the readers; `want_prior` asks for the state before a plan's changes, too.
    #[must_use]
    pub fn options(&self, want_prior: bool) -> sources::Options {
        let environment = self
            .environment
            .as_ref()
            .and_then(|name| self.environments.get(name))
            .cloned()
            .unwrap_or_default();
        let var_files = if self.args.var_file.is_empty() {
            let resolve = |path: &Utf8PathBuf| self.config.resolve(path, &self.directory);
            environment.var_file.iter().map(resolve).collect()
        } else {
            self.args.var_file.clone()
        };
        let account = self.args.account.clone().or(environment.account);
        let region = self.args.region.clone().or(environment.region);
        sources::Options {
            code: self.args.code.clone(),
            environment: self.environment.clone(),
            account: account.clone(),
            region: region.clone(),
            now: self.now.clone(),
            want_prior,
            terraform: hcl::Options {
                var_files,
                variables: self.args.var.clone(),
                environment: self.terraform_variables.clone(),
                context: hcl::AwsContext {
                    account,
                    region,
                    ..hcl::AwsContext::default()
                },
                ..hcl::Options::default()
            },
            ..sources::Options::default()
        }
    }
}

/// Which rules there are: flags over configuration.
#[must_use]
pub fn bundle(args: &BundleArgs, config: &Config, directory: &Utf8Path) -> BundleArgs {
    let resolve = |path: &Utf8PathBuf| config.resolve(path, directory);
    BundleArgs {
        policies: match args.policies.as_slice() {
            [] => config.policies.iter().map(resolve).collect(),
            flags => flags.to_vec(),
        },
        no_builtin: args.no_builtin.or(config.no_builtin),
    }
}

impl Settings {
    /// Settings of `tollgate check`.
    ///
    /// # Errors
    /// When the configuration file cannot be read or understood.
    pub fn new(args: &Check, global: &Global, system: &System) -> Result<Self, Diagnostics> {
        let config = Config::find(global.config.as_deref(), &system.directory)?;
        let outputs = match (args.format.as_slice(), config.format.as_slice()) {
            ([], []) => vec![Output::default()],
            ([], keys) => keys
                .iter()
                .map(|key| {
                    let output: Output = key
                        .parse()
                        .map_err(|error: String| bad_format(key, &error))?;
                    Ok(Output {
                        file: output
                            .file
                            .map(|file| config.resolve(&file, &system.directory)),
                        ..output
                    })
                })
                .collect::<Result<_, Diagnostics>>()?,
            (flags, _) => flags.to_vec(),
        };
        output::check(&outputs)?;
        let waivers = if args.waivers.is_empty() {
            config
                .waivers
                .iter()
                .map(|path| config.resolve(path, &system.directory))
                .collect()
        } else {
            args.waivers.clone()
        };
        if let Some(code) = &args.document.code
            && !code.is_dir()
        {
            let message = format!("there is no directory `{code}` for --code");
            let help = "name the root module that the plan was made from";
            return Err(Diagnostic::error("cli::code-directory", message)
                .with_help(help)
                .into());
        }
        let time_limit = args.time_limit.or(config.time_limit);
        let reading = Reading::new(&args.document, &config, system);
        let budget = args.budget.or(config.budget).unwrap_or_default();
        Ok(Self {
            documents: args.documents.clone(),
            budget,
            pricing: (budget || args.is_priced)
                .then(|| Pricing::new(&args.pricing, &config, &reading, system))
                .transpose()?,
            reading,
            bundle: bundle(&args.bundle, &config, &system.directory),
            severity: args.severity.or(config.severity).unwrap_or(Severity::Low),
            only: args
                .only
                .or(config.only.map(Only::from))
                .unwrap_or_default(),
            unknown: args
                .unknown
                .or(config.unknown.map(UnknownMode::from))
                .unwrap_or_default(),
            require_resources: args
                .require_resources
                .or(config.require_resources)
                .unwrap_or_default(),
            waivers,
            outputs,
            time_limit: time_limit.map(seconds).transpose()?,
        })
    }
}

fn bad_format(key: &str, error: &str) -> Diagnostics {
    Diagnostic::error(
        "cli::config-format",
        format!("`format` holds `{key}`: {error}"),
    )
    .into()
}

fn seconds(value: f64) -> Result<Duration, Diagnostics> {
    Duration::try_from_secs_f64(value)
        .ok()
        .filter(|limit| !limit.is_zero())
        .ok_or_else(|| {
            Diagnostic::error(
                "cli::time-limit",
                format!("a time limit of {value} seconds is not possible"),
            )
            .with_help("give a number of seconds above zero, such as 2 or 0.5")
            .into()
        })
}
