//! ECR.

use crate::charge::Charge;
use crate::unit;

charges! {
    /// Images.
    STORAGE = regional("AmazonECR", "TimedStorage-ByteHrs", unit::GB_MONTH);
}
