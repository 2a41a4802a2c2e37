//! Refusals that pass: something that a request names was made a moment ago.

use crate::failure::{Class, Failure};

/// What ECS says, with the code `InvalidParameterException` that it has for everything, about a role
/// or load balancer that it does not see yet. From the provider's own list of what it tries again.
const SAYINGS: &[&str] = &[
    "assume the service linked role",
    "assume role",
    "has the proper permissions",
    "does not have an associated load balancer",
];

/// The failure, as one to try again if it is one of those.
pub fn passing(failure: impl Into<Failure>) -> Failure {
    let failure = failure.into();
    let passes = SAYINGS.iter().any(|words| failure.message.contains(words));
    if passes && failure.class == Class::Invalid {
        return Failure {
            class: Class::Transient,
            ..failure
        };
    }
    failure
}
