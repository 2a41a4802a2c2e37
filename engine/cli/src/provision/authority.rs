//! The code and the rules, while an apply runs.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tollgate_apply::code::{Code, Existing};
use tollgate_hcl::config::Configuration;
use tollgate_model::{Address, Object, Outcome, RuleId, Severity};
use tollgate_plan::Plan;
use tollgate_report::Run;

use super::gatekeeper::Gatekeeper;
use super::project::Project;

/// Evaluates the code again as objects come to exist, and asks the rules again that were undecided.
pub struct Authority {
    project: Arc<Project>,
    gatekeeper: Arc<Gatekeeper>,
    /// The code as it was last evaluated, and with how much known.
    evaluated: Mutex<Option<(u64, Arc<Configuration>)>>,
    /// The plan, with what is known by now in the place of what was not.
    plan: Mutex<Plan>,
    /// The rules that the plan left undecided, by the resource that they are about.
    undecided: BTreeMap<Address, Vec<RuleId>>,
    threshold: Severity,
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
            plan: Mutex::new(plan),
            undecided,
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
        let plan = {
            let mut plan = locked(&self.plan);
            let planned = plan.resource_mut(address);
            if let Some(after) = planned.and_then(|planned| planned.change.after.as_mut()) {
                for (name, value) in desired {
                    after.insert(name.clone(), value.clone());
                }
            }
            if !self.undecided.contains_key(address) {
                return Ok(());
            }
            plan.clone()
        };
        let Some(rules) = self.undecided.get(address) else {
            return Ok(());
        };
        let run = self
            .gatekeeper
            .again(&plan, &self.project.directory, rules)
            .map_err(|failure| vec![failure.to_string()])?;
        let assessments = run.documents.iter().map(|document| &document.assessment);
        let findings: Vec<String> = assessments
            .flat_map(|assessment| {
                let about = assessment.verdicts.iter().filter(|verdict| {
                    verdict.address == *address
                        && matches!(verdict.outcome, Outcome::Fail | Outcome::Error)
                });
                about.filter_map(|verdict| {
                    let rule = assessment.rule(&verdict.rule)?;
                    let messages: Vec<&str> = verdict
                        .findings
                        .iter()
                        .map(|finding| finding.message.as_str())
                        .collect();
                    (rule.severity >= self.threshold)
                        .then(|| format!("{}: {}", verdict.rule, messages.join(", ")))
                })
            })
            .collect();
        if findings.is_empty() {
            Ok(())
        } else {
            Err(findings)
        }
    }
}
