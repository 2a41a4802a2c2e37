//! Profiles: how much an environment is used when nobody says it.

/// How much use is assumed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// A few engineers.
    Dev,
    /// Tests and demonstrations; also where the environment is not known.
    #[default]
    Staging,
    /// Customers.
    Prod,
}

/// Names of environments, and the profile of each.
const NAMES: &[(&str, Profile)] = &[
    ("dev", Profile::Dev),
    ("development", Profile::Dev),
    ("sandbox", Profile::Dev),
    ("test", Profile::Dev),
    ("staging", Profile::Staging),
    ("stage", Profile::Staging),
    ("qa", Profile::Staging),
    ("prod", Profile::Prod),
    ("production", Profile::Prod),
    ("live", Profile::Prod),
];

impl Profile {
    /// The profile of an environment, by its name.
    #[must_use]
    pub fn of(environment: Option<&str>) -> Self {
        let found = NAMES.iter().find(|(name, _)| Some(*name) == environment);
        found.map_or_else(Self::default, |(_, profile)| *profile)
    }

    /// `dev`, `staging` or `prod`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Staging => "staging",
            Self::Prod => "prod",
        }
    }
}
