//! KMS.

use crate::charge::Charge;
use crate::unit;

const SERVICE: &str = "awskms";

charges! {
    /// A key of one's own.
    KEYS = regional(SERVICE, "KMS-Keys", unit::MONTH);
    /// Calls with a symmetric key.
    REQUESTS = regional(SERVICE, "KMS-Requests", unit::REQUESTS_10K);
}
