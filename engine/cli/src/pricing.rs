//! At which prices a document is priced, and for how much use.

use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use tollgate_cost::usage::{Profile, UsageFile};
use tollgate_cost::{Estimate, Options, PriceBook, Usage, advice, attach, estimate};
use tollgate_model::cost::{Budget, CostSummary};
use tollgate_model::diagnostic::SourceFile;
use tollgate_model::{Diagnostic, Diagnostics, DocumentKind, Inventory};
use tollgate_policy::Bundle;
use tollgate_sources::Document;

use crate::args::PricingArgs;
use crate::config::Config;
use crate::settings::Reading;
use crate::system::System;

/// A price book, and what is known of use.
#[derive(Clone, Debug)]
pub struct Pricing {
    book: Arc<PriceBook>,
    usage: Option<UsageFile>,
    region: Option<Arc<str>>,
}

impl Pricing {
    /// The book with the files that flags or the configuration name, and the usage file of the
    /// environment.
    ///
    /// # Errors
    /// When a file cannot be read, or is wrong.
    pub fn new(
        args: &PricingArgs,
        config: &Config,
        reading: &Reading,
        system: &System,
    ) -> Result<Self, Diagnostics> {
        let resolve = |path| config.resolve(path, &system.directory);
        let book = book(&args.prices, config, system)?;
        let of_environment = reading.usage().map(resolve);
        let usage = args.usage.clone().or(of_environment);
        let usage = usage
            .map(|path| read(&path, "cost::usage-unreadable", "a usage file"))
            .transpose()?
            .map(|file| UsageFile::parse(&file))
            .transpose()?;
        Ok(Self {
            book: Arc::new(book),
            usage,
            region: args.price_region.as_deref().map(Arc::from),
        })
    }

    /// What an inventory costs.
    #[must_use]
    pub fn estimate(&self, inventory: &Inventory) -> Estimate {
        let profile = Profile::of(inventory.context.environment.as_deref());
        let usage = Usage::new(self.usage.clone(), profile);
        let options = Options {
            region: self.region.clone(),
        };
        estimate(inventory, &self.book, &usage, &options)
    }

    /// What a document costs, and, for a plan, what it cost before.
    ///
    /// # Errors
    /// When the usage file names resources that code or a plan does not have.
    pub fn document(
        &self,
        document: &mut Document,
    ) -> Result<(Estimate, Option<Estimate>), Diagnostics> {
        if let Some(usage) = &self.usage {
            let is_whole = matches!(
                document.kind,
                DocumentKind::TerraformCode
                    | DocumentKind::TerraformPlan
                    | DocumentKind::TollgatePlan
            );
            let unknown = usage.unknown_resources(&document.inventory);
            if is_whole && !unknown.is_empty() {
                return Err(unknown);
            }
            document.warnings.extend(usage.warnings.clone());
        }
        let environment = document.inventory.context.environment.clone();
        let before = document.prior.as_mut().map(|prior| {
            prior.context.environment = environment;
            self.estimate(prior)
        });
        Ok((self.estimate(&document.inventory), before))
    }

    /// Prices a document; for rules that ask about it, puts the costs where they see them.
    ///
    /// # Errors
    /// As [`Self::document`].
    pub fn tell(
        &self,
        document: &mut Document,
        bundle: &Bundle,
        for_rules: bool,
    ) -> Result<CostSummary, Diagnostics> {
        let (estimate, before) = self.document(document)?;
        let environment = document.inventory.context.environment.as_deref();
        let summary = CostSummary {
            budget: budget(bundle, environment),
            ..estimate.summary(before.as_ref())
        };
        if for_rules {
            if let (Some(prior), Some(before)) = (&mut document.prior, &before) {
                self.attach(prior, before, &before.summary(None));
            }
            self.attach(&mut document.inventory, &estimate, &summary);
        }
        Ok(summary)
    }

    fn attach(&self, inventory: &mut Inventory, estimate: &Estimate, summary: &CostSummary) {
        let savings = advice::savings(inventory, estimate, |changed| self.estimate(changed));
        attach::attach(inventory, estimate, summary, savings, None);
    }
}

/// The built-in prices, under those of the files that flags or else the configuration name.
///
/// # Errors
/// When a file cannot be read, or is wrong.
pub fn book(
    files: &[Utf8PathBuf],
    config: &Config,
    system: &System,
) -> Result<PriceBook, Diagnostics> {
    let resolve = |path: &Utf8PathBuf| config.resolve(path, &system.directory);
    let files = match files {
        [] => config.prices.iter().map(resolve).collect(),
        flags => flags.to_vec(),
    };
    let mut book = PriceBook::builtin()?;
    for path in files {
        book.overlay(&read(&path, "cost::prices-unreadable", "a file of prices")?)?;
    }
    Ok(book)
}

/// What an environment may cost, by the parameters of the rules.
#[must_use]
pub fn budget(bundle: &Bundle, environment: Option<&str>) -> Option<Budget> {
    let parameters = bundle.parameters(environment);
    let budget = parameters.get("cost")?.get("budget")?;
    let dollars = |name| budget.get(name)?.to_string().parse().ok();
    Some(Budget {
        lower: dollars("lower"),
        upper: dollars("upper")?,
    })
}

fn read(path: &Utf8Path, code: &'static str, what: &str) -> Result<SourceFile, Diagnostics> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(SourceFile::new(path, Arc::from(text))),
        Err(error) => Err(
            Diagnostic::error(code, format!("cannot read `{path}`: {error}"))
                .with_help(format!("name {what}; docs/cost.md shows one"))
                .into(),
        ),
    }
}
