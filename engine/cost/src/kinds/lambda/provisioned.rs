//! `aws_lambda_provisioned_concurrency_config`: memory that is kept ready. The calls are the function's.

use rust_decimal::Decimal;
use tollgate_model::Band;

use super::function;
use crate::bill::Bill;
use crate::charges::lambda::PROVISIONED;
use crate::subject::Subject;

const SECONDS_OF_AN_HOUR: u32 = 3_600;

pub(super) fn price(config: &Subject<'_>, bill: &mut Bill<'_>) {
    let Some(function) = config.target("function_name", "aws_lambda_function") else {
        let reason = "the function is not in the document";
        bill.undecided("Provisioned concurrency", &PROVISIONED, reason);
        return;
    };
    if function::is_arm(&function) {
        let reason = "there is no price for what is kept ready on ARM";
        bill.undecided("Provisioned concurrency", &PROVISIONED, reason);
        return;
    }
    let path = "provisioned_concurrent_executions";
    let count = config.quantity(path, "executions", 1, Band::of(1, 2, 10));
    let seconds = bill
        .usage("monthly_duration_hrs")
        .times(Decimal::from(SECONDS_OF_AN_HOUR));
    let ready = function::memory(&function)
        .for_each(&count)
        .for_each(&seconds);
    bill.add("Provisioned concurrency", &PROVISIONED, ready)
        .bounded();
}
