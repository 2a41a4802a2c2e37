//! `aws_kms_key`: the key, and calls with it. Replicas are keys of their own.

use crate::bill::Bill;
use crate::charges::kms::{KEYS, REQUESTS};
use crate::subject::Subject;

pub(in crate::kinds) fn price(_: &Subject<'_>, bill: &mut Bill<'_>) {
    bill.add("Key", &KEYS, 1);
    bill.used("Requests", &REQUESTS, "monthly_requests");
}
