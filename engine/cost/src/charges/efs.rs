//! EFS.

use crate::charge::Charge;
use crate::unit;

charges! {
    /// Standard storage.
    STORAGE = regional("AmazonEFS", "TimedStorage-ByteHrs", unit::GB_MONTH);
}
