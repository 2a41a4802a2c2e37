//! `aws_secretsmanager_secret`: the secret, each replica, and calls.

use crate::bill::Bill;
use crate::charges::secretsmanager::{REQUESTS, SECRETS};
use crate::subject::Subject;

pub(super) fn price(secret: &Subject<'_>, bill: &mut Bill<'_>) {
    bill.add("Secret", &SECRETS, 1);
    if !secret.list("replica").is_empty() {
        let reason = "its replicas are in other regions: price them there";
        bill.undecided("Replicas", &SECRETS, reason);
    }
    bill.used("Requests", &REQUESTS, "monthly_requests");
}
