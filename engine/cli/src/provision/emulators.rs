//! Both emulators, for the tests of what the binary keeps in AWS: each alone, and ended with the process.

#![expect(clippy::disallowed_methods, reason = "only tests use this")]

use std::sync::OnceLock;

use tollgate_aws::{Aws, Connection};
use tollgate_sandbox::{Emulator, Held, Lane, Options, Sandbox, Surroundings};

/// The region of the tests.
pub const REGION: &str = "eu-west-1";

/// An account of an emulator, in [`REGION`]. None where the emulator cannot be had, which is said.
///
/// # Panics
/// When it cannot be had, and must be.
pub fn aws(emulator: Emulator, account: &str) -> Option<Aws> {
    static MINISTACK: OnceLock<Result<Held, String>> = OnceLock::new();
    static MOTO: OnceLock<Result<Held, String>> = OnceLock::new();
    let held = match emulator {
        Emulator::MiniStack => &MINISTACK,
        Emulator::Moto => &MOTO,
    };
    match held.get_or_init(|| hold(emulator)) {
        Ok(held) => {
            let url = held.endpoints().default_url().to_string();
            let services = held.endpoints().services().iter();
            let services = services.map(|(service, url)| (service.clone(), url.to_string()));
            let connection = Connection::to_emulators(services.collect(), url, account);
            Some(connection.region(REGION))
        }
        Err(error) if std::env::var_os("TOLLGATE_REQUIRE_ORACLES").is_some() => {
            panic!("{} cannot be started: {error}", emulator.name())
        }
        Err(error) => {
            println!("skipped: {} cannot be started: {error}", emulator.name());
            None
        }
    }
}

fn hold(emulator: Emulator) -> Result<Held, String> {
    let cache = std::env::var("XDG_CACHE_HOME")
        .or_else(|_| std::env::var("HOME").map(|home| format!("{home}/.cache")))
        .map_err(|_| "there is no home".to_owned())?;
    let folder = format!("{cache}/tollgate");
    let surroundings = Surroundings::new(folder.as_str().into(), std::env::vars_os());
    let options = Options {
        lane: Lane::Only(emulator),
        region: REGION.to_owned(),
        ..Options::default()
    };
    let held = Sandbox::new(surroundings).hold(&options, &mut |_| {});
    held.map_err(|error| error.to_string())
}
