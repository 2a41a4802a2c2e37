//! A process that may have been started by another: is it still the same, and how does it end?
//!
//! Numbers of processes are used again. So a process is known by three things: its number, when it
//! was started, and a random marker on its command line. Only one that matches in all of them is
//! ever signalled.

use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process, kill_process_group};
use serde::{Deserialize, Serialize};
use sysinfo::{ProcessRefreshKind, ProcessesToUpdate, System, UpdateKind};
use uuid::Uuid;

/// How far two readings of the time when a process started may be apart, in seconds: it is worked
/// out from the time since the machine started, and the clock may be set in between.
const CLOCK_SLACK: u64 = 2;

/// How long a process may take to end by itself.
const PATIENCE: Duration = Duration::from_secs(5);

/// What tells a process from every other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct ProcessIdentity {
    /// Its number.
    pub pid: u32,
    /// When it was started, in seconds since 1970.
    pub started: u64,
    /// An argument of its command line that no other process has.
    pub marker: Uuid,
}

impl ProcessIdentity {
    /// The identity of a process that was just started with a marker; `None` when it is gone.
    ///
    /// For a moment after its start a process has no command line yet: it is waited for.
    pub fn of(pid: u32, marker: Uuid) -> Option<Self> {
        let asked = Instant::now();
        loop {
            let (started, arguments) = look(pid)?;
            if arguments.contains(&marker.to_string()) || asked.elapsed() > PATIENCE {
                return Some(Self {
                    pid,
                    started,
                    marker,
                });
            }
            sleep(Duration::from_millis(5));
        }
    }

    /// Whether that same process still runs.
    pub fn is_alive(&self) -> bool {
        let marker = self.marker.to_string();
        look(self.pid).is_some_and(|(started, arguments)| {
            started.abs_diff(self.started) <= CLOCK_SLACK && arguments.contains(&marker)
        })
    }

    /// Ends it and what it started: asks, waits, then insists. Returns whether it is gone.
    pub fn end(&self) -> bool {
        for signal in [Signal::TERM, Signal::KILL] {
            if !self.is_alive() {
                return true;
            }
            self.signal(signal);
            let asked = Instant::now();
            while asked.elapsed() < PATIENCE {
                if !self.is_alive() {
                    return true;
                }
                sleep(Duration::from_millis(20));
            }
        }
        !self.is_alive()
    }

    /// Signals its group, which has its number once the launcher has made it, else it alone.
    fn signal(&self, signal: Signal) {
        let pid = i32::try_from(self.pid).ok().and_then(Pid::from_raw);
        if let Some(pid) = pid
            && kill_process_group(pid, signal).is_err()
        {
            // It may have ended in between, which is what was asked for.
            kill_process(pid, signal).ok();
        }
    }
}

/// When a process was started, and its command line. A process that has ended and that nobody has
/// asked about yet has none.
fn look(pid: u32) -> Option<(u64, Vec<String>)> {
    let pid = sysinfo::Pid::from_u32(pid);
    let mut system = System::new().ok()?;
    let wanted = ProcessRefreshKind::nothing().with_cmd(UpdateKind::Always);
    system.refresh_processes_specifics(ProcessesToUpdate::Some(&[pid]), true, wanted);
    let process = system.process(pid)?;
    let arguments = process
        .cmd()
        .iter()
        .map(|word| word.to_string_lossy().into_owned());
    Some((process.start_time(), arguments.collect()))
}

#[cfg(test)]
mod tests {
    use std::process::{Child, Command};

    use super::*;

    fn sleeper(marker: Uuid) -> Child {
        let mut command = Command::new("sh");
        command.args(["-c", "while :; do sleep 1; done", &marker.to_string()]);
        command.spawn().unwrap()
    }

    #[test]
    fn a_process_is_known_until_it_ends() {
        let marker = Uuid::new_v4();
        let mut child = sleeper(marker);
        let identity = ProcessIdentity::of(child.id(), marker).unwrap();
        assert!(identity.is_alive());
        assert!(identity.end());
        assert!(!child.wait().unwrap().success());
        assert!(!identity.is_alive());
    }

    #[test]
    fn another_process_with_the_same_number_is_left_alone() {
        let marker = Uuid::new_v4();
        let mut child = sleeper(marker);
        let identity = ProcessIdentity::of(child.id(), marker).unwrap();
        let earlier = ProcessIdentity {
            started: identity.started - 60,
            ..identity.clone()
        };
        let other = ProcessIdentity {
            marker: Uuid::new_v4(),
            ..identity.clone()
        };
        for stranger in [earlier, other] {
            assert!(!stranger.is_alive());
            assert!(stranger.end(), "there is nothing to end");
            assert!(
                child.try_wait().unwrap().is_none(),
                "it was not ours to end"
            );
        }
        assert!(identity.end());
        child.wait().unwrap();
    }
}
