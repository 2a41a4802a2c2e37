//! `aws_sqs_queue`: calls.

use crate::bill::Bill;
use crate::charges::sqs::{FIFO_REQUESTS, REQUESTS};
use crate::subject::Subject;

pub(super) fn price(queue: &Subject<'_>, bill: &mut Bill<'_>) {
    let charge = if queue.flag("fifo_queue") {
        &FIFO_REQUESTS
    } else {
        &REQUESTS
    };
    bill.used("Requests", charge, "monthly_requests");
}
