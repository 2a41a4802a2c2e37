//! Flow logs: of a VPC or a subnet (`flow_log` there), or alone. What they write is charged at the price of
//! vended logs, by where it goes. What the log group keeps is charged with the group.

use tollgate_model::Value;

use crate::bill::Bill;
use crate::charges::cloudwatch::{VENDED_LOGS, VENDED_LOGS_TO_S3};
use crate::subject::{Subject, member};

pub(super) fn folded(network: &Subject<'_>, bill: &mut Bill<'_>) {
    for log in network.list("flow_log") {
        let destination = member(log, "log_destination_type").and_then(Value::as_str);
        delivered(destination, bill);
    }
}

pub(super) fn alone(log: &Subject<'_>, bill: &mut Bill<'_>) {
    let destination = log.text("log_destination_type").value();
    delivered(destination.as_deref(), bill);
}

fn delivered(destination: Option<&str>, bill: &mut Bill<'_>) {
    let charge = match destination {
        None | Some("cloud-watch-logs") => &VENDED_LOGS,
        Some("s3") => &VENDED_LOGS_TO_S3,
        Some(other) => {
            let reason = format!("there is no price for flow logs to {other}");
            bill.undecided("Flow logs", &VENDED_LOGS, reason);
            return;
        }
    };
    bill.used("Flow logs", charge, "monthly_flow_logs_gb");
}
