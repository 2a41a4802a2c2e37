//! Walks steps in parallel: each begins when all that it waits for has ended well.

use std::collections::BTreeSet;
use std::future::Future;

use tokio::task::{Id, JoinSet};
use tollgate_plan::Step;

use crate::stop::{Level, Stop};

/// How a step ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It was done.
    Done,
    /// It was tried.
    Failed,
    /// It was not tried, since this step, by position, did not end well.
    Blocked(usize),
    /// It was not tried, since the user stopped.
    Stopped,
}

/// Runs each step with `run`, at most `parallelism` at a time, and tells how each ended. `skipped` hears
/// of those that are not run. A step that fails takes only those with it that wait for it.
pub async fn walk<R, F>(
    steps: &[Step],
    parallelism: usize,
    stop: &Stop,
    mut run: R,
    mut skipped: impl FnMut(usize, End),
) -> Vec<End>
where
    R: FnMut(usize) -> F,
    F: Future<Output = bool> + Send + 'static,
{
    let mut walk = Walk::new(steps);
    let mut running: JoinSet<bool> = JoinSet::new();
    let mut positions: Vec<(Id, usize)> = Vec::new();
    loop {
        while running.len() < parallelism.max(1)
            && stop.level() == Level::Run
            && let Some(position) = walk.ready.pop_first()
        {
            let handle = running.spawn(run(position));
            positions.push((handle.id(), position));
        }
        // A step that panicked has failed; its task says which one it was.
        let (id, done) = match running.join_next_with_id().await {
            None => break,
            Some(Ok((id, done))) => (id, done),
            Some(Err(error)) => (error.id(), false),
        };
        let Some(found) = positions.iter().position(|(other, _)| *other == id) else {
            continue;
        };
        let (_, position) = positions.swap_remove(found);
        if done {
            walk.done(position);
        } else {
            walk.failed(position, &mut skipped);
        }
    }
    walk.finish(&mut skipped)
}

struct Walk {
    ends: Vec<Option<End>>,
    /// For each step, how many others it still waits for.
    left: Vec<usize>,
    /// For each step, who waits for it.
    waiting: Vec<Vec<usize>>,
    ready: BTreeSet<usize>,
}

impl Walk {
    fn new(steps: &[Step]) -> Self {
        let mut waiting = vec![Vec::new(); steps.len()];
        for (position, step) in steps.iter().enumerate() {
            for other in &step.after {
                if let Some(waiting) = waiting.get_mut(*other) {
                    waiting.push(position);
                }
            }
        }
        let left: Vec<usize> = steps.iter().map(|step| step.after.len()).collect();
        let ready = left.iter().enumerate().filter(|(_, left)| **left == 0);
        Self {
            ready: ready.map(|(position, _)| position).collect(),
            ends: vec![None; steps.len()],
            left,
            waiting,
        }
    }

    fn end(&mut self, position: usize, end: End) {
        if let Some(place) = self.ends.get_mut(position) {
            *place = Some(end);
        }
    }

    fn done(&mut self, position: usize) {
        self.end(position, End::Done);
        for next in self.waiting.get(position).cloned().unwrap_or_default() {
            if let Some(left) = self.left.get_mut(next) {
                *left -= 1;
                if *left == 0 && self.ends.get(next) == Some(&None) {
                    self.ready.insert(next);
                }
            }
        }
    }

    fn failed(&mut self, position: usize, skipped: &mut impl FnMut(usize, End)) {
        self.end(position, End::Failed);
        let mut open = vec![position];
        while let Some(cause) = open.pop() {
            for next in self.waiting.get(cause).cloned().unwrap_or_default() {
                if self.ends.get(next) == Some(&None) {
                    self.end(next, End::Blocked(cause));
                    skipped(next, End::Blocked(cause));
                    open.push(next);
                }
            }
        }
    }

    fn finish(self, skipped: &mut impl FnMut(usize, End)) -> Vec<End> {
        let ends = self.ends.into_iter().enumerate();
        ends.map(|(position, end)| {
            end.unwrap_or_else(|| {
                skipped(position, End::Stopped);
                End::Stopped
            })
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};
    use std::time::Duration;

    use proptest::prelude::*;
    use tollgate_plan::Verb;

    use super::*;

    fn steps(after: &[Vec<usize>]) -> Vec<Step> {
        after
            .iter()
            .enumerate()
            .map(|(change, after)| Step {
                change,
                verb: Verb::Create,
                after: after.clone(),
            })
            .collect()
    }

    fn graph() -> impl Strategy<Value = Vec<Vec<usize>>> {
        (1usize..20).prop_flat_map(|size| {
            let rows: Vec<_> = (0..size)
                .map(|row| proptest::collection::btree_set(0..row.max(1), 0..=row.min(3)))
                .collect();
            rows.prop_map(|rows| {
                let rows = rows.into_iter().enumerate();
                rows.map(|(row, set)| set.into_iter().filter(|other| *other < row).collect())
                    .collect()
            })
        })
    }

    proptest! {
        #[test]
        fn each_step_runs_once_after_those_it_waits_for(
            graph in graph(),
            fails in proptest::collection::btree_set(0usize..20, 0..3),
            parallelism in 1usize..5,
        ) {
            let steps = steps(&graph);
            let log: Arc<Mutex<Vec<usize>>> = Arc::default();
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            let mut skipped = Vec::new();
            let ends = runtime.block_on(walk(&steps, parallelism, &Stop::default(), |position| {
                let log = log.clone();
                let good = !fails.contains(&position);
                async move {
                    tokio::task::yield_now().await;
                    log.lock().unwrap().push(position);
                    good
                }
            }, |position, _| skipped.push(position)));
            let log = log.lock().unwrap();
            for (position, end) in ends.iter().enumerate() {
                let place = log.iter().position(|other| *other == position);
                match end {
                    End::Done | End::Failed => {
                        for other in &steps[position].after {
                            prop_assert_eq!(ends[*other], End::Done);
                            prop_assert!(log.iter().position(|o| o == other) < place);
                        }
                    }
                    End::Blocked(cause) => {
                        prop_assert!(place.is_none() && skipped.contains(&position));
                        prop_assert!(steps[position].after.contains(cause));
                        prop_assert!(ends[*cause] != End::Done);
                    }
                    End::Stopped => prop_assert!(false, "nobody stopped"),
                }
            }
            prop_assert_eq!(log.len() + skipped.len(), steps.len());
        }
    }

    #[test]
    fn a_stop_lets_end_what_was_begun() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        let stop = Stop::default();
        let pulled = stop.clone();
        let steps = steps(&[vec![], vec![0], vec![]]);
        let ends = runtime.block_on(walk(
            &steps,
            1,
            &stop,
            |_| {
                let pulled = pulled.clone();
                async move {
                    pulled.pull();
                    tokio::time::sleep(Duration::from_millis(5)).await;
                    true
                }
            },
            |_, _| {},
        ));
        assert_eq!(ends, [End::Done, End::Stopped, End::Stopped]);
    }
}
