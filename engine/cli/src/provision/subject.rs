//! What an audit looks at: the account of an environment, or an account alone.

use std::sync::Arc;

use tollgate_aws::Recorder;
use tollgate_model::{Diagnostic, Diagnostics};
use tollgate_state::State;

use super::account::Account;
use super::project::Project;
use super::target::{self, SANDBOX_REGION, Target};
use super::{regions, state_failed};
use crate::args::{Audit, Global};
use crate::progress::Progress;
use crate::system::System;

/// An account, and what is known of it.
#[derive(Debug)]
pub struct Subject {
    /// The account.
    pub account: Arc<Account>,
    /// Its id, as STS tells it.
    pub account_id: String,
    /// The environment that it belongs to, if one was named.
    pub environment: Option<String>,
    /// What the environment's state remembers; nothing without one.
    pub state: State,
    /// The regions to look at.
    pub regions: Vec<String>,
    /// Whether it is on emulators.
    pub is_sandbox: bool,
    /// The code of the environment.
    pub project: Option<Arc<Project>>,
    /// The calls that are made.
    pub calls: Recorder,
}

impl Subject {
    /// The environment that is named, or the account of the credentials if only that is.
    ///
    /// # Errors
    /// When it is another account than the one that is wanted, or AWS cannot be asked.
    pub async fn open(
        args: &Audit,
        global: &Global,
        system: &System,
        progress: &Progress,
    ) -> Result<Self, Diagnostics> {
        let is_bare = args.account.is_some() || args.role.is_some();
        if is_bare && args.target.environment.is_none() {
            return Self::alone(args, system, progress).await;
        }
        let target = Target::open(&args.target, global, system, progress).await?;
        let state = target.backend.read().await;
        let state = state.map_err(|error| state_failed(&error))?;
        Ok(Self {
            regions: match args.region.as_slice() {
                [] => regions::of(&target, &state),
                regions => regions.to_vec(),
            },
            is_sandbox: target.is_sandbox(),
            account: target.account,
            account_id: target.account_id,
            environment: Some(target.environment),
            project: Some(target.project),
            state,
            calls: target.calls,
        })
    }

    async fn alone(
        args: &Audit,
        system: &System,
        progress: &Progress,
    ) -> Result<Self, Diagnostics> {
        let wanted = args.account.as_deref();
        let (connection, place) = target::connect(&args.target, wanted, system, progress).await?;
        let calls = Recorder::default();
        let mut connection = connection.recording(calls.clone());
        let is_sandbox = place != "aws";
        let home = connection.home_region().map(str::to_owned);
        let regions = match (args.region.as_slice(), home, is_sandbox) {
            ([], Some(home), _) => vec![home],
            ([], None, true) => vec![SANDBOX_REGION.to_owned()],
            ([], None, false) => {
                let message = "which regions? the configuration of AWS names none";
                return Err(Diagnostic::error("cli::region", message)
                    .with_help("name each with --region")
                    .into());
            }
            (regions, _, _) => regions.to_vec(),
        };
        let first = regions.first().map_or(SANDBOX_REGION, String::as_str);
        if let Some(role) = &args.role {
            progress.now("taking the role on");
            let assumed = connection.assuming(role, first).await;
            connection = assumed.map_err(|failure| {
                Diagnostic::error("cli::role", failure.to_string())
                    .with_help("look at the trust policy of the role, and at its name")
            })?;
        }
        let account_id = target::identify(&connection, first, progress).await?;
        if wanted.is_some_and(|wanted| wanted != account_id) {
            let message = format!(
                "{} is to be audited, and the credentials are for {account_id}",
                wanted.unwrap_or_default()
            );
            return Err(Diagnostic::error("cli::other-account", message)
                .with_help("use other credentials (--profile), or a role of that account (--role)")
                .into());
        }
        Ok(Self {
            account: Arc::new(Account::new(connection, is_sandbox)),
            account_id,
            environment: None,
            project: None,
            state: State::default(),
            regions,
            is_sandbox,
            calls,
        })
    }
}
