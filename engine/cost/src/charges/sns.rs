//! SNS.

use crate::charge::Charge;
use crate::unit;

const SERVICE: &str = "AmazonSNS";

charges! {
    /// Calls beyond the first million.
    REQUESTS = regional(SERVICE, "Requests-Tier1", unit::REQUESTS_1M);
}
