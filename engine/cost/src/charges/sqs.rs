//! SQS.

use crate::charge::Charge;
use crate::unit;

const SERVICE: &str = "AWSQueueService";

charges! {
    /// Calls on standard queues.
    REQUESTS = regional(SERVICE, "Requests-Tier1", unit::REQUESTS_1M);
    /// Calls on queues that keep the order.
    FIFO_REQUESTS = regional(SERVICE, "Requests-FIFO-Tier1", unit::REQUESTS_1M);
}
