//! EC2 and VPC.

use crate::charge::Charge;
use crate::unit;

const SERVICE: &str = "AmazonEC2";

charges! {
    /// A NAT gateway, by the hour.
    NAT_HOURS = regional(SERVICE, "NatGateway-Hours", unit::HOUR);
    /// What a NAT gateway passes on.
    NAT_BYTES = regional(SERVICE, "NatGateway-Bytes", unit::GB);
}
