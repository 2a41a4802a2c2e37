//! Data that goes from one region to another: the region that it leaves charges for it.

use crate::bill::Bill;
use crate::charge::Due;
use crate::charges::transfer::{TO_NEAR_REGION, TO_REGION};

/// What is due for each GB to a region. Some pairs of regions have a price of their own.
pub(super) fn to_region(destination: &str, bill: &Bill<'_>) -> Due {
    let near = TO_NEAR_REGION.of(destination);
    if bill.has_price(&near) {
        near
    } else {
        (&TO_REGION).into()
    }
}
