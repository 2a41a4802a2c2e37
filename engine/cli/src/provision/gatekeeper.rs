//! The gate in front of every call that changes something: the same rules, waivers and reports as
//! `tollgate check`.

use std::time::Instant;

use camino::Utf8Path;
use tollgate_attest::Digest;
use tollgate_model::rule_view::RuleView;
use tollgate_model::{Resource, RuleId};
use tollgate_plan::Plan;
use tollgate_policy::{Bundle, Waivers};
use tollgate_report::Run;
use tollgate_sources::{self as sources, Document, Input, Revisable};

use super::approval::failed;
use crate::args::{Check, DocumentArgs, Global, JudgeArgs};
use crate::settings::Settings;
use crate::system::System;
use crate::terminal::{Failure, Terminal};
use crate::verb::check;

/// Rules, waivers and how they are used, for one environment.
#[derive(Debug)]
pub struct Gatekeeper {
    args: Check,
    settings: Settings,
    bundle: Bundle,
}

impl Gatekeeper {
    /// Loads the rules, with the parameters of an environment, if one is named.
    ///
    /// # Errors
    /// When rules, settings or waivers are wrong.
    pub fn new(
        judge: &JudgeArgs,
        environment: Option<&str>,
        global: &Global,
        system: &System,
    ) -> Result<Self, Failure> {
        let args = Check {
            document: DocumentArgs {
                environment: environment.map(str::to_owned),
                ..DocumentArgs::default()
            },
            bundle: judge.bundle.clone(),
            severity: judge.severity,
            waivers: judge.waivers.clone(),
            budget: judge.budget,
            pricing: judge.pricing.clone(),
            is_priced: true,
            format: judge.format.clone(),
            quiet: true,
            ..Check::default()
        };
        let settings = Settings::new(&args, global, system)?;
        let bundle = check::load_bundle(&settings.bundle)?;
        Ok(Self {
            args,
            settings,
            bundle,
        })
    }

    /// The digest of the rules.
    #[must_use]
    pub fn digest(&self) -> String {
        self.bundle.digest()
    }

    /// Judges a plan, from its document.
    ///
    /// # Errors
    /// When a waiver is wrong, or the plan is not what the readers know.
    pub fn plan(&self, name: &str, plan: &Plan, code: &Utf8Path) -> Result<Run, Failure> {
        let input = Input::Bytes {
            name: name.to_owned(),
            bytes: plan.to_json().to_string().into_bytes(),
        };
        let document = sources::read(input, &self.reading_plan(plan, code))
            .map_err(|error| error.into_diagnostics())?;
        self.document(document, &self.args)
    }

    /// Reads a plan that is judged again and again, as more of it becomes known.
    ///
    /// # Errors
    /// When the plan is not what the readers know.
    pub fn open(&self, plan: &Plan, code: &Utf8Path) -> Result<Revisable, Failure> {
        let text = plan.to_json().to_string();
        let read = Revisable::read("the plan", &text, &self.reading_plan(plan, code));
        Ok(read.map_err(|error| error.into_diagnostics())?)
    }

    /// Judges a plan again, with these rules alone.
    ///
    /// # Errors
    /// When a waiver is wrong.
    pub fn again(&self, plan: Document, rules: &[RuleId]) -> Result<Run, Failure> {
        let args = Check {
            rule: rules.iter().map(ToString::to_string).collect(),
            ..self.args.clone()
        };
        self.unpriced(plan, &args)
    }

    fn reading_plan(&self, plan: &Plan, code: &Utf8Path) -> sources::Options {
        sources::Options {
            code: Some(code.to_owned()),
            ..self.reading(&plan.binding.account)
        }
    }

    /// Judges what was read of an account. The digest is that of the inventory that was judged.
    ///
    /// # Errors
    /// When a waiver is wrong.
    pub fn live(&self, resources: Vec<Resource>, account: &str) -> Result<(Run, Digest), Failure> {
        let options = self.reading(account);
        let document =
            sources::live(resources, &options).map_err(|error| error.into_diagnostics())?;
        let digest = Digest::of(&RuleView::new(&document.inventory));
        let digest = digest.map_err(|error| failed(&error))?;
        // Only what was touched: a part of an environment has no budget.
        Ok((self.unpriced(document, &self.args)?, digest))
    }

    /// Judges what was read of an account, and says what was not.
    ///
    /// # Errors
    /// When a waiver is wrong.
    pub fn account(
        &self,
        resources: Vec<Resource>,
        missing: Vec<String>,
        account: &str,
    ) -> Result<Run, Failure> {
        let options = self.reading(account);
        let mut document =
            sources::live(resources, &options).map_err(|error| error.into_diagnostics())?;
        document.incomplete = missing;
        self.document(document, &self.args)
    }

    fn reading(&self, account: &str) -> sources::Options {
        let options = self.settings.reading.options(true);
        sources::Options {
            account: Some(account.to_owned()),
            ..options
        }
    }

    fn document(&self, document: Document, args: &Check) -> Result<Run, Failure> {
        self.judged(document, args, &self.settings)
    }

    fn unpriced(&self, document: Document, args: &Check) -> Result<Run, Failure> {
        let settings = Settings {
            pricing: None,
            budget: false,
            ..self.settings.clone()
        };
        self.judged(document, args, &settings)
    }

    fn judged(
        &self,
        document: Document,
        args: &Check,
        settings: &Settings,
    ) -> Result<Run, Failure> {
        let started = Instant::now();
        let now = self.settings.reading.now();
        let waivers = Waivers::load(&self.settings.waivers, &self.bundle, now)?;
        let report = check::judge(document, &self.bundle, &waivers, args, settings)?;
        Ok(check::assembled(
            &self.settings,
            &self.bundle,
            vec![report],
            started,
        ))
    }

    /// Writes the reports.
    ///
    /// # Errors
    /// When one cannot be written.
    pub fn report(&self, run: &Run, terminal: &Terminal) -> Result<(), Failure> {
        check::write_reports(run, &self.settings.outputs, &self.args, terminal)
    }
}
