//! Those who come while work is done are served together, as the next.
//!
//! Judging costs much the same for one resource as for ten, and during an apply many come at a time.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Who waits, and what came of those who were served by another's turn.
#[derive(Debug)]
pub struct Docket<K, T> {
    waiting: Mutex<BTreeSet<K>>,
    served: Mutex<BTreeMap<K, T>>,
    turn: Mutex<()>,
}

impl<K, T> Default for Docket<K, T> {
    fn default() -> Self {
        Self {
            waiting: Mutex::default(),
            served: Mutex::default(),
            turn: Mutex::default(),
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<K: Ord + Clone, T: Default> Docket<K, T> {
    /// What comes of one who waits. Whoever has the turn does the work for all who have come by then;
    /// `serve` leaves out those of whom there is nothing to say. Blocks.
    pub fn serve(&self, who: K, serve: impl FnOnce(&BTreeSet<K>) -> BTreeMap<K, T>) -> T {
        locked(&self.waiting).insert(who.clone());
        let _turn = locked(&self.turn);
        if let Some(found) = locked(&self.served).remove(&who) {
            return found;
        }
        let mut all = std::mem::take(&mut *locked(&self.waiting));
        // Another's turn that broke off may have had it.
        all.insert(who.clone());
        let mut found = serve(&all);
        let own = found.remove(&who).unwrap_or_default();
        let mut served = locked(&self.served);
        for other in all.into_iter().filter(|other| *other != who) {
            let of_other = found.remove(&other).unwrap_or_default();
            served.insert(other, of_other);
        }
        own
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc;

    use super::*;

    fn doubled(all: &BTreeSet<u32>) -> BTreeMap<u32, u32> {
        all.iter().map(|number| (*number, number * 2)).collect()
    }

    #[test]
    fn who_comes_while_one_is_served_is_served_with_the_others_that_wait() {
        let docket = Docket::<u32, u32>::default();
        let turns = AtomicUsize::new(0);
        std::thread::scope(|scope| {
            let (begun, has_begun) = mpsc::channel();
            let (go, may_go) = mpsc::channel::<()>();
            let first = scope.spawn(|| {
                docket.serve(0, move |all| {
                    begun.send(()).unwrap();
                    may_go.recv().unwrap();
                    doubled(all)
                })
            });
            has_begun.recv().unwrap();
            let others: Vec<_> = (1..=8)
                .map(|number| {
                    let (docket, turns) = (&docket, &turns);
                    scope.spawn(move || {
                        docket.serve(number, |all| {
                            turns.fetch_add(1, Ordering::SeqCst);
                            doubled(all)
                        })
                    })
                })
                .collect();
            while locked(&docket.waiting).len() < 8 {
                std::thread::yield_now();
            }
            go.send(()).unwrap();
            assert_eq!(first.join().unwrap(), 0);
            for (number, other) in (1..).zip(others) {
                assert_eq!(other.join().unwrap(), number * 2);
            }
        });
        assert_eq!(turns.load(Ordering::SeqCst), 1);
        assert!(locked(&docket.served).is_empty() && locked(&docket.waiting).is_empty());
    }

    #[test]
    fn a_turn_that_breaks_off_leaves_nobody_without_an_answer() {
        let docket = Docket::<u32, u32>::default();
        locked(&docket.waiting).insert(2);
        std::thread::scope(|scope| {
            let broken = scope.spawn(|| docket.serve(1, |_| panic!("broken off")));
            assert!(broken.join().is_err());
        });
        assert_eq!(docket.serve(2, doubled), 4);
        assert_eq!(docket.serve(1, doubled), 2);
    }
}
