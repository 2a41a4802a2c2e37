//! Emulators that live as long as a value, or as the process that holds it.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use tollgate_sandbox::{Emulator, Lane, LoopbackUrl, Options, StartError};

use crate::support::{Own, call, gone};

const TOPIC: &str = "Action=CreateTopic&Name=probe&Version=2010-03-31";
const TOPICS: &str = "Action=ListTopics&Version=2010-03-31";
const NAMED: &str = ":probe</TopicArn>";

#[test]
fn it_answers_forgets_when_it_is_told_to_and_ends_with_its_value() {
    let Some(own) = Own::new() else { return };
    let held = own.sandbox.hold(&Options::default(), &mut |_| {}).unwrap();
    assert!(held.endpoints().is_loopback_only());
    let both = [
        held.endpoints().url("SNS").clone(),
        held.endpoints().url("WAFV2").clone(),
    ];
    assert_ne!(both[0], both[1], "MiniStack, and moto beside it");
    for url in &both {
        assert_eq!(call(url, "000000000000", "sns", TOPIC).0, 200);
        assert!(call(url, "000000000000", "sns", TOPICS).1.contains(NAMED));
    }
    held.reset().unwrap();
    for url in &both {
        assert!(!call(url, "000000000000", "sns", TOPICS).1.contains(NAMED));
    }
    let pids = held.pids();
    drop(held);
    assert!(gone(&pids, &both.map(|url| url.port().unwrap())));
    assert_eq!(
        own.folder.join("scratch").read_dir_utf8().unwrap().count(),
        0
    );
}

#[test]
fn a_key_of_twelve_digits_is_the_account_on_both() {
    let Some(own) = Own::new() else { return };
    let held = own.sandbox.hold(&Options::default(), &mut |_| {}).unwrap();
    for service in ["SNS", "WAFV2"] {
        let url = held.endpoints().url(service);
        let (_, answer) = call(
            url,
            "111122223333",
            "sts",
            "Action=GetCallerIdentity&Version=2011-06-15",
        );
        assert!(
            answer.contains("<Account>111122223333</Account>"),
            "{answer}"
        );
        call(url, "111122223333", "sns", TOPIC);
        assert!(call(url, "111122223333", "sns", TOPICS).1.contains(NAMED));
        assert!(!call(url, "444455556666", "sns", TOPICS).1.contains(NAMED));
    }
}

#[test]
fn moto_answers_sixteen_at_once() {
    let Some(own) = Own::new() else { return };
    let options = Options {
        lane: Lane::Only(Emulator::Moto),
        ..Options::default()
    };
    let held = own.sandbox.hold(&options, &mut |_| {}).unwrap();
    let url = held.endpoints().default_url();
    let refused: Vec<_> = thread::scope(|scope| {
        let worker = |worker: u32| {
            let create = move |number: u32| {
                let name = format!(
                    "Action=CreateSecurityGroup&GroupName=g{worker}-{number}&GroupDescription=g&Version=2016-11-15"
                );
                call(url, "000000000000", "ec2", &name)
            };
            scope.spawn(move || {
                (0..32)
                    .map(create)
                    .filter(|(status, _)| *status != 200)
                    .collect::<Vec<_>>()
            })
        };
        let workers: Vec<_> = (0..16).map(worker).collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap())
            .collect()
    });
    assert_eq!(refused, Vec::new());
}

#[test]
fn a_port_that_is_taken_is_named_and_nothing_is_left() {
    let Some(own) = Own::new() else { return };
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let options = Options {
        ports: [(Emulator::Moto, port)].into(),
        ..Options::default()
    };
    let error = own.sandbox.hold(&options, &mut |_| {}).unwrap_err();
    assert!(
        matches!(error, StartError::Port { emulator: Emulator::Moto, port: named, .. } if named == port),
        "{error}"
    );
    assert_eq!(
        own.folder.join("scratch").read_dir_utf8().unwrap().count(),
        0
    );
}

#[test]
fn a_setting_that_an_emulator_cannot_start_with_is_an_error_with_its_log() {
    let Some(own) = Own::new() else { return };
    let loud = ("LOG_LEVEL".to_owned(), "loud".to_owned());
    let options = Options {
        lane: Lane::Only(Emulator::MiniStack),
        settings: [(Emulator::MiniStack, vec![loud])].into(),
        ..Options::default()
    };
    let error = own.sandbox.hold(&options, &mut |_| {}).unwrap_err();
    let StartError::Ended { log, .. } = &error else {
        panic!("{error}")
    };
    // What it says last depends on which of its tasks ends last; its log has the reason.
    let log = std::fs::read_to_string(log).unwrap();
    assert!(log.contains("Traceback") && log.contains("LOUD"), "{log}");
}

#[test]
fn an_emulator_that_does_not_answer_in_time_is_ended() {
    let Some(own) = Own::new() else { return };
    let options = Options {
        time_limit: Duration::ZERO,
        ..Options::default()
    };
    let error = own.sandbox.hold(&options, &mut |_| {}).unwrap_err();
    assert!(matches!(error, StartError::Slow { .. }), "{error}");
    assert_eq!(
        own.folder.join("scratch").read_dir_utf8().unwrap().count(),
        0
    );
}

/// Not a test: the process that the next test kills.
#[test]
#[ignore = "run by `a_killed_parent_leaves_no_emulator`, in a process of its own"]
fn parent() {
    let Some(own) = Own::new() else { return };
    let held = own.sandbox.hold(&Options::default(), &mut |_| {}).unwrap();
    let ports = ["SNS", "WAFV2"].map(|service| held.endpoints().url(service).port().unwrap());
    println!("\nrunning {:?} {ports:?}", held.pids());
    thread::park();
}

#[test]
fn a_killed_parent_leaves_no_emulator() {
    if Own::new().is_none() {
        return;
    }
    let mut parent = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "held::parent", "--ignored", "--nocapture"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(parent.stdout.take().unwrap()).lines();
    let line = lines
        .map(Result::unwrap)
        .find(|line| line.starts_with("running ["))
        .unwrap();
    let numbers: Vec<u32> = line
        .split(|c: char| !c.is_ascii_digit())
        .filter_map(|n| n.parse().ok())
        .collect();
    let (pids, ports) = numbers.split_at(2);
    let ports: Vec<u16> = ports
        .iter()
        .map(|port| u16::try_from(*port).unwrap())
        .collect();
    for port in &ports {
        let url = LoopbackUrl::at(*port).unwrap();
        assert_eq!(call(&url, "000000000000", "sns", TOPICS).0, 200);
    }
    parent.kill().unwrap();
    parent.wait().unwrap();
    assert!(gone(pids, &ports), "{line}");
}
