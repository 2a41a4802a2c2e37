//! The emulators: each alone, started when it is first needed and ended with this process.

use std::sync::OnceLock;

use tollgate_aws::Connection;
use tollgate_sandbox::{Held, Lane, Options, Sandbox, Surroundings};

/// A real AWS emulator that others wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emulator {
    MiniStack,
    Moto,
}

/// Both.
pub fn all() -> [Emulator; 2] {
    [Emulator::MiniStack, Emulator::Moto]
}

impl Emulator {
    pub fn name(self) -> &'static str {
        match self {
            Self::MiniStack => "ministack",
            Self::Moto => "moto",
        }
    }

    fn held(self) -> &'static Result<Held, String> {
        static MINISTACK: OnceLock<Result<Held, String>> = OnceLock::new();
        static MOTO: OnceLock<Result<Held, String>> = OnceLock::new();
        match self {
            Self::MiniStack => {
                MINISTACK.get_or_init(|| hold(tollgate_sandbox::Emulator::MiniStack))
            }
            Self::Moto => MOTO.get_or_init(|| hold(tollgate_sandbox::Emulator::Moto)),
        }
    }

    /// A connection to an account that no other case uses.
    pub fn connect(self, account: &str) -> Result<Connection, String> {
        let held = self.held().as_ref().map_err(Clone::clone)?;
        let endpoints = held.endpoints();
        let services = endpoints.services().iter();
        let services = services.map(|(service, url)| (service.clone(), url.to_string()));
        let url = endpoints.default_url().to_string();
        Ok(Connection::to_emulators(services.collect(), url, account))
    }
}

fn hold(emulator: tollgate_sandbox::Emulator) -> Result<Held, String> {
    let cache = std::env::var("XDG_CACHE_HOME")
        .or_else(|_| std::env::var("HOME").map(|home| format!("{home}/.cache")))
        .unwrap_or_else(|_| "/tmp".to_owned());
    let surroundings = Surroundings::new(
        format!("{cache}/tollgate").as_str().into(),
        std::env::vars_os(),
    );
    let options = Options {
        lane: Lane::Only(emulator),
        region: "eu-west-1".to_owned(),
        ..Options::default()
    };
    Sandbox::new(surroundings)
        .hold(&options, &mut |_| {})
        .map_err(|error| error.to_string())
}

/// Twelve digits that differ from case to case.
pub fn account_of(text: &str) -> String {
    let sum = text.bytes().fold(7_u64, |sum, byte| {
        (sum * 31 + u64::from(byte)) % 899_999_999_999
    });
    format!("{}", 100_000_000_000 + sum)
}
