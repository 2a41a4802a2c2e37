//! The sandbox that outlives the process that started it.

use std::process::Command;

use tollgate_sandbox::{Emulator, Lane, Options, SandboxError, StartError};

use crate::support::{Own, call, gone};

#[test]
fn it_is_found_again_mended_when_half_dead_and_stopped() {
    let Some(own) = Own::new() else { return };
    let sandbox = &own.sandbox;
    assert_eq!(sandbox.status().unwrap(), []);
    assert!(matches!(sandbox.endpoints(), Err(SandboxError::NotRunning)));
    assert!(!sandbox.stop().unwrap());

    let options = Options {
        region: "eu-west-1".to_owned(),
        ..Options::default()
    };
    let first = sandbox.start(&options, &mut |_| {}).unwrap();
    let again = sandbox.start(&options, &mut |_| {}).unwrap();
    assert_eq!(first, again);
    assert_eq!(sandbox.endpoints().unwrap(), first);
    let status = sandbox.status().unwrap();
    assert!(
        status.iter().all(|one| one.alive && one.healthy),
        "{status:?}"
    );
    let named: Vec<_> = status
        .iter()
        .map(|one| (one.emulator, one.version.as_str()))
        .collect();
    assert_eq!(
        named,
        [(Emulator::MiniStack, "1.5.33"), (Emulator::Moto, "5.2.5")]
    );
    sandbox.reset().unwrap();

    let other = Options {
        lane: Lane::Only(Emulator::Moto),
        ..options.clone()
    };
    let refused = sandbox.start(&other, &mut |_| {}).unwrap_err();
    assert!(
        matches!(
            refused,
            StartError::Different {
                what: "choice of emulators"
            }
        ),
        "{refused}"
    );

    let dying = &status[0];
    assert!(
        Command::new("kill")
            .args(["-KILL", &dying.pid.to_string()])
            .status()
            .unwrap()
            .success()
    );
    assert!(gone(&[dying.pid], &[dying.port]));
    let now = sandbox.status().unwrap();
    assert_eq!(
        (now[0].alive, now[0].healthy, now[1].healthy),
        (false, false, true)
    );
    assert!(matches!(
        sandbox.endpoints(),
        Err(SandboxError::Died {
            emulator: Emulator::MiniStack
        })
    ));
    assert!(matches!(sandbox.reset(), Err(SandboxError::Died { .. })));

    let mended = sandbox.start(&options, &mut |_| {}).unwrap();
    assert!(
        gone(&[status[1].pid], &[]),
        "what was left of the first is ended"
    );
    let (answer, _) = call(
        mended.url("SNS"),
        "000000000000",
        "sns",
        "Action=ListTopics&Version=2010-03-31",
    );
    assert_eq!(answer, 200);
    let running = sandbox.status().unwrap();
    assert!(sandbox.stop().unwrap());
    let pids: Vec<_> = running.iter().map(|one| one.pid).collect();
    let ports: Vec<_> = running.iter().map(|one| one.port).collect();
    assert!(gone(&pids, &ports));
    assert!(!sandbox.stop().unwrap());
    assert_eq!(sandbox.status().unwrap(), []);
}

/// Not a test: the process that starts a sandbox and goes.
#[test]
#[ignore = "run by `it_outlives_the_process_that_started_it`, in a process of its own"]
fn starter() {
    let cache = std::env::var_os("TOLLGATE_TEST_CACHE").unwrap();
    let cache = camino::Utf8PathBuf::try_from(std::path::PathBuf::from(cache)).unwrap();
    let here = tollgate_sandbox::Surroundings::new(&cache, std::env::vars_os());
    tollgate_sandbox::Sandbox::new(here)
        .start(&Options::default(), &mut |_| {})
        .unwrap();
}

#[test]
fn it_outlives_the_process_that_started_it() {
    let Some(own) = Own::new() else { return };
    let started = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "background::starter", "--ignored"])
        .env("TOLLGATE_TEST_CACHE", own.folder.parent().unwrap())
        .status()
        .unwrap();
    assert!(started.success());
    let status = own.sandbox.status().unwrap();
    assert_eq!(status.len(), 2);
    assert!(status.iter().all(|one| one.healthy), "{status:?}");
    assert!(own.sandbox.stop().unwrap());
}

#[test]
fn two_that_start_at_once_start_one() {
    let Some(own) = Own::new() else { return };
    let start = || own.sandbox.start(&Options::default(), &mut |_| {}).unwrap();
    let (one, other) = std::thread::scope(|scope| {
        let one = scope.spawn(start);
        let other = scope.spawn(start);
        (one.join().unwrap(), other.join().unwrap())
    });
    assert_eq!(one, other);
    assert!(own.sandbox.stop().unwrap());
}
