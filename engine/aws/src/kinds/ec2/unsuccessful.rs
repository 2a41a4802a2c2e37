//! Calls that answer for each of many things, and are no error when some of these failed.

use aws_sdk_ec2::types::UnsuccessfulItem;

use crate::failure::{Class, Failure};
use crate::kind::Result;

/// The first failure among the answers of a call, such as `ec2:DeleteFlowLogs`.
pub fn check(call: &str, items: &[UnsuccessfulItem]) -> Result<()> {
    let mut errors = items.iter().filter_map(UnsuccessfulItem::error);
    let Some(error) = errors.next() else {
        return Ok(());
    };
    let code = error.code().unwrap_or_default();
    Err(Failure {
        class: Class::of_code(code),
        code: code.to_owned(),
        ..Failure::invalid(call, error.message().unwrap_or("no message"))
    })
}
