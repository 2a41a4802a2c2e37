//! `aws_lambda_function`: calls, and memory for as long as they take.

use rust_decimal::Decimal;
use tollgate_model::{Band, Value};

use crate::bill::Bill;
use crate::charges::lambda::{ARM, REQUESTS, X86};
use crate::subject::Subject;

const MB_OF_A_GB: u32 = 1_024;
const MS_OF_A_SECOND: u32 = 1_000;

pub(super) fn price(function: &Subject<'_>, bill: &mut Bill<'_>) {
    let requests = bill.usage("monthly_requests");
    let memory = function.quantity("memory_size", "MB", 128, Band::of(128, 512, 10_240));
    let seconds = bill
        .usage("request_duration_ms")
        .map(|ms| ms / Decimal::from(MS_OF_A_SECOND));
    let used = memory
        .map(|mb| mb / Decimal::from(MB_OF_A_GB))
        .for_each(&seconds)
        .for_each(&requests);
    let is_arm = function
        .list("architectures")
        .iter()
        .any(|name| Value::as_str(name) == Some("arm64"));
    bill.add("Requests", &REQUESTS, requests);
    bill.add("Duration", if is_arm { &ARM } else { &X86 }, used);
}
