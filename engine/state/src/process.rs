//! Which process holds a lease, so that one that was killed holds up nobody on its machine.
//!
//! A number alone says little: numbers are given again, and each container counts its own. So what is
//! written down is the start of the machine, the space of numbers, the number, and when the process
//! started. Where the system does not tell all of it, nothing is written down, and the lease runs out by
//! the clock as it does for others.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

/// Where Linux tells of processes.
const PROCESSES: &str = "/proc";

/// One process of one machine.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Process {
    /// The start of the machine, a random number.
    pub boot: String,
    /// The space in which the number counts: containers have their own.
    pub namespace: String,
    /// The number.
    pub pid: u32,
    /// When it started, in the machine's ticks.
    pub started: u64,
}

impl Process {
    /// This process; none where the system does not tell.
    #[must_use]
    pub fn current() -> Option<Self> {
        let processes = Path::new(PROCESSES);
        let pid = std::process::id();
        let status = Status::of(processes, pid)?;
        let (boot, namespace) = surroundings(processes)?;
        Some(Self {
            boot,
            namespace,
            pid,
            started: status.started,
        })
    }

    /// Whether it certainly is no more. Not so for a process of another machine or container, of which
    /// nothing can be known from here.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        self.is_gone_from(Path::new(PROCESSES))
    }

    fn is_gone_from(&self, processes: &Path) -> bool {
        let Some((boot, namespace)) = surroundings(processes) else {
            return false;
        };
        if boot != self.boot || namespace != self.namespace {
            return false;
        }
        match Status::of(processes, self.pid) {
            Some(status) => status.has_ended || status.started != self.started,
            // A system may hide the processes of others; it then hides the first one, too.
            None => {
                !processes.join(self.pid.to_string()).exists() && Status::of(processes, 1).is_some()
            }
        }
    }
}

/// The start of this machine, and the space of numbers of this process.
fn surroundings(processes: &Path) -> Option<(String, String)> {
    let boot = fs::read_to_string(processes.join("sys/kernel/random/boot_id")).ok()?;
    let namespace = fs::read_link(processes.join("self/ns/pid")).ok()?;
    Some((boot.trim().to_owned(), namespace.to_str()?.to_owned()))
}

/// What the system tells of a process.
struct Status {
    has_ended: bool,
    started: u64,
}

impl Status {
    fn of(processes: &Path, pid: u32) -> Option<Self> {
        let path = processes.join(pid.to_string()).join("stat");
        let text = fs::read(path).ok()?;
        let text = String::from_utf8_lossy(&text);
        // `pid (name) state …`; the name may hold anything, also brackets.
        let (_, rest) = text.rsplit_once(')')?;
        let mut fields = rest.split_ascii_whitespace();
        let state = fields.next()?;
        // Field 22 of `stat`; the state is the third.
        let started = fields.nth(18)?.parse().ok()?;
        Some(Self {
            // One that nobody has waited for yet runs no more.
            has_ended: matches!(state, "Z" | "X" | "x"),
            started,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_is_there_and_one_that_was_killed_is_not() {
        let own = Process::current().unwrap();
        assert_eq!(own.pid, std::process::id());
        assert!(!own.is_gone());
        let mut child = std::process::Command::new("sleep")
            .arg("600")
            .spawn()
            .unwrap();
        let started = Status::of(Path::new(PROCESSES), child.id())
            .unwrap()
            .started;
        let other = Process {
            pid: child.id(),
            started,
            ..own.clone()
        };
        assert!(!other.is_gone());
        // The number was given to another process since.
        let former = Process {
            started: started + 1,
            ..other.clone()
        };
        assert!(former.is_gone());
        child.kill().unwrap();
        while !Status::of(Path::new(PROCESSES), child.id()).is_none_or(|status| status.has_ended) {
            std::thread::yield_now();
        }
        assert!(other.is_gone(), "nobody has waited for it yet");
        child.wait().unwrap();
        assert!(other.is_gone());
        let elsewhere = [
            Process {
                boot: "another".to_owned(),
                ..other.clone()
            },
            Process {
                namespace: "pid:[1]".to_owned(),
                ..other.clone()
            },
        ];
        for process in elsewhere {
            assert!(!process.is_gone(), "{process:?} cannot be seen from here");
        }
    }

    #[test]
    fn what_is_hidden_is_not_taken_for_gone() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        write("sys/kernel/random/boot_id", "b\n");
        fs::create_dir_all(folder.path().join("self/ns")).unwrap();
        std::os::unix::fs::symlink("pid:[4]", folder.path().join("self/ns/pid")).unwrap();
        let numbers = "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18";
        write("7/stat", &format!("7 (a) b (c) S {numbers} 99 0"));
        let process = Process {
            boot: "b".to_owned(),
            namespace: "pid:[4]".to_owned(),
            pid: 7,
            started: 99,
        };
        assert!(!process.is_gone_from(folder.path()));
        let other = Process { pid: 8, ..process };
        assert!(
            !other.is_gone_from(folder.path()),
            "the first one is hidden"
        );
        write("1/stat", &format!("1 (init) S {numbers} 0 0"));
        assert!(other.is_gone_from(folder.path()));
    }
}
