//! SQS.

mod queue;

use super::Kind;

pub(super) const KINDS: &[Kind] = &[Kind::new("aws_sqs_queue", queue::price)];
