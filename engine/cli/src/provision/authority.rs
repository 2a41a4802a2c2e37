//! The code and the rules, while an apply runs.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tollgate_apply::code::{Code, Existing};
use tollgate_hcl::config::Configuration;
use tollgate_model::{Address, Object, Outcome, RuleId, Severity};
use tollgate_plan::Plan;
use tollgate_report::Run;
use tollgate_sources::{Document, Revisable};

use super::docket::Docket;
use super::gatekeeper::Gatekeeper;
use super::project::Project;
use crate::terminal::Failure;

/// Evaluates the code again as objects come to exist, and asks the rules again that were undecided.
pub struct Authority {
    project: Arc<Project>,
    gatekeeper: Arc<Gatekeeper>,
    /// The code as it was last evaluated, and with how much known.
    evaluated: Mutex<Option<(u64, Arc<Configuration>)>>,
    known: Mutex<Known>,
    /// The plan as it was last judged.
    judged: Mutex<Option<Revisable>>,
    /// The rules that the plan left undecided, by the resource that they are about.
    undecided: BTreeMap<Address, Vec<RuleId>>,
    /// Resources whose rules are to be asked, with what was found about them.
    docket: Docket<Address, Vec<String>>,
    threshold: Severity,
}

/// What is known by now.
struct Known {
    /// The plan, with what is known in the place of what was not.
    plan: Plan,
    /// Of which resources more is known than when the plan was last judged.
    news: BTreeSet<Address>,
}

impl Known {
    fn tell(&mut self, address: &Address, desired: &Object) {
        if let Some(planned) = self.plan.resource_mut(address)
            && let Some(after) = planned.change.after.as_mut()
        {
            let values = desired.iter();
            after.extend(values.map(|(name, value)| (name.clone(), value.clone())));
            self.news.insert(address.clone());
        }
    }

    /// The plan, of the resources alone of which there is news.
    fn news(&mut self) -> Plan {
        let news = std::mem::take(&mut self.news);
        let planned = news
            .iter()
            .filter_map(|address| self.plan.resource(address));
        Plan {
            binding: self.plan.binding.clone(),
            resources: planned.cloned().collect(),
            deferred: Vec::new(),
            variables: BTreeMap::new(),
            outputs: BTreeMap::new(),
        }
    }
}

impl fmt::Debug for Authority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Authority")
            .field("project", &self.project)
            .finish_non_exhaustive()
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Authority {
    /// The authority over a plan that was judged in `run`.
    #[must_use]
    pub fn new(project: Arc<Project>, gatekeeper: Arc<Gatekeeper>, plan: Plan, run: &Run) -> Self {
        let mut undecided: BTreeMap<Address, Vec<RuleId>> = BTreeMap::new();
        for verdict in run
            .documents
            .iter()
            .flat_map(|document| &document.assessment.verdicts)
        {
            if verdict.outcome == Outcome::Unknown {
                let rules = undecided.entry(verdict.address.clone()).or_default();
                rules.push(verdict.rule.clone());
            }
        }
        Self {
            project,
            gatekeeper,
            evaluated: Mutex::default(),
            known: Mutex::new(Known {
                plan,
                news: BTreeSet::new(),
            }),
            judged: Mutex::default(),
            undecided,
            docket: Docket::default(),
            threshold: run.threshold,
        }
    }

    /// The outputs, as far as they are known by now.
    #[must_use]
    pub fn outputs(&self, existing: &Existing) -> Object {
        let configuration = self.configuration(existing);
        configuration.map_or_else(|_| Object::new(), |found| found.outputs.clone())
    }

    fn configuration(&self, existing: &Existing) -> Result<Arc<Configuration>, String> {
        // Whoever comes later with the same knowledge waits here, and finds the answer.
        let mut evaluated = locked(&self.evaluated);
        if let Some((generation, configuration)) = evaluated.as_ref()
            && *generation >= existing.generation
        {
            return Ok(configuration.clone());
        }
        let configuration = self.project.evaluate(existing).map_err(|problems| {
            let problems: Vec<String> = problems.0.iter().map(ToString::to_string).collect();
            format!(
                "the code cannot be evaluated any more: {}",
                problems.join("; ")
            )
        })?;
        let configuration = Arc::new(configuration);
        *evaluated = Some((existing.generation, configuration.clone()));
        Ok(configuration)
    }

    /// The document of the plan with all that is known. Only what is new is read again.
    fn document(&self) -> Result<Document, Failure> {
        let mut judged = locked(&self.judged);
        if let Some(plan) = judged.as_mut() {
            let news = locked(&self.known).news();
            let revised = plan.revise(&news.to_json().to_string());
            if let Err(error) = revised {
                // It is not what is known: the next one reads everything.
                *judged = None;
                return Err(error.into_diagnostics().into());
            }
            return Ok(plan.document());
        }
        let plan = {
            let mut known = locked(&self.known);
            known.news.clear();
            known.plan.clone()
        };
        let read = self.gatekeeper.open(&plan, &self.project.directory)?;
        Ok(judged.insert(read).document())
    }

    /// What rules that the plan left undecided say of these resources now.
    fn findings(&self, addresses: &BTreeSet<Address>) -> BTreeMap<Address, Vec<String>> {
        let rules_of = |address: &Address| self.undecided.get(address).into_iter().flatten();
        let rules: BTreeSet<&RuleId> = addresses.iter().flat_map(rules_of).collect();
        let rules: Vec<RuleId> = rules.into_iter().cloned().collect();
        let judged = self
            .document()
            .and_then(|document| self.gatekeeper.again(document, &rules));
        let run = match judged {
            Ok(run) => run,
            Err(failure) => {
                let findings = vec![failure.to_string()];
                let each = addresses.iter();
                return each
                    .map(|address| (address.clone(), findings.clone()))
                    .collect();
            }
        };
        let mut found: BTreeMap<Address, Vec<String>> = BTreeMap::new();
        for assessment in run.documents.iter().map(|document| &document.assessment) {
            for verdict in &assessment.verdicts {
                let is_asked = addresses.contains(&verdict.address)
                    && rules_of(&verdict.address).any(|rule| *rule == verdict.rule);
                let is_against = matches!(verdict.outcome, Outcome::Fail | Outcome::Error);
                let severity = assessment.rule(&verdict.rule).map(|rule| rule.severity);
                if is_asked && is_against && severity >= Some(self.threshold) {
                    let messages: Vec<&str> = verdict
                        .findings
                        .iter()
                        .map(|finding| finding.message.as_str())
                        .collect();
                    let finding = format!("{}: {}", verdict.rule, messages.join(", "));
                    found
                        .entry(verdict.address.clone())
                        .or_default()
                        .push(finding);
                }
            }
        }
        found
    }
}

impl Code for Authority {
    fn desired(&self, address: &Address, existing: &Existing) -> Result<Object, String> {
        let alone = self.project.evaluate_only(existing, address);
        let configuration = match alone {
            Ok(configuration) => Arc::new(configuration),
            // The whole tells what is wrong with the code.
            Err(_) => self.configuration(existing)?,
        };
        let found = configuration
            .resources
            .binary_search_by(|resource| resource.address.cmp(address));
        let resource = found
            .ok()
            .and_then(|found| configuration.resources.get(found));
        let resource =
            resource.ok_or_else(|| format!("the code has no `{address}` any more; plan again"))?;
        Ok(resource.values.clone())
    }

    fn decide(&self, address: &Address, desired: &Object) -> Result<(), Vec<String>> {
        locked(&self.known).tell(address, desired);
        if !self.undecided.contains_key(address) {
            return Ok(());
        }
        let findings = self
            .docket
            .serve(address.clone(), |addresses| self.findings(addresses));
        if findings.is_empty() {
            Ok(())
        } else {
            Err(findings)
        }
    }
}
