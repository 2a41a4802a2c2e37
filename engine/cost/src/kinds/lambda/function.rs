//! `aws_lambda_function`: calls, and memory for as long as they take. What an account has for nothing each
//! month is left out.

use rust_decimal::Decimal;
use tollgate_model::{Band, Value};

use crate::bill::Bill;
use crate::charges::lambda::{ARM, REQUESTS, X86};
use crate::quantity::Quantity;
use crate::subject::Subject;

const MB_OF_A_GB: u32 = 1_024;
const MS_OF_A_SECOND: u32 = 1_000;

/// MB of storage that each call has for nothing.
const INCLUDED_STORAGE: u32 = 512;

pub(super) fn price(function: &Subject<'_>, bill: &mut Bill<'_>) {
    let requests = bill.usage("monthly_requests");
    let seconds = bill
        .usage("request_duration_ms")
        .map(|ms| ms / Decimal::from(MS_OF_A_SECOND));
    let used = memory(function).for_each(&seconds).for_each(&requests);
    let charge = if is_arm(function) { &ARM } else { &X86 };
    bill.add("Requests", &REQUESTS, requests);
    bill.add("Duration", charge, used);
    let storage = function.number("ephemeral_storage.size").value();
    if storage.is_some_and(|mb| mb > Decimal::from(INCLUDED_STORAGE)) {
        let reason = "there is no price for storage above 512 MB";
        bill.undecided("Storage above 512 MB", charge, reason);
    }
}

/// GB of memory.
pub(super) fn memory(function: &Subject<'_>) -> Quantity {
    let memory = function.quantity("memory_size", "MB", 128, Band::of(128, 512, 10_240));
    memory.map(|mb| mb / Decimal::from(MB_OF_A_GB))
}

pub(super) fn is_arm(function: &Subject<'_>) -> bool {
    let mut architectures = function.list("architectures").iter();
    architectures.any(|name| Value::as_str(name) == Some("arm64"))
}
