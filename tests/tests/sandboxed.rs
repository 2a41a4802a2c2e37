//! A run on emulators stays on this machine, and uses nobody's credentials.

#![expect(clippy::unwrap_used, reason = "helpers of tests, not only tests")]

use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tollgate_tests::cloud::Cloud;
use tollgate_tests::stack::{expect, stack};

/// Stands where requests must not go, and counts those that do.
#[derive(Debug)]
struct Trap {
    url: String,
    address: std::net::SocketAddr,
    caught: Arc<AtomicUsize>,
}

fn trap() -> Trap {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let caught = Arc::new(AtomicUsize::new(0));
    let count = caught.clone();
    std::thread::spawn(move || {
        for _ in listener.incoming() {
            count.fetch_add(1, Ordering::SeqCst);
        }
    });
    Trap {
        url: format!("http://{address}"),
        address,
        caught,
    }
}

/// What a user's shell may have set who also works on a real account.
fn poison(cloud: &mut Cloud, trap: &Trap) {
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "https_proxy"] {
        cloud.set(name, &trap.url);
    }
    for name in [
        "AWS_ENDPOINT_URL",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "AWS_EC2_METADATA_SERVICE_ENDPOINT",
    ] {
        cloud.set(name, &trap.url);
    }
    cloud.set("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE");
    cloud.set("AWS_SECRET_ACCESS_KEY", "a-real-secret-of-a-real-account");
    cloud.set("AWS_SESSION_TOKEN", "a-real-session");
    cloud.set("AWS_PROFILE", "production");
}

#[test]
fn whatever_the_shell_says_nothing_leaves_and_no_credentials_are_used() {
    let Some(mut cloud) = stack() else { return };
    let account = cloud.account.clone();
    let trap = trap();
    poison(&mut cloud, &trap);
    for args in [
        &["up"][..],
        &["audit"],
        &["drift"],
        &["destroy", "--allow-data-loss"],
    ] {
        let outcome = cloud.run(args);
        // The account is that of the emulator's, which the environment names: with other credentials it
        // would have been refused.
        let codes = if args == ["audit"] { [0, 1] } else { [0, 0] };
        assert!(
            outcome.code.is_some_and(|code| codes.contains(&code)),
            "{args:?} in {account}: {}\n{}",
            outcome.stdout,
            outcome.stderr
        );
    }
    assert_eq!(trap.caught.load(Ordering::SeqCst), 0);

    // The trap works.
    drop(TcpStream::connect(trap.address).unwrap());
    std::thread::sleep(Duration::from_millis(200));
    assert_eq!(trap.caught.load(Ordering::SeqCst), 1);
}

#[test]
fn an_endpoint_that_is_not_on_this_machine_is_refused() {
    let Some(cloud) = stack() else { return };
    let mut command = cloud.project.command("", &["plan", "--env", "dev"]);
    command.args(["--endpoint", "https://ec2.eu-west-1.amazonaws.com"]);
    let outcome = tollgate_tests::project::outcome(command, b"");
    expect(&outcome, 2, "plan");
}
