//! Data that leaves a region.

use crate::charge::Charge;
use crate::unit;

const SERVICE: &str = "AWSDataTransfer";

charges! {
    /// What goes to another region.
    TO_REGION = regional(SERVICE, "AWS-Out-Bytes", unit::GB);
    /// What goes to a region for which there is a price of its own. The size is that region.
    TO_NEAR_REGION = regional(SERVICE, "AWS-Out-Bytes@*", unit::GB);
}
