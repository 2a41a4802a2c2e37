//! The emulators that are run, and the pins that they are installed by.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// An emulator of AWS that runs without Docker and without an account anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Emulator {
    /// MiniStack (MIT): the default, for everything that it has.
    MiniStack,
    /// moto's server (Apache-2.0): for what MiniStack lacks, and as a second opinion.
    Moto,
}

impl Emulator {
    /// Every emulator, in the order in which they are started.
    pub const ALL: [Self; 2] = [Self::MiniStack, Self::Moto];

    /// The name in paths, in the instance's record and on the launcher's command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::MiniStack => "ministack",
            Self::Moto => "moto",
        }
    }

    /// The version that is installed.
    #[must_use]
    pub const fn version(self) -> &'static str {
        match self {
            Self::MiniStack => "1.5.33",
            Self::Moto => "5.2.5",
        }
    }

    /// The requirement file: every package that the emulator needs, with the digests of its wheels.
    #[must_use]
    pub const fn requirements(self) -> &'static str {
        match self {
            Self::MiniStack => include_str!("../requirements/ministack.txt"),
            Self::Moto => include_str!("../requirements/moto.txt"),
        }
    }

    /// The path that answers `200` once requests are served.
    pub(crate) const fn health_path(self) -> &'static str {
        match self {
            Self::MiniStack => "/_ministack/health",
            Self::Moto => "/moto-api/",
        }
    }

    /// The path that forgets every object, of every account, when it is posted to.
    pub(crate) const fn reset_path(self) -> &'static str {
        match self {
            Self::MiniStack => "/_ministack/reset",
            Self::Moto => "/moto-api/reset",
        }
    }

    /// The settings that an emulator is always started with.
    pub(crate) const fn settings(self) -> &'static [(&'static str, &'static str)] {
        match self {
            // With a Docker socket it would pull images; SFTP would take a fixed port.
            Self::MiniStack => &[
                ("DOCKER_HOST", "unix:///nonexistent.sock"),
                ("SFTP_ENABLED", "0"),
                ("PERSIST_STATE", "0"),
            ],
            // Certificates are issued at once; the policies that AWS manages exist.
            Self::Moto => &[
                ("MOTO_ACM_VALIDATION_WAIT", "0"),
                ("MOTO_IAM_LOAD_MANAGED_POLICIES", "true"),
            ],
        }
    }
}

impl fmt::Display for Emulator {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::MiniStack => "MiniStack",
            Self::Moto => "moto",
        })
    }
}

/// What an emulator is installed from, and the name of the folder that says so.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pins<'a> {
    /// The text of a pip requirement file with digests.
    pub requirements: &'a str,
}

impl Pins<'_> {
    /// Changes with every pin: the first 16 hexadecimal digits of the SHA-256 of the file.
    pub fn digest(&self) -> String {
        let digest = Sha256::digest(self.requirements);
        format!("{digest:x}").chars().take(16).collect()
    }

    /// How many packages are named; some may not be for this Python or this machine.
    pub fn packages(&self) -> usize {
        let named = |line: &&str| line.contains("==") && !line.starts_with('#');
        self.requirements.lines().filter(named).count()
    }
}
