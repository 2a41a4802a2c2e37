//! Flow logs: of a VPC or a subnet (`flow_log` there), or alone. What they write is charged at the price of
//! vended logs, by where it goes. A log group that the document has charges it itself.

use tollgate_model::Value;

use crate::bill::Bill;
use crate::charges::cloudwatch::{VENDED_LOGS, VENDED_LOGS_TO_S3};
use crate::subject::{Subject, member};

pub(super) fn folded(network: &Subject<'_>, bill: &mut Bill<'_>) {
    for log in network.list("flow_log") {
        let destination = member(log, "log_destination_type").and_then(Value::as_str);
        delivered(network, destination, "flow_log", bill);
    }
}

pub(super) fn alone(log: &Subject<'_>, bill: &mut Bill<'_>) {
    let destination = log.text("log_destination_type").value();
    delivered(log, destination.as_deref(), "log_destination", bill);
}

fn delivered(log: &Subject<'_>, destination: Option<&str>, path: &str, bill: &mut Bill<'_>) {
    match destination.unwrap_or("cloud-watch-logs") {
        "cloud-watch-logs" => {
            if log.target(path, "aws_cloudwatch_log_group").is_none() {
                bill.used("Flow logs", &VENDED_LOGS, "monthly_flow_logs_gb");
            }
        }
        _ => {
            bill.used("Flow logs", &VENDED_LOGS_TO_S3, "monthly_flow_logs_gb");
        }
    }
}
