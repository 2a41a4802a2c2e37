//! `tollgate.toml`: what a project says once instead of on every command line.
//!
//! The nearest file upwards from the working directory is read. Every key has a flag, and the flag
//! wins. An unknown key is an error that points at it: a misspelt threshold must not pass silently.

use std::collections::BTreeMap;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use serde::{Deserialize, Deserializer, de};
use tollgate_model::diagnostic::SourceFile;
use tollgate_model::suggestion::nearest;
use tollgate_model::{Diagnostic, Diagnostics, Severity};
use toml::de::{DeTable, DeValue};

use crate::args::{self, Only, UnknownMode};
use crate::remote::{self, BucketPlace, KmsName};

/// The name that is looked for.
pub const FILE_NAME: &str = "tollgate.toml";

/// Every key at the top, with the words that explain it in `tollgate init`.
pub const KEYS: &[(&str, &str)] = &[
    (
        "policies",
        "Folders with your own rules, added to the built-in ones.",
    ),
    ("no_builtin", "Leave the built-in rules out."),
    (
        "environment",
        "The environment whose parameters apply, when nothing else says it.",
    ),
    (
        "severity",
        "Findings of this severity and above block: low, medium, high or critical.",
    ),
    (
        "only",
        "Block on `all` findings, or only on what a plan introduces or worsens: `new`.",
    ),
    (
        "unknown",
        "Whether what can only be decided after apply blocks: `allow` or `block`.",
    ),
    ("waivers", "Files of accepted failures."),
    (
        "format",
        "Reports to write, such as `terminal`, `junit=gate.xml` or `sarif=gate.sarif`.",
    ),
    (
        "require_resources",
        "Fail when no document has a resource that a rule knows.",
    ),
    (
        "time_limit",
        "Seconds that one rule may take, for each 10,000 resources.",
    ),
    (
        "budget",
        "Price what is judged, and ask the rules about budgets and costs.",
    ),
    ("prices", "Files of prices, laid over the built-in ones."),
    (
        "environments",
        "What each environment is: see [environments.prod].",
    ),
];

/// Every key of one environment.
pub const ENVIRONMENT_KEYS: &[(&str, &str)] = &[
    ("var_file", "Values for the variables of Terraform code."),
    ("code", "The root module that is built."),
    (
        "usage",
        "How much is used, for what use decides the cost of.",
    ),
    ("account", "The AWS account, twelve digits."),
    ("region", "The AWS region."),
    (
        "trusted_keys",
        "Public keys whose approvals count, in PEM; your own if there are none.",
    ),
    (
        "state",
        "Where the state is, in a bucket; the folder .tollgate if it is not said.",
    ),
    (
        "state_key",
        "The key of KMS that encrypts the state; a key file of your own if it is not said.",
    ),
];

/// The file as its author wrote it. Paths are relative to the file's own folder.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// See [`KEYS`].
    pub policies: Vec<Utf8PathBuf>,
    /// See [`KEYS`].
    pub no_builtin: Option<bool>,
    /// See [`KEYS`].
    pub environment: Option<String>,
    /// See [`KEYS`].
    pub severity: Option<Severity>,
    /// See [`KEYS`].
    pub only: Option<OnlyKey>,
    /// See [`KEYS`].
    pub unknown: Option<UnknownKey>,
    /// See [`KEYS`].
    pub waivers: Vec<Utf8PathBuf>,
    /// See [`KEYS`].
    pub format: Vec<String>,
    /// See [`KEYS`].
    pub require_resources: Option<bool>,
    /// See [`KEYS`].
    pub time_limit: Option<f64>,
    /// See [`KEYS`].
    pub budget: Option<bool>,
    /// See [`KEYS`].
    pub prices: Vec<Utf8PathBuf>,
    /// See [`KEYS`].
    pub environments: BTreeMap<String, Environment>,
    /// The folder that paths are relative to.
    #[serde(skip)]
    pub folder: Utf8PathBuf,
}

/// One environment.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Environment {
    /// See [`ENVIRONMENT_KEYS`].
    pub var_file: Vec<Utf8PathBuf>,
    /// See [`ENVIRONMENT_KEYS`].
    pub code: Option<Utf8PathBuf>,
    /// See [`ENVIRONMENT_KEYS`].
    pub usage: Option<Utf8PathBuf>,
    /// See [`ENVIRONMENT_KEYS`].
    pub trusted_keys: Vec<Utf8PathBuf>,
    /// See [`ENVIRONMENT_KEYS`].
    #[serde(deserialize_with = "account")]
    pub account: Option<String>,
    /// See [`ENVIRONMENT_KEYS`].
    pub region: Option<String>,
    /// See [`ENVIRONMENT_KEYS`].
    #[serde(deserialize_with = "remote::written")]
    pub state: Option<BucketPlace>,
    /// See [`ENVIRONMENT_KEYS`].
    #[serde(deserialize_with = "remote::written")]
    pub state_key: Option<KmsName>,
}

fn account<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let text = String::deserialize(deserializer)?;
    args::account(&text).map(Some).map_err(de::Error::custom)
}

/// [`Only`], as the file writes it.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OnlyKey {
    /// Everything.
    All,
    /// What the plan introduces or worsens.
    New,
}

impl From<OnlyKey> for Only {
    fn from(key: OnlyKey) -> Self {
        match key {
            OnlyKey::All => Self::All,
            OnlyKey::New => Self::New,
        }
    }
}

/// [`UnknownMode`], as the file writes it.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UnknownKey {
    /// Listed.
    Allow,
    /// Blocks.
    Block,
}

impl From<UnknownKey> for UnknownMode {
    fn from(key: UnknownKey) -> Self {
        match key {
            UnknownKey::Allow => Self::Allow,
            UnknownKey::Block => Self::Block,
        }
    }
}

impl Config {
    /// The file that was named, or else the nearest one upwards from `directory`, or else nothing.
    ///
    /// # Errors
    /// When the file cannot be read, or says something that is not understood.
    pub fn find(named: Option<&Utf8Path>, directory: &Utf8Path) -> Result<Self, Diagnostics> {
        let path = match named {
            Some(path) => directory.join(path),
            None => match directory
                .ancestors()
                .map(|at| at.join(FILE_NAME))
                .find(|at| at.is_file())
            {
                Some(path) => path,
                None => {
                    return Ok(Self {
                        folder: directory.to_owned(),
                        ..Self::default()
                    });
                }
            },
        };
        let text = std::fs::read_to_string(&path).map_err(|error| {
            Diagnostic::error(
                "cli::config-unreadable",
                format!("cannot read `{path}`: {error}"),
            )
            .with_help("name another file with --config, or run `tollgate init` to write one")
        })?;
        let shown = path.strip_prefix(directory).unwrap_or(&path);
        let mut config = Self::parse(shown.as_str(), &text)?;
        config.folder = path.parent().unwrap_or(directory).to_owned();
        Ok(config)
    }

    /// Reads the text of a file called `name`.
    ///
    /// # Errors
    /// One diagnostic for each unknown key, or for the first value that is not understood.
    pub fn parse(name: &str, text: &str) -> Result<Self, Diagnostics> {
        let source = SourceFile::new(name, Arc::from(text));
        let bad = |error: &toml::de::Error| {
            Diagnostic::error("cli::config-invalid", error.message().trim().to_owned()).at(
                &source,
                error.span().unwrap_or(0..0),
                "here",
            )
        };
        let table = DeTable::parse(text).map_err(|error| bad(&error))?;
        let mut unknown = Diagnostics::default();
        check_keys(table.get_ref(), KEYS, &source, &mut unknown);
        if let Some(environments) = table.get_ref().get("environments")
            && let DeValue::Table(environments) = environments.get_ref()
        {
            for environment in environments.values() {
                if let DeValue::Table(keys) = environment.get_ref() {
                    check_keys(keys, ENVIRONMENT_KEYS, &source, &mut unknown);
                }
            }
        }
        if !unknown.is_empty() {
            return Err(unknown);
        }
        toml::from_str(text).map_err(|error| bad(&error).into())
    }

    /// A path of this file, relative to where the process runs.
    #[must_use]
    pub fn resolve(&self, path: &Utf8Path, directory: &Utf8Path) -> Utf8PathBuf {
        let path = self.folder.join(path);
        match path.strip_prefix(directory) {
            Ok(own) if own.as_str().is_empty() => Utf8PathBuf::from("."),
            Ok(below) => below.to_owned(),
            Err(_) => path,
        }
    }
}

fn check_keys(
    table: &DeTable<'_>,
    known: &[(&str, &str)],
    source: &SourceFile,
    unknown: &mut Diagnostics,
) {
    let names = || known.iter().map(|(name, _)| *name);
    for key in table
        .keys()
        .filter(|key| !names().any(|name| name == key.get_ref().as_ref()))
    {
        let help = match nearest(key.get_ref(), names()) {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("the keys are {}", names().collect::<Vec<_>>().join(", ")),
        };
        unknown.push(
            Diagnostic::error(
                "cli::config-unknown-key",
                format!("unknown key `{}`", key.get_ref()),
            )
            .at(source, key.span(), "not a key of tollgate.toml")
            .with_help(help),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::Cli;
    use clap::CommandFactory;

    fn problems(text: &str) -> Diagnostics {
        Config::parse(FILE_NAME, text).unwrap_err()
    }

    #[test]
    fn a_full_file_is_read() {
        let config = Config::parse(
            FILE_NAME,
            "severity = 'high'\nonly = 'new'\nformat = ['junit=a.xml']\n\
             [environments.prod]\nvar_file = ['prod.tfvars']\naccount = '111122223333'\n",
        )
        .unwrap();
        assert_eq!(config.severity, Some(Severity::High));
        assert_eq!(config.environments["prod"].var_file, ["prod.tfvars"]);
    }

    #[test]
    fn every_unknown_key_is_pointed_at() {
        let found = problems("severty = 'high'\n[environments.prod]\nacount = '1'\n");
        let shown: Vec<_> = found
            .0
            .iter()
            .map(|d| (d.location().unwrap().line, d.help.clone().unwrap()))
            .collect();
        assert_eq!(
            shown,
            [
                (1, "did you mean `severity`?".to_owned()),
                (3, "did you mean `account`?".to_owned())
            ]
        );
    }

    #[test]
    fn a_wrong_value_is_pointed_at() {
        let found = problems("policies = []\nseverity = 'huge'\n");
        assert_eq!(found.0[0].location().unwrap().line, 2);
        assert!(found.0[0].message.contains("huge"), "{found}");
    }

    #[test]
    fn broken_toml_is_pointed_at() {
        assert_eq!(
            problems("policies = [\nseverity").0[0].code,
            "cli::config-invalid"
        );
    }

    #[test]
    fn every_key_has_a_flag() {
        let command = Cli::command();
        let check = command.find_subcommand("check").unwrap();
        // Who may approve, and where the state is, stands in the file alone, under review.
        let in_file_only = ["environments", "trusted_keys", "state", "state_key"];
        let keys = KEYS
            .iter()
            .chain(ENVIRONMENT_KEYS)
            .filter(|(name, _)| !in_file_only.contains(name));
        for (name, _) in keys {
            let flag = name.replace('_', "-");
            let found = check
                .get_arguments()
                .any(|arg| arg.get_long() == Some(flag.as_str()));
            assert!(found, "--{flag}");
        }
    }

    #[test]
    fn every_key_is_listed() {
        let all = KEYS.iter().map(|(name, _)| match *name {
            "severity" => "severity = 'low'".to_owned(),
            "only" => "only = 'all'".to_owned(),
            "unknown" => "unknown = 'allow'".to_owned(),
            "environment" => "environment = 'dev'".to_owned(),
            "time_limit" => "time_limit = 2.0".to_owned(),
            "no_builtin" | "require_resources" | "budget" => format!("{name} = true"),
            "environments" => "[environments.dev]".to_owned(),
            list => format!("{list} = []"),
        });
        Config::parse(FILE_NAME, &all.collect::<Vec<_>>().join("\n")).unwrap();
    }
}
