//! Secrets Manager.

use crate::charge::Charge;
use crate::unit;

const SERVICE: &str = "AWSSecretsManager";

charges! {
    /// A secret, or a replica of one.
    SECRETS = regional(SERVICE, "AWSSecretsManager-Secrets", unit::MONTH);
    /// Calls.
    REQUESTS = regional(SERVICE, "AWSSecretsManager-APIRequests", unit::REQUESTS_10K);
}
