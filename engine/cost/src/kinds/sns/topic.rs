//! `aws_sns_topic`: what is published, in 64 KB each.

use crate::bill::Bill;
use crate::charges::sns::REQUESTS;
use crate::subject::Subject;

pub(super) fn price(_: &Subject<'_>, bill: &mut Bill<'_>) {
    bill.used("Requests", &REQUESTS, "monthly_requests");
}
