//! How often AWS was asked: in one line for people, call by call for programs.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::watch::Mode;
use crate::terminal::Terminal;
use tollgate_aws::Recorder;

/// How often each operation of each service was called.
pub type Calls = BTreeMap<(String, String), u64>;

/// Says how often AWS was asked since the last time this was said.
pub fn tell(calls: &Recorder, mode: Mode, terminal: &Terminal) {
    let calls = calls.take();
    match mode {
        Mode::Text => terminal.say(&words(&calls)),
        // Whoever reads it may have gone.
        Mode::Json => drop(terminal.print(|out| writeln!(out, "{}", message(&calls)))),
    }
}

/// `1,204 calls to AWS: EC2 800, IAM 404`.
#[must_use]
pub fn words(calls: &Calls) -> String {
    let mut services: BTreeMap<&str, u64> = BTreeMap::new();
    for ((service, _), times) in calls {
        *services.entry(service).or_default() += times;
    }
    let mut services: Vec<(&str, u64)> = services.into_iter().collect();
    services.sort_by_key(|(name, times)| (std::cmp::Reverse(*times), *name));
    let each: Vec<String> = services
        .iter()
        .map(|(name, times)| format!("{name} {}", grouped(*times)))
        .collect();
    let all: u64 = calls.values().sum();
    let what = if all == 1 { "call" } else { "calls" };
    match each.is_empty() {
        true => format!("{} {what} to AWS", grouped(all)),
        false => format!("{} {what} to AWS: {}", grouped(all), each.join(", ")),
    }
}

/// A message for programs, beside Terraform's.
fn message(calls: &Calls) -> Json {
    let mut services: BTreeMap<&str, BTreeMap<&str, u64>> = BTreeMap::new();
    for ((service, operation), times) in calls {
        services
            .entry(service)
            .or_default()
            .insert(operation, *times);
    }
    json!({
        "@level": "info",
        "@message": words(calls),
        "@module": "tollgate.aws",
        "type": "tollgate_calls",
        "calls": services,
    })
}

/// A number with a comma before each three digits.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_service_that_is_asked_most_comes_first() {
        let call = |service: &str, operation: &str, times| {
            ((service.to_owned(), operation.to_owned()), times)
        };
        assert_eq!(words(&Calls::new()), "0 calls to AWS");
        let calls = Calls::from([
            call("EC2", "DescribeVpcs", 800),
            call("EC2", "CreateVpc", 200),
            call("IAM", "GetRole", 1_234_567),
        ]);
        assert_eq!(
            words(&calls),
            "1,235,567 calls to AWS: IAM 1,234,567, EC2 1,000"
        );
        assert_eq!(message(&calls)["calls"]["EC2"]["CreateVpc"], 200);
    }
}
