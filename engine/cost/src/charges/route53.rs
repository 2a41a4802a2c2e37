//! Route 53.

use crate::charge::Charge;
use crate::unit;

const SERVICE: &str = "AmazonRoute53";

charges! {
    /// A hosted zone.
    ZONE = global(SERVICE, "HostedZone", unit::MONTH);
    /// A health check of something at AWS.
    HEALTH_CHECK = global(SERVICE, "Health-Check-AWS", unit::MONTH);
}
