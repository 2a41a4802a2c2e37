//! From an approved plan to what it says.

use std::sync::Arc;

use tollgate_attest::Approved;
use tollgate_plan::{Cycle, Plan};

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
    let ends = walk(
        &steps,
        run.parallelism,
        &stop,
        |position| {
            let step = of(position).map(|(planned, verb)| Step::new(run.clone(), planned, verb));
            async move {
                match step {
                    Some(step) => step.execute().await,
                    None => false,
                }
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
    Ok(Applied {
        done: count(|end| matches!(end, End::Done)),
        failed: count(|end| matches!(end, End::Failed)),
        skipped: count(|end| matches!(end, End::Blocked(_) | End::Stopped)),
    })
}
