//! Lambda.

use crate::charge::Charge;
use crate::unit;

const SERVICE: &str = "AWSLambda";

charges! {
    /// Calls.
    REQUESTS = regional(SERVICE, "Request", unit::REQUEST);
    /// Memory and time on x86.
    X86 = regional(SERVICE, "Lambda-GB-Second", unit::GB_SECOND);
    /// Memory and time on ARM.
    ARM = regional(SERVICE, "Lambda-GB-Second-ARM", unit::GB_SECOND);
    /// Memory that is kept ready on x86.
    PROVISIONED = regional(SERVICE, "Lambda-Provisioned-Concurrency", unit::GB_SECOND);
}
