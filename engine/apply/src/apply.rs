//! From an approved plan to what it says.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tollgate_attest::Approved;
use tollgate_model::Action;
use tollgate_plan::{Cycle, Plan, Reason, Step as Ordered};
use tollgate_state::Key;

use crate::event::Event;
use crate::run::Run;
use crate::step::Step;
use crate::walk::{End, walk};

/// What came of a plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Steps that ended well.
    pub done: usize,
    /// Steps that failed.
    pub failed: usize,
    /// Steps that were not begun, because of others or because the user stopped.
    pub skipped: usize,
    /// How long it took.
    pub elapsed: Duration,
    /// How long the steps took that had to wait for each other, the longest of these chains: with any
    /// number of steps at a time it cannot be done faster.
    pub chain: Duration,
}

impl Applied {
    /// Whether everything was done.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.failed == 0 && self.skipped == 0
    }
}

/// Does what the plan says. What fails is in the events and in the state; the rest goes on.
///
/// # Errors
/// When the resources of the plan wait for each other.
pub async fn apply(approved: &Approved<Plan>, run: Arc<Run>) -> Result<Applied, Cycle> {
    let plan = approved.get();
    let steps = plan.steps()?;
    let planned: Vec<Arc<_>> = plan.resources.iter().cloned().map(Arc::new).collect();
    let of = |position: usize| {
        let step = steps.get(position)?;
        Some((planned.get(step.change)?.clone(), step.verb))
    };
    let stop = run.stop.clone();
    let begun = Instant::now();
    let times = Arc::new(Mutex::new(vec![Duration::ZERO; steps.len()]));
    let ends = walk(
        &steps,
        run.parallelism,
        &stop,
        |position| {
            let step = of(position).map(|(planned, verb)| Step::new(run.clone(), planned, verb));
            let times = times.clone();
            async move {
                let begun = Instant::now();
                let done = match step {
                    Some(step) => step.execute().await,
                    None => false,
                };
                let mut times = times.lock().unwrap_or_else(PoisonError::into_inner);
                if let Some(time) = times.get_mut(position) {
                    *time = begun.elapsed();
                }
                done
            }
        },
        |position, end| {
            let Some((planned, verb)) = of(position) else {
                return;
            };
            let reason = match end {
                End::Blocked(cause) => match of(cause) {
                    Some((cause, _)) => format!("it needs {}", cause.change.address),
                    None => String::new(),
                },
                _ => "the run was stopped".to_owned(),
            };
            run.tell(Event::Skipped {
                address: planned.change.address.clone(),
                verb,
                reason,
            });
        },
    )
    .await;
    let count = |wanted: fn(&End) -> bool| ends.iter().filter(|end| wanted(end)).count();
    let chain = longest(
        &steps,
        &times.lock().unwrap_or_else(PoisonError::into_inner),
    );
    Ok(Applied {
        elapsed: begun.elapsed(),
        chain,
        done: count(|end| matches!(end, End::Done)),
        failed: count(|end| matches!(end, End::Failed)),
        skipped: count(|end| matches!(end, End::Blocked(_) | End::Stopped)),
    })
}

/// The objects that may be gone once the plan is applied.
#[must_use]
pub fn removed(plan: &Plan) -> BTreeSet<Key> {
    let leaves = plan.resources.iter().map(|planned| &planned.change);
    leaves
        .filter(|change| {
            change.destroys()
                || change.action == Action::Forget
                || change.reason == Some(Reason::Gone)
        })
        .map(|change| Key {
            address: change.address.clone(),
            deposed: change.deposed.clone(),
        })
        .collect()
}

/// The time of the longest chain of steps that wait for each other. Each comes after those it waits for.
fn longest(steps: &[Ordered], times: &[Duration]) -> Duration {
    let mut ends: Vec<Duration> = Vec::with_capacity(steps.len());
    for (step, time) in steps.iter().zip(times) {
        let before = step.after.iter().filter_map(|other| ends.get(*other));
        ends.push(before.max().copied().unwrap_or_default() + *time);
    }
    ends.into_iter().max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use tollgate_plan::Verb;

    use super::*;

    #[test]
    fn the_longest_chain_is_not_the_one_of_most_steps() {
        let step = |after: &[usize]| Ordered {
            change: 0,
            verb: Verb::Create,
            after: after.to_vec(),
        };
        let steps = [step(&[]), step(&[0]), step(&[1]), step(&[0]), step(&[])];
        let times = [1, 2, 3, 9, 4].map(Duration::from_secs);
        assert_eq!(longest(&steps, &times), Duration::from_secs(10));
        assert_eq!(longest(&[], &[]), Duration::ZERO);
    }
}
