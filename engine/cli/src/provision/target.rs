//! What `--env` means: the code, its variables, the account, the state, and where AWS is.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::Arc;

use camino::Utf8PathBuf;
use tollgate_aws::{Connection, Recorder};
use tollgate_hcl::config as hcl;
use tollgate_model::{Diagnostic, Diagnostics};
use tollgate_plan::Plan;
use tollgate_sandbox::{AccountId, Endpoints, LoopbackUrl, Options, Sandbox, Surroundings};
use tollgate_state::Backend;

use super::account::Account;
use super::backend::{self, FormerKey};
use super::project::Project;
use crate::args::{AccessArgs, Global, TargetArgs};
use crate::config::{Config, Environment};
use crate::progress::Progress;
use crate::system::System;

/// The region of code whose provider says none, on emulators.
pub const SANDBOX_REGION: &str = "us-east-1";

/// One environment, ready to be worked on.
#[derive(Debug)]
pub struct Target {
    /// Its name.
    pub environment: String,
    /// Its code.
    pub project: Arc<Project>,
    /// Its account.
    pub account: Arc<Account>,
    /// The id of the account, as STS tells it.
    pub account_id: String,
    /// Its state.
    pub backend: Backend,
    /// The folder beside `tollgate.toml` where Tollgate keeps what is its own.
    pub folder: Utf8PathBuf,
    /// The user's own key for approvals.
    pub approval_key: Utf8PathBuf,
    /// Files of keys whose approvals count; the user's own if there are none.
    pub trusted_keys: Vec<Utf8PathBuf>,
    /// The calls that are made.
    pub calls: Recorder,
    /// What plans call the place: `aws`, or the URL of an emulator.
    pub place: String,
}

impl Target {
    /// Whether it is on emulators.
    #[must_use]
    pub fn is_sandbox(&self) -> bool {
        self.place != "aws"
    }

    /// The code alone, without asking AWS for anything.
    ///
    /// # Errors
    /// When the environment is not declared, or has no code.
    pub fn project(
        args: &TargetArgs,
        global: &Global,
        system: &System,
    ) -> Result<Project, Diagnostics> {
        let config = Config::find(global.config.as_deref(), &system.directory)?;
        let (_, environment) = environment(args, &config)?;
        let code = code(args, &environment, &config, system)?;
        let mut terraform = terraform(args, &environment, &config, system);
        terraform.context = hcl::AwsContext {
            account: environment.account.clone(),
            region: environment.region.clone(),
            ..hcl::AwsContext::default()
        };
        let region = environment
            .region
            .unwrap_or_else(|| SANDBOX_REGION.to_owned());
        Ok(Project::new(code, terraform, region))
    }

    /// What `tollgate.toml` says of the environment that is named; none if none is.
    ///
    /// # Errors
    /// When there is no such environment.
    pub fn declared(
        args: &TargetArgs,
        global: &Global,
        system: &System,
    ) -> Result<Option<(String, Environment)>, Diagnostics> {
        let config = Config::find(global.config.as_deref(), &system.directory)?;
        if args.environment.is_none() && config.environment.is_none() {
            return Ok(None);
        }
        environment(args, &config).map(Some)
    }

    /// Finds everything out, and asks AWS who we are.
    ///
    /// # Errors
    /// When something is missing or does not fit, such as the account.
    pub async fn open(
        args: &TargetArgs,
        global: &Global,
        system: &System,
        progress: &Progress,
    ) -> Result<Self, Diagnostics> {
        Self::with_former(args, None, global, system, progress).await
    }

    /// The same, where the state is to have another key than it was encrypted with.
    ///
    /// # Errors
    /// When something is missing or does not fit.
    pub async fn with_former(
        args: &TargetArgs,
        former: Option<FormerKey>,
        global: &Global,
        system: &System,
        progress: &Progress,
    ) -> Result<Self, Diagnostics> {
        let config = Config::find(global.config.as_deref(), &system.directory)?;
        let (name, environment) = environment(args, &config)?;
        let code = code(args, &environment, &config, system)?;
        let mut terraform = terraform(args, &environment, &config, system);
        let wanted = environment.account.clone();
        let (connection, place) = connect(args, wanted.as_deref(), system, progress).await?;
        let calls = Recorder::default();
        let connection = connection.recording(calls.clone());
        let is_sandbox = place != "aws";
        let region = environment.region.clone();
        let region = region.or_else(|| connection.home_region().map(str::to_owned));
        let region = region.unwrap_or_else(|| SANDBOX_REGION.to_owned());
        let account_id = identify(&connection, &region, progress).await?;
        guard(&name, wanted.as_deref(), &account_id, is_sandbox)?;
        terraform.context = hcl::AwsContext {
            account: Some(account_id.clone()),
            region: environment.region.clone(),
            ..hcl::AwsContext::default()
        };
        let folder = config.folder.join(".tollgate");
        let folder = if is_sandbox {
            folder.join("sandbox")
        } else {
            folder
        };
        let keys = if is_sandbox {
            folder.clone()
        } else {
            system.configuration.clone()
        };
        let project_name = config.folder.file_name().unwrap_or("project");
        let resolve = |path: &Utf8PathBuf| config.resolve(path, &system.directory);
        progress.now("looking for the state");
        let whose = backend::Whose {
            name: &name,
            environment: &environment,
            project: project_name,
            folder: folder.clone(),
            keys: keys.clone(),
            region: &region,
            is_sandbox,
            former,
        };
        let backend = backend::open(&whose, &connection, system).await?;
        Ok(Self {
            project: Arc::new(Project::new(code, terraform, region)),
            account: Arc::new(Account::new(connection, is_sandbox)),
            account_id,
            backend,
            folder,
            approval_key: keys
                .join("keys")
                .join(format!("{project_name}-{name}.approval.pem")),
            trusted_keys: environment.trusted_keys.iter().map(resolve).collect(),
            environment: name,
            calls,
            place,
        })
    }
}

/// Where AWS is, and who calls it: the user, or whoever is in the account that is wanted of emulators.
/// Also what plans call the place.
///
/// # Errors
/// When the sandbox cannot be started, or the account is none.
pub async fn connect(
    args: &TargetArgs,
    wanted: Option<&str>,
    system: &System,
    progress: &Progress,
) -> Result<(Connection, String), Diagnostics> {
    if args.sandbox || args.endpoint.is_some() {
        let account = match wanted {
            Some(account) => AccountId::from_str(account)
                .map_err(|error| Diagnostic::error("cli::account", error.to_string()))?,
            None => AccountId::default(),
        };
        return emulators(args, account, system, progress);
    }
    progress.now("looking for credentials");
    let connection = Connection::from_environment(args.profile.as_deref()).await;
    Ok((connection, "aws".to_owned()))
}

/// The account that the credentials are for.
///
/// # Errors
/// When AWS does not say.
pub async fn identify(
    connection: &Connection,
    region: &str,
    progress: &Progress,
) -> Result<String, Diagnostics> {
    progress.now("asking AWS for the account");
    let account = connection.region(region).account().await;
    account.map_err(|failure| {
        let message = format!("AWS does not say which account this is: {failure}");
        Diagnostic::error("cli::account", message)
            .with_help("configure credentials (`aws sso login`, AWS_PROFILE), or try --sandbox")
            .into()
    })
}

/// What the verbs that take a plan file say of its place.
#[must_use]
pub fn of_plan(plan: &Plan, access: &AccessArgs) -> TargetArgs {
    let is_sandbox = plan.binding.target != "aws";
    TargetArgs {
        environment: Some(plan.binding.environment.clone()),
        sandbox: is_sandbox && access.endpoint.is_none(),
        endpoint: access.endpoint.clone(),
        profile: access.profile.clone(),
        code: access.code.clone(),
        var_file: access.var_file.clone(),
        var: access.var.clone(),
    }
}

fn environment(args: &TargetArgs, config: &Config) -> Result<(String, Environment), Diagnostics> {
    let name = args
        .environment
        .clone()
        .or_else(|| config.environment.clone());
    let declared = || {
        let names: Vec<&str> = config.environments.keys().map(String::as_str).collect();
        match names.as_slice() {
            [] => "declare it in tollgate.toml: [environments.dev] with code, var_file, account and region".to_owned(),
            names => format!("tollgate.toml declares {}", names.join(", ")),
        }
    };
    let Some(name) = name else {
        let message = "which environment? name it with --env";
        return Err(Diagnostic::error("cli::environment", message)
            .with_help(declared())
            .into());
    };
    match config.environments.get(&name) {
        Some(environment) => Ok((name, environment.clone())),
        None => Err(Diagnostic::error(
            "cli::environment",
            format!("there is no environment `{name}`"),
        )
        .with_help(declared())
        .into()),
    }
}

fn code(
    args: &TargetArgs,
    environment: &Environment,
    config: &Config,
    system: &System,
) -> Result<Utf8PathBuf, Diagnostics> {
    let written = environment.code.as_ref();
    let code = args
        .code
        .clone()
        .or_else(|| written.map(|code| config.resolve(code, &system.directory)));
    match code {
        Some(code) if code.is_dir() => Ok(code),
        Some(code) => Err(Diagnostic::error("cli::code", format!("there is no folder `{code}`"))
            .with_help("name the root module with --code, or as `code` of the environment in tollgate.toml")
            .into()),
        None => Err(Diagnostic::error("cli::code", "which code? the environment does not say")
            .with_help("name the root module with --code, or as `code` of the environment in tollgate.toml")
            .into()),
    }
}

fn terraform(
    args: &TargetArgs,
    environment: &Environment,
    config: &Config,
    system: &System,
) -> hcl::Options {
    let resolve = |path: &Utf8PathBuf| config.resolve(path, &system.directory);
    let mut var_files: Vec<Utf8PathBuf> = environment.var_file.iter().map(resolve).collect();
    var_files.extend(args.var_file.iter().cloned());
    hcl::Options {
        var_files,
        variables: args.var.clone(),
        environment: system.terraform_variables.clone(),
        ..hcl::Options::default()
    }
}

/// The sandbox, started if it does not run; or emulators that the user runs.
fn emulators(
    args: &TargetArgs,
    account: AccountId,
    system: &System,
    progress: &Progress,
) -> Result<(Connection, String), Diagnostics> {
    let endpoints = match &args.endpoint {
        Some(url) => {
            let url = LoopbackUrl::from_str(url).map_err(|error| {
                Diagnostic::error("cli::endpoint", error.to_string())
                    .with_help("emulators run on this machine: http://127.0.0.1:4566")
            })?;
            let single = Endpoints::single(url, account, SANDBOX_REGION);
            services(single, system)?
        }
        None => started(account, system, progress)?,
    };
    let url = endpoints.default_url().to_string();
    let services: BTreeMap<String, String> = endpoints
        .services()
        .iter()
        .map(|(service, url)| (service.clone(), url.to_string()))
        .collect();
    let access_key = endpoints.credentials().access_key_id;
    let connection = Connection::to_emulators(services, url.clone(), &access_key);
    Ok((connection, "sandbox".to_owned()))
}

/// Services that the environment sends elsewhere, by the variables that every AWS client knows:
/// `AWS_ENDPOINT_URL_WAFV2`. They must be on this machine, too.
fn services(mut endpoints: Endpoints, system: &System) -> Result<Endpoints, Diagnostics> {
    for service in tollgate_sandbox::SERVICES {
        let name = format!("AWS_ENDPOINT_URL_{}", tollgate_sandbox::variable(service));
        let found = system.variables.iter().find(|(known, _)| *known == *name);
        let Some(url) = found.and_then(|(_, url)| url.to_str()) else {
            continue;
        };
        let url = LoopbackUrl::from_str(url)
            .map_err(|error| Diagnostic::error("cli::endpoint", format!("{name}: {error}")))?;
        endpoints = endpoints.with(service, url);
    }
    Ok(endpoints)
}

fn started(
    account: AccountId,
    system: &System,
    progress: &Progress,
) -> Result<Endpoints, Diagnostics> {
    let sandbox = Sandbox::new(Surroundings::new(
        &system.cache,
        system.variables.iter().cloned(),
    ));
    if let Ok(running) = sandbox.status()
        && !running.is_empty()
        && running.iter().all(|status| status.healthy)
        && let Ok(endpoints) = sandbox.endpoints()
    {
        return Ok(endpoints.for_account(account));
    }
    progress.now("starting the sandbox");
    sandbox
        .start(&Options::default(), &mut |step| {
            progress.now(crate::verb::sandbox::words(&step))
        })
        .map_err(|error| Diagnostic::error("sandbox::failed", super::chain(&error)).into())
}

/// The environment names the account that it may touch.
fn guard(
    environment: &str,
    wanted: Option<&str>,
    found: &str,
    is_sandbox: bool,
) -> Result<(), Diagnostics> {
    match wanted {
        Some(wanted) if wanted == found => Ok(()),
        Some(wanted) => Err(Diagnostic::error(
            "cli::other-account",
            format!("`{environment}` belongs to the account {wanted}, and the credentials are for {found}"),
        )
        .with_help("use other credentials (--profile), or change the account of the environment in tollgate.toml")
        .into()),
        None if is_sandbox => Ok(()),
        None => Err(Diagnostic::error(
            "cli::no-account",
            format!("tollgate.toml does not say which account `{environment}` may touch"),
        )
        .with_help(format!("if it is this one, add `account = \"{found}\"` to [environments.{environment}]"))
        .into()),
    }
}
