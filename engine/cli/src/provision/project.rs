//! What an environment is built from: its code, its variables, its account.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use camino::Utf8PathBuf;
use tollgate_apply::code::Existing;
use tollgate_hcl::config::{self as hcl, Code, Configuration};
use tollgate_model::{Address, Diagnostics, Object};

use super::account::Account;

/// The code of one environment.
#[derive(Debug)]
pub struct Project {
    /// The root module.
    pub directory: Utf8PathBuf,
    /// Variables, account and region. Nothing is known of resources.
    options: hcl::Options,
    region: String,
    /// What AWS answered to data sources.
    answers: Mutex<Arc<BTreeMap<Address, Object>>>,
    /// The code, once it was read: what is planned is what is applied.
    code: Mutex<Option<Arc<Code>>>,
}

impl Project {
    /// The code in a directory. `region` is where resources are whose provider says nothing.
    #[must_use]
    pub fn new(directory: Utf8PathBuf, options: hcl::Options, region: String) -> Self {
        Self {
            directory,
            options,
            region,
            answers: Mutex::default(),
            code: Mutex::default(),
        }
    }

    /// Where resources are whose provider says nothing.
    #[must_use]
    pub fn region(&self) -> &str {
        &self.region
    }

    /// The region that `tollgate.toml` names.
    #[must_use]
    pub fn home(&self) -> Option<&str> {
        self.options.context.region.as_deref()
    }

    /// Whether AWS has answered a data source.
    #[must_use]
    pub fn is_answered(&self, address: &Address) -> bool {
        self.answers().contains_key(address)
    }

    /// Remembers what AWS answered to a data source.
    pub fn answer(&self, address: Address, answer: Object) {
        Arc::make_mut(&mut self.answers()).insert(address, answer);
    }

    fn answers(&self) -> std::sync::MutexGuard<'_, Arc<BTreeMap<Address, Object>>> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the code configures, with these objects known.
    ///
    /// # Errors
    /// Everything that is wrong with the code.
    pub fn evaluate(&self, existing: &Existing) -> Result<Configuration, Diagnostics> {
        self.evaluated(existing, None)
    }

    /// What the code configures of one resource and of what that needs, with these objects known.
    ///
    /// # Errors
    /// Everything that is wrong with that part of the code.
    pub fn evaluate_only(
        &self,
        existing: &Existing,
        only: &Address,
    ) -> Result<Configuration, Diagnostics> {
        self.evaluated(existing, Some(only.clone()))
    }

    fn evaluated(
        &self,
        existing: &Existing,
        only: Option<Address>,
    ) -> Result<Configuration, Diagnostics> {
        let options = hcl::Options {
            known: existing.objects.clone(),
            answers: self.answers().clone(),
            only,
            ..self.options.clone()
        };
        self.code()?.evaluate(&options)
    }

    fn code(&self) -> Result<Arc<Code>, Diagnostics> {
        let mut code = self.code.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(code) = code.as_ref() {
            return Ok(code.clone());
        }
        let read = Arc::new(Code::read(&self.directory, &self.options)?);
        Ok(code.insert(read).clone())
    }

    /// What the code configures when nothing stands yet, with AWS's answers to its data sources.
    ///
    /// # Errors
    /// Everything that is wrong with the code.
    pub async fn evaluate_alone(&self, account: &Account) -> Result<Configuration, Diagnostics> {
        loop {
            let configuration = self.evaluate(&Existing::default())?;
            if !account.answer(self, &configuration).await? {
                return Ok(configuration);
            }
        }
    }
}
